//! Assembles content streams, fonts and images into a file, with an identity derived from its
//! content.

use sha2::{Digest as _, Sha256};

use super::backend::{Document, MissingPart, Stream};
use super::content::{LOGO, UsedResources, WATERMARK, font_name};
use super::error::Fault;
use super::fonts::{Bundled, FontKey, SystemFontSet, embed_borrowed};
use super::layout::Bookmark;
use super::logo::Logo;
use super::paper::Paper;
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
    let has_bookmarks = pages >= BOOKMARKS_FROM;
    let bookmarks = parts.bookmarks.iter().filter(|_| has_bookmarks);
    let mut document = Document::new(
        &parts.page.document_title,
        parts.paper.millimetres(),
        pages,
        bookmarks.map(|bookmark| (bookmark.heading, bookmark.paper_page)),
    )?;
    let id = identified(&parts, &contents);
    put_fonts(&mut document, &parts, needs)?;
    put_drawings(&mut document, &parts)?;
    document.put_contents(contents)?;
    document.set_view(&parts.page.language, has_bookmarks && !parts.bookmarks.is_empty())?;
    // no dates, since nothing here reads a clock
    document.set_properties(&[
        ("Title", &parts.page.document_title),
        ("Author", &parts.page.manager.name),
        ("Producer", "owner-statements"),
    ])?;
    Ok(AssembledFile { bytes: document.into_bytes(id).map_err(Fault::Write)?, pages })
}

fn identified(parts: &Parts<'_>, contents: &[Stream]) -> Vec<u8> {
    let paper: &[u8] = match parts.paper {
        Paper::A4 => b"A4",
        Paper::Letter => b"Letter",
    };
    let logo = parts.logo.map_or(&[][..], |logo| &logo.digest);
    let watermark = parts.watermark.as_ref().map_or(&[][..], Stream::bytes);
    let words = [&parts.page.document_title, &parts.page.language, &parts.page.manager.name];
    let fixed = [paper, logo, watermark].into_iter().chain(words.map(|text| text.as_bytes()));
    identity(fixed.chain(contents.iter().map(Stream::bytes)))
}

/// A document's identity: a hash of everything that decides its bytes.
fn identity<'b>(parts: impl IntoIterator<Item = &'b [u8]>) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    for part in parts {
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    hash.finalize().iter().take(16).copied().collect()
}

fn put_fonts(
    document: &mut Document,
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
                let face = face.ok_or(MissingPart("a system font"))?;
                embed_borrowed(face.lender(number), borrowed_of(needs, key)?)?
            }
        };
        document.put_font(&font_name(key), font)?;
    }
    Ok(())
}

fn borrowed_of(needs: &UsedResources, key: FontKey) -> Result<&[(u16, String)], MissingPart> {
    let borrowed = needs.borrowed.get(&key).ok_or(MissingPart("a font's glyphs"))?;
    Ok(&borrowed.glyphs)
}

fn put_drawings(document: &mut Document, parts: &Parts<'_>) -> Result<(), MissingPart> {
    if let Some(logo) = parts.logo {
        document.put_drawing(LOGO, &logo.image, logo.mask.as_ref())?;
    }
    if let Some(watermark) = &parts.watermark {
        document.put_drawing(WATERMARK, watermark, None)?;
    }
    Ok(())
}
