//! How a month is to be written.

use crate::render::format::Format;
use crate::render::pdf::Paper;

use super::receipts::ReadReceipt;

/// Options for rendering a month.
#[derive(Clone, Copy)]
pub struct RenderOptions<'a> {
    /// The formats, each once.
    pub formats: &'a [Format],
    /// The paper of PDFs.
    pub paper: Paper,
    /// The manager's logo, PNG.
    pub logo: Option<&'a [u8]>,
    /// Where receipts come from.
    pub receipt: ReadReceipt<'a>,
    /// Called after each statement that is on the disk.
    pub progress: &'a (dyn Fn() + Sync),
    /// Whether to stop, asked before each statement and before anything is replaced.
    pub stop: &'a (dyn Fn() -> bool + Sync),
}
