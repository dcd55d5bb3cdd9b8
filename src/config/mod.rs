//! The manager's configuration file as a validated [`Portfolio`](crate::domain::Portfolio) with its settings.
//!
//! The reader of a fault is a property manager, no programmer: [`parse_config`] therefore reports
//! every fault of a file at once, each with its line, its column and what would be accepted, and
//! guesses nothing that decides about money (what commission is taken from, when money counts, who
//! pays the channels' fees).
//!
//! This module takes a file's name and its text. It reads no file, no environment and no clock,
//! computes no figure and keeps no secret: a token in the file is refused and never shown.
//!
//! ```
//! let faults = owner_statements::config::parse_config("owners.toml", "schema = \"1\"\n").unwrap_err();
//! let first = faults.iter().find(|fault| fault.column == 10).expect("a fault");
//! assert_eq!(first.to_string(), "owners.toml:1:10: 'schema' is a text: write schema = 1");
//! ```

mod agreement;
mod base;
mod blocks;
mod channels;
mod commission;
mod dates;
mod draft;
mod fault;
mod figures;
mod labels;
mod line_index;
mod owners;
mod parties;
mod portfolio;
mod rates;
mod read;
mod reader;
mod recurring;
mod register;
mod secrets;
mod settings;
mod shares;
mod single_line;
mod syntax;
mod taxes;
mod tiers;
mod wording;

pub use draft::{Draft, DraftProperty, DraftTerm, property_lines, table_row, toml_text};
pub use fault::{Fault, Faults};
pub use owners::{Ownership, read_owners};
pub use read::{Config, keys, parse_config, read_with};
pub use settings::FetchSettings;
