//! An owner's period as plain data, and the proof that it ties out.
//!
//! [`assemble`] places every reservation of an account: on a statement, among the excluded with a
//! reason, or outside the period. A [`Statement`] becomes a [`TiedStatement`] only by passing every
//! check of [`tie_out`]; renderers take nothing else. Nothing here knows a word of a language.

mod assemble;
mod batch;
mod columns;
mod figures;
mod making;
mod row;
mod tie_out;
mod trace;

pub use assemble::{Scope, assemble};
pub use batch::{Batch, EntryCounts, Excluded, Hold};
pub use columns::{Column, Columns};
pub use figures::{Figures, Ratio};
pub use row::{LineSum, PeriodLine, Row};
pub use tie_out::{TieFault, TiedStatement, tie_out};
pub use trace::{Trace, Whereabouts};

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::domain::{
    Agreement, AmountError, Currency, Entry, EntrySums, FeeKind, Manager, Money, Notice, Owner,
    Party, Period, Property, Remitter, ReportedKind,
};
use crate::fees::LineKind;

/// Where the data of a statement came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// When the account was read.
    pub fetched_at: DateTime<Utc>,
    /// SHA-256 of the snapshot file, hexadecimal.
    pub snapshot_sha256: String,
    /// SHA-256 of the configuration file, hexadecimal.
    pub config_sha256: String,
}

/// What an owner gets of a period, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Who issues it.
    pub manager: Manager,
    /// Whose it is.
    pub owner: Owner,
    /// The period.
    pub period: Period,
    /// The currency of every amount.
    pub currency: Currency,
    /// Whether the owner has statements in several currencies for the period.
    pub one_of_several: bool,
    /// Where the data came from.
    pub source: Source,
    /// A section a property, by name.
    pub sections: Vec<Section>,
    /// Expenses and credits of the owner that belong to no property, by date.
    pub entries: Vec<Entry>,
    /// Sums over those.
    pub own: Columns,
    /// Net and VAT over all entries, those of properties too.
    pub entered: EntrySums,
    /// Sums over the rows of all sections.
    pub stays: Columns,
    /// Sums over everything.
    pub totals: Columns,
    /// Figures over all sections.
    pub figures: Figures,
    /// What there is to know about this statement's properties and reservations.
    pub notices: Vec<Notice>,
}

/// A property's part of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The property.
    pub property: Property,
    /// Its address in one line.
    pub address: Option<String>,
    /// The terms that its amounts follow.
    pub terms: Agreement,
    /// Its reservations by arrival.
    pub rows: Vec<Row>,
    /// Sums over the rows.
    pub stays: Columns,
    /// Expenses and credits of the property, by date.
    pub entries: Vec<Entry>,
    /// Sums over rows and entries.
    pub totals: Columns,
    /// Figures of the property.
    pub figures: Figures,
    /// What was collected from guests and is not the owner's.
    pub collected: Collected,
}

/// What was collected from guests in the period and is not the owner's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Collected {
    /// Guest fees that the manager keeps, by kind.
    pub fees_kept: BTreeMap<FeeKind, Money>,
    /// Taxes that somebody passes on.
    pub taxes: BTreeMap<Remitter, Money>,
}

impl Collected {
    /// Adds a line if it is one that was collected for others.
    ///
    /// # Errors
    /// A sum too large to count, or two currencies.
    pub fn add(&mut self, line: &PeriodLine) -> Result<(), AmountError> {
        match (line.kind, line.party) {
            (LineKind::Reported(ReportedKind::GuestFee(kind)), Party::Manager) => {
                add_to(&mut self.fees_kept, kind, line.amount)
            }
            (LineKind::Reported(ReportedKind::Tax), Party::TaxOffice(remitter)) => {
                add_to(&mut self.taxes, remitter, line.amount)
            }
            _ => Ok(()),
        }
    }
}

fn add_to<K: Ord>(sums: &mut BTreeMap<K, Money>, key: K, amount: Money) -> Result<(), AmountError> {
    let sum = match sums.get(&key) {
        Some(sum) => sum.plus(amount)?,
        None => amount,
    };
    sums.insert(key, sum);
    Ok(())
}

impl Statement {
    /// Every entry with its section, those of no property last.
    pub fn entries(&self) -> impl Iterator<Item = (Option<&Section>, &Entry)> {
        let of_section = |section| move |entry| (Some(section), entry);
        let sections = self.sections.iter();
        let of_properties =
            sections.flat_map(move |section| section.entries.iter().map(of_section(section)));
        of_properties.chain(self.entries.iter().map(|entry| (None, entry)))
    }

    /// The rows of all sections.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.sections.iter().flat_map(|section| &section.rows)
    }
}
