//! The manager's decisions about single reservations that override the booking system.

use super::{
    Currency, ExclusionReason, HoldReason, Money, PropertyId, Reservation, ReservationCode,
};
use super::{ReportedKind, ReportedLine};

/// A decision about one reservation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Where it is written: "exceptions.csv:3".
    pub place: String,
    /// The reservation's code, or the oddity's id.
    pub code: ReservationCode,
    /// The property, where the code alone could mean several stays.
    pub property: Option<PropertyId>,
    /// What is decided.
    pub action: ExceptionAction,
    /// Why; printed on the statement.
    pub reason: String,
}

/// What is decided about a reservation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExceptionAction {
    /// It is on no statement.
    Exclude,
    /// Its lines of a kind are replaced by one amount.
    Override {
        /// The kind.
        line: ReportedKind,
        /// The amount, signed as the booking system signs it.
        amount: Money,
    },
    /// The oddity whose id stands for the code is accepted; it no longer holds a statement.
    AcceptOddity,
}

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

/// A row that an exception keeps off every statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excepted {
    /// The id, as far as it could be read.
    pub id: String,
    /// The code.
    pub code: ReservationCode,
    /// The property.
    pub property: PropertyId,
    /// The reservation, if it could be parsed; used to find the period.
    pub reservation: Option<Box<Reservation>>,
    /// Why it is left out.
    pub reason: String,
}

/// Why an exception changed nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unused {
    /// The snapshot has no such reservation.
    NotInSnapshot,
    /// The reservation has nothing to do with the period.
    NotInPeriod,
    /// The reservation does not count, whatever its amounts.
    DoesNotCount(Box<ExclusionReason>),
    /// The reservation is held for something else than its amounts.
    HeldOtherwise(Box<HoldReason>),
    /// An owner's stay has no amounts to set.
    OwnerStay,
    /// The snapshot has no such oddity.
    NoSuchOddity,
}

/// The common currency of all amounts of a reservation's exceptions; `None` if they differ or there
/// are none.
#[must_use]
pub fn common_currency(amounts: &[SetAmount]) -> Option<Currency> {
    let first = amounts.first()?.amount.currency();
    amounts.iter().all(|one| one.amount.currency() == first).then_some(first)
}
