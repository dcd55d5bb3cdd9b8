//! Receipts: checks that a file matches its file type.
//!
//! A receipt goes to the owner with the statement, so a web page saved as a PDF, an incomplete
//! picture or an empty file is refused here instead of being found by the owner.

use crate::text::quoted;

/// A receipt larger than this is refused: it could not be sent by mail.
pub const RECEIPT_BYTES_MAX: usize = 20 * 1024 * 1024;

/// What a receipt may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Pdf,
    Png,
    Jpeg,
}

/// How far into a file a PDF may begin, and how far before its end it may end.
const PDF_MARGIN: usize = 1024;
const PNG_BEGINS: &[u8] = b"\x89PNG\r\n\x1a\n";
const JPEG_BEGINS: &[u8] = b"\xff\xd8\xff";
const JPEG_ENDS: &[u8] = b"\xff\xd9";

/// What a file with these first bytes is, for files that are not receipts.
const OTHERS: [(&[u8], &str); 8] = [
    (b"<", "a web page"),
    (b"PK\x03\x04", "an Office document or a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"GIF8", "a GIF"),
    (b"RIFF", "a WebP"),
    (b"II*\0", "a TIFF"),
    (b"MM\0*", "a TIFF"),
    (b"BM", "a bitmap"),
];
/// The position of the brand in a phone's picture file.
const TELEPHONE_KIND: (usize, &[u8]) = (4, b"ftyp");

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Pdf => "a PDF",
            Self::Png => "a PNG",
            Self::Jpeg => "a JPEG",
        }
    }

    /// The type by a file's first bytes.
    fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(PNG_BEGINS) {
            Some(Self::Png)
        } else if bytes.starts_with(JPEG_BEGINS) {
            Some(Self::Jpeg)
        } else if holds(&bytes[..bytes.len().min(PDF_MARGIN)], b"%PDF-") {
            Some(Self::Pdf)
        } else {
            None
        }
    }

    /// Whether the file is complete.
    fn is_whole(self, bytes: &[u8]) -> bool {
        match self {
            Self::Pdf => holds(&bytes[bytes.len().saturating_sub(PDF_MARGIN)..], b"%%EOF"),
            Self::Png => holds(bytes, b"IEND"),
            Self::Jpeg => jpeg_scan(bytes).is_some_and(|scan| holds(scan, JPEG_ENDS)),
        }
    }
}

/// The image data of a JPEG after its headers, which may contain a thumbnail with its own end
/// marker.
fn jpeg_scan(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes.get(2..)?;
    loop {
        match rest {
            [0xff, 0xff, ..] => rest = &rest[1..],
            [0xff, 0xda, scan @ ..] => return Some(scan),
            [0xff, _, high, low, ..] => {
                rest = rest.get(2 + usize::from(u16::from_be_bytes([*high, *low]))..)?;
            }
            _ => return None,
        }
    }
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// What a file has to be by its name.
///
/// # Errors
/// An ending that no receipt has.
pub(super) fn ending(path: &str) -> Result<Kind, String> {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("pdf") => Ok(Kind::Pdf),
        Some("png") => Ok(Kind::Png),
        Some("jpg" | "jpeg") => Ok(Kind::Jpeg),
        _ => Err(format!(
            "{} is not a receipt: name a file that ends in .pdf, .png, .jpg or .jpeg, and put the \
             number of a paper receipt in the column 'reference'",
            quoted(path)
        )),
    }
}

/// Checks that the receipt at `path` matches its file type, is complete and not too large.
///
/// # Errors
/// What is wrong with it, in words that go behind its place.
pub fn check_receipt(path: &str, bytes: &[u8]) -> Result<(), String> {
    let expected = ending(path)?;
    if bytes.is_empty() {
        return Err(format!("{} is empty", quoted(path)));
    }
    if bytes.len() > RECEIPT_BYTES_MAX {
        return Err(format!(
            "{} is larger than 20 MiB: make it smaller, so that it can be sent by email",
            quoted(path)
        ));
    }
    match Kind::of(bytes) {
        Some(found) if found == expected && found.is_whole(bytes) => Ok(()),
        Some(found) if found == expected => {
            Err(format!("{} is truncated: save or download it again", quoted(path)))
        }
        Some(found) => Err(type_mismatch(path, expected, found.name())),
        None => Err(type_mismatch(path, expected, something_else(bytes))),
    }
}

