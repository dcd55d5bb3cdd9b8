//! The bundled face, IBM Plex Sans in two weights, split into fixed parts by script.
//!
//! Each part is subset and compressed once and embedded whole, in those documents that use one of its
//! characters. Parts are fixed, not cut to a batch, so that a document's bytes do not depend on its
//! neighbours; they are small, so that a Latin document does not carry Cyrillic.

use std::collections::BTreeMap;

use subsetter::GlyphRemapper;
use ttf_parser::Face;

use super::Weight;
use super::kerning::Kerning;
use super::program::{Embedded, FontError, Program, Ruler};
use super::unhinted::without_hints;

pub(in crate::render::pdf) const REGULAR: &[u8] =
    include_bytes!("../../../../assets/fonts/IBMPlexSans-Regular.ttf");
pub(in crate::render::pdf) const SEMI_BOLD: &[u8] =
    include_bytes!("../../../../assets/fonts/IBMPlexSans-SemiBold.ttf");

/// Characters below this are found by index.
const FLAT: usize = 0x2300;

/// How many parts a weight has; the first is Latin.
pub(super) const PARTS: usize = Part::ALL.len();

/// A fixed part of the face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Latin,
    LatinExtended,
    Vietnamese,
    Greek,
    Cyrillic,
    Rest,
}

impl Part {
    const ALL: [Part; 6] = [
        Part::Latin,
        Part::LatinExtended,
        Part::Vietnamese,
        Part::Greek,
        Part::Cyrillic,
        Part::Rest,
    ];

    /// Where a character belongs; `None` for those that must never be printed.
    fn of(character: char) -> Option<Part> {
        match u32::from(character) {
            0x00..=0x1f | 0x7f..=0x9f | 0xad | 0xe000..=0xf8ff | 0xfeff | 0xfffc => None,
            0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfe00..=0xfe0f => None,
            0x20..=0xff | 0x2000..=0x203a | 0x20a0..=0x20bf | 0x2122 | 0x2212 => Some(Part::Latin),
            0x100..=0x2af => Some(Part::LatinExtended),
            0x300..=0x36f | 0x1e00..=0x1eff => Some(Part::Vietnamese),
            0x370..=0x3ff | 0x1f00..=0x1fff => Some(Part::Greek),
            0x400..=0x52f => Some(Part::Cyrillic),
            _ => Some(Part::Rest),
        }
    }

    fn tag(self) -> &'static str {
        match self {
            Part::Latin => "OSLATN",
            Part::LatinExtended => "OSLEXT",
            Part::Vietnamese => "OSVIET",
            Part::Greek => "OSGREK",
            Part::Cyrillic => "OSCYRL",
            Part::Rest => "OSREST",
        }
    }
}

/// A character's glyph in the bundled face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    /// Number of the prepared font.
    pub font: u8,
    /// Glyph in that font.
    pub gid: u16,
    /// Width in thousandths of an em.
    pub advance: u16,
}

/// One weight: where its characters are and how its pairs are kerned.
#[derive(Debug)]
pub(super) struct Cut {
    flat: Vec<Option<Letter>>,
    others: BTreeMap<char, Letter>,
    pub(super) kerning: Kerning,
}

impl Cut {
    /// The glyph of a character that may be printed.
    pub(super) fn letter(&self, character: char) -> Option<Letter> {
        match self.flat.get(character as usize) {
            Some(entry) => *entry,
            None => self.others.get(&character).copied(),
        }
    }
}

/// The bundled face, ready to be embedded.
#[derive(Debug)]
pub(in crate::render::pdf) struct Bundled {
    /// The prepared fonts, numbered by weight, then part.
    pub fonts: Vec<Embedded>,
    cuts: [Cut; 2],
}

impl Bundled {
    /// Subsets and compresses both weights.
    ///
    /// # Errors
    /// A bundled file that cannot be read, which only a broken build has.
    pub(in crate::render::pdf) fn prepare() -> Result<Bundled, FontError> {
        let mut fonts = Vec::new();
        let regular = prepare_cut(REGULAR, Weight::Regular, &mut fonts)?;
        let semi_bold = prepare_cut(SEMI_BOLD, Weight::SemiBold, &mut fonts)?;
        Ok(Bundled { fonts, cuts: [regular, semi_bold] })
    }

    /// One weight's tables.
    pub(super) fn cut(&self, weight: Weight) -> &Cut {
        match weight {
            Weight::Regular => &self.cuts[0],
            Weight::SemiBold => &self.cuts[1],
        }
    }

    /// The file of the face in its heavier weight, for what is drawn as outlines.
    pub(in crate::render::pdf) fn heavy_file() -> &'static [u8] {
        SEMI_BOLD
    }
}

fn prepare_cut(
    file: &'static [u8],
    weight: Weight,
    fonts: &mut Vec<Embedded>,
) -> Result<Cut, FontError> {
    let face = Face::parse(file, 0).map_err(FontError::Parse)?;
    let ruler = Ruler::of(&face);
    let mut parts: BTreeMap<Part, Vec<(char, u16)>> = BTreeMap::new();
    for (character, gid) in mapped_characters(&face) {
        if let Some(part) = Part::of(character) {
            parts.entry(part).or_default().push((character, gid));
        }
    }
    let mut cut = Cut {
        flat: vec![None; FLAT],
        others: BTreeMap::new(),
        kerning: Kerning::read(&face, parts.get(&Part::Latin).map_or(&[], Vec::as_slice)),
    };
    for part in Part::ALL {
        let characters = parts.remove(&part).unwrap_or_default();
        let mut remapper = GlyphRemapper::new();
        let mut program = Program::named(face_name(part, weight), weight);
        for &(character, gid) in &characters {
            let letter = Letter {
                font: u8::try_from(fonts.len()).unwrap_or(u8::MAX),
                gid: remapper.remap(gid),
                advance: ruler.advance(gid),
            };
            program.glyph(letter.gid, letter.advance, character.to_string());
            match cut.flat.get_mut(character as usize) {
                Some(entry) => *entry = Some(letter),
                None => {
                    cut.others.insert(character, letter);
                }
            }
        }
        let bytes = subsetter::subset(file, 0, &remapper).map_err(FontError::Subset)?;
        fonts.push(program.embed(without_hints(&bytes).unwrap_or(bytes), &ruler)?);
    }
    Ok(cut)
}

fn face_name(part: Part, weight: Weight) -> String {
    match weight {
        Weight::Regular => format!("{}+IBMPlexSans", part.tag()),
        Weight::SemiBold => format!("{}+IBMPlexSans-SemiBold", part.tag()),
    }
}

/// Every character of the face with its glyph, in the order of the characters.
fn mapped_characters(face: &Face<'_>) -> BTreeMap<char, u16> {
    let mut characters = BTreeMap::new();
    for table in face.tables().cmap.iter().flat_map(|cmap| cmap.subtables) {
        if !table.is_unicode() {
            continue;
        }
        table.codepoints(|point| {
            if let (Some(character), Some(gid)) = (char::from_u32(point), table.glyph_index(point))
            {
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
