//! The place where the next thing goes: leaves, the height that is left, and setting lines of text.

use std::borrow::Cow;

use super::leaf::{Area, Bookmark, Item, Layout, Leaf, Role, Text};
use super::style::{Density, Ink, Style};
use super::{Workshop, lines};
use crate::render::pdf::fonts::TypeCase;
use crate::render::pdf::paper::{Length, Sheet};

/// A document in the making.
pub(super) struct Flow<'p, 'w> {
    /// To measure with.
    pub case: TypeCase<'w>,
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
    /// An empty first leaf.
    pub(super) fn new(workshop: &Workshop<'w>, density: Density) -> Flow<'p, 'w> {
        let layout = Layout { leaves: vec![Leaf::default()], bookmarks: Vec::new() };
        let (case, sheet, logo) = (workshop.case, workshop.sheet, workshop.logo);
        Flow { case, sheet, logo, density, y: sheet.top, layout }
    }

    /// The finished leaves.
    pub(super) fn finished(self) -> Layout<'p> {
        self.layout
    }

    /// The height that is left on this leaf.
    pub(super) fn room(&self) -> Length {
        self.sheet.bottom - self.y
    }

    /// The height of an empty further leaf.
    pub(super) fn full_room(&self) -> Length {
        self.sheet.bottom - self.sheet.top_further
    }

    /// Whether nothing has been set on this leaf yet.
    pub(super) fn is_at_top(&self) -> bool {
        self.y
            <= if self.layout.leaves.len() == 1 { self.sheet.top } else { self.sheet.top_further }
    }

    /// Goes on to a new leaf.
    pub(super) fn turn(&mut self) {
        self.layout.leaves.push(Leaf::default());
        self.y = self.sheet.top_further;
    }

    /// Goes on to a new leaf unless this height is left.
    pub(super) fn keep(&mut self, height: Length) {
        if height > self.room() && !self.is_at_top() {
            self.turn();
        }
    }

    /// The space between two blocks; none at the top of a leaf.
    pub(super) fn space(&mut self, height: Length) {
        if !self.is_at_top() {
            self.y += height;
        }
    }

    /// Remembers a heading that stands on this leaf.
    pub(super) fn bookmark(&mut self, heading: &'p str) {
        if !heading.is_empty() {
            let leaf = self.layout.leaves.len() - 1;
            self.layout.bookmarks.push(Bookmark { heading, leaf });
        }
    }

    fn push(&mut self, item: Item<'p>) {
        if let Some(leaf) = self.layout.leaves.last_mut() {
            leaf.items.push(item);
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
        let x = right - lines::width(&self.case, &text, &style);
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
        lines::broken(&self.case, text, style, measure, most)
    }

    /// How wide a text is.
    pub(super) fn width(&self, text: &str, style: &Style) -> Length {
        lines::width(&self.case, text, style)
    }
}
