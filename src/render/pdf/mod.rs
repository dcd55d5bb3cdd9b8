//! A page to a PDF file.
