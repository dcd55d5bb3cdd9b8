//! Places every row of an account: on a statement, among the excluded, or outside the period.
//!
//! Nothing here changes anything: each function says what becomes of one thing.

mod charges;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    Agreement, BookingStatus, CancellationTerms, Excepted, ExclusionReason, HoldReason, Notice,
    NoticeKind, Oddity, Period, Portfolio, Property, PropertyId, Purpose, Reservation, SetAside,
    Stay, Subject, Unusable,
};
use crate::recognition;

use super::facts::AccountFacts;
use super::outcome::Outcome;
use super::tiers::{self, TierShares};
use super::{Excluded, Row, Scope};

/// What decides where a row goes.
#[derive(Clone, Copy)]
pub(super) struct Placing<'a> {
    pub(super) facts: &'a AccountFacts<'a>,
    pub(super) portfolio: &'a Portfolio,
    pub(super) period: Period,
    pub(super) scope: &'a Scope,
}

/// Whether a run covers a row's property.
enum Coverage<'a> {
    Covered(&'a Property, &'a Agreement),
    Left(ExclusionReason),
}

/// A row's place in the period.
enum Place {
    Statement(Box<Row>),
    Excluded(ExclusionReason),
    Outside,
}

/// What identifies a row that goes on no statement, as reported.
struct RowId<'a> {
    id: &'a str,
    code: &'a str,
    property: &'a PropertyId,
    stay: Option<Stay>,
}

impl RowId<'_> {
    /// The row outside the period or, where it is `near`, left out for a reason.
    fn left_out(&self, near: bool, reason: ExclusionReason) -> Outcome {
        if !near {
            return Outcome::Outside;
        }
        let (id, code, property) =
            (self.id.to_owned(), self.code.to_owned(), self.property.clone());
        Outcome::Excluded(Excluded { id, code, property, stay: self.stay, reason })
    }

    /// The owner held because of the row, and the row left out for the same reason.
    fn held(&self, property: &Property, subject: Subject, reason: HoldReason) -> Vec<Outcome> {
        let excluded = ExclusionReason::Holds(Box::new(reason.clone()));
        let hold = Outcome::hold_for_stay(&property.owner, subject, self.code, self.stay, reason);
        vec![hold, self.left_out(true, excluded)]
    }
}

impl<'a> Placing<'a> {
    /// Configured properties that the account lacks hold their owner; properties that only the
    /// account has are reported.
    pub(super) fn properties(self, asked: Option<&BTreeSet<PropertyId>>) -> Vec<Outcome> {
        let covered = self.portfolio.properties.values().filter(|one| self.scope.covers(one));
        let missing = covered.filter(|one| !self.facts.properties.contains_key(&one.id));
        let missing = missing.map(|property| {
            let reason = match asked {
                Some(asked) if !asked.contains(&property.id) => HoldReason::PropertyNotInSnapshot,
                Some(_) | None => HoldReason::PropertyNotInAccount,
            };
            Outcome::hold(&property.owner, Subject::Property(property.id.clone()), reason)
        });
        let unknown = self.facts.properties.iter().filter(|(id, _)| {
            !self.portfolio.properties.contains_key(id) && !self.portfolio.ignored.contains(id)
        });
        let unknown = unknown.map(|(id, property)| {
            let kind = NoticeKind::UnknownProperty { name: property.name.clone() };
            Outcome::OfRun(Notice { subject: Subject::Property(id.clone()), kind })
        });
        missing.chain(unknown).collect()
    }

    /// An oddity that nobody accepted holds the owner of each property it may touch; where the run
    /// was asked for none of them, it is only reported.
    pub(super) fn oddity(self, oddity: &Oddity) -> Vec<Outcome> {
        let Oddity { id, properties, what, .. } = oddity;
        let own = properties.iter().filter_map(|id| self.portfolio.properties.get(id));
        let hold = |property: &Property| {
            let reason = HoldReason::OddAnswer { id: id.clone(), what: what.clone() };
            Outcome::hold(&property.owner, Subject::Property(property.id.clone()), reason)
        };
        let holds: Vec<Outcome> = own.filter(|one| self.scope.covers(one)).map(hold).collect();
        if !holds.is_empty() {
            return holds;
        }
        let mut all = properties.iter();
        let subject = match (all.next(), all.next()) {
            (Some(only), None) => Subject::Property(only.clone()),
            (None, _) | (Some(_), Some(_)) => Subject::Run,
        };
        let kind = NoticeKind::OddAnswer { id: id.clone(), what: what.clone() };
        vec![Outcome::OfRun(Notice { subject, kind })]
    }

