//! A font as a file embeds it: cut to its glyphs, with our widths and meanings.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use subsetter::GlyphRemapper;
use ttf_parser::{Face, GlyphId};

use super::Weight;
use super::unhinted::without_hints;
use crate::render::pdf::backend::{EmbeddedFont, FontParts, MissingPart};
use crate::render::pdf::deflate::Effort;

/// Why a font could not be prepared.
#[derive(Debug, thiserror::Error)]
pub(in crate::render::pdf) enum FontError {
    /// The file cannot be read.
    #[error("a font file cannot be read")]
    Parse(#[source] ttf_parser::FaceParsingError),
    /// The file cannot be cut to its characters.
    #[error("a font cannot be subset")]
    Subset(#[source] subsetter::Error),
    /// A part that every font has was left out.
    #[error("a font cannot be embedded")]
    Incomplete(#[from] MissingPart),
}

/// A font's measures in thousandths of an em.
#[derive(Debug)]
pub(super) struct GlyphMetrics {
    units: i64,
    advances: Vec<u16>,
    ascent: i16,
    descent: i16,
    box_: [i16; 4],
}

impl GlyphMetrics {
    /// Reads the measures of a face.
    pub(super) fn of(face: &Face<'_>) -> GlyphMetrics {
        let units = i64::from(face.units_per_em().max(1));
        let bounds = face.global_bounding_box();
        let mut ruler =
            GlyphMetrics { units, advances: Vec::new(), ascent: 0, descent: 0, box_: [0; 4] };
        ruler.ascent = ruler.scale(i64::from(face.ascender()));
        ruler.descent = ruler.scale(i64::from(face.descender()));
        ruler.box_ = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max]
            .map(|edge| ruler.scale(i64::from(edge)));
        ruler.advances = (0..face.number_of_glyphs())
            .map(|gid| {
                let advance = face.glyph_hor_advance(GlyphId(gid)).unwrap_or(0);
                u16::try_from(ruler.scale(i64::from(advance))).unwrap_or(0)
            })
            .collect();
        ruler
    }

    /// A glyph's width.
    pub(super) fn advance(&self, gid: u16) -> u16 {
        self.advances.get(usize::from(gid)).copied().unwrap_or(0)
    }

    /// Font units to thousandths of an em, to the nearest.
    fn scale(&self, value: i64) -> i16 {
        let scaled = (value * 2000 + self.units * value.signum()) / (2 * self.units);
        i16::try_from(scaled).unwrap_or(0)
    }
}

/// A font in the making: a name and the glyphs that a file may use.
#[derive(Debug)]
pub(super) struct Program {
    name: String,
    weight: Weight,
    glyphs: BTreeMap<u16, (u16, String)>,
}

impl Program {
    /// A font with a `/FontName`, subset tag included.
    pub(super) fn named(name: String, weight: Weight) -> Program {
        Program { name, weight, glyphs: BTreeMap::new() }
    }

    /// Adds a glyph with its width in thousandths of an em and the text that it stands for.
    pub(super) fn glyph(&mut self, gid: u16, advance: u16, meaning: String) {
        self.glyphs.entry(gid).or_insert((advance, meaning));
    }

    /// The font's objects around a subset program, with widths and meanings.
    pub(super) fn embed(
        self,
        program: Vec<u8>,
        ruler: &GlyphMetrics,
        effort: Effort,
    ) -> Result<EmbeddedFont, FontError> {
        let parts = FontParts {
            weight: self.weight.number(),
            ascent: ruler.ascent,
            descent: ruler.descent,
            bounds: ruler.box_,
            widths: self.widths(),
            to_unicode: self.to_unicode(),
            program: without_hints(&program).unwrap_or(program),
            name: self.name,
        };
        Ok(EmbeddedFont::new(parts, effort)?)
    }

    /// Runs of consecutive glyphs with their widths.
    fn widths(&self) -> Vec<(u16, Vec<u16>)> {
        let mut runs: Vec<(u16, Vec<u16>)> = Vec::new();
        let mut next = None;
        for (&gid, &(advance, _)) in &self.glyphs {
            match runs.last_mut() {
                Some((_, widths)) if next == Some(gid) => widths.push(advance),
                _ => runs.push((gid, vec![advance])),
            }
            next = gid.checked_add(1);
        }
        runs
    }

    /// The map from glyphs to text, without the PostScript header that strict readers dislike.
    fn to_unicode(&self) -> String {
        let mut map = String::from(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo \
             << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
             /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
             1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
        );
        let meant: Vec<_> = self.glyphs.iter().filter(|(_, (_, text))| !text.is_empty()).collect();
        for chunk in meant.chunks(100) {
            let _ = writeln!(map, "{} beginbfchar", chunk.len());
            for (gid, (_, text)) in chunk {
                let _ = write!(map, "<{gid:04X}> <");
                for unit in readable(text).encode_utf16() {
                    let _ = write!(map, "{unit:04X}");
                }
                map.push_str(">\n");
            }
            map.push_str("endbfchar\n");
        }
        map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend");
        map
    }
}

/// As much of a glyph's text as readers take: a letter may carry a hundred marks, and an entry that
/// is too long for a reader costs it the whole map.
fn readable(text: &str) -> &str {
    const CHARACTERS_MAX: usize = 24;
    text.char_indices().nth(CHARACTERS_MAX).map_or(text, |(end, _)| &text[..end])
}

/// A font of which a document takes a few glyphs.
#[derive(Debug)]
pub(in crate::render::pdf) struct Lender<'a> {
    /// Its file.
    pub file: &'a [u8],
    /// Which face of the file.
    pub index: u32,
    /// The `/FontName`, subset tag included.
    pub name: String,
    /// Its measures.
    pub(super) ruler: &'a GlyphMetrics,
    /// Its weight.
    pub weight: Weight,
}

/// Cuts a font to the glyphs of one document, which are numbered from 1 in their order; each comes
/// with the text that it stands for.
///
/// # Errors
/// A font whose outlines cannot be subset.
pub(in crate::render::pdf) fn embed_borrowed(
    lender: Lender<'_>,
    glyphs: &[(u16, String)],
) -> Result<EmbeddedFont, FontError> {
    let mut remapper = GlyphRemapper::new();
    let mut program = Program::named(lender.name, lender.weight);
    for (gid, meaning) in glyphs {
        program.glyph(remapper.remap(*gid), lender.ruler.advance(*gid), meaning.clone());
    }
    let bytes =
        subsetter::subset(lender.file, lender.index, &remapper).map_err(FontError::Subset)?;
    program.embed(bytes, lender.ruler, Effort::EachTime)
}

/// A name with a subset tag of six letters, made of the font's number.
pub(super) fn system_name(number: u16, name: &str) -> String {
    let mut tag = String::from("OS");
    for shift in [12, 8, 4, 0] {
        let nibble = u8::try_from((number >> shift) & 15).unwrap_or(0);
        tag.push(char::from(b'A' + nibble));
    }
    let plain: String =
        name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(60).collect();
    format!("{tag}+{plain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_given_in_runs() {
        let mut program = Program::named("X".to_owned(), Weight::Regular);
        for gid in [1, 2, 3, 7] {
            program.glyph(gid, 100 + gid, "x".to_owned());
        }
        assert_eq!(program.widths(), [(1, vec![101, 102, 103]), (7, vec![107])]);
    }

    #[test]
    fn text_beyond_the_first_plane_is_mapped_in_two_units() {
        let mut program = Program::named("X".to_owned(), Weight::Regular);
        program.glyph(5, 100, "😀".to_owned());
        assert!(program.to_unicode().contains("<0005> <D83DDE00>"));
    }

    #[test]
    fn system_names_carry_a_tag_of_six_letters() {
        assert_eq!(system_name(0x12, "Noto Sans"), "OSAABC+NotoSans");
    }
}
