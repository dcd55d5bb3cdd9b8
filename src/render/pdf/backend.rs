//! The only file that names printpdf and lopdf: a small vocabulary of PDF files, so that the two
//! can be exchanged here.
//!
//! printpdf builds documents and fonts, and lopdf holds their objects. What printpdf does
//! differently is corrected on its objects: no PDF/X mark, the right version, a language, names
//! where names belong, our own widths and meanings of glyphs. Streams are inserted already
//! compressed.

use std::collections::BTreeMap;

use lopdf::{Object, ObjectId, StringFormat};
use printpdf::{
    FontId, FontMetrics, Mm, Op, PageAnnotId, PageAnnotation, ParsedFont, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Pt, TextItem,
};

use super::deflate::Effort;

/// A part that every file has, and this one has not; only a change of a library can cause that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is missing")]
pub(super) struct MissingPart(pub &'static str);

/// Named values of a stream.
#[derive(Debug, Default)]
pub(super) struct Dictionary(lopdf::Dictionary);

impl Dictionary {
    /// With a name as a value.
    pub(super) fn name(mut self, key: &str, name: &str) -> Self {
        self.0.set(key, Object::Name(name.as_bytes().to_vec()));
        self
    }

    /// With a whole number as a value.
    pub(super) fn integer(mut self, key: &str, value: i64) -> Self {
        self.0.set(key, Object::Integer(value));
        self
    }

    /// With an array of whole numbers as a value.
    pub(super) fn integers(mut self, key: &str, values: &[i32]) -> Self {
        let values = values.iter().map(|value| Object::Integer(i64::from(*value)));
        self.0.set(key, Object::Array(values.collect()));
        self
    }

    /// With another dictionary as a value.
    pub(super) fn dictionary(mut self, key: &str, value: Dictionary) -> Self {
        self.0.set(key, Object::Dictionary(value.0));
        self
    }
}

/// Bytes of a file with a dictionary that describes them: content of a page, an image, a form.
#[derive(Debug, Clone)]
pub(super) struct Stream(lopdf::Stream);

impl Stream {
    /// Raw bytes, compressed for one document.
    pub(super) fn of_document(dictionary: Dictionary, raw: &[u8]) -> Stream {
        Stream(deflated(Effort::EachTime, dictionary.0, raw))
    }

    /// Raw bytes, compressed for all documents.
    pub(super) fn of_all_documents(dictionary: Dictionary, raw: Vec<u8>) -> Stream {
        let mut stream = lopdf::Stream::new(dictionary.0, raw);
        compress(Effort::Once, &mut stream);
        Stream(stream)
    }

    /// The bytes as the file has them.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0.content
    }
}

/// Compresses a stream with what its dictionary says so far.
fn compress(effort: Effort, stream: &mut lopdf::Stream) {
    *stream = deflated(effort, std::mem::take(&mut stream.dict), &stream.content);
}

fn deflated(effort: Effort, mut dictionary: lopdf::Dictionary, raw: &[u8]) -> lopdf::Stream {
    let stream = match effort.deflated(raw) {
        Some(bytes) => {
            dictionary.set("Filter", Object::Name(b"FlateDecode".to_vec()));
            lopdf::Stream::new(dictionary, bytes)
        }
        // a stream that is not compressed is right too
        None => lopdf::Stream::new(dictionary, raw.to_vec()),
    };
    stream.with_compression(false)
}

/// What is known of a font that is to be embedded. Lengths are thousandths of an em.
#[derive(Debug)]
pub(super) struct FontParts {
    /// The `/FontName`, subset tag included.
    pub name: String,
    /// The weight as a number, 400 for regular.
    pub weight: u16,
    /// Height above the baseline.
    pub ascent: i16,
    /// Depth below the baseline, negative.
    pub descent: i16,
    /// The box that holds every glyph.
    pub bounds: [i16; 4],
    /// Runs of consecutive glyphs: the number of the first, and their widths.
    pub widths: Vec<(u16, Vec<u16>)>,
    /// The map from glyphs to text.
    pub to_unicode: String,
    /// The font's file, already cut to its glyphs.
    pub program: Vec<u8>,
}

