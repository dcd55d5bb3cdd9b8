//! Expenses, credits and co-host payouts, for machines.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::Entry;
use crate::statement::CoHost;

use super::model::Amount;

#[derive(Serialize)]
pub(super) struct EntryOut<'a> {
    date: NaiveDate,
    category: &'static str,
    description: &'a str,
    vendor: Option<&'a str>,
    channel: Option<&'a str>,
    reference: Option<&'a str>,
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
            channel: entry.channel.as_ref().map(|channel| channel.key()),
            reference: entry.reference.as_deref(),
            receipt: entry.receipt_name(),
            markup: entry.markup.into(),
            net: entry.net.into(),
            vat: entry.vat.into(),
            amount: entry.amount.into(),
            place: &entry.place,
        }
    }
}

#[derive(Serialize)]
pub(super) struct CoHostOut<'a> {
    channel: &'a str,
    to: &'static str,
    owed: Amount,
    paid: Amount,
    remaining: Amount,
}

impl<'a> CoHostOut<'a> {
    pub(super) fn of(one: &'a CoHost) -> Self {
        Self {
            channel: one.channel.key(),
            to: one.to.key(),
            owed: one.owed.into(),
            paid: one.paid.into(),
            remaining: one.remaining.into(),
        }
    }
}
