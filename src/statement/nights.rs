//! Which nights of a property are blocked, and which its owner used in a year.
//!
//! A night that a reservation has is that reservation's: a block never takes it away.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::{
    Account, Block, BlockUse, NoticeKind, Period, Portfolio, PropertyId, Purpose, Reservation,
};

use super::allowance::{self, OwnerYear};

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

/// What is known of a property's nights beyond its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Nights {
    /// The blocks that meet the period.
    pub(super) blocked: Vec<Blocked>,
    /// What the owner used of a yearly allowance, if one is agreed.
    pub(super) year: Option<Result<OwnerYear, NoticeKind>>,
}

/// The nights of each property that has a block or an allowance.
pub(super) fn of_account(
    account: &Account,
    portfolio: &Portfolio,
    period: Period,
) -> BTreeMap<PropertyId, Nights> {
    let mut stays: BTreeMap<&PropertyId, Vec<&Reservation>> = BTreeMap::new();
    for reservation in account.reservations.iter().filter(|one| one.takes_place()) {
        stays.entry(&reservation.property).or_default().push(reservation);
    }
    let mut nights = BTreeMap::new();
    for id in portfolio.properties.keys() {
        let blocks = portfolio.blocks.get(id).map_or(&[][..], Vec::as_slice);
        let allowance = portfolio.agreement_of(id).and_then(|terms| terms.allowance);
        if blocks.is_empty() && allowance.is_none() {
            continue;
        }
        let stays = stays.get(id).map_or(&[][..], Vec::as_slice);
        let home = Home { id, blocks, stays };
        let year = allowance.map(|allowance| allowance::used(&home, account, allowance, period));
        nights.insert(id.clone(), Nights { blocked: home.blocked(period), year });
    }
    nights
}

/// A property with the stays that take place in it.
pub(super) struct Home<'a> {
    pub(super) id: &'a PropertyId,
    blocks: &'a [Block],
    stays: &'a [&'a Reservation],
}

impl Home<'_> {
    fn blocked(&self, period: Period) -> Vec<Blocked> {
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
