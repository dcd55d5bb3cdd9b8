//! Renders PDFs: prepares once what all documents of a batch have in common, then renders each.

use std::collections::BTreeSet;

use super::content::ContentWriter;
use super::error::{Fault, PdfError};
use super::file::{AssembledFile, Parts};
use super::fonts::{Bundled, FontSet, SystemFontSet};
use super::layout::{LayoutContext, lay_out};
use super::logo::Logo;
use super::paper::Paper;
use super::{file, watermark};
use crate::render::page::Page;

/// Whether fonts of the machine may be used for characters that the bundled face lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SystemFonts {
    /// Look them up, only when a text needs it. The bytes then depend on the fonts installed.
    Use,
    /// Show a placeholder instead; the same bytes on every machine.
    Ignore,
}

/// A rendered statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages of paper it has.
    pub pages: usize,
    /// Characters that no font has; each run of them is shown as `[?]`.
    pub missing: BTreeSet<char>,
}

/// Renders pages; prepared once, used from any number of threads.
#[derive(Debug)]
pub struct PdfRenderer {
    paper: Paper,
    bundled: Bundled,
    logo: Option<Logo>,
    system: Option<SystemFontSet>,
}

impl PdfRenderer {
    /// Prepares fonts and logo, a PNG of any size.
    ///
    /// # Errors
    /// A logo that is not a readable PNG.
    pub fn new(
        paper: Paper,
        logo: Option<&[u8]>,
        system_fonts: SystemFonts,
    ) -> Result<PdfRenderer, PdfError> {
        let logo = logo.map(Logo::read).transpose().map_err(Fault::from)?;
        let bundled = Bundled::prepare().map_err(Fault::from)?;
        let system = match system_fonts {
            SystemFonts::Use => Some(SystemFontSet::default()),
            SystemFonts::Ignore => None,
        };
        Ok(PdfRenderer { paper, bundled, logo, system })
    }

    /// Prints a page. The bytes depend on the page, the logo, the paper, the program's version and,
    /// where one was needed, the system font: not on what was printed before or beside it.
    ///
    /// # Errors
    /// A system font that cannot be cut to the characters in use; nothing else that a page can
    /// hold.
    pub fn render(&self, page: &Page) -> Result<Pdf, PdfError> {
        let sheet = self.paper.sheet();
        let font_set = FontSet { bundled: &self.bundled, system: self.system.as_ref() };
        let logo = self.logo.as_ref().map(|logo| logo.size);
        let layout = lay_out(page, &LayoutContext { font_set, sheet, logo });
        let mut writer = ContentWriter::new(font_set, sheet.height);
        let contents: Vec<_> =
            layout.paper_pages.iter().map(|paper_page| writer.paper_page(paper_page)).collect();
        let mark = page.mark.as_deref().filter(|mark| !mark.is_empty());
        let parts = Parts {
            page,
            paper: self.paper,
            bundled: &self.bundled,
            system: self.system.as_ref(),
            logo: self.logo.as_ref(),
            watermark: mark.and_then(|mark| watermark::watermark(mark, &sheet)),
            bookmarks: &layout.bookmarks,
        };
        let AssembledFile { bytes, pages } = file::assemble(parts, contents, &writer.needs)?;
        Ok(Pdf { bytes, pages, missing: writer.needs.missing })
    }
}
