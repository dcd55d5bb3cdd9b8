//! The API on loopback, with an account of raw values and faults that can be switched on: for the
//! demo, for the tests, and for trying a client without a real account.
//!
//! It exists so that a client can be shown to be right where the real API cannot be asked: pages
//! that shift, answers cut short, amounts in an odd scale. Therefore it must not learn from the
//! client: it serves raw JSON and imports no other module of this crate, so that a mistake made in
//! one is not made again in the other.
//!
//! What it may not do: listen anywhere but on 127.0.0.1, write to the account it serves, keep or
//! show a token, read the clock (the caller says what day it is), reach the network.
//!
//! ```
//! # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
//! # runtime.block_on(async {
//! use owner_statements::simulator::{Options, SimulatedAccount, start};
//!
//! let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 3).unwrap_or_default();
//! let simulator = start(SimulatedAccount::demo(), Options::new(today)).await?;
//! assert!(simulator.base_url().ends_with("/v2"));
//! simulator.stop().await;
//! # Ok::<(), std::io::Error>(())
//! # })?;
//! # Ok::<(), std::io::Error>(())
//! ```

mod account;
mod answer;
mod auth;
mod calendar;
mod call;
#[cfg(test)]
mod demo;
mod fault;
mod fields;
mod inject;
mod odd;
mod options;
mod page;
mod payouts;
mod properties;
mod query;
mod reservations;
mod server;
mod service;
mod wire;

pub use account::{AccountError, DEMO_CONFIG, DEMO_ENTRIES, DEMO_RECEIPTS, SimulatedAccount};
pub use fault::{Fault, FaultAt, UnknownFault, When};
pub use options::{Bounds, Options};
pub use server::{Request, Simulator, start};
