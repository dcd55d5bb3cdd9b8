//! Links to files next to a page, for pages that are opened from a folder.

/// The relative reference of RFC 3986 to the file at `path`, whose parts are divided by `/`.
///
/// Everything but letters, digits and `-._~` is percent-encoded, so no part can be read as a
/// scheme, a query or a fragment. Empty parts are left out, which keeps a leading `/` from reaching
/// the root of the disk.
pub(super) fn relative_href(path: &str) -> String {
    let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(encode).collect();
    parts.join("/")
}

fn encode(part: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(part.len());
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::relative_href;

    #[test]
    fn a_reference_leads_to_a_file_and_nowhere_else() {
        for (path, expected) in [
            ("../owners/a. lindqvist/st.pdf", "../owners/a.%20lindqvist/st.pdf"),
            ("Grüße 100%.csv", "Gr%C3%BC%C3%9Fe%20100%25.csv"),
            ("javascript:alert(1)", "javascript%3Aalert%281%29"),
            ("//host/x?y#z", "host/x%3Fy%23z"),
            ("a\\b\"'<>&", "a%5Cb%22%27%3C%3E%26"),
            ("\u{202e}fdp", "%E2%80%AEfdp"),
        ] {
            assert_eq!(relative_href(path), expected);
        }
    }
}
