//! A run's result: statements, held owners, and where every row of the snapshot went.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    ExclusionReason, HoldReason, Notice, OwnerId, Period, PropertyId, Stay, Subject,
};

use super::{Statement, TieFault};

/// A reason that holds an owner's statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// What it is about.
    pub subject: Subject,
    /// The code as reported, also where it cannot serve as one.
    pub code: String,
    /// The nights, if known.
    pub stay: Option<Stay>,
    /// The reason.
    pub reason: HoldReason,
}

/// A row of the period that is on no statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excluded {
    /// The id as reported.
    pub id: String,
    /// The code as reported.
    pub code: String,
    /// Its property.
    pub property: PropertyId,
    /// The nights, if the dates make a stay.
    pub stay: Option<Stay>,
    /// Why it is left out.
    pub reason: ExclusionReason,
}

/// Where the manager's entries went; the four parts sum to `all`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChargeCounts {
    /// All entries that were read.
    pub all: usize,
    /// On a statement.
    pub placed: usize,
    /// Of another day than those of the period.
    pub outside: usize,
    /// Of owners with held statements.
    pub held: usize,
    /// Of owners or properties that the run was not asked for.
    pub not_asked_for: usize,
}

/// What a run found out besides its statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunReport {
    /// The period.
    pub period: Period,
    /// Whether the run was asked for some owners or properties only.
    pub partial: bool,
    /// Owners with held statements, with every reason.
    pub held: BTreeMap<OwnerId, Vec<Hold>>,
    /// Rows of the period that are on no statement.
    pub excluded: Vec<Excluded>,
    /// Rows that are on a statement.
    pub placed: usize,
    /// Rows that have nothing to do with the period.
    pub outside: usize,
    /// All rows of the snapshot.
    pub rows: usize,
    /// Where the manager's entries went.
    pub charges: ChargeCounts,
    /// What there is to know, statements' own notices included.
    pub notices: Vec<Notice>,
}

/// The result of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The statements, by owner and currency.
    pub statements: Vec<Statement>,
    /// Everything else.
    pub report: RunReport,
}

impl Batch {
    /// Checks that every row has exactly one outcome: placed + excluded + outside = rows, and none
    /// is on two statements; and the same for every entry.
    ///
    /// # Errors
    /// [`TieFault::RowsLost`] and [`TieFault::ChargesLost`] with the counts;
    /// [`TieFault::Duplicate`] and [`TieFault::OwnerCharge`].
    pub fn tie_out(&self) -> Result<(), TieFault> {
        let placed: usize = self.statements.iter().map(|one| one.rows().count()).sum();
        let (excluded, outside, rows) =
            (self.report.excluded.len(), self.report.outside, self.report.rows);
        if placed != self.report.placed || placed + excluded + outside != rows {
            return Err(TieFault::RowsLost { placed, excluded, outside, rows });
        }
        let mut seen = BTreeSet::new();
        for row in self.statements.iter().flat_map(Statement::rows) {
            let reservation = &row.reservation;
            if !seen.insert((&reservation.channel, &reservation.code)) {
                return Err(TieFault::Duplicate(reservation.code.clone()));
            }
        }
        self.tie_out_charges()
    }

    fn tie_out_charges(&self) -> Result<(), TieFault> {
        let ChargeCounts { all, placed, outside, held, not_asked_for } = self.report.charges;
        let mut seen = BTreeSet::new();
        for (_, charge) in self.statements.iter().flat_map(Statement::all_charges) {
            if !seen.insert(&charge.place) {
                return Err(TieFault::OwnerCharge(charge.place.clone()));
            }
        }
        let counted = placed + outside + held + not_asked_for;
        if seen.len() == placed && counted == all {
            Ok(())
        } else {
            Err(TieFault::ChargesLost { placed: seen.len(), counted, all })
        }
    }
}
