//! Assembles content streams, fonts and images into a file.
//!
//! printpdf builds the document: pages, resources, bookmarks. What it does differently is corrected
//! on its objects: no PDF/X mark, the right version, a language, an identity derived from the
//! content, names where names belong. Streams are inserted already compressed.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use printpdf::{Mm, PageAnnotId, PageAnnotation, PdfDocument, PdfPage};

use super::content::{LOGO, UsedResources, WATERMARK, font_name};
use super::fonts::{Bundled, Embedded, FontKey, SystemFontSet, embed_borrowed, shell_options};
use super::layout::Bookmark;
use super::logo::Logo;
use super::paper::Paper;
use super::renderer::{Fault, identity};
use crate::render::page::Page;

/// Bookmarks help from this many pages on.
const BOOKMARKS_FROM: usize = 4;

/// What a file is assembled from, besides its content.
pub(super) struct Parts<'a> {
    pub page: &'a Page,
    pub paper: Paper,
    pub bundled: &'a Bundled,
    pub system: Option<&'a SystemFontSet>,
    pub logo: Option<&'a Logo>,
    pub watermark: Option<Stream>,
    pub bookmarks: &'a [Bookmark<'a>],
}

/// A finished PDF file.
pub(super) struct AssembledFile {
    pub bytes: Vec<u8>,
    pub pages: usize,
}

/// Assembles a document.
pub(super) fn assemble(
    parts: Parts<'_>,
    contents: Vec<Stream>,
    needs: &UsedResources,
) -> Result<AssembledFile, Fault> {
    let pages = contents.len();
    let mut document = shell(&parts, pages);
    let id = identified(&parts, &contents);
    let page_ids: Vec<ObjectId> = document.page_iter().collect();
    let first = *page_ids.first().ok_or(Fault::Document("a page"))?;
    let (fonts, images) = resources_of(&document, first)?;
    put_fonts(&mut document, fonts, &parts, needs)?;
    put_images(&mut document, images, &parts)?;
    put_contents(&mut document, &page_ids, contents)?;
    set_catalogue(&mut document, &parts, pages)?;
    set_information(&mut document, &parts)?;
    let id = Object::String(id, StringFormat::Hexadecimal);
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    document.version = "1.7".to_owned();
    let mut bytes = Vec::with_capacity(64 << 10);
    document.save_to(&mut bytes).map_err(Fault::Write)?;
    Ok(AssembledFile { bytes, pages })
}

/// The document as printpdf builds it, its pages still empty.
fn shell(parts: &Parts<'_>, pages: usize) -> Document {
    let (width, height) = parts.paper.millimetres();
    let mut document = PdfDocument::new(&parts.page.document_title);
    document.pages = (0..pages).map(|_| PdfPage::new(Mm(width), Mm(height), Vec::new())).collect();
    if pages >= BOOKMARKS_FROM {
        for (number, bookmark) in parts.bookmarks.iter().enumerate() {
            let name = bookmark.heading.to_owned();
            let mark = PageAnnotation { name, page: bookmark.paper_page + 1 };
            document.bookmarks.map.insert(PageAnnotId(format!("{number:06}")), mark);
        }
    }
    document.to_lopdf_document(&shell_options(), &mut Vec::new())
}

fn identified(parts: &Parts<'_>, contents: &[Stream]) -> Vec<u8> {
    let paper: &[u8] = match parts.paper {
        Paper::A4 => b"A4",
        Paper::Letter => b"Letter",
    };
    let logo = parts.logo.map_or(&[][..], |logo| &logo.digest);
    let watermark = parts.watermark.as_ref().map_or(&[][..], |watermark| &watermark.content);
    let words = [&parts.page.document_title, &parts.page.language, &parts.page.manager.name];
    let fixed = [paper, logo, watermark].into_iter().chain(words.map(|text| text.as_bytes()));
    identity(fixed.chain(contents.iter().map(|stream| stream.content.as_slice())))
}

/// The dictionaries of fonts and images that all pages share.
fn resources_of(document: &Document, page: ObjectId) -> Result<(ObjectId, ObjectId), Fault> {
    let resources = document
        .get_dictionary(page)
        .and_then(|page| page.get(b"Resources")?.as_reference())
        .and_then(|id| document.get_dictionary(id))
        .map_err(|_| Fault::Document("a page's resources"))?;
    let shared = |key: &[u8]| {
        let reference = resources.get(key).and_then(Object::as_reference);
        reference.map_err(|_| Fault::Document("a page's resources"))
    };
    Ok((shared(b"Font")?, shared(b"XObject")?))
}

fn dictionary<'d>(
    document: &'d mut Document,
    id: ObjectId,
    what: &'static str,
) -> Result<&'d mut Dictionary, Fault> {
    document.get_dictionary_mut(id).map_err(|_| Fault::Document(what))
}

