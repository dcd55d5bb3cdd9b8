//! The manager's logo inside the document, so that no image has to be fetched.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::HtmlError;

/// Every owner's file carries the logo: a photograph of ten megabytes would be mailed hundreds of
/// times.
const LOGO_BYTES_MAX: usize = 1 << 20;

/// The image as a `data:` URI. The format is read from the bytes; SVG is not taken, since it can
/// hold scripts and references.
///
/// # Errors
/// Refuses anything but PNG and JPEG, and more than 1 MiB.
pub(super) fn data_uri(bytes: &[u8]) -> Result<String, HtmlError> {
    if bytes.len() > LOGO_BYTES_MAX {
        return Err(HtmlError::LogoTooLarge { bytes: bytes.len(), bytes_max: LOGO_BYTES_MAX });
    }
    let media_type = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        "image/png"
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        "image/jpeg"
    } else {
        return Err(HtmlError::LogoFormat);
    };
    Ok(format!("data:{media_type};base64,{}", STANDARD.encode(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_png_and_jpeg_of_a_sane_size_are_taken() {
        assert_eq!(
            data_uri(b"\x89PNG\r\n\x1a\n").ok().as_deref(),
            Some("data:image/png;base64,iVBORw0KGgo=")
        );
        assert!(data_uri(b"\xff\xd8\xff\xe0").is_ok());
        assert!(matches!(data_uri(b"<svg/>"), Err(HtmlError::LogoFormat)));
        assert!(matches!(data_uri(&[0; (1 << 20) + 1]), Err(HtmlError::LogoTooLarge { .. })));
    }
}
