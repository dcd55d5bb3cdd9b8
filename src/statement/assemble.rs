//! Places every row of an account: on a statement, among the excluded, or outside the period.

mod charges;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    Account, Agreement, BookingStatus, CancellationTerms, Excepted, ExclusionReason, HoldReason,
    Notice, NoticeKind, Oddity, OwnerCharge, OwnerId, Period, Portfolio, Property, PropertyId,
    Purpose, Reservation, SetAside, Stay, Subject, Unusable,
};
use crate::recognition;

use super::builder::{AccountFacts, OwnerInputs, StatementBuilder};
use super::tiers::{self, TierShares};
use super::{Batch, ChargeCounts, Excluded, Hold, Row, Source};

/// The owners and properties that a run was asked for; empty means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Owners.
    pub owners: BTreeSet<OwnerId>,
    /// Properties.
    pub properties: BTreeSet<PropertyId>,
}

impl Scope {
    /// Whether it is limited to some owners or properties.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        !self.owners.is_empty() || !self.properties.is_empty()
    }

    /// Whether a property is asked for.
    #[must_use]
    pub fn covers(&self, property: &Property) -> bool {
        (self.owners.is_empty() || self.owners.contains(&property.owner))
            && (self.properties.is_empty() || self.properties.contains(&property.id))
    }
}

/// Builds the statements of a period from an account.
///
/// Every row of the account ends up on a statement, among the excluded rows with a reason, or
/// outside the period. An owner with an unusable row, or with a property missing in the account,
/// gets no statement: it is held with every reason.
#[must_use]
pub fn assemble(
    account: &Account,
    portfolio: &Portfolio,
    period: Period,
    scope: &Scope,
    source: &Source,
) -> Batch {
    let known = AccountFacts::new(account, portfolio, period);
    let mut assembly = Assembly::new(&known, portfolio, period, scope, account.rows());
    assembly.check_properties(account.asked.as_ref());
    for oddity in &account.oddities {
        assembly.oddity(oddity);
    }
    assembly.compute_tiers(&account.reservations);
    for row in &account.set_aside {
        assembly.set_aside(row);
    }
    for row in &account.unusable {
        assembly.unusable(row);
    }
    for row in &account.excepted {
        assembly.excepted(row);
    }
    assembly.recurring(&account.reservations);
    for reservation in &account.reservations {
        assembly.reservation(reservation);
    }
    for charge in &account.charges {
        assembly.owner_charge(charge.clone());
    }
    assembly.finish(source)
}

/// What a reservation makes by itself, where it is on no statement: without its part of what tiers
/// make of a month. None where nobody can say, and where it counts in no period at all.
#[must_use]
pub fn expected_row(
    account: &Account,
    portfolio: &Portfolio,
    period: Period,
    reservation: &Reservation,
) -> Option<Row> {
    let property = portfolio.properties.get(&reservation.property)?;
    let terms = portfolio.agreement_of(&property.id)?;
    let is_it = |one: &&Reservation| one.id == reservation.id && one.property == property.id;
    let counting = account.reservations.iter().find(is_it)?;
    if is_excluded(counting, terms) {
        return None;
    }
    AccountFacts::new(account, portfolio, period)
        .row(reservation, (property, terms), None, period)
        .ok()
}

struct Assembly<'a> {
    known: &'a AccountFacts<'a>,
    portfolio: &'a Portfolio,
    scope: &'a Scope,
    rows: BTreeMap<PropertyId, Vec<Row>>,
    /// What the manager's exceptions leave out of a property's section.
    left_out: BTreeMap<PropertyId, Vec<Notice>>,
    /// What tiers make of each property's period.
    tiers: BTreeMap<PropertyId, TierShares>,
    /// The entries of the period.
    charges: BTreeMap<OwnerId, Vec<OwnerCharge>>,
    batch: Batch,
}

/// Whether this run covers a row's property.
enum Coverage<'a> {
    Covered(&'a Property, &'a Agreement),
    Left(ExclusionReason),
}

