//! Turns a snapshot into an account: scale, signs, labels, status, copies and reconciliation of
//! every row. Pure; it reads no file and knows no agreement.
//!
//! Every row of the snapshot is in the [`Account`](crate::domain::Account) exactly once: it counts,
//! it cannot be used, or it does not count, the latter two with a reason. Unknown is never treated
//! as zero.

mod account;
mod copies;
mod delivered;
mod financials;
mod reconcile;
mod row;
mod scale;
mod wire;

pub use account::{read_account, run_notices};
pub use delivered::delivered;
