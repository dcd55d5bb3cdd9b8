//! What the manager's exceptions made of a reservation's money.

use super::{Currency, HoldReason, Money, ReportedKind, ReportedLine};

/// An amount that was set by an exception.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAmount {
    /// The kind of the lines that it replaces.
    pub kind: ReportedKind,
    /// The amount.
    pub amount: Money,
    /// Why.
    pub reason: String,
}

/// A delivered line that an exception replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplacedLine {
    /// Its place among the delivered lines, from 0.
    pub place: usize,
    /// The line.
    pub line: ReportedLine,
}

/// What exceptions made of a reservation's money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overridden {
    /// The amounts that were set, one a kind.
    pub amounts: Vec<SetAmount>,
    /// The delivered lines that they replace, which the revenue is still checked against.
    pub replaced: Vec<ReplacedLine>,
    /// Why the delivered money could not be used at all, if so; the amounts are then all there is.
    pub unusable: Option<HoldReason>,
}

impl Overridden {
    /// The label of a line that an exception set.
    pub const LABEL: &str = "by exception";

    /// Whether an exception set the amount of a kind.
    #[must_use]
    pub fn sets(&self, kind: ReportedKind) -> bool {
        self.amounts.iter().any(|one| one.kind == kind)
    }

    /// The line for an amount.
    #[must_use]
    pub fn line(set: &SetAmount) -> ReportedLine {
        ReportedLine {
            kind: set.kind,
            label: Self::LABEL.to_owned(),
            category: String::new(),
            delivered: set.amount,
            amount: set.amount,
        }
    }
}

/// The common currency of all amounts of a reservation's exceptions; `None` if they differ or there
/// are none.
#[must_use]
pub fn common_currency(amounts: &[SetAmount]) -> Option<Currency> {
    let first = amounts.first()?.amount.currency();
    amounts.iter().all(|one| one.amount.currency() == first).then_some(first)
}
