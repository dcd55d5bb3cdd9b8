//! Why no HTML could be made.

/// Why no HTML could be made.
#[derive(Debug, thiserror::Error)]
pub enum HtmlError {
    /// A template cannot be read or does not fit the page it was given.
    #[error("the template '{template}' cannot be printed")]
    Template {
        /// The template's name.
        template: &'static str,
        /// Tera's error.
        source: tera::Error,
    },
    /// The logo is not a PNG.
    #[error("it is not a PNG image")]
    LogoFormat,
    /// The logo would make every file too large.
    #[error("it has {bytes} bytes, more than the allowed {bytes_max}")]
    LogoTooLarge {
        /// Its size in bytes.
        bytes: usize,
        /// The largest size that is taken, in bytes.
        bytes_max: usize,
    },
}
