//! Kerning of the bundled face's Latin part, as one flat table a weight.
//!
//! Full shaping of every string would cost more than everything else together; pairs of the Latin
//! part are enough for headings and names. Figures are never kerned, so that columns align.

use std::collections::BTreeMap;

use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{Face, GlyphId, Tag};

/// Adjustments between two neighbours, by their numbers in the prepared Latin font.
#[derive(Debug, Default)]
pub(super) struct Kerning {
    side: usize,
    pairs: Vec<i8>,
}

impl Kerning {
    /// Reads the pairs of the given characters, whose glyphs will be numbered from 1 in this order.
    pub(super) fn read(face: &Face<'_>, characters: &[(char, u16)]) -> Kerning {
        let side = characters.len() + 1;
        let mut kerning = Kerning { side, pairs: vec![0; side * side] };
        let tables = kerning_tables(face);
        let numbered: BTreeMap<u16, (usize, char)> =
            characters.iter().enumerate().map(|(i, &(c, gid))| (gid, (i + 1, c))).collect();
        for (&first, &(row, left)) in &numbered {
            for (&second, &(column, right)) in &numbered {
                if is_figure(left) || is_figure(right) {
                    continue;
                }
                let found =
                    tables.iter().find_map(|t| adjustment(t, GlyphId(first), GlyphId(second)));
                if let (Some(value), Some(cell)) =
                    (found, kerning.pairs.get_mut(row * side + column))
                {
                    *cell = i8::try_from(value.clamp(-127, 127)).unwrap_or(0);
                }
            }
        }
        kerning
    }

    /// What to add between two glyphs of the Latin font, in thousandths of an em.
    pub(super) fn between(&self, first: u16, second: u16) -> i16 {
        let (row, column) = (usize::from(first), usize::from(second));
        if row >= self.side || column >= self.side {
            return 0;
        }
        self.pairs.get(row * self.side + column).copied().map_or(0, i16::from)
    }
}

/// Whether a character takes part in numbers, where every width must stay as it is.
fn is_figure(character: char) -> bool {
    character.is_ascii_digit()
        || "+-\u{2212}.,/%()' \u{a0}\u{202f}\u{2007}\u{2009}".contains(character)
}

/// The pair tables of the `kern` feature, in the order in which they apply.
fn kerning_tables<'a>(face: &Face<'a>) -> Vec<PairAdjustment<'a>> {
    let Some(table) = face.tables().gpos else { return Vec::new() };
    let mut lookups: Vec<u16> = table
        .features
        .into_iter()
        .filter(|feature| feature.tag == Tag::from_bytes(b"kern"))
        .flat_map(|feature| feature.lookup_indices)
        .collect();
    lookups.sort_unstable();
    lookups.dedup();
    lookups
        .into_iter()
        .filter_map(|index| table.lookups.get(index))
        .flat_map(|lookup| lookup.subtables.into_iter::<PositioningSubtable<'a>>())
        .filter_map(|subtable| match subtable {
            PositioningSubtable::Pair(pair) => Some(pair),
            PositioningSubtable::Single(_)
            | PositioningSubtable::Cursive(_)
            | PositioningSubtable::MarkToBase(_)
            | PositioningSubtable::MarkToLigature(_)
            | PositioningSubtable::MarkToMark(_)
            | PositioningSubtable::Context(_)
            | PositioningSubtable::ChainContext(_) => None,
        })
        .collect()
}

/// `Some` where a table covers the first glyph and has a word on the pair.
fn adjustment(table: &PairAdjustment<'_>, first: GlyphId, second: GlyphId) -> Option<i16> {
    match table {
        PairAdjustment::Format1 { coverage, sets } => {
            let set = sets.get(coverage.get(first)?)?;
            Some(set.get(second)?.0.x_advance)
        }
        PairAdjustment::Format2 { coverage, classes, matrix } => {
            coverage.get(first)?;
            let pair = (classes.0.get(first), classes.1.get(second));
            Some(matrix.get(pair)?.0.x_advance)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_kerned_and_figures_are_not() {
        let face = Face::parse(crate::render::pdf::fonts::Bundled::heavy_file(), 0).unwrap();
        let characters: Vec<(char, u16)> =
            "AVTo17.".chars().map(|c| (c, face.glyph_index(c).unwrap().0)).collect();
        let kerning = Kerning::read(&face, &characters);
        assert!(kerning.between(1, 2) < 0, "AV");
        assert!(kerning.between(3, 4) < 0, "To");
        for (row, _) in characters.iter().enumerate() {
            assert_eq!(kerning.between(5, u16::try_from(row + 1).unwrap()), 0);
        }
    }
}
