//! Expenses, credits and co-host payouts, for machines.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::OwnerCharge;
use crate::statement::CoHost;

use super::amount::Amount;

#[derive(Serialize)]
pub(super) struct OwnerChargeOut<'a> {
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

impl<'a> OwnerChargeOut<'a> {
    pub(super) fn of(charge: &'a OwnerCharge) -> Self {
        Self {
            date: charge.date,
            category: charge.category.key(),
            description: &charge.description,
            vendor: charge.vendor.as_deref(),
            channel: charge.channel.as_ref().map(|channel| channel.key()),
            reference: charge.reference.as_deref(),
            receipt: charge.receipt_name(),
            markup: charge.markup.into(),
            net: charge.net.into(),
            vat: charge.vat.into(),
            amount: charge.amount.into(),
            place: &charge.place,
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
