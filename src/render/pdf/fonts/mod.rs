//! Text to glyphs: which font has a character, how wide a text is, what a file must embed.
//!
//! Why it exists: a name in any script must not become boxes, and measuring must be so cheap that
//! it costs nothing beside compression. Nearly every text takes the fast path through the bundled
//! face's flat table; only a text with a foreign character is ordered, split and shaped.
//!
//! What it may not do: know of pages or positions.

pub(super) mod bundled;
mod font_set;
mod kerning;
mod program;
mod shaping;
mod system;
mod unhinted;

pub(super) use bundled::Bundled;
pub(super) use font_set::FontSet;
pub(super) use program::{Embedded, FontError, embed_borrowed, shell_options};
pub(super) use system::SystemFontSet;

/// The two weights that a document is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Running text and figures.
    Regular,
    /// Headings, names and totals.
    SemiBold,
}

impl Weight {
    /// Both, in the order in which fonts are numbered.
    pub(super) const ALL: [Weight; 2] = [Weight::Regular, Weight::SemiBold];

    /// Its place in [`Weight::ALL`].
    pub(super) fn index(self) -> usize {
        match self {
            Weight::Regular => 0,
            Weight::SemiBold => 1,
        }
    }

    /// The number that font files give it.
    pub(super) fn number(self) -> u16 {
        match self {
            Weight::Regular => 400,
            Weight::SemiBold => 600,
        }
    }
}

/// Which font a glyph is taken from. The order decides nothing that a reader sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FontKey {
    /// The prepared Latin part of the bundled face.
    Latin(Weight),
    /// Everything else in the bundled face, cut to each document's own characters.
    Further(Weight),
    /// A system font, by its number on the [`SystemFontSet`]; cut to each document's own
    /// characters.
    System(u16),
}

/// One glyph of a text in visual order. Lengths are thousandths of an em.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    /// Where it is from.
    pub font: FontKey,
    /// Its number in that font: in the prepared part for Latin, else in the font's file.
    pub gid: u16,
    /// The width that the file states for it.
    pub advance: u16,
    /// What is added to the width here: kerning, or what shaping asked for.
    pub adjust: i16,
    /// Shift to the right while it is drawn.
    pub shift: i16,
    /// Shift upwards while it is drawn.
    pub rise: i16,
}

/// What a shaped glyph stands for, so that a text can be searched and copied.
pub(super) type Meaning = (FontKey, u16, String);

/// Shaped text: its glyphs and what was found out with them.
#[derive(Debug, Default)]
pub(super) struct ShapedText {
    /// The glyphs, in visual order.
    pub glyphs: Vec<Glyph>,
    /// What the glyphs outside of the prepared part stand for.
    pub meanings: Vec<Meaning>,
    /// Characters that no font had.
    pub missing: Vec<char>,
}

impl ShapedText {
    /// Adds a character's own glyph.
    fn push(&mut self, glyph: Glyph, character: char) {
        self.glyphs.push(glyph);
        if let FontKey::Further(_) = glyph.font {
            self.meanings.push((glyph.font, glyph.gid, character.to_string()));
        }
    }
}