/// A font's objects, to be copied into each file that uses it.
#[derive(Debug, Clone)]
pub(super) struct EmbeddedFont {
    /// The font; `DescendantFonts` is a direct array with one dictionary.
    font: lopdf::Dictionary,
    /// The widths, an array.
    widths: Object,
    /// The descriptor, but for its program.
    descriptor: lopdf::Dictionary,
    /// Under which key the descriptor names the program.
    program_key: &'static str,
    /// The compressed program.
    program: lopdf::Stream,
    /// The compressed map to Unicode.
    to_unicode: lopdf::Stream,
}

impl EmbeddedFont {
    /// Has printpdf build the font's objects around a program, then completes them.
    ///
    /// # Errors
    /// The name of a part that printpdf left out.
    pub(super) fn new(mut parts: FontParts, effort: Effort) -> Result<EmbeddedFont, MissingPart> {
        let widths = widths(&parts.widths);
        let to_unicode = std::mem::take(&mut parts.to_unicode).into_bytes();
        let (mut font, mut objects) = built_by_printpdf(parts)?;
        let descendant = descendant(&mut font)?;
        descendant.remove(b"W");
        let mut take =
            |reference: &Object| reference.as_reference().ok().and_then(|id| objects.remove(&id));
        let mut descriptor = descendant
            .get(b"FontDescriptor")
            .ok()
            .and_then(&mut take)
            .and_then(|object| object.as_dict().ok().cloned())
            .ok_or(MissingPart("a font's descriptor"))?;
        let program_key = if descriptor.has(b"FontFile3") { "FontFile3" } else { "FontFile2" };
        let mut program = descriptor
            .remove(program_key.as_bytes())
            .as_ref()
            .and_then(take)
            .and_then(|object| object.as_stream().ok().cloned())
            .ok_or(MissingPart("a font's program"))?;
        compress(effort, &mut program);
        let mut to_unicode = lopdf::Stream::new(lopdf::Dictionary::new(), to_unicode);
        compress(effort, &mut to_unicode);
        Ok(EmbeddedFont { font, widths, descriptor, program_key, program, to_unicode })
    }
}

fn descendant(font: &mut lopdf::Dictionary) -> Result<&mut lopdf::Dictionary, MissingPart> {
    font.get_mut(b"DescendantFonts")
        .and_then(Object::as_array_mut)
        .ok()
        .and_then(|array| array.first_mut())
        .and_then(|first| first.as_dict_mut().ok())
        .ok_or(MissingPart("a font's descendant"))
}

/// `/W`: runs of consecutive glyphs with their widths.
fn widths(runs: &[(u16, Vec<u16>)]) -> Object {
    let whole = |value: &u16| Object::Integer(i64::from(*value));
    let run = |(first, widths): &(u16, Vec<u16>)| {
        [whole(first), Object::Array(widths.iter().map(whole).collect())]
    };
    Object::Array(runs.iter().flat_map(run).collect())
}

/// The Type0 dictionary and all objects of a document that has this font alone. printpdf keeps
/// only fonts that are used, so one glyph is shown.
fn built_by_printpdf(
    parts: FontParts,
) -> Result<(lopdf::Dictionary, BTreeMap<ObjectId, Object>), MissingPart> {
    let metrics = FontMetrics { ascent: parts.ascent, descent: parts.descent };
    let mut parsed = ParsedFont::with_glyph_data(
        parts.program,
        0,
        Some(parts.name),
        BTreeMap::from([(u32::from('x'), 1)]),
        BTreeMap::from([(1, 500)]),
        1000,
        metrics,
    );
    let stated = &mut parsed.pdf_font_metrics;
    [stated.x_min, stated.y_min, stated.x_max, stated.y_max] = parts.bounds;
    stated.us_weight_class = parts.weight;
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
        .ok_or(MissingPart("a font's dictionary"))?;
    Ok((font, built.objects))
}

/// Options for printpdf: it must not compress or drop anything.
fn shell_options() -> PdfSaveOptions {
    PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None }
}

