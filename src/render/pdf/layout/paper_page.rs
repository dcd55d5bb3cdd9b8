//! The positioned items of a page of paper: what a layout yields and a backend draws.

use std::borrow::Cow;

use super::style::{Ink, Style};
use crate::render::pdf::paper::Length;

/// What an item is to a reader who cannot see the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render::pdf) enum Role {
    /// The document's title.
    Title,
    /// A section's heading.
    Heading,
    /// Running text, names, labels and their values.
    Text,
    /// A column's heading.
    TableHeader,
    /// A cell of a table or of the walk.
    Cell,
    /// Furniture of the page: rules, panels, running headings, page numbers, repeated headers.
    Artefact,
}

/// One line of text; `x` and `baseline` are measured from the sheet's upper left corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render::pdf) struct Text<'p> {
    /// What it is.
    pub role: Role,
    /// Where it begins.
    pub x: Length,
    /// Where it is.
    pub baseline: Length,
    /// How it is set.
    pub style: Style,
    /// The text.
    pub text: Cow<'p, str>,
}

/// A rectangle; `x` and `y` are its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render::pdf) struct Area {
    /// Left edge.
    pub x: Length,
    /// Upper edge.
    pub y: Length,
    /// Width.
    pub width: Length,
    /// Height.
    pub height: Length,
}

/// Anything on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render::pdf) enum Item<'p> {
    /// A line of text.
    Text(Text<'p>),
    /// A filled area: panels, and rules as thin ones.
    Fill(Area, Ink),
    /// An area's outline, drawn inside of it with this thickness.
    Frame(Area, Length, Ink),
    /// The manager's logo.
    Logo(Area),
    /// The mark of a document that is not final, large and light across the page, behind all else.
    Watermark(&'p str),
}

/// A page of paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::render::pdf) struct PaperPage<'p> {
    /// Its items, in reading order.
    pub items: Vec<Item<'p>>,
}

/// A heading that a reader may jump to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render::pdf) struct Bookmark<'p> {
    /// Its words.
    pub heading: &'p str,
    /// Its page, from 0.
    pub paper_page: usize,
}

/// A document, set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::render::pdf) struct Layout<'p> {
    /// The pages in order.
    pub paper_pages: Vec<PaperPage<'p>>,
    /// The headings in order.
    pub bookmarks: Vec<Bookmark<'p>>,
}
