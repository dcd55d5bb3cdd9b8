//! The tiered commission of a property's period, and each stay's share of it.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::{
    Agreement, AmountError, Channel, Currency, HoldReason, Money, Period, Reservation,
    ReservationCode, Stay, TierSpan, Tiers,
};
use crate::fees::{self, TierShare};

/// A stay that adds to its property's base, in the order in which cents are handed out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    stay: Stay,
    code: ReservationCode,
    channel: Channel,
}

impl Key {
    fn of(reservation: &Reservation) -> Self {
        let Reservation { stay, code, channel, .. } = reservation;
        Self { stay: *stay, code: code.clone(), channel: channel.clone() }
    }
}

/// The shares of the stays of a property that have commission in a period.
#[derive(Debug, Clone, Default)]
pub(super) struct TierShares(BTreeMap<Key, TierShare>);

impl TierShares {
    /// A stay's share, if its commission counts in the period.
    pub(super) fn of(&self, reservation: &Reservation) -> Option<&TierShare> {
        self.0.get(&Key::of(reservation))
    }
}

/// A stay that ends on a day may have begun so long before.
pub const STAY_ACROSS: Days = Days::new(28);

/// The first day whose stays decide about the commission of `period`.
#[must_use]
pub fn tiers_begin(tiers: &Tiers, period: Period) -> NaiveDate {
    window_start(tiers.per, period.first())
}

/// The first day of the month or year in which a day counts.
pub(super) fn window_start(span: TierSpan, day: NaiveDate) -> NaiveDate {
    match span {
        TierSpan::Month => day.with_day(1).unwrap_or(day),
        TierSpan::Year(start) => start.first_day(day),
    }
}

/// The shares of a property's stays, or every stay that cannot be used and why.
pub(super) fn shares<'a>(
    terms: &Agreement,
    period: Period,
    reservations: &[&'a Reservation],
) -> Result<TierShares, Vec<(&'a Reservation, HoldReason)>> {
    let Some(tiers) = terms.commission.tiers() else { return Ok(TierShares::default()) };
    let mut bases: Vec<(Key, NaiveDate, Money)> = Vec::new();
    let mut faults = Vec::new();
    for reservation in reservations.iter().copied() {
        let counted = || -> Result<Option<(NaiveDate, Money)>, HoldReason> {
            let Some(base) = fees::tier_base(reservation, terms)? else { return Ok(None) };
            let day = terms.recognition.of_commission().day_of(reservation)?;
            Ok(day.map(|day| (day, base)))
        };
        match counted() {
            Ok(Some((day, base))) => bases.push((Key::of(reservation), day, base)),
            Ok(None) => {}
            Err(reason) if may_count(reservation, terms, period) => {
                faults.push((reservation, reason));
            }
            Err(_) => {}
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    bases.sort_by(|one, other| one.0.cmp(&other.0));
    allocate(tiers, period, &bases).map_err(|error| {
        let last = reservations.last().copied();
        last.map(|reservation| (reservation, HoldReason::Amount(error))).into_iter().collect()
    })
}

/// Whether a stay's commission may belong to the days that tiers add up for a period.
pub(super) fn may_count(reservation: &Reservation, terms: &Agreement, period: Period) -> bool {
    let Some(tiers) = terms.commission.tiers() else { return false };
    let begin = tiers_begin(tiers, period);
    match terms.recognition.of_commission().day_of(reservation) {
        Ok(Some(day)) => begin <= day && day <= period.last(),
        Ok(None) | Err(_) => true,
    }
}

/// The parts of a period by month or year of the tiers.
fn windows(tiers: &Tiers, period: Period) -> Vec<(NaiveDate, NaiveDate, NaiveDate)> {
    let mut windows: Vec<(NaiveDate, NaiveDate, NaiveDate)> = Vec::new();
    for day in period.first().iter_days().take(period.days() as usize) {
        let start = window_start(tiers.per, day);
        match windows.last_mut() {
            Some((of_last, _, last)) if *of_last == start => *last = day,
            _ => windows.push((start, day, day)),
        }
    }
    windows
}

fn allocate(
    tiers: &Tiers,
    period: Period,
    bases: &[(Key, NaiveDate, Money)],
) -> Result<TierShares, AmountError> {
    let mut shares = TierShares::default();
    let Some(currency) = bases.first().map(|(.., base)| base.currency()) else {
        return Ok(shares);
    };
    for (start, first, last) in windows(tiers, period) {
        let earlier = |day: NaiveDate| start <= day && day < first;
        let now = |day: NaiveDate| first <= day && day <= last;
        let so_far = sum(bases, currency, earlier)?;
        let before = tiers.commission_on(so_far)?;
        let through = tiers.commission_on(so_far.plus(sum(bases, currency, now)?)?)?;
        let due = through.commission.minus(before.commission)?;
        let own: Vec<&(Key, NaiveDate, Money)> =
            bases.iter().filter(|(_, day, _)| now(*day)).collect();
        let weights: Vec<u64> = own.iter().map(|(.., base)| base.minor().unsigned_abs()).collect();
        if weights.iter().all(|weight| *weight == 0) {
            continue;
        }
        for ((key, _, base), commission) in own.into_iter().zip(due.allocate(&weights)?) {
            let share = TierShare { base: *base, commission, before, through };
            shares.0.insert(key.clone(), share);
        }
    }
    Ok(shares)
}

fn sum(
    bases: &[(Key, NaiveDate, Money)],
    currency: Currency,
    counts: impl Fn(NaiveDate) -> bool,
) -> Result<Money, AmountError> {
    let counted = bases.iter().filter(|(_, day, _)| counts(*day));
    Money::sum(currency, counted.map(|(.., base)| *base))
}
