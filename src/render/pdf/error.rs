//! Why a PDF could not be made.

use super::backend::MissingPart;
use super::fonts::FontError;
use super::logo::LogoError;

/// Why a PDF could not be made.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct PdfError(#[from] Fault);

/// What went wrong; kept apart so that libraries' types do not reach the caller.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error(transparent)]
    Font(#[from] FontError),
    #[error(transparent)]
    Logo(#[from] LogoError),
    #[error("the document cannot be put together")]
    Document(#[from] MissingPart),
    #[error("the document cannot be written")]
    Write(#[source] std::io::Error),
}
