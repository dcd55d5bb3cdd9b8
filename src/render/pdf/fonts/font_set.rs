//! The fonts of a document, and the fast path through them: texts that the bundled face has in full.

use super::bundled::Bundled;
use super::system::SystemFontSet;
use super::{FontKey, Glyph, Weight};

/// The fonts that a document may use, to measure and to set with.
#[derive(Debug, Clone, Copy)]
pub(in crate::render::pdf) struct FontSet<'a> {
    /// The bundled face.
    pub bundled: &'a Bundled,
    /// System fonts, where they may be used.
    pub system: Option<&'a SystemFontSet>,
}

impl FontSet<'_> {
    /// Hands on the glyphs of a text that the bundled face has in full. A figure's width never
    /// changes; letters are kerned.
    ///
    /// Returns whether it has; if not, what was handed on is void.
    pub(super) fn each_plain(
        &self,
        text: &str,
        weight: Weight,
        mut each: impl FnMut(Glyph, char),
    ) -> bool {
        let cut = self.bundled.cut(weight);
        let mut held: Option<(Glyph, char)> = None;
        for character in text.chars() {
            let Some(letter) = cut.letter(character) else { return false };
            let font = if letter.latin { FontKey::Latin(weight) } else { FontKey::Further(weight) };
            let (gid, advance) = (letter.gid, letter.advance);
            let glyph = Glyph { font, gid, advance, adjust: 0, shift: 0, rise: 0 };
            if let Some((mut before, its_character)) = held.replace((glyph, character)) {
                if letter.latin && before.font == font {
                    before.adjust = cut.kerning.between(before.gid, gid);
                }
                each(before, its_character);
            }
        }
        if let Some((last, character)) = held {
            each(last, character);
        }
        true
    }
}
