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
    vendor: Option<&'a str>,
    receipt: Option<&'a str>,
    markup: Amount,
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
            vendor: entry.vendor.as_deref(),
            receipt: entry.receipt.as_deref(),
            markup: entry.markup.into(),
            net: entry.net.into(),
            vat: entry.vat.into(),
            amount: entry.amount.into(),
            place: &entry.place,
        }
    }
}
