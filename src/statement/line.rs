//! What of a whole-stay line belongs to a period.

use crate::domain::{
    Agreement, AmountError, Currency, HoldReason, Money, Party, Period, Reservation,
};
use crate::fees::{LineKind, WholeLine, Working};
use crate::recognition::{self, Timing};

/// What of a whole-stay line belongs to the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodLine {
    /// What it is.
    pub kind: LineKind,
    /// Who gets it.
    pub party: Party,
    /// The amount for the whole stay.
    pub whole: Money,
    /// How the whole amount came about.
    pub working: Working,
    /// When it counts.
    pub timing: Timing,
    /// What counted before the period.
    pub before: Money,
    /// What counts up to the period's last day.
    pub through: Money,
    /// What counts within the period: `through` less `before`.
    pub amount: Money,
}

/// Sums of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineSum {
    /// For the whole stay.
    pub whole: Money,
    /// What counted before the period.
    pub before: Money,
    /// What counts up to the period's last day.
    pub through: Money,
    /// What counts within the period.
    pub amount: Money,
}

impl LineSum {
    pub(super) fn none(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self { whole: zero, before: zero, through: zero, amount: zero }
    }

    /// The amounts of a single line.
    #[must_use]
    pub fn of(line: &PeriodLine) -> Self {
        let PeriodLine { whole, before, through, amount, .. } = line;
        Self { whole: *whole, before: *before, through: *through, amount: *amount }
    }

    pub(super) fn plus(self, line: &PeriodLine) -> Result<Self, AmountError> {
        Ok(Self {
            whole: self.whole.plus(line.whole)?,
            before: self.before.plus(line.before)?,
            through: self.through.plus(line.through)?,
            amount: self.amount.plus(line.amount)?,
        })
    }
}

/// The part of a line that belongs to a period.
///
/// # Errors
/// The errors of [`recognition::timing`].
pub(super) fn period_line(
    line: WholeLine,
    reservation: &Reservation,
    terms: &Agreement,
    period: Period,
) -> Result<PeriodLine, HoldReason> {
    let timing = recognition::timing(line.kind, line.party, reservation, terms)?;
    let counted = |day| timing.through(line.amount, day).map_err(HoldReason::Amount);
    let before = counted(period.day_before())?;
    let through = counted(period.last())?;
    let amount = through.minus(before).map_err(HoldReason::Amount)?;
    let WholeLine { kind, party, amount: whole, working } = line;
    Ok(PeriodLine { kind, party, whole, working, timing, before, through, amount })
}
