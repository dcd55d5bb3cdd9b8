//! One row of the snapshot, traced from what was delivered to its outcome.

use crate::domain::{
    Agreement, BookingStatus, Channel, Delivered, ExclusionReason, NoticeKind, Owner, Property,
    Purpose, Reservation, Stay,
};

use super::{Hold, Row};

/// The outcome of a row of the snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TraceOutcome {
    /// It is on a statement.
    OnStatement {
        /// The statement's files, within the month's folder.
        files: Vec<String>,
        /// Its row number under its property, from 1.
        place: usize,
        /// How many rows the property has.
        of: usize,
    },
    /// It belongs to the period, but is on no statement.
    LeftOut {
        /// Why.
        reason: ExclusionReason,
        /// What holds the statement, where it is held.
        holds: Vec<Hold>,
    },
    /// Nothing of it belongs to the period.
    Outside,
}

/// Everything known about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReservationTrace {
    /// The code as far as it could be read.
    pub code: String,
    /// The property's name, or its id where nothing names it.
    pub property_name: String,
    /// The property's terms of management, if it is in the configuration.
    pub property: Option<Property>,
    /// The owner.
    pub owner: Option<Owner>,
    /// The terms.
    pub terms: Option<Agreement>,
    /// Where it was booked, if known.
    pub channel: Option<Channel>,
    /// The nights, if the dates make a stay.
    pub stay: Option<Stay>,
    /// The reservation, if it could be read.
    pub reservation: Option<Reservation>,
    /// Its money as it was delivered, if there is any.
    pub delivered: Option<Delivered>,
    /// Its allocated amounts: those of the statement, or what they would be.
    pub row: Option<Row>,
    /// Where it went.
    pub outcome: TraceOutcome,
    /// What there is to know about it.
    pub notices: Vec<NoticeKind>,
}

impl ReservationTrace {
    /// Whether an owner stays.
    #[must_use]
    pub fn is_owner_stay(&self) -> bool {
        self.reservation.as_ref().is_some_and(|known| known.purpose == Purpose::Owner)
    }

    /// Whether it was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.reservation.as_ref().is_some_and(|known| known.status == BookingStatus::Cancelled)
    }
}
