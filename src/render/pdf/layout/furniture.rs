//! What every page carries, set when their number is known: the mark, running heading, page number.

use std::borrow::Cow;

use super::LayoutContext;
use super::lines;
use super::paper_page::{Area, Item, Layout, PaperPage, Role, Text};
use super::style::{Ink, MARK_FURTHER, SMALL, Style, THIN};
use crate::render::page::Page;
use crate::render::pdf::paper::{Length, points};

/// Top of the running heading.
const RUNNING_TOP: Length = points(34);

/// The same document with its running headings, page numbers and marks.
pub(super) fn furnished<'p>(
    layout: Layout<'p>,
    page: &'p Page,
    context: &LayoutContext<'_>,
) -> Layout<'p> {
    let pages = layout.paper_pages.len();
    let mark = page.mark.as_deref().filter(|mark| !mark.is_empty());
    let paper_pages = layout
        .paper_pages
        .into_iter()
        .zip(1..)
        .map(|(paper_page, number)| {
            let mut items = Vec::with_capacity(paper_page.items.len() + 6);
            items.extend(mark.map(Item::Watermark));
            if number > 1 {
                running_heading(&mut items, page, mark, context);
            }
            items.extend(paper_page.items);
            items.push(folio(page, number, pages, context));
            PaperPage { items }
        })
        .collect();
    Layout { paper_pages, bookmarks: layout.bookmarks }
}

fn running_heading<'p>(
    items: &mut Vec<Item<'p>>,
    page: &'p Page,
    mark: Option<&'p str>,
    context: &LayoutContext<'_>,
) {
    let (font_set, sheet) = (&context.font_set, &context.sheet);
    let side = points(6);
    let tag = mark.map_or(0, |mark| lines::width(font_set, mark, &MARK_FURTHER) + 2 * side);
    let room = sheet.measure() - tag - points(12);
    for line in lines::broken(font_set, &page.running_heading, &SMALL, room, 1) {
        items.push(line_at(sheet.left, RUNNING_TOP, SMALL, line));
    }
    if let Some(mark) = mark {
        let (x, y) = (sheet.right - tag, RUNNING_TOP - points(3));
        let area = Area { x, y, width: tag, height: MARK_FURTHER.leading + points(4) };
        items.push(Item::Frame(area, 1_500, Ink::Accent));
        items.push(line_at(x + side, y + points(2), MARK_FURTHER, mark.into()));
    }
    let rule = Area { x: sheet.left, y: points(52), width: sheet.measure(), height: THIN };
    items.push(Item::Fill(rule, Ink::Hair));
}

fn line_at(x: Length, top: Length, style: Style, text: Cow<'_, str>) -> Item<'_> {
    Item::Text(Text { role: Role::Artefact, x, baseline: top + style.drop(), style, text })
}

fn folio<'p>(page: &Page, number: usize, pages: usize, context: &LayoutContext<'_>) -> Item<'p> {
    let words = page
        .paging
        .page_of
        .replace("{page}", &number.to_string())
        .replace("{pages}", &pages.to_string());
    let x = context.sheet.right - lines::width(&context.font_set, &words, &SMALL);
    let (baseline, style) = (context.sheet.folio, SMALL);
    Item::Text(Text { role: Role::Artefact, x, baseline, style, text: words.into() })
}
