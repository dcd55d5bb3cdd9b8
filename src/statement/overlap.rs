//! Nights that several stays of a property have: each counts once, for one of them.
//!
//! A night belongs to a guest's stay before an owner's, then to the stay that arrived first, then
//! to the one that was booked first. Worked example: one guest stays from 3 to 7 October and
//! another from 5 to 9 October. The nights of 5 and 6 October are the first guest's, who is in the
//! house already; the second stay has the nights of 7 and 8 October, and all of its money.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::{
    Channel, Period, PropertyId, Purpose, Reservation, ReservationCode, SharedNights, Stay,
};

/// A stay of an account.
type Key<'a> = (&'a PropertyId, &'a Channel, &'a ReservationCode, Stay);

/// What stays lose to others of their property, over all of their nights.
#[derive(Debug, Default)]
pub(super) struct Overlaps<'a> {
    lost: BTreeMap<Key<'a>, BTreeMap<NaiveDate, &'a Reservation>>,
}

impl<'a> Overlaps<'a> {
    pub(super) fn of(reservations: &'a [Reservation]) -> Self {
        let mut overlaps = Self::default();
        let mut stays: Vec<&Reservation> =
            reservations.iter().filter(|one| one.takes_place()).collect();
        stays.sort_by(|a, b| (&a.property, a.stay).cmp(&(&b.property, b.stay)));
        let mut rest = stays.as_slice();
        while let Some(first) = rest.first() {
            let (together, others) = rest.split_at(meeting(first, rest));
            if together.len() > 1 {
                overlaps.add(together);
            }
            rest = others;
        }
        overlaps
    }

    /// Gives each night of stays that meet one another to one of them.
    fn add(&mut self, stays: &[&'a Reservation]) {
        let mut keepers: BTreeMap<NaiveDate, &'a Reservation> = BTreeMap::new();
        let mut by_rank = stays.to_vec();
        by_rank.sort_by_key(|one| rank(one));
        for stay in by_rank {
            for night in stay.stay.night_dates() {
                match keepers.get(&night) {
                    Some(keeper) => {
                        self.lost.entry(key(stay)).or_default().insert(night, keeper);
                    }
                    None => drop(keepers.insert(night, stay)),
                }
            }
        }
    }

    /// The nights of a period that a stay shares with others that keep them, by date.
    pub(super) fn shared(&self, stay: &Reservation, period: Period) -> Vec<SharedNights> {
        let mut shared: Vec<SharedNights> = Vec::new();
        let lost = self.lost.get(&key(stay)).into_iter().flatten();
        for (night, keeper) in lost.filter(|(night, _)| period.contains(**night)) {
            match shared.iter_mut().find(|one| one.code == keeper.code) {
                Some(known) => known.nights.push(*night),
                None => shared.push(SharedNights {
                    code: keeper.code.clone(),
                    channel: keeper.channel.clone(),
                    purpose: keeper.purpose,
                    nights: vec![*night],
                }),
            }
        }
        shared
    }
}

/// How many of `stays`, in the order of their arrivals, meet the first one or one that does.
fn meeting(first: &Reservation, stays: &[&Reservation]) -> usize {
    let (mut until, mut count) = (first.stay.departure(), 1);
    for one in stays.iter().skip(1) {
        if one.property != first.property || one.stay.arrival() >= until {
            break;
        }
        until = until.max(one.stay.departure());
        count += 1;
    }
    count
}

/// The stay of the lowest rank keeps a night.
fn rank(stay: &Reservation) -> impl Ord + use<'_> {
    let is_owners = stay.purpose == Purpose::Owner;
    let booked = stay.booked_on.unwrap_or(NaiveDate::MAX);
    (is_owners, stay.stay.arrival(), booked, &stay.code, &stay.channel)
}

fn key(stay: &Reservation) -> Key<'_> {
    (&stay.property, &stay.channel, &stay.code, stay.stay)
}
