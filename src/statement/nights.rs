//! Which nights of each property are blocked, and how many its owner has used of a year.

use std::collections::BTreeMap;

use crate::domain::{Account, NoticeKind, Period, Portfolio, PropertyId, Reservation};

use super::allowance::{self, OwnerYear};
use super::home::{Blocked, Home};

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
