//! Text made inert: what a guest or a channel wrote can neither become markup nor reorder a line.
//!
//! Escaping alone is not enough on a paper about money. A right-to-left override can show
//! "EUR 100" as "001 RUE" and hide a file's real ending, and control characters are not allowed in
//! HTML at all, so both are taken out.

use std::io::{self, Write};

use crate::text::{Destination, Treatment};

/// What becomes of a character in a document.
enum EscapeAction {
    /// Copied unchanged.
    Keep,
    /// Replaced by a character reference.
    Reference(&'static str),
    /// Replaced by a space.
    Space,
    /// It is left out.
    Drop,
}

fn escape_action(character: char) -> EscapeAction {
    match character {
        '&' => EscapeAction::Reference("&amp;"),
        '<' => EscapeAction::Reference("&lt;"),
        '>' => EscapeAction::Reference("&gt;"),
        '"' => EscapeAction::Reference("&quot;"),
        '\'' => EscapeAction::Reference("&#39;"),
        _ => match Destination::Html.treatment(character) {
            Treatment::Keep => EscapeAction::Keep,
            Treatment::Space => EscapeAction::Space,
            Treatment::Drop => EscapeAction::Drop,
            Treatment::Mark => EscapeAction::Reference("&#xfffd;"),
        },
    }
}

/// Whether a byte can begin a character that is not copied unchanged. 0xC2 begins the controls of
/// Latin-1, 0xE2 the bidirectional ones.
fn may_need_care(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | 0..=0x1f | 0x7f | 0xc2 | 0xe2)
}

/// Writes `text` so that it is text in HTML, in an element as well as in a quoted attribute.
///
/// # Errors
/// Passes on what `out` reports.
pub(super) fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    if !text.bytes().any(may_need_care) {
        return out.write_all(text.as_bytes());
    }
    let mut kept_from = 0;
    for (at, character) in text.char_indices() {
        let replacement = match escape_action(character) {
            EscapeAction::Keep => continue,
            EscapeAction::Reference(reference) => reference,
            EscapeAction::Space => " ",
            EscapeAction::Drop => "",
        };
        out.write_all(&text.as_bytes()[kept_from..at])?;
        out.write_all(replacement.as_bytes())?;
        kept_from = at + character.len_utf8();
    }
    out.write_all(&text.as_bytes()[kept_from..])
}

/// `text` as every template prints it.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut bytes = Vec::new();
    // writing to memory cannot fail
    let _ = escape(text, &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The inside of a quoted CSS string: all but ASCII letters and digits as escapes, so that nothing
/// in it can end the string, the style sheet or its element.
pub(super) fn css_string(text: &str) -> String {
    use std::fmt::Write as _;

    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match escape_action(character) {
            EscapeAction::Drop => {}
            EscapeAction::Space => out.push_str("\\20 "),
            EscapeAction::Keep if character.is_ascii_alphanumeric() => out.push(character),
            EscapeAction::Keep | EscapeAction::Reference(_) => {
                // writing to a String cannot fail
                let _ = write!(out, "\\{:x} ", u32::from(character));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text() {
        assert_eq!(escaped("<b a='1' c=\"2\">&"), "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;");
        assert_eq!(escaped("Café Ölbaum – 北京 €1"), "Café Ölbaum – 北京 €1");
    }

    #[test]
    fn characters_that_reorder_or_control_are_taken_out() {
        assert_eq!(escaped("a\u{202e}b\u{2066}c\u{0}d\u{9b}e\u{7f}f\u{2028}g\th"), "abcdef g h");
        assert_eq!(escaped("\u{a3}5 \u{2212}3\u{a0}€"), "£5 −3\u{a0}€");
        assert_eq!(escaped("שלום\u{200f}"), "שלום\u{200f}");
    }

    #[test]
    fn every_character_that_may_not_stay_is_found() {
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            assert_eq!(
                escaped(&text) == text,
                matches!(escape_action(c), EscapeAction::Keep),
                "{c:?}"
            );
        }
    }

    #[test]
    fn a_css_string_cannot_be_left() {
        assert_eq!(css_string("A1"), "A1");
        assert_eq!(css_string("\"}</style>\n"), "\\22 \\7d \\3c \\2f style\\3e \\20 ");
        assert_eq!(css_string("\u{202e}\u{0}é"), "\\e9 ");
    }
}
