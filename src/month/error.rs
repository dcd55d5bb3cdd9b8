//! Why a month could not be written.

use crate::output::OutputError;
use crate::render::csv::TableError;
use crate::render::format::RenderError;
use crate::render::html::HtmlError;
use crate::render::pdf::PdfError;

/// Why a month could not be written. Whatever the reason, the folder is as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The configured language is not known.
    #[error("unknown language '{0}'")]
    Locale(String),
    /// The manager's logo cannot be used.
    #[error("the logo cannot be used: {0}")]
    Logo(String),
    /// Receipts that are missing or do not match their file type, each with its position.
    #[error("{}", .0.join("\n"))]
    Receipts(Vec<String>),
    /// A PDF could not be made.
    #[error("cannot create the PDF of '{owner}'")]
    Pdf {
        /// The owner.
        owner: String,
        /// Why.
        source: PdfError,
    },
    /// An HTML page could not be made.
    #[error("cannot create the HTML page of '{owner}'")]
    Html {
        /// The owner; empty for the page of the whole month.
        owner: String,
        /// Why.
        source: HtmlError,
    },
    /// A table could not be made.
    #[error("cannot create a table")]
    Table(#[from] TableError),
    /// JSON could not be made.
    #[error("cannot create a JSON file")]
    Json(#[from] serde_json::Error),
    /// It was asked to stop.
    #[error("stopped before the month was complete")]
    Stopped,
    /// A file could not be put in place.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl WriteError {
    /// What went wrong with a format of the statement of `owner`, empty for the whole month.
    pub(super) fn of(owner: &str, error: RenderError) -> Self {
        let owner = owner.to_owned();
        match error {
            RenderError::Logo(what) => Self::Logo(what),
            RenderError::Pdf(source) => Self::Pdf { owner, source },
            RenderError::Html(source) => Self::Html { owner, source },
            RenderError::Table(error) => error.into(),
            RenderError::Json(error) => error.into(),
        }
    }
}
