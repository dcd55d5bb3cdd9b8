//! A name of a person or a firm as a part of a file name.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::name::is_device;

/// The longest slug, in bytes.
const SLUG_BYTES_MAX: usize = 60;

/// The slug of a name without any Latin letter.
const FALLBACK: &str = "manager";

/// `text` in lower-case ASCII letters, digits and single dashes: "Harbour & Pine Stays" becomes
/// "harbour-pine-stays".
///
/// Never empty, at most 60 bytes, never the name of a device on Windows. A name without any Latin
/// letter becomes "manager". Two names may have the same slug.
#[must_use]
pub fn file_slug(text: &str) -> String {
    let mut slug = String::new();
    for character in text.nfkd().filter(|character| !is_combining_mark(*character)) {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if let Some(letters) = latin_letters(character) {
            slug.push_str(letters);
        } else if !is_apostrophe(character) && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    shorten(&mut slug);
    if !slug.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        FALLBACK.to_owned()
    } else if is_device(&slug) {
        format!("{FALLBACK}-{slug}")
    } else {
        slug
    }
}

/// Cuts after a whole word where there is one in the second half, else anywhere.
fn shorten(slug: &mut String) {
    if slug.len() > SLUG_BYTES_MAX {
        let cut_word = slug.as_bytes()[SLUG_BYTES_MAX] != b'-';
        slug.truncate(SLUG_BYTES_MAX);
        if let Some(dash) = slug.rfind('-')
            && cut_word
            && dash >= SLUG_BYTES_MAX / 2
        {
            slug.truncate(dash);
        }
    }
    let kept = slug.trim_end_matches('-').len();
    slug.truncate(kept);
}

/// O'Brien is one word.
fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}')
}

/// Latin letters that no decomposition turns into ASCII.
fn latin_letters(character: char) -> Option<&'static str> {
    match character {
        'ß' | 'ẞ' => Some("ss"),
        'æ' | 'Æ' => Some("ae"),
        'œ' | 'Œ' => Some("oe"),
        'ø' | 'Ø' => Some("o"),
        'đ' | 'Đ' | 'ð' | 'Ð' => Some("d"),
        'ł' | 'Ł' => Some("l"),
        'ħ' | 'Ħ' => Some("h"),
        'ı' => Some("i"),
        'ŋ' | 'Ŋ' => Some("n"),
        'ŧ' | 'Ŧ' => Some("t"),
        'þ' | 'Þ' => Some("th"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_plain() {
        for (text, slug) in [
            ("Harbour & Pine Stays", "harbour-pine-stays"),
            ("  Ærøskøbing – Fewo GmbH. ", "aeroskobing-fewo-gmbh"),
            ("Łódź/../Straße", "lodz-strasse"),
            ("O’Brien’s Él\u{202e}an", "obriens-el-an"),
            ("ﬁne № 5", "fine-no-5"),
            ("Θάλασσα", "manager"),
            ("東京 24", "manager"),
            ("", "manager"),
            ("---", "manager"),
            ("CON", "manager-con"),
            ("Lpt1.", "manager-lpt1"),
            ("a\0b\nc", "a-b-c"),
        ] {
            assert_eq!(file_slug(text), slug, "{text:?}");
        }
    }

    #[test]
    fn long_names_end_with_a_word() {
        let words = "seaside ".repeat(20);
        assert_eq!(file_slug(&words), ["seaside"; 7].join("-"));
        assert_eq!(file_slug(&"a".repeat(300)), "a".repeat(60));
        assert_eq!(file_slug(&format!("{} b", "a".repeat(60))), "a".repeat(60));
    }

    proptest::proptest! {
        #[test]
        fn a_slug_is_always_a_safe_name(text in ".{0,120}") {
            let slug = file_slug(&text);
            assert!((1..=60).contains(&slug.len()));
            assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
            assert!(crate::output::safe_name::check_relative(&slug).is_ok());
        }
    }
}
