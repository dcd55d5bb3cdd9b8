//! The manager's logo inside the document, so that no image has to be fetched.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::error::HtmlError;

/// Every owner's file carries the logo: a photograph of ten megabytes would be mailed hundreds of
/// times.
const LOGO_BYTES_MAX: usize = 1 << 20;

/// The image as a `data:` URI. Only PNG is taken: SVG can hold scripts and references, and the PDF
/// next to the page can show nothing else.
///
/// # Errors
/// Refuses anything but PNG, and more than 1 MiB.
pub(super) fn data_uri(bytes: &[u8]) -> Result<String, HtmlError> {
    if bytes.len() > LOGO_BYTES_MAX {
        return Err(HtmlError::LogoTooLarge { bytes: bytes.len(), bytes_max: LOGO_BYTES_MAX });
    }
    if !bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Err(HtmlError::LogoFormat);
    }
    Ok(format!("data:image/png;base64,{}", STANDARD.encode(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_png_of_a_sane_size_is_taken() {
        assert_eq!(
            data_uri(b"\x89PNG\r\n\x1a\n").ok().as_deref(),
            Some("data:image/png;base64,iVBORw0KGgo=")
        );
        for other in [b"\xff\xd8\xff\xe0".as_slice(), b"<svg/>", b""] {
            assert!(matches!(data_uri(other), Err(HtmlError::LogoFormat)));
        }
        assert!(matches!(data_uri(&[0; (1 << 20) + 1]), Err(HtmlError::LogoTooLarge { .. })));
    }
}
