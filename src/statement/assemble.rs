//! From an account to statements: place every row, group what is placed by owner and currency, and
//! build a statement of each group.

use crate::domain::{Account, ExclusionReason, Period, Portfolio, Reservation};

use super::build::StatementBuilder;
use super::facts::AccountFacts;
use super::group::{self, OwnerInputs};
use super::outcome::Placed;
use super::place::{Placing, is_excluded};
use super::{Batch, ChargeCounts, Excluded, Row, RunReport, Scope, Source};

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
    let facts = AccountFacts::new(account, portfolio, period);
    let placing = Placing { facts: &facts, portfolio, period, scope };
    let (placed, charges_read) = place(account, placing);
    let builder = StatementBuilder {
        facts: &facts,
        portfolio,
        source,
        period,
        on_sections: &placed.on_sections,
    };
    let report = RunReport {
        period,
        partial: scope.is_partial(),
        held: placed.held,
        excluded: placed.excluded,
        placed: 0,
        outside: placed.outside,
        rows: account.rows(),
        charges: ChargeCounts {
            all: charges_read,
            outside: placed.charges_outside,
            not_asked_for: placed.charges_not_asked_for,
            placed: 0,
            held: 0,
        },
        notices: placed.of_run,
    };
    let mut batch = Batch { statements: Vec::new(), report };
    for owner in group::by_owner(placing, placed.rows, placed.charges) {
        add(&mut batch, owner, &builder);
    }
    sort(&mut batch.report);
    let on_statements = batch.statements.iter().flat_map(|one| one.notices.clone());
    batch.report.notices.extend(on_statements);
    batch
}

/// Places everything of an account; also says how many charges there are.
fn place(account: &Account, placing: Placing<'_>) -> (Placed, usize) {
    let (tiers, tier_holds) = placing.tiers(&account.reservations);
    let (agreed, charge_holds) = placing.agreed_charges(&account.reservations);
    let charges_read = agreed.len() + account.charges.len();
    let charges = agreed.into_iter().chain(account.charges.iter().cloned());
    let outcomes = placing
        .properties(account.asked.as_ref())
        .into_iter()
        .chain(account.oddities.iter().flat_map(|oddity| placing.oddity(oddity)))
        .chain(tier_holds)
        .chain(charge_holds)
        .chain(account.set_aside.iter().map(|row| placing.set_aside(row)))
        .chain(account.unusable.iter().flat_map(|row| placing.unusable(row)))
        .chain(account.excepted.iter().flat_map(|row| placing.excepted(row)))
        .chain(account.reservations.iter().flat_map(|row| placing.reservation(row, &tiers)))
        .chain(charges.map(|charge| placing.charge(charge)));
    (outcomes.collect(), charges_read)
}

/// Adds an owner's statements, or what is held instead of them.
fn add(batch: &mut Batch, inputs: OwnerInputs<'_>, builder: &StatementBuilder<'_>) {
    let owner = inputs.owner.clone();
    let charges = inputs.charges.len();
    let if_held: Vec<Excluded> = inputs.rows.iter().map(|row| of_held(row, &inputs)).collect();
    let built = match batch.report.held.contains_key(&owner) {
        true => Err(None),
        false => builder.statements(inputs).map_err(Some),
    };
    match built {
        Ok(statements) => {
            batch.report.placed += if_held.len();
            batch.report.charges.placed += charges;
            batch.statements.extend(statements);
        }
        Err(hold) => {
            batch.report.held.entry(owner).or_default().extend(hold.map(|hold| *hold));
            batch.report.charges.held += charges;
            batch.report.excluded.extend(if_held);
        }
    }
}

/// A row that is left out because its owner's statement is held.
fn of_held(row: &Row, inputs: &OwnerInputs<'_>) -> Excluded {
    let reservation = &row.reservation;
    Excluded {
        id: reservation.id.to_string(),
        code: reservation.code.to_string(),
        property: reservation.property.clone(),
        stay: Some(reservation.stay),
        reason: ExclusionReason::StatementHeld(inputs.owner.clone()),
    }
}

fn sort(report: &mut RunReport) {
    report.excluded.sort_by_cached_key(|one| {
        (one.property.clone(), one.stay, one.code.clone(), one.id.clone())
    });
    for holds in report.held.values_mut() {
        holds.sort_by_cached_key(|one| (one.subject.clone(), one.code.clone(), one.stay));
    }
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
