//! Setting a text: the fast path for what the bundled face has, and the way around for the rest.

use super::{FontSet, ShapedText, Weight, shaping};

impl FontSet<'_> {
    /// A text's width in thousandths of an em.
    pub(in crate::render::pdf) fn width(&self, text: &str, weight: Weight) -> i32 {
        let mut total = 0;
        let plain = self.each_plain(text, weight, |glyph, _| {
            total += i32::from(glyph.advance) + i32::from(glyph.adjust);
        });
        if plain {
            return total;
        }
        let set = shaping::set(self, text, weight);
        set.glyphs.iter().map(|g| i32::from(g.advance) + i32::from(g.adjust)).sum()
    }

    /// A text's glyphs in visual order.
    pub(in crate::render::pdf) fn set(&self, text: &str, weight: Weight, set: &mut ShapedText) {
        set.glyphs.clear();
        set.meanings.clear();
        set.missing.clear();
        if !self.each_plain(text, weight, |glyph, character| set.push(glyph, character)) {
            *set = shaping::set(self, text, weight);
        }
    }
}
