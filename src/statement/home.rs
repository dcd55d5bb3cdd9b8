//! The nights of a property: those that blocks take, and those that are its owner's.
//!
//! A night that a reservation has is that reservation's: a block never takes it away.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::{Block, BlockUse, Period, PropertyId, Purpose, Reservation};

/// A block and what it takes of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    /// The block.
    pub block: Block,
    /// Its nights in the period that no reservation has, by date.
    pub nights: Vec<NaiveDate>,
}

impl Blocked {
    /// How many nights it takes.
    #[must_use]
    pub fn count(&self) -> u32 {
        u32::try_from(self.nights.len()).unwrap_or(u32::MAX)
    }
}

/// A property with the stays that take place in it.
pub(super) struct Home<'a> {
    pub(super) id: &'a PropertyId,
    pub(super) blocks: &'a [Block],
    pub(super) stays: &'a [&'a Reservation],
}

impl Home<'_> {
    /// The blocks that meet a period, with the nights that they take.
    pub(super) fn blocked(&self, period: Period) -> Vec<Blocked> {
        let stays = || self.stays.iter().copied();
        let taken = nights_of(stays(), period);
        let blocks = self.blocks.iter().filter(|block| block.nights.common(period).is_some());
        blocks
            .map(|block| {
                let nights = block.nights_in(period).filter(|night| !taken.contains(night));
                Blocked { block: block.clone(), nights: nights.collect() }
            })
            .collect()
    }

    /// Whether a stay that cannot be used may change which nights of `days` are the owner's.
    pub(super) fn is_doubtful(&self, stay: &Reservation, days: Period) -> bool {
        let nights = match stay.takes_place() {
            true => nights_of(std::iter::once(stay), days),
            false => BTreeSet::new(),
        };
        let may_be_owners = stay.purpose == Purpose::Owner && !nights.is_empty();
        may_be_owners || kept(&self.blocked(days)).any(|night| nights.contains(&night))
    }

    /// The nights of `days` in which the owner stays and no guest does, or keeps the home free of
    /// reservations.
    pub(super) fn owner_nights(&self, days: Period) -> BTreeSet<NaiveDate> {
        let of = |purpose| {
            let stays = self.stays.iter().copied().filter(move |one| one.purpose == purpose);
            nights_of(stays, days)
        };
        let taken = of(Purpose::Guest);
        let mut nights = of(Purpose::Owner);
        nights.retain(|night| !taken.contains(night));
        nights.extend(kept(&self.blocked(days)));
        nights
    }
}

/// The nights that blocks keep for the owner.
pub(super) fn kept(blocked: &[Blocked]) -> impl Iterator<Item = NaiveDate> {
    let for_owner = blocked.iter().filter(|one| one.block.purpose == BlockUse::Owner);
    for_owner.flat_map(|one| one.nights.iter().copied())
}

/// The nights of some stays within `days`.
pub(super) fn nights_of<'a>(
    stays: impl Iterator<Item = &'a Reservation>,
    days: Period,
) -> BTreeSet<NaiveDate> {
    stays.filter_map(|one| one.stay.within(days)).flat_map(Period::dates).collect()
}
