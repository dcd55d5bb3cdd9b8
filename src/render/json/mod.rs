//! A statement as JSON: the machine interface, with everything that the figures came from.
//!
//! The form is versioned and documented in `docs/statement-json.md`, and
//! `docs/statement.schema.json` describes it for machines. Amounts are decimal texts with their
//! currency, never numbers.

mod amount;
mod blocks;
mod charge;
mod commission;
mod document;
mod model;
mod working;

pub use amount::Amount;
pub use document::statement;
pub use model::VERSION;
