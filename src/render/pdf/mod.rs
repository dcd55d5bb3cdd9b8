//! A page to a PDF file, beautifully and fast.
//!
//! Why it exists: an owner keeps the PDF, so it must look right on any machine, in any script, for
//! years; and a batch has thousands of them, so what documents have in common (subset and
//! compressed fonts, the decoded logo) is prepared once, in a [`PdfRenderer`].
//!
//! A [`Page`](crate::render::page::Page) becomes positioned items (`layout`, a pure function), the
//! items become content streams (`content`), and those are bound into a file (`file`). The
//! libraries that know the format are behind `backend`. printpdf builds a document's objects there;
//! streams are swapped for prepared ones, because its own path embeds whole fonts and compresses
//! everything again for every document.
//!
//! What it may not do: compute or format a figure, read a clock or the environment, or let a
//! document's bytes depend on anything but its page, the logo, the paper, the program's version
//! and, where a text needs one, the system font that was used.

mod backend;
mod content;
mod coverage;
mod deflate;
mod error;
mod file;
mod fingerprint;
mod fonts;
mod layout;
mod logo;
mod numerals;
mod paper;
mod renderer;
mod watermark;

pub use coverage::{FontSource, ScriptFont, script_fonts};
pub use error::PdfError;
pub use fingerprint::bundled_fonts;
pub use paper::Paper;
pub use renderer::{Pdf, PdfRenderer, SystemFonts};