impl<'a> Assembly<'a> {
    fn new(
        known: &'a AccountFacts<'a>,
        portfolio: &'a Portfolio,
        period: Period,
        scope: &'a Scope,
        rows: usize,
    ) -> Self {
        let batch = Batch {
            period,
            partial: scope.is_partial(),
            statements: Vec::new(),
            held: BTreeMap::new(),
            excluded: Vec::new(),
            placed: 0,
            outside: 0,
            rows,
            charges: ChargeCounts::default(),
            notices: Vec::new(),
        };
        let (rows, left_out, charges) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let tiers = BTreeMap::new();
        Self { known, portfolio, scope, rows, left_out, tiers, charges, batch }
    }

    /// Configured properties that the account lacks hold their owner; properties that only the
    /// account has are reported.
    fn check_properties(&mut self, asked: Option<&BTreeSet<PropertyId>>) {
        for property in self.portfolio.properties.values() {
            if self.scope.covers(property) && !self.known.properties.contains_key(&property.id) {
                let reason = match asked {
                    Some(asked) if !asked.contains(&property.id) => {
                        HoldReason::PropertyNotInSnapshot
                    }
                    Some(_) | None => HoldReason::PropertyNotInAccount,
                };
                let subject = Subject::Property(property.id.clone());
                self.hold(&property.owner, subject, String::new(), None, reason);
            }
        }
        for (id, property) in self.known.properties {
            let known = self.portfolio.properties.contains_key(id);
            if !known && !self.portfolio.ignored.contains(id) {
                let kind = NoticeKind::UnknownProperty { name: property.name.clone() };
                self.batch.notices.push(Notice { subject: Subject::Property(id.clone()), kind });
            }
        }
    }

    /// An oddity that nobody accepted holds the owner of each property it may touch; where none of
    /// them is asked for, it is only told.
    fn oddity(&mut self, oddity: &Oddity) {
        let Oddity { id, properties, what, .. } = oddity.clone();
        let covered = properties.iter().filter_map(|property| {
            self.portfolio.properties.get(property).filter(|own| self.scope.covers(own))
        });
        let covered: Vec<&Property> = covered.collect();
        if covered.is_empty() {
            let mut all = properties.into_iter();
            let subject = match (all.next(), all.next()) {
                (Some(only), None) => Subject::Property(only),
                _ => Subject::Run,
            };
            let kind = NoticeKind::OddAnswer { id, what };
            return self.batch.notices.push(Notice { subject, kind });
        }
        for property in covered {
            let reason = HoldReason::OddAnswer { id: id.clone(), what: what.clone() };
            let subject = Subject::Property(property.id.clone());
            self.hold(&property.owner, subject, String::new(), None, reason);
        }
    }

    /// A stay that cannot be used for tiers holds its owner, in whatever month it is.
    fn compute_tiers(&mut self, reservations: &[Reservation]) {
        let portfolio = self.portfolio;
        let mut of_property: BTreeMap<&PropertyId, Vec<&Reservation>> = BTreeMap::new();
        for reservation in reservations {
            of_property.entry(&reservation.property).or_default().push(reservation);
        }
        for (id, stays) in of_property {
            let (Some(property), Some(terms)) =
                (portfolio.properties.get(id), portfolio.agreement_of(id))
            else {
                continue;
            };
            if !self.scope.covers(property) {
                continue;
            }
            match tiers::shares(terms, self.batch.period, &stays) {
                Ok(shares) => {
                    self.tiers.insert(property.id.clone(), shares);
                }
                Err(faults) => {
                    for (stay, reason) in faults {
                        let (subject, code) = (subject_of(stay), stay.code.to_string());
                        self.hold(&property.owner, subject, code, Some(stay.stay), reason);
                    }
                }
            }
        }
    }

