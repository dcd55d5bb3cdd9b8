//! What a layout needs besides the page.

use crate::render::pdf::fonts::FontSet;
use crate::render::pdf::paper::Sheet;

/// What a layout needs besides the page.
#[derive(Debug, Clone, Copy)]
pub(in crate::render::pdf) struct LayoutContext<'a> {
    /// To measure with.
    pub font_set: FontSet<'a>,
    /// The paper.
    pub sheet: Sheet,
    /// The logo's width and height in pixels, if there is one.
    pub logo: Option<(u32, u32)>,
}
