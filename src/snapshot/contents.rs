//! What a snapshot holds, as plain data.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::value::RawValue;

use super::rows::Rows;
use crate::domain::{GuestNames, OddityKind, Period, PropertyId};

/// Everything that was read for one period, and how.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Version of the program that read it.
    pub program: String,
    /// When reading began, to the second.
    pub fetched_at: DateTime<Utc>,
    /// Base address of the API it was read from, without credentials.
    pub api: String,
    /// The days that were asked for.
    pub window: Window,
    /// The properties that were asked for.
    pub scope: FetchScope,
    /// How much of the guests' names the rows hold.
    pub guest_names: GuestNames,
    /// The account that was read, if it could be.
    pub account: Option<RawAccount>,
    /// The properties in scope, by id.
    pub properties: Vec<RawProperty>,
    /// The reservations, each once, by property, arrival, code and id.
    pub reservations: Rows,
    /// How much was read.
    pub counts: Counts,
    /// What a person should know about the reading, in words.
    pub remarks: Vec<String>,
    /// What contradicted itself in the same way in three readings, by id.
    pub oddities: Vec<Oddity>,
}

/// Something odd in the answers, with its evidence; see [`OddityKind`].
#[derive(Debug, Clone)]
pub struct Oddity {
    /// A short id made of the evidence.
    pub id: String,
    /// What kind of oddity.
    pub kind: OddityKind,
    /// The properties whose figures it may touch; none where it is about the list of properties.
    pub properties: BTreeSet<PropertyId>,
    /// What was asked for, in words; sorted.
    pub requests: Vec<String>,
    /// What came.
    pub seen: String,
    /// What should have come.
    pub expected: String,
    /// The rows that it is about, without what no statement needs.
    pub rows: Vec<Box<RawValue>>,
}

impl Oddity {
    /// What the figures need to know of it.
    #[must_use]
    pub fn in_words(&self) -> crate::domain::Oddity {
        let Self { seen, expected, kind, .. } = self;
        let accepted = kind.once_accepted();
        crate::domain::Oddity {
            id: self.id.clone(),
            kind: *kind,
            properties: self.properties.clone(),
            what: format!("{seen}; expected: {expected}; once accepted, {accepted}"),
        }
    }
}

/// The days for which reservations were asked.
///
/// Read were all check-ins from `look_back_days` before the period's first day to
/// `look_ahead_months` after its last, and all check-outs within the period. A stay that began
/// before the look-back and ends after the period is therefore not in the snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The period of the statements.
    pub period: Period,
    /// Days before the period from which check-ins were read.
    pub look_back_days: u32,
    /// Months after the period up to which check-ins were read; 0 unless stays are recognised when
    /// they are booked.
    pub look_ahead_months: u32,
}

impl Window {
    /// The first day of which check-ins were read.
    #[must_use]
    pub fn read_from(&self) -> NaiveDate {
        self.period.widened(self.look_back_days, 0).first()
    }
}

/// Which properties were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FetchScope {
    /// Every property of the account.
    All,
    /// These alone.
    Only(BTreeSet<PropertyId>),
}

/// The account that was read: the manager's, not an owner's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawAccount {
    /// The company, where the account names one.
    pub company: Option<String>,
    /// The person.
    pub name: Option<String>,
    /// The postal address, one line an entry; empty if the account has none.
    pub address_lines: Vec<String>,
}

/// A property as the booking system lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawProperty {
    /// Its id.
    pub id: PropertyId,
    /// The manager's own name for it; the public name or the id where it has none.
    pub name: String,
    /// The headline that guests see.
    pub public_name: Option<String>,
    /// The address in one line.
    pub address: Option<String>,
    /// The town.
    pub city: Option<String>,
    /// The country as an ISO 3166 code of two letters.
    pub country: Option<String>,
    /// The offset from UTC, "-0600" for example; it does not follow summer time.
    pub timezone: Option<String>,
    /// Its currency as an ISO 4217 code; a reservation may have another.
    pub currency: Option<String>,
    /// Whether it is listed for guests; unlisted is not the same as gone.
    pub listed: Option<bool>,
}

/// How much was read; every row received is kept, repeated or outside the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Requests sent, those that had to be repeated included.
    pub requests: u64,
    /// Pages of reservations that the snapshot is made of.
    pub pages: u64,
    /// Rows on those pages.
    pub rows_received: u64,
    /// Rows in the snapshot.
    pub rows_kept: u64,
    /// Rows that another query, or the page before, had returned already.
    pub rows_repeated: u64,
    /// Rows whose date lies outside the days that were wanted.
    pub rows_outside: u64,
}
