//! A statement in any format.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::locale::Locale;
use crate::statement::TiedStatement;

use super::batch_page::BatchPage;
use super::compose::compose;
use super::csv::{self, TableError};
use super::html::{HtmlError, HtmlPrinter};
use super::json;
use super::page::Page;
use super::pdf::{Paper, PdfError, PdfRenderer, SystemFonts};

/// A format of what goes to the owner, or of the machine-readable statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// The document.
    Pdf,
    /// The page.
    Html,
    /// The ledger.
    Csv,
    /// The machine interface, among the manager's files.
    Json,
}

impl Format {
    /// Every format with its name.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Pdf, "pdf"), (Self::Html, "html"), (Self::Csv, "csv"), (Self::Json, "json")];

    /// The name, which is the file extension too.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// Why a format could not be made.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The manager's logo cannot be used.
    #[error("the logo cannot be used: {0}")]
    Logo(String),
    /// A PDF could not be made.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// An HTML page could not be made.
    #[error(transparent)]
    Html(#[from] HtmlError),
    /// A table could not be made.
    #[error(transparent)]
    Table(#[from] TableError),
    /// JSON could not be made.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// A statement whose strings are built, once for all formats.
pub struct Composed<'a> {
    statement: &'a TiedStatement,
    page: Page,
}

/// A file.
pub struct Rendered {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The characters that no font has, in PDFs only.
    pub missing: BTreeSet<char>,
}

/// Renders the statements of a month, from many threads at once.
pub struct Renderer<'a> {
    locale: Locale,
    html: HtmlPrinter,
    /// Created for the first PDF, because loading fonts takes longer than a month without PDFs.
    pdf: LazyLock<Result<PdfRenderer, String>, PreparePdf<'a>>,
}

type PreparePdf<'a> = Box<dyn FnOnce() -> Result<PdfRenderer, String> + Send + 'a>;

impl<'a> Renderer<'a> {
    /// Prepares what all statements of a month have in common.
    ///
    /// # Errors
    /// [`RenderError::Logo`].
    pub fn new(locale: Locale, paper: Paper, logo: Option<&'a [u8]>) -> Result<Self, RenderError> {
        // both read nothing but the logo and what is built in
        let html = HtmlPrinter::new(logo).map_err(|error| RenderError::Logo(error.to_string()))?;
        let prepare: PreparePdf<'a> = Box::new(move || {
            PdfRenderer::new(paper, logo, SystemFonts::Use).map_err(|error| error.to_string())
        });
        Ok(Self { locale, html, pdf: LazyLock::new(prepare) })
    }

    /// Builds the strings of a statement.
    #[must_use]
    pub fn compose<'s>(&self, statement: &'s TiedStatement) -> Composed<'s> {
        Composed { statement, page: compose(statement, &self.locale) }
    }

    /// The bytes of a statement in one format.
    ///
    /// # Errors
    /// What the format reports.
    pub fn render(&self, format: Format, of: &Composed<'_>) -> Result<Rendered, RenderError> {
        let bytes = match format {
            Format::Pdf => {
                let renderer = self.pdf.as_ref();
                let renderer = renderer.map_err(|error| RenderError::Logo(error.clone()))?;
                let pdf = renderer.render(&of.page)?;
                return Ok(Rendered { bytes: pdf.bytes, missing: pdf.missing });
            }
            Format::Html => self.html.statement(&of.page)?.into_bytes(),
            Format::Csv => csv::lines(of.statement, &self.locale).map_err(TableError::from)?,
            Format::Json => json::statement(of.statement)?,
        };
        Ok(Rendered { bytes, missing: BTreeSet::new() })
    }

    /// The page of the whole month.
    ///
    /// # Errors
    /// A template that fails.
    pub fn batch_page(&self, page: &BatchPage) -> Result<String, HtmlError> {
        self.html.batch(page)
    }
}
