//! The proof that a statement's figures belong together.
//!
//! Every check recomputes what it compares from the lines and the reported amounts, so that a fault
//! anywhere between a reservation and a total refuses the statement.

mod nights;

use std::collections::BTreeSet;

use crate::domain::{
    Agreement, AmountError, ChargeScope, ChargeSums, Currency, FeeKind, Financials, FlippedList,
    Money, Notice, NoticeKind, Overridden, Party, Reading, ReportedKind, ReportedLine,
    ReservationCode, Subject,
};
use crate::fees::LineKind;

use super::{
    Collected, Column, Columns, Figures, PeriodLine, Row, Section, Statement, co_host, commission,
    taxes, vat,
};

/// A statement with inconsistent figures. It means a bug in this program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TieFault {
    /// Rows went missing or were counted twice.
    #[error("{placed} placed + {excluded} excluded + {outside} outside are not {rows} rows")]
    RowsLost {
        /// On statements.
        placed: usize,
        /// Excluded with a reason.
        excluded: usize,
        /// Outside the period.
        outside: usize,
        /// In the snapshot.
        rows: usize,
    },
    /// A line's amounts are not what counts through the period, before it, and in between.
    #[error("reservation {0}: a line's amount is not the difference of its days")]
    LineOfPeriod(ReservationCode),
    /// A row's nights are not those of its stay within the period.
    #[error("reservation {0}: its nights are not those of the stay in the period")]
    Nights(ReservationCode),
    /// A row's cells are not the sums of its lines.
    #[error("reservation {0}: its cells are not the sums of its lines")]
    Row(ReservationCode),
    /// A section's totals, figures or collected amounts are not those of its rows.
    #[error("property {0}: its totals are not the sums of its rows")]
    Section(String),
    /// A property's taxes are not all that the lines of its stays hold of them.
    #[error("property {0}: its taxes are not those of its lines")]
    Taxes(String),
    /// The rows that show how the commission came about do not make the commission.
    #[error("property {0}: the rows of its commission do not make it")]
    Commission(String),
    /// What channels paid directly is not that of its entries, or what is owed not that of its
    /// stays.
    #[error("property {0}: what channels paid directly is not that of its entries and stays")]
    CoHost(String),
    /// Entries went missing or were counted twice.
    #[error("of {all} entries, {counted} are accounted for and {placed} are on statements")]
    ChargesLost {
        /// On statements.
        placed: usize,
        /// Placed or left out.
        counted: usize,
        /// Read.
        all: usize,
    },
    /// An entry appears twice, or on a statement of other days, another currency or another owner.
    #[error("the entry {0} stands where it does not belong")]
    OwnerCharge(String),
    /// Blocks or an owner's year are not those that the rows and the agreement allow.
    #[error("property {0}: its blocked nights or its owner's are not those of its stays")]
    NightsOfProperty(String),
    /// A night is counted twice, or there are more nights than days.
    #[error("property {0}: it has more nights than days, or a night that is counted twice")]
    ImpossibleNights(String),
    /// The statement's totals are not those of its sections.
    #[error("the totals are not the sums of the sections")]
    Totals,
    /// Reported lines do not make the reported revenue.
    #[error("reservation {0}: its lines do not make its revenue")]
    Revenue(ReservationCode),
    /// What the parties get is not what the guest paid.
    #[error("reservation {0}: what the parties get is not what was paid")]
    Conservation(ReservationCode),
    /// A reservation appears twice, on one statement or on two.
    #[error("reservation {0} is on statements twice")]
    Duplicate(ReservationCode),
    /// A fee or an adjustment has a party though the agreement names none for it.
    #[error("reservation {0}: the agreement does not say who gets one of its amounts")]
    Unmapped(ReservationCode),
    /// Amounts changed by exceptions differ from the exceptions, or the statement does not mention
    /// them.
    #[error("reservation {0}: its exceptions are not what its lines and notes say")]
    Exception(ReservationCode),
    /// An amount is in another currency.
    #[error("reservation {0}: an amount is not in {1}")]
    Currency(ReservationCode, Currency),
    /// An amount cannot be computed again.
    #[error(transparent)]
    Amount(#[from] AmountError),
}

/// A statement that passed every check; the only thing that renderers take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TiedStatement(Statement);

