//! A page to an HTML file.
