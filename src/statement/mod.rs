//! An owner's period as plain data, and the proof that it ties out.
//!
//! [`assemble`] places every reservation of an account: on a statement, among the excluded with a
//! reason, or outside the period. A [`Statement`] becomes a [`TiedStatement`] only by passing every
//! check of [`tie_out`]; renderers take nothing else. Nothing here knows a word of a language.

mod allowance;
mod assemble;
mod batch;
mod build;
mod co_host;
mod collected;
mod columns;
mod commission;
mod facts;
mod figures;
mod group;
mod home;
mod line;
mod model;
mod monthly;
mod nights;
mod outcome;
mod overlap;
mod place;
mod plain_commission;
mod recurring;
mod row;
mod scope;
mod stay_taxes;
mod taxes;
mod tie_out;
mod tiers;
mod trace;
mod vat;

pub use allowance::OwnerYear;
pub use assemble::{assemble, expected_row};
pub use batch::{Batch, ChargeCounts, Excluded, Hold, RunReport};
pub use co_host::CoHost;
pub use collected::Collected;
pub use columns::{Column, Columns};
pub use commission::{CommissionAmounts, CommissionRow};
pub use figures::{Figures, Ratio};
pub use home::Blocked;
pub use line::{LineSum, PeriodLine};
pub use model::{Section, Source, Statement, VatDifference};
pub use row::Row;
pub use scope::Scope;
pub use stay_taxes::{StayTaxes, Tax, TaxDuty};
pub use taxes::TaxRow;
pub use tie_out::{TieFault, TiedStatement, tie_out};
pub use tiers::{STAY_ACROSS, tiers_begin};
pub use trace::{ReservationTrace, TraceOutcome};
