//! A page's words to positions on paper: a pure function, apart from any backend.
//!
//! Why it exists: pages are broken, columns measured and the document's air chosen here, where it
//! can be tested without reading a file. What it may not do: touch bytes of a PDF, or change a
//! word.

mod closing;
mod columns;
mod context;
mod document;
mod flow;
mod front;
mod furniture;
mod lines;
mod paper_page;
mod style;
mod table;

pub(super) use context::LayoutContext;
pub(super) use document::lay_out;
pub(super) use paper_page::{Area, Bookmark, Item, PaperPage, Role, Text};
pub(super) use style::Ink;
