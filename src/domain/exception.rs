//! The manager's decisions about single reservations that override the booking system.

use super::{
    ExclusionReason, HoldReason, Money, PropertyId, ReportedKind, Reservation, ReservationCode,
};

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
