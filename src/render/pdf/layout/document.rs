//! A whole document: composed with as much air as it bears, then furnished.

use std::rc::Rc;

use super::columns::Grid;
use super::context::LayoutContext;
use super::flow::Flow;
use super::paper_page::Layout;
use super::style::Density;
use super::{closing, columns, front, furniture, table};
use crate::render::page::{Page, PageSection};

/// A longer document keeps its spacing: saving one page does not matter then.
const PAGES_SAVED_MAX: usize = 5;

/// Lays out a document. A short document gets less space if that saves a page; a first page without
/// tables gets more space.
pub(in crate::render::pdf) fn lay_out<'p>(
    page: &'p Page,
    context: &LayoutContext<'_>,
) -> Layout<'p> {
    let grids = grids(page, context);
    let composed = |density| composed(page, context, &grids, density);
    let mut chosen = composed(Density::Airy);
    if (2..=PAGES_SAVED_MAX).contains(&chosen.paper_pages.len()) {
        let close = composed(Density::Close);
        if close.paper_pages.len() < chosen.paper_pages.len() {
            chosen = close;
        }
    }
    let stands_alone = chosen.bookmarks.first().is_some_and(|bookmark| bookmark.paper_page == 1);
    if stands_alone {
        let open = composed(Density::Open);
        let as_before = open.bookmarks.first().is_some_and(|bookmark| bookmark.paper_page == 1);
        if as_before && open.paper_pages.len() == chosen.paper_pages.len() {
            chosen = open;
        }
    }
    furniture::furnished(chosen, page, context)
}

fn sections(page: &Page) -> impl Iterator<Item = &PageSection> {
    page.summary.iter().chain(&page.sections)
}

/// The columns of each section's table, measured once however often the page is composed.
fn grids(page: &Page, context: &LayoutContext<'_>) -> Vec<Option<Rc<Grid>>> {
    let measure = context.sheet.measure();
    sections(page)
        .map(|section| section.table.as_ref())
        .map(|table| table.map(|table| Rc::new(columns::grid(&context.font_set, table, measure))))
        .collect()
}

fn composed<'p>(
    page: &'p Page,
    context: &LayoutContext<'_>,
    grids: &[Option<Rc<Grid>>],
    density: Density,
) -> Layout<'p> {
    let mut flow = Flow::new(context, density);
    front::set_front(&mut flow, page);
    for (section, grid) in sections(page).zip(grids) {
        table::set_section(&mut flow, section, grid.as_ref(), &page.paging);
    }
    closing::set_closing(&mut flow, page);
    flow.finished()
}
