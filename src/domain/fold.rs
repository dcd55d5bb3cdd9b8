//! Text as it is compared: without case and accents.

/// A text in lower case without accents, its runs of white space made one space.
#[must_use]
pub fn fold(text: &str) -> String {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    let plain: String =
        text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    // no accent to normalisation, though one to a reader
    let plain = plain.replace('ł', "l");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
