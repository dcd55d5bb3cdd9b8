//! A tied statement to a [`Page`](super::page::Page): every string formatted once, for all printed formats.
//!
//! This picks words and formats figures; it adds nothing up except the running totals that a page
//! break may need.

mod agreement_text;
mod answer;
mod blocks;
mod cells;
mod charges;
mod co_host;
mod commission;
mod groups;
mod method;
mod names;
mod notes;
mod reservations;
mod statement_page;
mod summary;
mod terms_commission;
mod terms_shares;

pub(super) use cells::amount_heading;
pub use method::{agreement_in_words, bases_in_words};
pub use names::{category_name, line_name};
pub use statement_page::compose;
