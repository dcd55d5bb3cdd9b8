//! Parts of a file made safe to repeat in a message.

/// The most characters of a file that a message repeats.
const SHOWN_CHARACTERS_MAX: usize = 60;
/// From this length on, characters without a break are treated as a key or a token.
const OPAQUE_CHARACTERS_MIN: usize = 40;

/// `text` in quotation marks: at most 60 characters, nothing that acts on a terminal, and nothing
/// that could be a secret.
#[must_use]
pub fn quoted(text: &str) -> String {
    if is_opaque(text) {
        return format!("a text of {} characters", text.chars().count());
    }
    let shown = |c: char| if is_invisible(c) { '\u{fffd}' } else { c };
    if text.chars().count() <= SHOWN_CHARACTERS_MAX {
        return format!("'{}'", text.chars().map(shown).collect::<String>());
    }
    let beginning: String = text.chars().take(SHOWN_CHARACTERS_MAX - 1).map(shown).collect();
    format!("'{beginning}\u{2026}'")
}

/// Whether a character is not seen, or changes how others are seen.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}')
}

fn is_opaque(text: &str) -> bool {
    let is_break = |c: char| !(c.is_ascii_alphanumeric() || "-_.+/=".contains(c));
    text.split(is_break).any(|run| run.len() >= OPAQUE_CHARACTERS_MIN)
}

/// Whether spreadsheets take what begins with a character for a formula; some read full-width signs
/// as the plain ones.
#[must_use]
pub fn begins_formula(c: char) -> bool {
    matches!(
        c,
        '=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}' | '\u{2212}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_repeated_is_short_and_harmless() {
        assert_eq!(quoted("a\u{1b}[2J\u{202e}b"), "'a\u{fffd}[2J\u{fffd}b'");
        assert_eq!(quoted(&"a b".repeat(30)).chars().count(), 62);
        assert_eq!(quoted(&"k".repeat(40)), "a text of 40 characters");
        assert_eq!(
            quoted("550e8400-e29b-41d4-a716-446655440000"),
            "'550e8400-e29b-41d4-a716-446655440000'"
        );
    }
}