impl std::ops::Deref for TiedStatement {
    type Target = Statement;

    fn deref(&self) -> &Statement {
        &self.0
    }
}

/// Checks a statement.
///
/// # Errors
/// The first [`TieFault`] found.
pub fn tie_out(statement: Statement) -> Result<TiedStatement, TieFault> {
    let mut seen = BTreeSet::new();
    for row in statement.rows() {
        check_row(row, &statement)?;
        check_exceptions(row, &statement.notices)?;
        let reservation = &row.reservation;
        if !seen.insert((reservation.channel.clone(), reservation.code.clone())) {
            return Err(TieFault::Duplicate(reservation.code.clone()));
        }
    }
    check_charges(&statement)?;
    let mut own = Columns::none(statement.currency);
    statement.owner_charges.iter().try_for_each(|charge| own.add_charge(charge))?;
    let differences = vat::differences(&statement.sections, statement.currency)?;
    differences.iter().try_for_each(|one| own.add(Column::CommissionVat, one.amount))?;
    let (mut stays, mut totals) = (Columns::none(statement.currency), own.clone());
    let mut figures = Figures::none(0, statement.currency);
    for section in &statement.sections {
        check_section(section, &statement)?;
        nights::check(section, &statement)?;
        stays.add_all(&section.reservation_totals)?;
        totals.add_all(&section.totals)?;
        figures.add(&section.figures)?;
    }
    let sums = [
        (&own, &statement.owner_level_totals),
        (&stays, &statement.reservation_totals),
        (&totals, &statement.totals),
    ];
    let entered = statement
        .expenses_and_credits()
        .try_fold(ChargeSums::none(statement.currency), |sums, (_, charge)| sums.plus(charge))?;
    let same = entered == statement.charge_totals
        && figures == statement.figures
        && differences == statement.vat_differences;
    if sums.iter().any(|(sum, stated)| sum != stated) || !same {
        return Err(TieFault::Totals);
    }
    Ok(TiedStatement(statement))
}

/// Each entry has the period and the currency, and is with its property or its owner.
fn check_charges(statement: &Statement) -> Result<(), TieFault> {
    let mut seen = BTreeSet::new();
    for (section, charge) in statement.all_charges() {
        let of_whom = match (&charge.scope, section) {
            (ChargeScope::Property(id), Some(section)) => *id == section.property.id,
            (ChargeScope::Owner(id), None) => *id == statement.owner.id,
            (ChargeScope::Property(_), None) | (ChargeScope::Owner(_), Some(_)) => false,
        };
        let belongs = of_whom
            && statement.period.contains(charge.date)
            && charge.currency() == statement.currency
            && charge.ties_out();
        if !belongs || !seen.insert(&charge.place) {
            return Err(TieFault::OwnerCharge(charge.place.clone()));
        }
    }
    Ok(())
}

fn check_row(row: &Row, statement: &Statement) -> Result<(), TieFault> {
    let (period, currency) = (statement.period, statement.currency);
    let code = || row.reservation.code.clone();
    let kept = row.kept_nights(period).count();
    if u32::try_from(kept) != Ok(row.nights_in_period) {
        return Err(TieFault::Nights(code()));
    }
    let mut columns = Columns::none(currency);
    for line in &row.lines {
        let amounts = [line.whole, line.before, line.through, line.amount];
        if amounts.iter().any(|amount| amount.currency() != currency) {
            return Err(TieFault::Currency(code(), currency));
        }
        let before = line.timing.through(line.whole, period.day_before())?;
        let through = line.timing.through(line.whole, period.last())?;
        let of_days = (before, through) == (line.before, line.through);
        if !of_days || line.through.minus(line.before)? != line.amount {
            return Err(TieFault::LineOfPeriod(code()));
        }
        if line.party == Party::Owner {
            columns.add(Column::of(line.kind), line.amount)?;
        }
    }
    let cells = Column::ALL.iter().map(|column| row.columns.amount(*column));
    if columns != row.columns || Money::sum(currency, cells)? != row.columns.net() {
        return Err(TieFault::Row(code()));
    }
    let owners = row.owner_lines().map(|line| line.whole);
    let of_all_days = row.earlier.plus(row.columns.net())?.plus(row.later)?;
    if Money::sum(currency, owners)? != of_all_days {
        return Err(TieFault::Row(code()));
    }
    check_money(row)
}

