//! The only module that knows HTTP: GET only, polite, complete.
//!
//! It reads a window of reservations from Hospitable's Public API v2 into a snapshot and computes
//! nothing: no amount is added, no status judged. What it promises is that the snapshot is whole.
//! The API pages its lists by number while hosts keep working in it, so every list is checked
//! against the total it announces, a list of several pages counts only once two readings of it are
//! the same, most stays have to be found by both of their dates, and what never agrees is refused
//! with a reason. What comes out the same in three readings is odd, not changing: it is kept with
//! its evidence and holds whom it may touch. A page that fails for good fails the whole reading: a
//! statement without one of its reservations looks just like a right one.
//!
//! It sends no other method than GET, follows no redirect, talks plain HTTP to this machine alone,
//! and never lets the token into a message. What no statement needs (addresses, phone numbers,
//! notes, the guest's side of the money) is dropped before anything is kept.

mod answer;
mod client;
mod error;
mod fetch;
mod listing;
mod merge;
mod odd;
mod pace;
mod pages;
mod plan;
mod progress;
mod properties;
mod prune;
mod query;
mod reach;
mod request;
mod retry;
mod row;
mod settings;
mod steady;
mod survey;
mod token;

pub use error::{FetchError, FetchErrorKind};
pub use fetch::{fetch, read_answers};
pub use plan::{LOOK_AHEAD_MONTHS_MAX, LOOK_BACK_DAYS_MAX, Plan};
pub use progress::{Event, Progress, Quiet, WaitReason};
pub use reach::{Reached, reach};
pub use settings::{BaseUrl, Limits, Pacing, Settings};
pub use survey::{Survey, read_properties};
pub use token::{TokenWarning, token_warnings};
