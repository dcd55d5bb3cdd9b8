//! The current position on the page: pages, remaining height, and placing lines of text.

use std::borrow::Cow;

use super::paper_page::{Area, Bookmark, Item, Layout, PaperPage, Role, Text};
use super::style::{Density, Ink, Style};
use super::{LayoutContext, lines};
use crate::render::pdf::fonts::FontSet;
use crate::render::pdf::paper::{Length, Sheet};

/// A document in the making.
pub(super) struct Flow<'p, 'w> {
    /// To measure with.
    pub font_set: FontSet<'w>,
    /// The paper.
    pub sheet: Sheet,
    /// The logo's size in pixels.
    pub logo: Option<(u32, u32)>,
    /// How much air there is.
    pub density: Density,
    /// From the sheet's top to where the next thing goes.
    pub y: Length,
    layout: Layout<'p>,
}

impl<'p, 'w> Flow<'p, 'w> {
    /// An empty first page.
    pub(super) fn new(context: &LayoutContext<'w>, density: Density) -> Flow<'p, 'w> {
        let layout = Layout { paper_pages: vec![PaperPage::default()], bookmarks: Vec::new() };
        let (font_set, sheet, logo) = (context.font_set, context.sheet, context.logo);
        Flow { font_set, sheet, logo, density, y: sheet.top, layout }
    }

    /// The finished pages.
    pub(super) fn finished(self) -> Layout<'p> {
        self.layout
    }

    /// The height that is left on this page.
    pub(super) fn room(&self) -> Length {
        self.sheet.bottom - self.y
    }

    /// The height of an empty further page.
    pub(super) fn full_room(&self) -> Length {
        self.sheet.bottom - self.sheet.top_further
    }

    /// Whether nothing has been set on this page yet.
    pub(super) fn is_at_top(&self) -> bool {
        self.y
            <= if self.layout.paper_pages.len() == 1 {
                self.sheet.top
            } else {
                self.sheet.top_further
            }
    }

    /// Goes on to a new page.
    pub(super) fn turn(&mut self) {
        self.layout.paper_pages.push(PaperPage::default());
        self.y = self.sheet.top_further;
    }

    /// Goes on to a new page unless this height is left.
    pub(super) fn keep(&mut self, height: Length) {
        if height > self.room() && !self.is_at_top() {
            self.turn();
        }
    }

    /// The space between two blocks; none at the top of a page.
    pub(super) fn space(&mut self, height: Length) {
        if !self.is_at_top() {
            self.y += height;
        }
    }

    /// Records a bookmark to a heading on this page.
    pub(super) fn bookmark(&mut self, heading: &'p str) {
        if !heading.is_empty() {
            let paper_page = self.layout.paper_pages.len() - 1;
            self.layout.bookmarks.push(Bookmark { heading, paper_page });
        }
    }

    fn push(&mut self, item: Item<'p>) {
        if let Some(paper_page) = self.layout.paper_pages.last_mut() {
            paper_page.items.push(item);
        }
    }

    /// A line of text whose line box begins at `top`.
    pub(super) fn text(
        &mut self,
        role: Role,
        x: Length,
        top: Length,
        style: Style,
        text: impl Into<Cow<'p, str>>,
    ) {
        let text = text.into();
        if !text.is_empty() {
            let baseline = top + style.drop();
            self.push(Item::Text(Text { role, x, baseline, style, text }));
        }
    }

    /// A line of text that ends at `right`.
    pub(super) fn text_right(
        &mut self,
        role: Role,
        right: Length,
        top: Length,
        style: Style,
        text: impl Into<Cow<'p, str>>,
    ) {
        let text = text.into();
        let x = right - lines::width(&self.font_set, &text, &style);
        self.text(role, x, top, style, text);
    }

    /// A rule over a width.
    pub(super) fn rule(&mut self, x: Length, y: Length, width: Length, height: Length, ink: Ink) {
        self.push(Item::Fill(Area { x, y, width, height }, ink));
    }

    /// A filled area.
    pub(super) fn fill(&mut self, area: Area, ink: Ink) {
        self.push(Item::Fill(area, ink));
    }

    /// The outline of an area.
    pub(super) fn frame(&mut self, area: Area, thickness: Length, ink: Ink) {
        self.push(Item::Frame(area, thickness, ink));
    }

    /// The logo.
    pub(super) fn place_logo(&mut self, area: Area) {
        self.push(Item::Logo(area));
    }

    /// Breaks a text to a measure.
    pub(super) fn broken<'t>(
        &self,
        text: &'t str,
        style: &Style,
        measure: Length,
        most: usize,
    ) -> Vec<Cow<'t, str>> {
        lines::broken(&self.font_set, text, style, measure, most)
    }

    /// How wide a text is.
    pub(super) fn width(&self, text: &str, style: &Style) -> Length {
        lines::width(&self.font_set, text, style)
    }
}
