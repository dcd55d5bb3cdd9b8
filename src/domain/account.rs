//! The booking system's data, parsed: every row of a snapshot appears here exactly once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    Channel, Currency, Excepted, ExclusionReason, HoldReason, Notice, Oddity, OwnerCharge,
    PropertyId, Reservation, ReservationCode, ReservationId, Stay,
};

/// A property as the account has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountProperty {
    /// Its name in the account.
    pub name: String,
    /// Its postal address in one line, if known.
    pub address: Option<String>,
    /// Whether it is on the market.
    pub listed: bool,
    /// Its base currency, if known.
    pub currency: Option<Currency>,
}

/// A row that may count but cannot be used, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// The id, as far as it could be read.
    pub id: String,
    /// The code, as far as it could be read.
    pub code: String,
    /// The property.
    pub property: PropertyId,
    /// The reservation without its money, if the rest could be parsed; used to find the period.
    pub reservation: Option<Box<Reservation>>,
    /// The currency of its money, if that much is known.
    pub currency: Option<Currency>,
    /// Why it cannot be used.
    pub reason: HoldReason,
}

/// A row that does not count, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The id.
    pub id: ReservationId,
    /// The code.
    pub code: ReservationCode,
    /// Where it was booked.
    pub channel: Channel,
    /// The property.
    pub property: PropertyId,
    /// The nights, if the dates make a stay.
    pub stay: Option<Stay>,
    /// Why it does not count.
    pub reason: ExclusionReason,
}

/// An account as read from a snapshot: rows = reservations + unusable + set aside
/// + excepted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// The properties that were requested; `None` for all.
    pub asked: Option<BTreeSet<PropertyId>>,
    /// The first day whose arrivals were read; `None` if unknown.
    pub read_from: Option<NaiveDate>,
    /// Its properties.
    pub properties: BTreeMap<PropertyId, AccountProperty>,
    /// The rows that count.
    pub reservations: Vec<Reservation>,
    /// The rows that hold a statement if they touch its period.
    pub unusable: Vec<Unusable>,
    /// The rows that do not count.
    pub set_aside: Vec<SetAside>,
    /// The rows that the manager's exceptions keep off every statement.
    pub excepted: Vec<Excepted>,
    /// The manager's own entries, of any day; no rows of the booking system.
    pub charges: Vec<OwnerCharge>,
    /// What contradicts itself in the answers, and no exception accepts; no rows of their own.
    pub oddities: Vec<Oddity>,
    /// What there is to know about single rows.
    pub notices: Vec<Notice>,
}

impl Account {
    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        let counted = self.reservations.len() + self.unusable.len();
        counted + self.set_aside.len() + self.excepted.len()
    }

    /// The codes of all rows, each once, in order; as far as they could be read.
    #[must_use]
    pub fn codes(&self) -> BTreeSet<&str> {
        let reservations = self.reservations.iter().map(|row| row.code.as_str());
        let unusable = self.unusable.iter().map(|row| row.code.as_str());
        let set_aside = self.set_aside.iter().map(|row| row.code.as_str());
        let excepted = self.excepted.iter().map(|row| row.code.as_str());
        let rows = reservations.chain(unusable).chain(set_aside).chain(excepted);
        rows.filter(|code| !code.is_empty()).collect()
    }
}