/// A file in the making.
#[derive(Debug)]
pub(super) struct Document {
    objects: lopdf::Document,
    /// The pages in order.
    pages: Vec<ObjectId>,
    /// The dictionary of the fonts that all pages share.
    fonts: ObjectId,
    /// The dictionary of the images and forms that all pages share.
    drawings: ObjectId,
}

impl Document {
    /// A document of empty pages, as printpdf builds it. Bookmarks are headings with the index of
    /// their page.
    ///
    /// # Errors
    /// The name of a part that printpdf left out.
    pub(super) fn new<'b>(
        title: &str,
        millimetres: (f32, f32),
        pages: usize,
        bookmarks: impl Iterator<Item = (&'b str, usize)>,
    ) -> Result<Document, MissingPart> {
        let (width, height) = millimetres;
        let mut shell = PdfDocument::new(title);
        shell.pages = (0..pages).map(|_| PdfPage::new(Mm(width), Mm(height), Vec::new())).collect();
        for (number, (heading, page)) in bookmarks.enumerate() {
            let mark = PageAnnotation { name: heading.to_owned(), page: page + 1 };
            shell.bookmarks.map.insert(PageAnnotId(format!("{number:06}")), mark);
        }
        let objects = shell.to_lopdf_document(&shell_options(), &mut Vec::new());
        let pages: Vec<ObjectId> = objects.page_iter().collect();
        let first = *pages.first().ok_or(MissingPart("a page"))?;
        let (fonts, drawings) = shared_resources(&objects, first)?;
        Ok(Document { objects, pages, fonts, drawings })
    }

    /// Adds a font under a name of its own.
    ///
    /// # Errors
    /// The name of a part that printpdf left out.
    pub(super) fn put_font(&mut self, name: &str, font: EmbeddedFont) -> Result<(), MissingPart> {
        let EmbeddedFont { mut font, widths, mut descriptor, program_key, program, to_unicode } =
            font;
        let program = self.objects.add_object(program);
        descriptor.set(program_key, Object::Reference(program));
        let descriptor = self.objects.add_object(descriptor);
        let to_unicode = self.objects.add_object(to_unicode);
        font.set("ToUnicode", Object::Reference(to_unicode));
        let descendant = descendant(&mut font)?;
        descendant.set("W", widths);
        descendant.set("FontDescriptor", Object::Reference(descriptor));
        let id = self.objects.add_object(font);
        self.dictionary(self.fonts, "the fonts")?.set(name, Object::Reference(id));
        Ok(())
    }

    /// Adds an image or a form under a name of its own, with the transparency of an image.
    ///
    /// # Errors
    /// The name of a part that printpdf left out.
    pub(super) fn put_drawing(
        &mut self,
        name: &str,
        drawing: &Stream,
        mask: Option<&Stream>,
    ) -> Result<(), MissingPart> {
        let mut drawing = drawing.0.clone();
        if let Some(mask) = mask {
            let mask = self.objects.add_object(mask.0.clone());
            drawing.dict.set("SMask", Object::Reference(mask));
        }
        let id = self.objects.add_object(drawing);
        self.dictionary(self.drawings, "the images")?.set(name, Object::Reference(id));
        Ok(())
    }

    /// Gives the pages their content, in order.
    ///
    /// # Errors
    /// The name of a part that printpdf left out.
    pub(super) fn put_contents(&mut self, contents: Vec<Stream>) -> Result<(), MissingPart> {
        for (page, content) in self.pages.clone().into_iter().zip(contents) {
            let page = self.dictionary(page, "a page")?;
            page.remove(b"Annots");
            page.remove(b"TrimBox");
            page.remove(b"CropBox");
            let id = page
                .get(b"Contents")
                .and_then(Object::as_reference)
                .map_err(|_| MissingPart("a page's content"))?;
            self.objects.objects.insert(id, Object::Stream(content.0));
        }
        Ok(())
    }

