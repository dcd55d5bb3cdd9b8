//! Explains the amounts of a reservation: from the delivered numbers to the row of a statement.
//!
//! [`explain`] turns a [`ReservationTrace`](crate::statement::ReservationTrace) into an [`Explanation`], headed sections whose every
//! string is ready; [`explanation_text`] sets it for a terminal,
//! [`HtmlPrinter`](super::html::HtmlPrinter) as a page. Nothing is computed here: workings, bases
//! and roundings are the core's.

mod builder;
mod charge;
mod counts;
mod delivered;
mod explanation;
mod kinds;
mod text;
mod trace;
mod verdict;
mod whole;

pub use explanation::{ExplainContext, Explanation, Verdict};
pub use text::explanation_text;
pub use trace::explain;
