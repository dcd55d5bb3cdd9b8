//! The bundled face, IBM Plex Sans in two weights.
//!
//! Its Latin part (Latin-1, punctuation, currency signs) is subset and compressed once and embedded
//! whole in every document: a document's bytes then do not depend on its neighbours, and nothing is
//! done twice. The few letters beyond it that a name may have are cut from the face for the one
//! document that has them, which keeps files small.

use std::collections::BTreeMap;

use subsetter::GlyphRemapper;
use ttf_parser::Face;

use super::Weight;
use super::kerning::Kerning;
use super::program::{FontError, GlyphMetrics, Lender, Program};
use crate::render::pdf::backend::EmbeddedFont;
use crate::render::pdf::deflate::Effort;
use crate::text::hazard;

pub(in crate::render::pdf) const REGULAR: &[u8] =
    include_bytes!("../../../../assets/fonts/IBMPlexSans-Regular.ttf");
pub(in crate::render::pdf) const SEMI_BOLD: &[u8] =
    include_bytes!("../../../../assets/fonts/IBMPlexSans-SemiBold.ttf");

/// Characters below this are found by index.
const FLAT: usize = 0x2300;

/// Whether a character belongs to the prepared part.
fn is_latin(character: char) -> bool {
    matches!(u32::from(character),
        0x20..=0xff | 0x2000..=0x203a | 0x20a0..=0x20bf | 0x2122 | 0x2212)
}

/// Whether a character may be printed as it is. The glyphs of private ones mean something in this
/// face only.
fn is_printable(character: char) -> bool {
    hazard(character).is_none() && !('\u{e000}'..='\u{f8ff}').contains(&character)
}

/// A character's glyph in the bundled face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CharacterGlyph {
    /// Whether it is in the prepared part.
    pub latin: bool,
    /// Glyph in the prepared part, else in the face.
    pub gid: u16,
    /// Width in thousandths of an em.
    pub advance: u16,
}

/// One weight: where its characters are and how its pairs are kerned.
#[derive(Debug)]
pub(super) struct BundledWeight {
    flat: Vec<Option<CharacterGlyph>>,
    others: BTreeMap<char, CharacterGlyph>,
    pub(super) kerning: Kerning,
    /// The Latin part, ready to be embedded.
    latin: EmbeddedFont,
    ruler: GlyphMetrics,
}

impl BundledWeight {
    /// The glyph of a character that may be printed.
    pub(super) fn letter(&self, character: char) -> Option<CharacterGlyph> {
        match self.flat.get(character as usize) {
            Some(entry) => *entry,
            None => self.others.get(&character).copied(),
        }
    }
}

/// The bundled face, ready to be used.
#[derive(Debug)]
pub(in crate::render::pdf) struct Bundled {
    cuts: [BundledWeight; 2],
}

impl Bundled {
    /// Subsets and compresses both weights.
    ///
    /// # Errors
    /// A bundled file that cannot be read, which only a broken build has.
    pub(in crate::render::pdf) fn prepare() -> Result<Bundled, FontError> {
        Ok(Bundled { cuts: [prepare_cut(Weight::Regular)?, prepare_cut(Weight::SemiBold)?] })
    }

    /// One weight's tables.
    pub(super) fn cut(&self, weight: Weight) -> &BundledWeight {
        match weight {
            Weight::Regular => &self.cuts[0],
            Weight::SemiBold => &self.cuts[1],
        }
    }

    /// The prepared Latin part.
    pub(in crate::render::pdf) fn latin(&self, weight: Weight) -> &EmbeddedFont {
        &self.cut(weight).latin
    }

    /// The whole face, to be cut to what a document uses of it.
    pub(in crate::render::pdf) fn further(&self, weight: Weight) -> Lender<'_> {
        let name = format!("OSMORE+{}", face_name(weight));
        Lender { file: file_of(weight), index: 0, name, ruler: &self.cut(weight).ruler, weight }
    }

    /// The file of the face in its heavier weight, for what is drawn as outlines.
    pub(in crate::render::pdf) fn heavy_file() -> &'static [u8] {
        SEMI_BOLD
    }
}

fn file_of(weight: Weight) -> &'static [u8] {
    match weight {
        Weight::Regular => REGULAR,
        Weight::SemiBold => SEMI_BOLD,
    }
}

fn face_name(weight: Weight) -> &'static str {
    match weight {
        Weight::Regular => "IBMPlexSans",
        Weight::SemiBold => "IBMPlexSans-SemiBold",
    }
}

fn prepare_cut(weight: Weight) -> Result<BundledWeight, FontError> {
    let file = file_of(weight);
    let face = Face::parse(file, 0).map_err(FontError::Parse)?;
    let ruler = GlyphMetrics::of(&face);
    let characters = mapped_characters(&face);
    let latin: Vec<(char, u16)> =
        characters.iter().map(|(c, gid)| (*c, *gid)).filter(|(c, _)| is_latin(*c)).collect();
    let mut flat = vec![None; FLAT];
    let mut others = BTreeMap::new();
    let mut remapper = GlyphRemapper::new();
    let mut program = Program::named(format!("OSLATN+{}", face_name(weight)), weight);
    for (&character, &gid) in &characters {
        let latin = is_latin(character);
        let advance = ruler.advance(gid);
        let gid = if latin { remapper.remap(gid) } else { gid };
        if latin {
            program.glyph(gid, advance, character.to_string());
        }
        let letter = CharacterGlyph { latin, gid, advance };
        match flat.get_mut(character as usize) {
            Some(entry) => *entry = Some(letter),
            None => {
                others.insert(character, letter);
            }
        }
    }
    let kerning = Kerning::read(&face, &latin);
    let bytes = subsetter::subset(file, 0, &remapper).map_err(FontError::Subset)?;
    let latin = program.embed(bytes, &ruler, Effort::Once)?;
    Ok(BundledWeight { flat, others, kerning, latin, ruler })
}

/// Every printable character of the face with its glyph, in the order of the characters.
fn mapped_characters(face: &Face<'_>) -> BTreeMap<char, u16> {
    let mut characters = BTreeMap::new();
    for table in face.tables().cmap.iter().flat_map(|cmap| cmap.subtables) {
        if !table.is_unicode() {
            continue;
        }
        table.codepoints(|point| {
            let character = char::from_u32(point).filter(|c| is_printable(*c));
            if let (Some(character), Some(gid)) = (character, table.glyph_index(point)) {
                characters.insert(character, gid.0);
            }
        });
    }
    characters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_tabular_and_lining() {
        let bundled = Bundled::prepare().unwrap();
        for weight in Weight::ALL {
            let cut = bundled.cut(weight);
            for digit in '0'..='9' {
                assert_eq!(cut.letter(digit).unwrap().advance, 600, "{digit}");
            }
        }
    }

    #[test]
    fn statements_have_their_characters() {
        let bundled = Bundled::prepare().unwrap();
        for weight in Weight::ALL {
            for character in "\u{2212}€£$¥₹\u{a0}\u{202f}\u{2013}\u{2014}’“”…·•×½°łŐğαЖạ".chars()
            {
                assert!(bundled.cut(weight).letter(character).is_some(), "{character:?}");
            }
        }
    }

    #[test]
    fn what_must_not_be_printed_has_no_glyph() {
        let bundled = Bundled::prepare().unwrap();
        for character in "\u{7}\n\u{ad}\u{200b}\u{202e}\u{2066}\u{feff}\u{e000}".chars() {
            assert!(bundled.cut(Weight::Regular).letter(character).is_none(), "{character:?}");
        }
    }
}