fn put_fonts(
    document: &mut Document,
    shared: ObjectId,
    parts: &Parts<'_>,
    needs: &UsedResources,
) -> Result<(), Fault> {
    for &key in &needs.fonts {
        let font = match key {
            FontKey::Latin(weight) => parts.bundled.latin(weight).clone(),
            FontKey::Further(weight) => {
                embed_borrowed(parts.bundled.further(weight), borrowed_of(needs, key)?)?
            }
            FontKey::System(number) => {
                let face = parts.system.and_then(|system_fonts| system_fonts.face(number));
                let face = face.ok_or(Fault::Document("a system font"))?;
                embed_borrowed(face.lender(number), borrowed_of(needs, key)?)?
            }
        };
        let id = put_font(document, font)?;
        dictionary(document, shared, "the fonts")?.set(font_name(key), Object::Reference(id));
    }
    Ok(())
}

fn borrowed_of(needs: &UsedResources, key: FontKey) -> Result<&[(u16, String)], Fault> {
    let borrowed = needs.borrowed.get(&key).ok_or(Fault::Document("a font's glyphs"))?;
    Ok(&borrowed.glyphs)
}

/// Adds a font's objects.
fn put_font(document: &mut Document, font: Embedded) -> Result<ObjectId, Fault> {
    let Embedded { mut font, widths, mut descriptor, program_key, program, to_unicode } = font;
    let program = document.add_object(program);
    descriptor.set(program_key, Object::Reference(program));
    let descriptor = document.add_object(descriptor);
    let to_unicode = document.add_object(to_unicode);
    font.set("ToUnicode", Object::Reference(to_unicode));
    let descendant = font
        .get_mut(b"DescendantFonts")
        .and_then(Object::as_array_mut)
        .ok()
        .and_then(|array| array.first_mut())
        .and_then(|first| first.as_dict_mut().ok())
        .ok_or(Fault::Document("a font's descendant"))?;
    descendant.set("W", widths);
    descendant.set("FontDescriptor", Object::Reference(descriptor));
    Ok(document.add_object(font))
}

fn put_images(document: &mut Document, shared: ObjectId, parts: &Parts<'_>) -> Result<(), Fault> {
    if let Some(logo) = parts.logo {
        let mut image = logo.image.clone();
        if let Some(mask) = &logo.mask {
            let mask = document.add_object(mask.clone());
            image.dict.set("SMask", Object::Reference(mask));
        }
        let image = document.add_object(image);
        dictionary(document, shared, "the images")?.set(LOGO, Object::Reference(image));
    }
    if let Some(watermark) = &parts.watermark {
        let watermark = document.add_object(watermark.clone());
        dictionary(document, shared, "the images")?.set(WATERMARK, Object::Reference(watermark));
    }
    Ok(())
}

fn put_contents(
    document: &mut Document,
    pages: &[ObjectId],
    contents: Vec<Stream>,
) -> Result<(), Fault> {
    for (&page, content) in pages.iter().zip(contents) {
        let page = dictionary(document, page, "a page")?;
        page.remove(b"Annots");
        page.remove(b"TrimBox");
        page.remove(b"CropBox");
        let id = page
            .get(b"Contents")
            .and_then(Object::as_reference)
            .map_err(|_| Fault::Document("a page's content"))?;
        document.objects.insert(id, Object::Stream(content));
    }
    Ok(())
}

fn set_catalogue(document: &mut Document, parts: &Parts<'_>, pages: usize) -> Result<(), Fault> {
    let catalogue = document.catalog_mut().map_err(|_| Fault::Document("the catalogue"))?;
    let mode: &[u8] = if pages >= BOOKMARKS_FROM && !parts.bookmarks.is_empty() {
        b"UseOutlines"
    } else {
        b"UseNone"
    };
    // printpdf writes a string, which viewers ignore
    catalogue.set("PageMode", Object::Name(mode.to_vec()));
    catalogue.set("Lang", text_object(&parts.page.language));
    let preferences = Dictionary::from_iter([("DisplayDocTitle", Object::Boolean(true))]);
    catalogue.set("ViewerPreferences", Object::Dictionary(preferences));
    Ok(())
}

/// What a viewer shows as the document's properties; no dates, since nothing here reads a clock.
fn set_information(document: &mut Document, parts: &Parts<'_>) -> Result<(), Fault> {
    let id = document
        .trailer
        .get(b"Info")
        .and_then(Object::as_reference)
        .map_err(|_| Fault::Document("the information"))?;
    let information = Dictionary::from_iter([
        ("Title", text_object(&parts.page.document_title)),
        ("Author", text_object(&parts.page.manager.name)),
        ("Producer", text_object("owner-statements")),
    ]);
    document.objects.insert(id, Object::Dictionary(information));
    Ok(())
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
