//! A page's words to positions on paper: a pure function, apart from any backend.
//!
//! Why it exists: pages are broken, columns measured and the document's air chosen here, where it can
//! be tested without reading a file. What it may not do: touch bytes of a PDF, or change a word.

mod closing;
mod columns;
mod flow;
mod front;
mod furniture;
mod leaf;
mod lines;
mod style;
mod table;

pub(super) use leaf::{Area, Bookmark, Item, Layout, Leaf, Role, Text};
pub(super) use style::Ink;

use flow::Flow;
use style::Density;

use super::fonts::TypeCase;
use super::paper::Sheet;
use crate::render::page::Page;

/// What a layout needs beside the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Workshop<'a> {
    /// To measure with.
    pub case: TypeCase<'a>,
    /// The paper.
    pub sheet: Sheet,
    /// The logo's width and height in pixels, if there is one.
    pub logo: Option<(u32, u32)>,
}

/// Sets a page. A short document is set closer if that saves a leaf; a first leaf that stands alone
/// gets more air.
pub(super) fn lay_out<'p>(page: &'p Page, workshop: &Workshop<'_>) -> Layout<'p> {
    let mut chosen = composed(page, workshop, Density::Airy);
    if chosen.leaves.len() == 2 {
        let close = composed(page, workshop, Density::Close);
        if close.leaves.len() == 1 {
            chosen = close;
        }
    }
    let stands_alone = chosen.bookmarks.first().is_some_and(|bookmark| bookmark.leaf == 1);
    if stands_alone {
        let open = composed(page, workshop, Density::Open);
        let as_before = open.bookmarks.first().is_some_and(|bookmark| bookmark.leaf == 1);
        if as_before && open.leaves.len() == chosen.leaves.len() {
            chosen = open;
        }
    }
    furniture::furnished(chosen, page, workshop)
}

fn composed<'p>(page: &'p Page, workshop: &Workshop<'_>, density: Density) -> Layout<'p> {
    let mut flow = Flow::new(workshop, density);
    front::set_front(&mut flow, page);
    for section in page.summary.iter().chain(&page.sections) {
        table::set_section(&mut flow, section, &page.paging);
    }
    closing::set_closing(&mut flow, page);
    flow.finished()
}