/// Revenue identity and conservation, from the amounts as delivered.
fn check_money(row: &Row) -> Result<(), TieFault> {
    let code = || row.reservation.code.clone();
    let parts = row.lines.iter().map(|line| line.whole);
    let Some(money) = &row.reservation.financials else {
        let currency = row.columns.net().currency();
        let nothing = Money::sum(currency, parts)?.is_zero();
        return if nothing { Ok(()) } else { Err(TieFault::Conservation(code())) };
    };
    let sum_of = |lines: &[&ReportedLine], wanted: &dyn Fn(ReportedKind) -> bool| {
        let lines = lines.iter().filter(|line| wanted(line.kind));
        Money::sum(money.currency, lines.map(|line| line.amount))
    };
    let reported = reported_lines(money);
    let taxes = sum_of(&reported, &|kind| kind == ReportedKind::Tax)?;
    let all = sum_of(&reported, &|_| true)?;
    let in_revenue = match money.reading {
        Reading::TaxesOutside => all.minus(taxes)?,
        Reading::AsDelivered
        | Reading::NetOfDiscounts
        | Reading::Flipped(_)
        | Reading::ByException => all,
    };
    if !reported.iter().all(|line| counts_as_delivered(line, money.reading)) {
        return Err(TieFault::Revenue(code()));
    }
    let rounding = money.difference.minor().unsigned_abs() <= 2;
    if in_revenue.plus(money.difference)? != money.revenue || !rounding {
        return Err(TieFault::Revenue(code()));
    }
    let counted: Vec<&ReportedLine> = money.lines.iter().collect();
    let paid = sum_of(&counted, &|kind| kind != ReportedKind::ChannelFee)?;
    // what the owner was paid directly does not go round again
    let direct = row.lines.iter().filter(|line| line.kind == LineKind::Received);
    let paid = paid.plus(Money::sum(money.currency, direct.map(|line| line.whole))?)?;
    if Money::sum(money.currency, parts)? != paid {
        return Err(TieFault::Conservation(code()));
    }
    Ok(())
}

/// The lines that make the revenue: those that were delivered, or the exceptions where nothing
/// usable was.
fn reported_lines(money: &Financials) -> Vec<&ReportedLine> {
    match money.reading {
        Reading::ByException => money.lines.iter().collect(),
        Reading::AsDelivered
        | Reading::TaxesOutside
        | Reading::NetOfDiscounts
        | Reading::Flipped(_) => {
            money.delivered_lines().into_iter().map(|(line, _)| line).collect()
        }
    }
}

/// Each exception replaces the lines of its kind by one, and the statement mentions it.
fn check_exceptions(row: &Row, notices: &[Notice]) -> Result<(), TieFault> {
    let reservation = &row.reservation;
    let fault = || TieFault::Exception(reservation.code.clone());
    let Some(money) = &reservation.financials else { return Ok(()) };
    let Some(overridden) = &money.overridden else {
        return if money.reading == Reading::ByException { Err(fault()) } else { Ok(()) };
    };
    let subject = Subject::Reservation(reservation.property.clone(), reservation.code.clone());
    for set in &overridden.amounts {
        let mut of_kind = money.lines.iter().filter(|line| line.kind == set.kind);
        let stands = of_kind.next() == Some(&Overridden::line(set)) && of_kind.next().is_none();
        let (line, amount, reason) = (set.kind, set.amount, set.reason.clone());
        let kind = NoticeKind::ExceptionSets { line, amount, reason };
        let told = notices.contains(&Notice { subject: subject.clone(), kind });
        if !stands || !told {
            return Err(fault());
        }
    }
    let replaces = overridden.replaced.iter().all(|one| overridden.sets(one.line.kind));
    let all = money.lines.len() == overridden.amounts.len() && overridden.replaced.is_empty();
    let instead = money.reading == Reading::ByException;
    let agrees = instead == overridden.unusable.is_some() && (all || !instead);
    if replaces && agrees { Ok(()) } else { Err(fault()) }
}

