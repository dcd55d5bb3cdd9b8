//! A month from a frozen snapshot and a configuration to finished files.
//!
//! A month is computed in two stages that are values: [`prepare`] reads the account and puts the
//! manager's decisions into it, [`compute`] makes the statements; [`trace`] looks at both. All are
//! pure: the same snapshot, configuration and period give the same [`Month`], which ties out or is
//! refused. [`write()`] renders it and puts the files in place, all or nothing. Neither
//! knows the network, the clock or the terminal.

mod changes;
mod compute;
mod currencies;
mod error;
mod files;
mod manifest;
mod names;
mod observed;
mod options;
mod past;
mod receipts;
mod remedies;
mod summary;
mod totals;
mod trace;

pub use crate::render::format::Format;
pub use compute::{Input, LOOK_AHEAD_MONTHS, Month, MonthError, Prepared, compute, prepare};
pub use currencies::currencies;
pub use error::WriteError;
pub use files::{WrittenMonth, write};
pub use names::{CONFIG_PATH, FileNames, OwnFile, SNAPSHOT_PATH};
pub use observed::{Observed, Seen, observe};
pub use options::RenderOptions;
pub use receipts::{ReadReceipt, receipt_faults};
pub use remedies::{RemedyGroup, Settled, remedies};
pub use trace::{TraceResult, trace};
