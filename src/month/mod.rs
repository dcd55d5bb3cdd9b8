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
mod files;
mod index;
mod manifest;
mod observed;
mod overview;
mod past;
mod receipts;
mod remedies;
mod trace;

pub use compute::{Input, Month, MonthError, Prepared, compute, prepare};
pub use currencies::currencies;
pub use files::{
    CONFIG_PATH, FileNames, Format, OwnFile, RenderOptions, SNAPSHOT_PATH, WriteError,
    WrittenMonth, write,
};
pub use observed::{Observed, Seen, observe};
pub use receipts::{ReadReceipt, receipt_faults};
pub use remedies::{RemedyGroup, Settled, remedies};
pub use trace::{TraceResult, trace};

/// Months after the period whose arrivals a snapshot needs where money counts on the day of
/// booking.
pub const LOOK_AHEAD_MONTHS: u32 = 24;
