//! A text from outside as a value of the configuration.

use crate::text::is_invisible;

/// Characters of a text that a configuration accepts at most.
const TEXT_CHARACTERS_MAX: usize = 200;

/// `text` on one line as a configuration accepts it.
pub(super) fn single_line(text: &str) -> String {
    let spaced = |c: char| if c.is_whitespace() { ' ' } else { c };
    let seen: String = text.chars().map(spaced).filter(|c| !is_invisible(*c)).collect();
    let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(TEXT_CHARACTERS_MAX).collect::<String>().trim_end().to_owned()
}