/// Whether the amount that counts is the delivered one, but for the lists that the reading names.
fn counts_as_delivered(line: &ReportedLine, reading: Reading) -> bool {
    let flips = |list| match list {
        FlippedList::ChannelFees => line.kind == ReportedKind::ChannelFee,
        FlippedList::GuestFees => matches!(line.kind, ReportedKind::GuestFee(_)),
        FlippedList::Discounts => line.kind == ReportedKind::Discount,
    };
    match reading {
        Reading::NetOfDiscounts if line.kind == ReportedKind::Discount => line.amount.is_zero(),
        Reading::Flipped(list) if flips(list) => line.delivered.negated() == Ok(line.amount),
        Reading::AsDelivered
        | Reading::TaxesOutside
        | Reading::NetOfDiscounts
        | Reading::Flipped(_)
        | Reading::ByException => line.delivered == line.amount,
    }
}

/// Nothing has a party that the agreement does not name.
fn check_terms(row: &Row, terms: &Agreement) -> Result<(), TieFault> {
    let has_terms = |line: &PeriodLine| match line.kind {
        LineKind::Reported(ReportedKind::GuestFee(FeeKind::Deposit)) => line.party == Party::Guest,
        LineKind::Reported(ReportedKind::GuestFee(fee))
        | LineKind::ChannelFeeOf(fee)
        | LineKind::PassedOnByOwner(fee) => terms.fees.treatment(fee).is_some(),
        LineKind::Reported(ReportedKind::Adjustment(kind)) => {
            terms.adjustments.kinds.contains_key(&kind)
        }
        LineKind::Reported(
            ReportedKind::Accommodation
            | ReportedKind::Discount
            | ReportedKind::ChannelFee
            | ReportedKind::Tax,
        )
        | LineKind::ChannelFeeVat
        | LineKind::TaxWithheld
        | LineKind::Withholding
        | LineKind::Commission
        | LineKind::CommissionWaived
        | LineKind::CommissionVat
        | LineKind::OwnerStayCleaning
        | LineKind::Received => true,
    };
    let unmapped = !row.unmapped_fees.is_empty() && terms.fees.treatment(FeeKind::Other).is_none();
    if unmapped || !row.lines.iter().all(has_terms) {
        return Err(TieFault::Unmapped(row.reservation.code.clone()));
    }
    Ok(())
}

fn check_section(section: &Section, statement: &Statement) -> Result<(), TieFault> {
    let (period, currency) = (statement.period, statement.currency);
    for row in &section.rows {
        check_terms(row, &section.terms)?;
        if row.reservation.property != section.property.id {
            return Err(TieFault::Section(section.property.name.clone()));
        }
    }
    let mut stays = Columns::none(currency);
    let mut collected = Collected::default();
    for row in &section.rows {
        stays.add_all(&row.columns)?;
        row.lines.iter().try_for_each(|line| collected.add(line))?;
    }
    let mut totals = stays.clone();
    section.charges.iter().try_for_each(|charge| totals.add_charge(charge))?;
    let figures = Figures::of_property(&section.rows, &section.blocked, period, currency)?;
    let same = (stays, totals) == (section.reservation_totals.clone(), section.totals.clone())
        && collected == section.collected
        && figures == section.figures;
    if !same {
        return Err(TieFault::Section(section.property.name.clone()));
    }
    check_taxes(section, statement)
}

/// The taxes are those that were reported, or computed, and all that the lines hold of them.
fn check_taxes(section: &Section, statement: &Statement) -> Result<(), TieFault> {
    let (period, currency) = (statement.period, statement.currency);
    let is_own = |row: &Row| {
        let taxes = taxes::of_stay(&row.reservation, &row.lines, &section.terms, period, currency);
        taxes.is_ok_and(|taxes| taxes == row.taxes)
    };
    let same = section.rows.iter().all(is_own)
        && section.taxes == taxes::of_rows(&section.rows)?
        && taxes::add_up(&section.taxes, &section.rows)?;
    if !same {
        return Err(TieFault::Taxes(section.property.name.clone()));
    }
    if !commission::ties_out(section, statement)? {
        return Err(TieFault::Commission(section.property.name.clone()));
    }
    match co_host::ties_out(section, currency)? {
        true => Ok(()),
        false => Err(TieFault::CoHost(section.property.name.clone())),
    }
}

#[cfg(test)]
mod tests;
