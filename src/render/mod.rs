//! A tied statement to the bytes of one format; never computes a figure, never writes a file.

pub mod batch_page;
pub mod compose;
pub mod csv;
pub mod explain;
pub mod format;
pub mod html;
pub mod index;
pub mod json;
pub mod page;
pub mod pdf;
