//! A font as a file embeds it: printpdf's objects, with our widths, meanings and compressed
//! program.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lopdf::{Dictionary, Object, Stream};
use printpdf::{
    FontId, FontMetrics, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage,
    PdfSaveOptions, Pt, TextItem,
};
use subsetter::GlyphRemapper;
use ttf_parser::{Face, GlyphId};

use super::Weight;
use super::unhinted::without_hints;
use crate::render::pdf::content::{compress_best, compressed};

/// Why a font could not be prepared.
#[derive(Debug, thiserror::Error)]
pub(in crate::render::pdf) enum FontError {
    /// The file cannot be read.
    #[error("a font file cannot be read")]
    Parse(#[source] ttf_parser::FaceParsingError),
    /// The file cannot be cut to its characters.
    #[error("a font cannot be subset")]
    Subset(#[source] subsetter::Error),
    /// printpdf left out a part of the font that every font has.
    #[error("a font cannot be embedded: its {0} is missing")]
    Incomplete(&'static str),
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

/// A font's objects, to be copied into each file that uses it.
#[derive(Debug, Clone)]
pub(in crate::render::pdf) struct Embedded {
    /// The font; `DescendantFonts` is a direct array with one dictionary.
    pub font: Dictionary,
    /// The widths, an array.
    pub widths: Object,
    /// The descriptor, but for its program.
    pub descriptor: Dictionary,
    /// Under which key the descriptor names the program.
    pub program_key: &'static str,
    /// The compressed program.
    pub program: Stream,
    /// The compressed map to Unicode.
    pub to_unicode: Stream,
}

/// How hard to compress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// What is made once and embedded in every document.
    Once,
    /// What is made for one document.
    EachTime,
}

impl Effort {
    fn compress(self, stream: &mut Stream) {
        match self {
            Effort::Once => compress_best(stream),
            Effort::EachTime => {
                *stream = compressed(std::mem::take(&mut stream.dict), &stream.content);
            }
        }
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

    /// Has printpdf build the font's objects around a subset program, then completes them.
    pub(super) fn embed(
        self,
        program: Vec<u8>,
        ruler: &GlyphMetrics,
        effort: Effort,
    ) -> Result<Embedded, FontError> {
        let program = without_hints(&program).unwrap_or(program);
        let (mut font, mut objects) = self.built_by_printpdf(program, ruler)?;
        let descendants = font
            .get_mut(b"DescendantFonts")
            .and_then(Object::as_array_mut)
            .map_err(|_| FontError::Incomplete("descendant"))?;
        let descendant = descendants
            .first_mut()
            .and_then(|first| first.as_dict_mut().ok())
            .ok_or(FontError::Incomplete("descendant"))?;
        let widths = self.widths();
        descendant.remove(b"W");
        let mut take =
            |reference: &Object| reference.as_reference().ok().and_then(|id| objects.remove(&id));
        let mut descriptor = descendant
            .get(b"FontDescriptor")
            .ok()
            .and_then(&mut take)
            .and_then(|object| object.as_dict().ok().cloned())
            .ok_or(FontError::Incomplete("descriptor"))?;
        let program_key = if descriptor.has(b"FontFile3") { "FontFile3" } else { "FontFile2" };
        let mut program = descriptor
            .remove(program_key.as_bytes())
            .as_ref()
            .and_then(take)
            .and_then(|object| object.as_stream().ok().cloned())
            .ok_or(FontError::Incomplete("program"))?;
        effort.compress(&mut program);
        let mut to_unicode = Stream::new(Dictionary::new(), self.to_unicode().into_bytes());
        effort.compress(&mut to_unicode);
        Ok(Embedded { font, widths, descriptor, program_key, program, to_unicode })
    }

    /// The Type0 dictionary and all objects of a document that has this font alone. printpdf keeps
    /// only fonts that are used, so one glyph is shown.
    fn built_by_printpdf(
        &self,
        program: Vec<u8>,
        ruler: &GlyphMetrics,
    ) -> Result<(Dictionary, BTreeMap<lopdf::ObjectId, Object>), FontError> {
        let metrics = FontMetrics { ascent: ruler.ascent, descent: ruler.descent };
        let mut parsed = ParsedFont::with_glyph_data(
            program,
            0,
            Some(self.name.clone()),
            BTreeMap::from([(u32::from('x'), 1)]),
            BTreeMap::from([(1, 500)]),
            1000,
            metrics,
        );
        let stated = &mut parsed.pdf_font_metrics;
        [stated.x_min, stated.y_min, stated.x_max, stated.y_max] = ruler.box_;
        stated.us_weight_class = self.weight.number();
        let id = FontId("F".to_owned());
        let mut document = PdfDocument::new("");
        document.resources.fonts.map.insert(id.clone(), PdfFont::new(parsed));
        let ops = vec![
            Op::SetFont { font: PdfFontHandle::External(id), size: Pt(1.0) },
            Op::ShowText { items: vec![TextItem::Text("x".to_owned())] },
        ];
        document.pages.push(PdfPage::new(Mm(10.0), Mm(10.0), ops));
        let built = document.to_lopdf_document(&shell_options(), &mut Vec::new());
        let font = built
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok())
            .find(|dict| dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Type0"))
            .cloned()
            .ok_or(FontError::Incomplete("dictionary"))?;
        Ok((font, built.objects))
    }

    /// `/W`: runs of consecutive glyphs with their widths.
    fn widths(&self) -> Object {
        let mut array = Vec::new();
        let mut run: Vec<Object> = Vec::new();
        let mut first = 0;
        let mut next = 0;
        for (&gid, &(advance, _)) in &self.glyphs {
            if gid != next && !run.is_empty() {
                array.push(Object::Integer(i64::from(first)));
                array.push(Object::Array(std::mem::take(&mut run)));
            }
            if run.is_empty() {
                first = gid;
            }
            run.push(Object::Integer(i64::from(advance)));
            next = gid.saturating_add(1);
        }
        if !run.is_empty() {
            array.push(Object::Integer(i64::from(first)));
            array.push(Object::Array(run));
        }
        Object::Array(array)
    }

    /// The map from glyphs to text; printpdf's own has a PostScript header that strict readers
    /// dislike.
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

/// Options for printpdf: it must not compress or drop anything.
pub(in crate::render::pdf) fn shell_options() -> PdfSaveOptions {
    PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None }
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
) -> Result<Embedded, FontError> {
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
        let Object::Array(array) = program.widths() else { panic!("no array") };
        assert_eq!(array.len(), 4);
        assert_eq!(array[1].as_array().unwrap().len(), 3);
        assert_eq!(array[2].as_i64().unwrap(), 7);
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
