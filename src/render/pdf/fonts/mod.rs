//! Text to glyphs: which font has a character, how wide a text is, what a file must embed.
//!
//! Why it exists: a name in any script must not become boxes, and measuring must be so cheap that
//! it costs nothing beside compression. Nearly every text takes the fast path through the bundled
//! face's flat table; only a text with a foreign character is ordered, split and shaped.
//!
//! What it may not do: know of pages or positions.

pub(super) mod bundled;
mod font_set;
mod glyph;
mod kerning;
mod program;
mod setting;
mod shaping;
mod system;
mod unhinted;

pub(super) use bundled::Bundled;
pub(super) use font_set::FontSet;
pub(super) use glyph::{FontKey, Glyph, ShapedText, Weight};
pub(super) use program::{FontError, embed_borrowed};
pub(super) use system::SystemFontSet;
