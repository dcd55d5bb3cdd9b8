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

use std::rc::Rc;

use columns::Grid;
use flow::Flow;
use style::Density;

use super::fonts::TypeCase;
use super::paper::Sheet;
use crate::render::page::{Page, Section};

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

/// A document of more leaves than this stays as airy as it is: one leaf less is no gain then.
const LEAVES_SAVED_MAX: usize = 5;

/// Sets a page. A short document is set closer if that saves a leaf; a first leaf that stands alone
/// gets more air.
pub(super) fn lay_out<'p>(page: &'p Page, workshop: &Workshop<'_>) -> Layout<'p> {
    let grids = grids(page, workshop);
    let composed = |density| composed(page, workshop, &grids, density);
    let mut chosen = composed(Density::Airy);
    if (2..=LEAVES_SAVED_MAX).contains(&chosen.leaves.len()) {
        let close = composed(Density::Close);
        if close.leaves.len() < chosen.leaves.len() {
            chosen = close;
        }
    }
    let stands_alone = chosen.bookmarks.first().is_some_and(|bookmark| bookmark.leaf == 1);
    if stands_alone {
        let open = composed(Density::Open);
        let as_before = open.bookmarks.first().is_some_and(|bookmark| bookmark.leaf == 1);
        if as_before && open.leaves.len() == chosen.leaves.len() {
            chosen = open;
        }
    }
    furniture::furnished(chosen, page, workshop)
}

fn sections(page: &Page) -> impl Iterator<Item = &Section> {
    page.summary.iter().chain(&page.sections)
}

/// The columns of each section's table, measured once however often the page is composed.
fn grids(page: &Page, workshop: &Workshop<'_>) -> Vec<Option<Rc<Grid>>> {
    let measure = workshop.sheet.measure();
    sections(page)
        .map(|section| section.table.as_ref())
        .map(|table| table.map(|table| Rc::new(columns::grid(&workshop.case, table, measure))))
        .collect()
}

fn composed<'p>(
    page: &'p Page,
    workshop: &Workshop<'_>,
    grids: &[Option<Rc<Grid>>],
    density: Density,
) -> Layout<'p> {
    let mut flow = Flow::new(workshop, density);
    front::set_front(&mut flow, page);
    for (section, grid) in sections(page).zip(grids) {
        table::set_section(&mut flow, section, grid.as_ref(), &page.paging);
    }
    closing::set_closing(&mut flow, page);
    flow.finished()
}