    /// What tiers make of each property's period. A stay that cannot be used for them holds its
    /// owner, in whatever month it is.
    pub(super) fn tiers(
        self,
        reservations: &[Reservation],
    ) -> (BTreeMap<PropertyId, TierShares>, Vec<Outcome>) {
        let mut by_property: BTreeMap<&PropertyId, Vec<&Reservation>> = BTreeMap::new();
        for reservation in reservations {
            by_property.entry(&reservation.property).or_default().push(reservation);
        }
        let (mut of_properties, mut holds) = (BTreeMap::new(), Vec::new());
        for (id, stays) in by_property {
            let Coverage::Covered(property, terms) = self.coverage(id) else { continue };
            match tiers::shares(terms, self.period, &stays) {
                Ok(shares) => {
                    of_properties.insert(id.clone(), shares);
                }
                Err(faults) => holds.extend(faults.into_iter().map(|(stay, reason)| {
                    let (subject, code) = (subject_of(stay), stay.code.as_str());
                    let nights = Some(stay.stay);
                    Outcome::hold_for_stay(&property.owner, subject, code, nights, reason)
                })),
            }
        }
        (of_properties, holds)
    }

    fn coverage(self, id: &PropertyId) -> Coverage<'a> {
        let portfolio = self.portfolio;
        let Some(property) = portfolio.properties.get(id) else {
            return Coverage::Left(match portfolio.ignored.contains(id) {
                true => ExclusionReason::IgnoredProperty,
                false => ExclusionReason::UnknownProperty,
            });
        };
        match portfolio.agreements.get(&property.agreement) {
            Some(terms) if self.scope.covers(property) => Coverage::Covered(property, terms),
            Some(_) | None => Coverage::Left(ExclusionReason::NotAskedFor),
        }
    }

    /// A row that takes no part, for a reason of its own.
    pub(super) fn set_aside(self, row: &SetAside) -> Outcome {
        let near = row.stay.is_none_or(|stay| meets(stay, self.period));
        let reason = match self.coverage(&row.property) {
            Coverage::Covered(..) => row.reason.clone(),
            Coverage::Left(reason) => reason,
        };
        let (id, code, property) = (row.id.as_str(), row.code.as_str(), &row.property);
        RowId { id, code, property, stay: row.stay }.left_out(near, reason)
    }

    /// A row that cannot be used holds its owner, unless it is certainly of another period.
    pub(super) fn unusable(self, row: &Unusable) -> Vec<Outcome> {
        let known = row.reservation.as_deref();
        let stay = known.map(|reservation| reservation.stay);
        let of_row = RowId { id: &row.id, code: &row.code, property: &row.property, stay };
        match self.coverage(&row.property) {
            Coverage::Left(reason) => {
                let near = stay.is_none_or(|stay| meets(stay, self.period));
                vec![of_row.left_out(near, reason)]
            }
            Coverage::Covered(property, terms) => {
                let touches =
                    |known| may_touch(known, terms, self.period) || self.may_recur_for(known);
                if !known.is_none_or(touches) {
                    return vec![Outcome::Outside];
                }
                let subject =
                    known.map_or_else(|| Subject::Property(row.property.clone()), subject_of);
                of_row.held(property, subject, row.reason.clone())
            }
        }
    }

    /// A row that an exception excludes, with a notice to its owner.
    pub(super) fn excepted(self, row: &Excepted) -> Vec<Outcome> {
        let (known, period) = (row.reservation.as_deref(), self.period);
        let stay = known.map(|known| known.stay);
        let (id, code, property) = (row.id.as_str(), row.code.as_str(), &row.property);
        let of_row = RowId { id, code, property, stay };
        match self.coverage(property) {
            Coverage::Left(reason) => {
                let near = stay.is_none_or(|stay| meets(stay, period));
                vec![of_row.left_out(near, reason)]
            }
            Coverage::Covered(_, terms) => {
                let touches = |known: &Reservation| {
                    may_touch(known, terms, period) || meets(known.stay, period)
                };
                if !known.is_none_or(touches) {
                    return vec![Outcome::Outside];
                }
                let reason = || row.reason.clone();
                let subject = Subject::Reservation(property.clone(), row.code.clone());
                let kind = NoticeKind::ExceptionExcludes { reason: reason() };
                let notice = Outcome::OnSection(property.clone(), Notice { subject, kind });
                vec![notice, of_row.left_out(true, ExclusionReason::Exception { reason: reason() })]
            }
        }
    }

    /// A reservation; one whose amounts cannot be computed holds its owner.
    pub(super) fn reservation(
        self,
        reservation: &Reservation,
        tiers: &BTreeMap<PropertyId, TierShares>,
    ) -> Vec<Outcome> {
        let (property, stay) = (&reservation.property, reservation.stay);
        let (id, code) = (reservation.id.as_str(), reservation.code.as_str());
        let of_row = RowId { id, code, property, stay: Some(stay) };
        let (property, terms) = match self.coverage(property) {
            Coverage::Left(reason) => {
                return vec![of_row.left_out(meets(stay, self.period), reason)];
            }
            Coverage::Covered(property, terms) => (property, terms),
        };
        match self.place(reservation, property, terms, tiers.get(&property.id)) {
            Ok(Place::Statement(row)) => vec![Outcome::Row(row)],
            Ok(Place::Outside) => vec![Outcome::Outside],
            Ok(Place::Excluded(reason)) => vec![of_row.left_out(true, reason)],
            Err(reason) => of_row.held(property, subject_of(reservation), reason),
        }
    }

    fn place(
        self,
        reservation: &Reservation,
        property: &Property,
        terms: &Agreement,
        tiers: Option<&TierShares>,
    ) -> Result<Place, HoldReason> {
        let period = self.period;
        let of_rent = recognition::touches(reservation, terms, period);
        let apart = || recognition::may_touch_apart(reservation, terms, period);
        if is_excluded(reservation, terms) {
            // what is left out needs no day on which it would have counted
            let near =
                of_rent.map_or(meets(reservation.stay, period), |of_rent| of_rent || apart());
            return Ok(match near {
                true => Place::Excluded(ExclusionReason::CancellationExcluded),
                false => Place::Outside,
            });
        }
        let of_rent = of_rent?;
        if !of_rent && !apart() {
            return Ok(Place::Outside);
        }
        let tier = tiers.and_then(|shares| shares.of(reservation)).cloned();
        let row = self.facts.row(reservation, (property, terms), tier, period)?;
        if !of_rent && row.lines.iter().all(|line| line.amount.is_zero()) {
            return Ok(Place::Outside);
        }
        Ok(Place::Statement(Box::new(row)))
    }
}

/// Whether the agreement leaves a stay out because it was cancelled.
pub(super) fn is_excluded(reservation: &Reservation, terms: &Agreement) -> bool {
    reservation.status == BookingStatus::Cancelled
        && terms.cancellations == CancellationTerms::Excluded
}

fn subject_of(reservation: &Reservation) -> Subject {
    Subject::Reservation(reservation.property.clone(), reservation.code.clone())
}

/// Whether a row that cannot be used may belong to the period. What looks like an owner's stay may
/// be a guest's, so the day on which a guest's money would count is considered, too.
fn may_touch(reservation: &Reservation, terms: &Agreement, period: Period) -> bool {
    let of_guest = Reservation { purpose: Purpose::Guest, ..reservation.clone() };
    let touches = |one| {
        recognition::touches(one, terms, period).unwrap_or(true)
            || recognition::may_touch_apart(one, terms, period)
            || tiers::may_count(one, terms, period)
    };
    touches(reservation) || touches(&of_guest)
}

/// Whether a stay has a night in the period or ends on one of its days.
fn meets(stay: Stay, period: Period) -> bool {
    stay.nights_in(period) > 0 || period.contains(stay.departure())
}