    /// Says what the language is, and whether a viewer shows the bookmarks when it opens the file.
    ///
    /// # Errors
    /// The name of a part that printpdf left out.
    pub(super) fn set_view(
        &mut self,
        language: &str,
        shows_bookmarks: bool,
    ) -> Result<(), MissingPart> {
        let catalogue = self.objects.catalog_mut().map_err(|_| MissingPart("the catalogue"))?;
        let mode: &[u8] = if shows_bookmarks { b"UseOutlines" } else { b"UseNone" };
        // printpdf writes a string, which viewers ignore
        catalogue.set("PageMode", Object::Name(mode.to_vec()));
        catalogue.set("Lang", text_object(language));
        let preferences =
            lopdf::Dictionary::from_iter([("DisplayDocTitle", Object::Boolean(true))]);
        catalogue.set("ViewerPreferences", Object::Dictionary(preferences));
        Ok(())
    }

    /// Sets what a viewer shows as the document's properties, and nothing else: no dates.
    ///
    /// # Errors
    /// The name of a part that printpdf left out.
    pub(super) fn set_properties(
        &mut self,
        properties: &[(&str, &str)],
    ) -> Result<(), MissingPart> {
        let id = self
            .objects
            .trailer
            .get(b"Info")
            .and_then(Object::as_reference)
            .map_err(|_| MissingPart("the information"))?;
        let entries = properties.iter().map(|(key, text)| (*key, text_object(text)));
        let information = lopdf::Dictionary::from_iter(entries);
        self.objects.objects.insert(id, Object::Dictionary(information));
        Ok(())
    }

    /// The file.
    ///
    /// # Errors
    /// If it cannot be written; does not occur in memory.
    pub(super) fn into_bytes(mut self, identity: Vec<u8>) -> std::io::Result<Vec<u8>> {
        let id = Object::String(identity, StringFormat::Hexadecimal);
        self.objects.trailer.set("ID", Object::Array(vec![id.clone(), id]));
        self.objects.version = "1.7".to_owned();
        let mut bytes = Vec::with_capacity(64 << 10);
        self.objects.save_to(&mut bytes)?;
        Ok(bytes)
    }

    fn dictionary(
        &mut self,
        id: ObjectId,
        what: &'static str,
    ) -> Result<&mut lopdf::Dictionary, MissingPart> {
        self.objects.get_dictionary_mut(id).map_err(|_| MissingPart(what))
    }
}

/// The dictionaries of fonts and of images that all pages share.
fn shared_resources(
    document: &lopdf::Document,
    page: ObjectId,
) -> Result<(ObjectId, ObjectId), MissingPart> {
    let resources = document
        .get_dictionary(page)
        .and_then(|page| page.get(b"Resources")?.as_reference())
        .and_then(|id| document.get_dictionary(id))
        .map_err(|_| MissingPart("a page's resources"))?;
    let shared = |key: &[u8]| {
        let reference = resources.get(key).and_then(Object::as_reference);
        reference.map_err(|_| MissingPart("a page's resources"))
    };
    Ok((shared(b"Font")?, shared(b"XObject")?))
}

/// A text outside of pages: as it is where it is ASCII, else in UTF-16 with its mark.
fn text_object(text: &str) -> Object {
    let bytes = if text.is_ascii() {
        text.as_bytes().to_vec()
    } else {
        let units = text.encode_utf16().flat_map(u16::to_be_bytes);
        [0xfe, 0xff].into_iter().chain(units).collect()
    };
    Object::String(bytes, StringFormat::Literal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_given_in_runs() {
        let widths = widths(&[(1, vec![101, 102, 103]), (7, vec![107])]);
        let Object::Array(array) = widths else { panic!("no array") };
        assert_eq!(array.len(), 4);
        assert_eq!(array[1].as_array().unwrap().len(), 3);
        assert_eq!(array[2].as_i64().unwrap(), 7);
    }

    #[test]
    fn a_compressed_stream_says_so() {
        let raw = vec![7; 1000];
        for stream in [
            Stream::of_document(Dictionary::default().name("Type", "XObject"), &raw),
            Stream::of_all_documents(Dictionary::default().name("Type", "XObject"), raw.clone()),
        ] {
            assert!(stream.bytes().len() < 100);
            assert_eq!(stream.0.decompressed_content().expect("zlib"), raw);
            let kind = stream.0.dict.get(b"Type").and_then(Object::as_name);
            assert_eq!(kind.expect("a name"), b"XObject");
        }
    }
}