fn type_mismatch(path: &str, expected: Kind, found: &str) -> String {
    format!("{} is not {}, as its name says, but {found}", quoted(path), expected.name())
}

fn something_else(bytes: &[u8]) -> &'static str {
    let text = bytes.trim_ascii_start();
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let (at, kind) = TELEPHONE_KIND;
    if bytes.get(at..).is_some_and(|rest| rest.starts_with(kind)) {
        return "a photo or video from a phone (HEIC): export it as JPEG";
    }
    let known = OTHERS.iter().find(|(begins, _)| text.starts_with(begins));
    known.map_or("something else", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n";
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n....IHDR....IEND\xae\x42\x60\x82";
    /// Its header holds a small picture that ends; then comes the picture itself.
    const JPEG: &[u8] = b"\xff\xd8\xff\xe1\x00\x08Ex\xff\xd9..\xff\xda\x00\x02......\xff\xd9";

    #[test]
    fn a_receipt_is_what_its_name_says() {
        for (path, bytes) in [
            ("a.pdf", PDF),
            ("receipts/2026/A.PDF", PDF),
            ("a.png", PNG),
            ("a.jpg", JPEG),
            ("a.jpeg", JPEG),
        ] {
            assert_eq!(check_receipt(path, bytes), Ok(()), "{path}");
        }
    }

    #[test]
    fn everything_else_is_told_apart() {
        let cut = |bytes: &[u8]| bytes[..bytes.len() - 8].to_vec();
        for (path, bytes, expected) in [
            ("a.pdf", PNG.to_vec(), "'a.pdf' is not a PDF, as its name says, but a PNG"),
            ("a.png", JPEG.to_vec(), "'a.png' is not a PNG, as its name says, but a JPEG"),
            ("a.jpg", PDF.to_vec(), "'a.jpg' is not a JPEG, as its name says, but a PDF"),
            (
                "a.pdf",
                b" \n<!doctype html>".to_vec(),
                "'a.pdf' is not a PDF, as its name says, but a web page",
            ),
            (
                "a.jpg",
                b"\0\0\0\x18ftypheic".to_vec(),
                "'a.jpg' is not a JPEG, as its name says, but a photo or video from a phone \
                 (HEIC): export it as JPEG",
            ),
            (
                "a.png",
                b"hello".to_vec(),
                "'a.png' is not a PNG, as its name says, but something else",
            ),
            ("a.pdf", Vec::new(), "'a.pdf' is empty"),
            ("a.pdf", cut(PDF), "'a.pdf' is truncated: save or download it again"),
            ("a.png", cut(PNG), "'a.png' is truncated: save or download it again"),
            ("a.jpg", cut(JPEG), "'a.jpg' is truncated: save or download it again"),
        ] {
            assert_eq!(check_receipt(path, &bytes), Err(expected.to_owned()), "{path}");
        }
        let mut large = PDF.to_vec();
        large.splice(9..9, vec![b' '; RECEIPT_BYTES_MAX]);
        let message =
            "'a.pdf' is larger than 20 MiB: make it smaller, so that it can be sent by email";
        assert_eq!(check_receipt("a.pdf", &large), Err(message.to_owned()));
        assert!(check_receipt("2026-0418", PDF).is_err());
        assert!(check_receipt("a.pdf.exe", PDF).is_err());
    }

    /// An early end marker belongs to an embedded image.
    #[test]
    fn the_end_of_a_pdf_stands_at_its_end() {
        let mut bytes = PDF.to_vec();
        bytes.extend(vec![b' '; PDF_MARGIN]);
        assert!(check_receipt("a.pdf", &bytes).is_err());
        bytes.extend(b"%%EOF");
        assert_eq!(check_receipt("a.pdf", &bytes), Ok(()));
    }
}
