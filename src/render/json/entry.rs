//! Expenses and credits, for machines.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::Entry;

use super::model::Amount;

#[derive(Serialize)]
pub(super) struct EntryOut<'a> {
    date: NaiveDate,
    category: &'static str,
    description: &'a str,
    receipt: Option<&'a str>,
    net: Amount,
    vat: Amount,
    amount: Amount,
    place: &'a str,
}

impl<'a> EntryOut<'a> {
    pub(super) fn of(entry: &'a Entry) -> Self {
        Self {
            date: entry.date,
            category: entry.category.key(),
            description: &entry.description,
            receipt: entry.receipt.as_deref(),
            net: entry.net.into(),
            vat: entry.vat.into(),
            amount: entry.amount.into(),
            place: &entry.place,
        }
    }
}
