//! A page to one HTML file that needs nothing else.
//!
//! The file contains its style and logo, runs no script and loads nothing from a server, so that it
//! can be mailed, kept for years and opened from a disk. It is readable on a phone and prints like
//! the PDF. This module renders a [`Page`](super::page::Page) and nothing more: no text or figure is created here or
//! in a template, and nothing is written to disk.
//!
//! Texts come from guests, channels and whoever named a flat: they are escaped at one place, the
//! printer's escape function, and no template may go around it.

mod batch_view;
mod error;
mod escape;
mod explain;
mod href;
mod logo;
mod printer;
mod view;

pub use error::HtmlError;
pub use escape::escaped;
pub use printer::HtmlPrinter;
