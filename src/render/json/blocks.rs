//! Nights that are shared or blocked and an owner's year, for machines.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::SharedNights;
use crate::statement::{Blocked, OwnerYear};

#[derive(Serialize)]
pub(super) struct SharedOut<'a> {
    counted_for: &'a str,
    channel: &'a str,
    nights: &'a [NaiveDate],
}

impl<'a> SharedOut<'a> {
    pub(super) fn of(shared: &'a SharedNights) -> Self {
        Self {
            counted_for: shared.code.as_str(),
            channel: shared.channel.key(),
            nights: &shared.nights,
        }
    }
}

#[derive(Serialize)]
pub(super) struct BlockOut<'a> {
    from: NaiveDate,
    to: NaiveDate,
    #[serde(rename = "use")]
    purpose: &'static str,
    reason: &'a str,
    nights_in_period: u32,
}

impl<'a> BlockOut<'a> {
    pub(super) fn of(one: &'a Blocked) -> Self {
        let block = &one.block;
        Self {
            from: block.nights.first(),
            to: block.nights.last(),
            purpose: block.purpose.key(),
            reason: &block.reason,
            nights_in_period: one.count(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct OwnerYearOut {
    first: NaiveDate,
    last: NaiveDate,
    nights_agreed: u32,
    nights_used: u32,
    nights_left: u32,
    nights_exceeded: u32,
}

impl OwnerYearOut {
    pub(super) fn of(year: &OwnerYear) -> Self {
        Self {
            first: year.days.first(),
            last: year.days.last(),
            nights_agreed: year.allowance.nights,
            nights_used: year.used(),
            nights_left: year.left(),
            nights_exceeded: year.exceeded(),
        }
    }
}
