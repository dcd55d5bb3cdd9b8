//! What the page is made from.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::domain::{Currency, Money, Notice, Period, Portfolio, PropertyId, Stay};
use crate::locale::Locale;
use crate::statement::{RunReport, TiedStatement};

/// A run and what it is compared with.
#[derive(Clone, Copy)]
pub struct RunSummary<'a> {
    /// How numbers and dates are written.
    pub locale: &'a Locale,
    /// The manager, and the properties by name.
    pub portfolio: &'a Portfolio,
    /// The names that the account has for its properties.
    pub account_names: &'a BTreeMap<PropertyId, String>,
    /// When the data was read.
    pub fetched_at: DateTime<Utc>,
    /// The SHA-256 of the data.
    pub snapshot_sha256: &'a str,
    /// The statements.
    pub statements: &'a [TiedStatement],
    /// What there is to pay, a total a currency.
    pub totals: &'a [Total],
    /// The files of each statement, in the same order.
    pub files: &'a [StatementFiles<'a>],
    /// Held owners, rows on no statement, and counts.
    pub report: &'a RunReport,
    /// What resolves the held statements.
    pub held: &'a [HeldGroup],
    /// What there is to know, including characters that no font has.
    pub notices: &'a [Notice],
    /// The month before; nothing if the period is not a month.
    pub last_month: Option<&'a LastMonth>,
    /// What changed since the month was made before.
    pub comparison: &'a Comparison,
    /// The manager's own files, as they are kept.
    pub kept_files: &'a KeptFiles,
}

/// What there is to pay in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The currency.
    pub currency: Currency,
    /// What owners get.
    pub due: Side,
    /// What owners owe.
    pub owed: Side,
}

/// The nets of those who get something, or of those who owe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// How many there are.
    pub owners: usize,
    /// Their sum without its sign; nothing if it is too large to be counted.
    pub sum: Option<Money>,
}

/// The files of a statement within the month's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementFiles<'a> {
    /// The path of its document by the key of the format, "pdf" for example.
    pub documents: Vec<(&'a str, &'a str)>,
    /// The paths of its receipts.
    pub receipts: &'a [String],
}

/// Holds that one remedy resolves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldGroup {
    /// What to do, without a full stop.
    pub advice: String,
    /// What it settles.
    pub settles: Vec<HeldItem>,
}

/// One of the holds that a remedy resolves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldItem {
    /// The name of the owner whose statement is held.
    pub owner_name: String,
    /// The property.
    pub property: Option<PropertyId>,
    /// The reservation's code, empty if it is not about a reservation.
    pub code: String,
    /// Its nights, if known.
    pub stay: Option<Stay>,
    /// The amount for which an answer is missing.
    pub amount: Option<Money>,
    /// Why it holds the statement.
    pub why: String,
}

/// The month before the run's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastMonth {
    /// Its days.
    pub period: Period,
    /// What owners got, by their ids and currency; nothing if there are no statements.
    pub nets: Option<BTreeMap<(String, Currency), Money>>,
}

/// What changed since the month was made before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// It was not made before.
    Nothing,
    /// The differences are too large to be counted.
    TooLarge,
    /// With the statements that this run replaces.
    With {
        /// When their data was read.
        fetched_at: DateTime<Utc>,
        /// Whether they were those of some owners or properties only.
        partial: bool,
        /// What changed, by owner and currency.
        changes: Vec<Change>,
    },
}

/// The names of the manager's own files in the folder of the page, of those that there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptFiles {
    /// Owners and properties.
    pub owners: Option<String>,
    /// Decisions about single reservations.
    pub exceptions: Option<String>,
    /// Single expenses and credits.
    pub entries: Option<String>,
}

/// A difference between a statement and its predecessor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whose statement it is.
    pub owner: String,
    /// What it is about.
    pub what: What,
    /// What the owner gets now, less what the owner got before.
    pub by: Money,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// There was no statement.
    NewStatement,
    /// There is no statement any more.
    NoStatement,
    /// A stay was not on it.
    Added {
        /// The property's name.
        property: String,
        /// The code.
        code: String,
    },
    /// A stay is not on it any more.
    Gone {
        /// The property's name.
        property: String,
        /// The code.
        code: String,
    },
    /// A stay has another amount.
    Changed {
        /// The property's name.
        property: String,
        /// The code.
        code: String,
        /// The owner's net of it before.
        before: Money,
        /// The owner's net of it now.
        now: Money,
    },
    /// Everything but stays: expenses, credits, flat fees.
    Others,
    /// The statement as a whole, where its stays cannot be compared.
    Whole {
        /// The owner's net before.
        before: Money,
        /// The owner's net now.
        now: Money,
    },
}