    fn coverage(&self, id: &PropertyId) -> Coverage<'a> {
        let portfolio = self.portfolio;
        let Some(property) = portfolio.properties.get(id) else {
            let ignored = portfolio.ignored.contains(id);
            return Coverage::Left(match ignored {
                true => ExclusionReason::IgnoredProperty,
                false => ExclusionReason::UnknownProperty,
            });
        };
        match portfolio.agreements.get(&property.agreement) {
            Some(terms) if self.scope.covers(property) => Coverage::Covered(property, terms),
            Some(_) | None => Coverage::Left(ExclusionReason::NotAskedFor),
        }
    }

    fn set_aside(&mut self, row: &SetAside) {
        let near = row.stay.is_none_or(|stay| meets(stay, self.batch.period));
        let reason = match self.coverage(&row.property) {
            Coverage::Covered(..) => row.reason.clone(),
            Coverage::Left(reason) => reason,
        };
        self.leave_out(near, row.id.as_str(), row.code.as_str(), &row.property, row.stay, reason);
    }

    fn unusable(&mut self, row: &Unusable) {
        let stay = row.reservation.as_ref().map(|reservation| reservation.stay);
        let period = self.batch.period;
        match self.coverage(&row.property) {
            Coverage::Left(reason) => {
                let near = stay.is_none_or(|stay| meets(stay, period));
                self.leave_out(near, &row.id, &row.code, &row.property, stay, reason);
            }
            Coverage::Covered(property, terms) => {
                let known = row.reservation.as_deref();
                let touches = |known| may_touch(known, terms, period) || self.may_recur_for(known);
                let near = known.is_none_or(touches);
                if near {
                    let subject = match &row.reservation {
                        Some(known) => subject_of(known),
                        None => Subject::Property(row.property.clone()),
                    };
                    self.hold(&property.owner, subject, row.code.clone(), stay, row.reason.clone());
                }
                let reason = ExclusionReason::Holds(Box::new(row.reason.clone()));
                self.leave_out(near, &row.id, &row.code, &row.property, stay, reason);
            }
        }
    }

    /// Excludes a row because of an exception, with a notice to its owner.
    fn excepted(&mut self, row: &Excepted) {
        let known = row.reservation.as_deref();
        let (stay, period) = (known.map(|known| known.stay), self.batch.period);
        let (near, reason) = match self.coverage(&row.property) {
            Coverage::Left(reason) => (stay.is_none_or(|stay| meets(stay, period)), reason),
            Coverage::Covered(_, terms) => {
                let touches = |known: &Reservation| {
                    may_touch(known, terms, period) || meets(known.stay, period)
                };
                let near = known.is_none_or(touches);
                if near {
                    let subject = Subject::Reservation(row.property.clone(), row.code.clone());
                    let kind = NoticeKind::ExceptionExcludes { reason: row.reason.clone() };
                    let notes = self.left_out.entry(row.property.clone()).or_default();
                    notes.push(Notice { subject, kind });
                }
                (near, ExclusionReason::Exception { reason: row.reason.clone() })
            }
        };
        self.leave_out(near, &row.id, row.code.as_str(), &row.property, stay, reason);
    }

    fn reservation(&mut self, reservation: &Reservation) {
        let (period, stay) = (self.batch.period, reservation.stay);
        let left_out = match self.coverage(&reservation.property) {
            Coverage::Left(reason) => (meets(stay, period), reason),
            Coverage::Covered(property, terms) => match self.place(reservation, property, terms) {
                Ok(Placement::Row(row)) => {
                    self.rows.entry(property.id.clone()).or_default().push(*row);
                    return;
                }
                Ok(Placement::Outside) => (false, ExclusionReason::NotAskedFor),
                Ok(Placement::Excluded(reason)) => (true, reason),
                Err(reason) => {
                    let (subject, code) = (subject_of(reservation), reservation.code.as_str());
                    let excluded = ExclusionReason::Holds(Box::new(reason.clone()));
                    self.hold(&property.owner, subject, code.to_owned(), Some(stay), reason);
                    (true, excluded)
                }
            },
        };
        let (near, reason) = left_out;
        let (id, code) = (reservation.id.as_str(), reservation.code.as_str());
        self.leave_out(near, id, code, &reservation.property, Some(stay), reason);
    }

    fn place(
        &self,
        reservation: &Reservation,
        property: &Property,
        terms: &Agreement,
    ) -> Result<Placement, HoldReason> {
        let period = self.batch.period;
        let of_rent = recognition::touches(reservation, terms, period);
        let apart = || recognition::may_touch_apart(reservation, terms, period);
        if is_excluded(reservation, terms) {
            // what is left out needs no day on which it would have counted
            let near =
                of_rent.map_or(meets(reservation.stay, period), |of_rent| of_rent || apart());
            return Ok(match near {
                true => Placement::Excluded(ExclusionReason::CancellationExcluded),
                false => Placement::Outside,
            });
        }
        let of_rent = of_rent?;
        if !of_rent && !apart() {
            return Ok(Placement::Outside);
        }
        let tier = self.tiers.get(&property.id).and_then(|shares| shares.of(reservation)).cloned();
        let row = self.known.row(reservation, (property, terms), tier, period)?;
        if !of_rent && row.lines.iter().all(|line| line.amount.is_zero()) {
            return Ok(Placement::Outside);
        }
        Ok(Placement::Row(Box::new(row)))
    }

    fn hold(
        &mut self,
        owner: &OwnerId,
        subject: Subject,
        code: String,
        stay: Option<Stay>,
        reason: HoldReason,
    ) {
        let hold = Hold { subject, code, stay, reason };
        self.batch.held.entry(owner.clone()).or_default().push(hold);
    }

    fn leave_out(
        &mut self,
        near: bool,
        id: &str,
        code: &str,
        property: &PropertyId,
        stay: Option<Stay>,
        reason: ExclusionReason,
    ) {
        if !near {
            self.batch.outside += 1;
            return;
        }
        let (id, code, property) = (id.to_owned(), code.to_owned(), property.clone());
        self.batch.excluded.push(Excluded { id, code, property, stay, reason });
    }

    fn finish(mut self, source: &Source) -> Batch {
        for (owner, properties) in self.properties_by_owner() {
            let mut rows = Vec::new();
            for property in &properties {
                rows.extend(self.rows.remove(&property.id).unwrap_or_default());
            }
            let charges = self.charges.remove(&owner).unwrap_or_default();
            let count = charges.len();
            if !self.batch.held.contains_key(&owner) {
                let row_refs: Vec<_> = rows.iter().map(RowRef::of).collect();
                let builder = StatementBuilder {
                    known: self.known,
                    portfolio: self.portfolio,
                    source,
                    period: self.batch.period,
                    left_out: &self.left_out,
                };
                let inputs = OwnerInputs { properties: &properties, rows, charges };
                match builder.statements(&owner, inputs) {
                    Ok(statements) => {
                        self.batch.placed += row_refs.len();
                        self.batch.charges.placed += count;
                        self.batch.statements.extend(statements);
                    }
                    Err(build_error) => {
                        let subject = Subject::Property(build_error.property);
                        self.hold(&owner, subject, String::new(), None, build_error.reason);
                        self.batch.charges.held += count;
                        self.exclude_rows_of_held(&owner, row_refs);
                    }
                }
            } else {
                self.batch.charges.held += count;
                let row_refs = rows.iter().map(RowRef::of).collect();
                self.exclude_rows_of_held(&owner, row_refs);
            }
        }
        let order =
            |one: &Excluded| (one.property.clone(), one.stay, one.code.clone(), one.id.clone());
        self.batch.excluded.sort_by_cached_key(order);
        for holds in self.batch.held.values_mut() {
            holds.sort_by_cached_key(|one| (one.subject.clone(), one.code.clone(), one.stay));
        }
        let on_statements = self.batch.statements.iter().flat_map(|one| one.notices.clone());
        self.batch.notices.extend(on_statements);
        self.batch
    }

    fn properties_by_owner(&self) -> BTreeMap<OwnerId, Vec<&'a Property>> {
        let mut by_owner: BTreeMap<OwnerId, Vec<&'a Property>> = BTreeMap::new();
        for property in self.portfolio.properties.values() {
            if self.scope.covers(property) {
                by_owner.entry(property.owner.clone()).or_default().push(property);
            }
        }
        by_owner
    }

    fn exclude_rows_of_held(&mut self, owner: &OwnerId, rows: Vec<RowRef>) {
        for RowRef { id, code, property, stay } in rows {
            let reason = ExclusionReason::StatementHeld(owner.clone());
            self.leave_out(true, &id, &code, &property, Some(stay), reason);
        }
    }
}

/// Identifies a row whose statement cannot be built.
struct RowRef {
    id: String,
    code: String,
    property: PropertyId,
    stay: Stay,
}

impl RowRef {
    fn of(row: &Row) -> Self {
        let reservation = &row.reservation;
        Self {
            id: reservation.id.to_string(),
            code: reservation.code.to_string(),
            property: reservation.property.clone(),
            stay: reservation.stay,
        }
    }
}

enum Placement {
    Row(Box<Row>),
    Excluded(ExclusionReason),
    Outside,
}

/// Whether the agreement leaves a stay out because it was cancelled.
fn is_excluded(reservation: &Reservation, terms: &Agreement) -> bool {
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
