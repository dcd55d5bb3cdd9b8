//! What a text is set in: weights, fonts and glyphs.

/// The two weights that a document is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render::pdf) enum Weight {
    /// Running text and figures.
    Regular,
    /// Headings, names and totals.
    SemiBold,
}

impl Weight {
    /// Both, in the order in which fonts are numbered.
    pub(in crate::render::pdf) const ALL: [Weight; 2] = [Weight::Regular, Weight::SemiBold];

    /// Its place in [`Weight::ALL`].
    pub(in crate::render::pdf) fn index(self) -> usize {
        match self {
            Weight::Regular => 0,
            Weight::SemiBold => 1,
        }
    }

    /// The number that font files give it.
    pub(in crate::render::pdf) fn number(self) -> u16 {
        match self {
            Weight::Regular => 400,
            Weight::SemiBold => 600,
        }
    }
}

/// Which font a glyph is taken from. The order decides nothing that a reader sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render::pdf) enum FontKey {
    /// The prepared Latin part of the bundled face.
    Latin(Weight),
    /// Everything else in the bundled face, cut to each document's own characters.
    Further(Weight),
    /// A system font, by its number on the `SystemFontSet`; cut to each document's own
    /// characters.
    System(u16),
}

/// One glyph of a text in visual order. Lengths are thousandths of an em.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render::pdf) struct Glyph {
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
pub(in crate::render::pdf) type Meaning = (FontKey, u16, String);

/// Shaped text: its glyphs and what was found out with them.
#[derive(Debug, Default)]
pub(in crate::render::pdf) struct ShapedText {
    /// The glyphs, in visual order.
    pub glyphs: Vec<Glyph>,
    /// What the glyphs outside of the prepared part stand for.
    pub meanings: Vec<Meaning>,
    /// Characters that no font had.
    pub missing: Vec<char>,
}

impl ShapedText {
    /// Adds a character's own glyph.
    pub(super) fn push(&mut self, glyph: Glyph, character: char) {
        self.glyphs.push(glyph);
        if let FontKey::Further(_) = glyph.font {
            self.meanings.push((glyph.font, glyph.gid, character.to_string()));
        }
    }
}
