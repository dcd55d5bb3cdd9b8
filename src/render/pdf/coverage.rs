//! Which font would be used for each script on this machine, reported before a name needs it.
//!
//! Nothing is claimed of a font: an example of each script is set in the way of a document, and
//! what it was set in is the answer.

use super::error::{Fault, PdfError};
use super::fonts::{Bundled, FontKey, FontSet, ShapedText, SystemFontSet, Weight};

/// Which font a script's example was set in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum FontSource {
    /// The bundled face.
    Bundled,
    /// A font of this system, by its family; several where one alone has not every letter.
    System(Vec<String>),
    /// No font has all of its letters: they would be replaced by a placeholder.
    StandIn {
        /// What to install.
        install: &'static str,
    },
}

/// A script, and what a name in it would be set in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptFont {
    /// Its English name.
    pub script: &'static str,
    /// The letters that were tried.
    pub example: &'static str,
    /// What they were set in.
    pub source: FontSource,
}

const OF_MOST: &str = "the Noto fonts of these scripts (Debian and Ubuntu: fonts-noto-core)";
const OF_EAST_ASIA: &str = "Noto Sans CJK (Debian and Ubuntu: fonts-noto-cjk)";

/// The scripts that names are likely to be in, with letters of several languages.
const SCRIPTS: [(&str, &str, &str); 26] = [
    ("Latin", "Çeşme Łódź Nguyễn Þórður", OF_MOST),
    ("Greek", "Παράδειγμα", OF_MOST),
    ("Cyrillic", "Приклад Їжак Ђорђе", OF_MOST),
    ("Armenian", "Օրինակ", OF_MOST),
    ("Georgian", "მაგალითი", OF_MOST),
    ("Hebrew", "דוגמה", OF_MOST),
    ("Arabic", "مثال گچپژ", OF_MOST),
    ("Devanagari", "उदाहरण", OF_MOST),
    ("Bengali", "উদাহরণ", OF_MOST),
    ("Gurmukhi", "ਉਦਾਹਰਣ", OF_MOST),
    ("Gujarati", "ઉદાહરણ", OF_MOST),
    ("Tamil", "எடுத்துக்காட்டு", OF_MOST),
    ("Telugu", "ఉదాహరణ", OF_MOST),
    ("Kannada", "ಉದಾಹರಣೆ", OF_MOST),
    ("Malayalam", "ഉദാഹരണം", OF_MOST),
    ("Sinhala", "උදාහරණය", OF_MOST),
    ("Thai", "ตัวอย่าง", OF_MOST),
    ("Lao", "ຕົວຢ່າງ", OF_MOST),
    ("Khmer", "ឧទាហរណ៍", OF_MOST),
    ("Burmese", "ဥပမာ", OF_MOST),
    ("Tibetan", "དཔེར", OF_MOST),
    ("Ethiopic", "ምሳሌ", OF_MOST),
    ("simplified Han", "范例张伟", OF_EAST_ASIA),
    ("traditional Han", "範例陳偉", OF_EAST_ASIA),
    ("Kana", "れいカナ", OF_EAST_ASIA),
    ("Hangul", "예시김", OF_EAST_ASIA),
];

/// What each script would be set in, with the fonts that are installed here.
///
/// # Errors
/// If the bundled face cannot be read.
pub fn script_fonts() -> Result<Vec<ScriptFont>, PdfError> {
    let bundled = Bundled::prepare().map_err(Fault::from)?;
    let system_fonts = SystemFontSet::default();
    Ok(found_in(FontSet { bundled: &bundled, system: Some(&system_fonts) }))
}

fn found_in(font_set: FontSet<'_>) -> Vec<ScriptFont> {
    let found = |(script, example, install)| {
        let source = source_of(font_set, example, install);
        ScriptFont { script, example, source }
    };
    SCRIPTS.into_iter().map(found).collect()
}

/// The less good of both weights: a name is set in either.
fn source_of(font_set: FontSet<'_>, example: &str, install: &'static str) -> FontSource {
    let mut set = ShapedText::default();
    let mut families = Vec::new();
    for weight in Weight::ALL {
        font_set.set(example, weight, &mut set);
        if !set.missing.is_empty() {
            return FontSource::StandIn { install };
        }
        for glyph in &set.glyphs {
            let FontKey::System(number) = glyph.font else { continue };
            let family = font_set
                .system
                .and_then(|system_fonts| system_fonts.family(number))
                .unwrap_or_default();
            if !families.contains(&family) {
                families.push(family);
            }
        }
    }
    if families.is_empty() { FontSource::Bundled } else { FontSource::System(families) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_in_its_script_and_only_there() {
        use unicode_script::UnicodeScript as _;
        for (script, example, _) in SCRIPTS {
            for letter in example.chars().filter(|c| c.is_alphabetic()) {
                let name = letter.script().full_name();
                let is_of = match script {
                    "Kana" => ["Hiragana", "Katakana"].contains(&name),
                    "Burmese" => name == "Myanmar",
                    other => other.ends_with(name),
                };
                assert!(is_of, "{script}: '{letter}' is {name}");
            }
        }
    }

    #[test]
    fn without_system_fonts_only_the_bundled_scripts_are_there() {
        let bundled = Bundled::prepare().expect("the bundled face");
        for found in found_in(FontSet { bundled: &bundled, system: None }) {
            let is_bundled = ["Latin", "Greek", "Cyrillic"].contains(&found.script);
            assert_eq!(found.source == FontSource::Bundled, is_bundled, "{found:?}");
            let is_missing = matches!(found.source, FontSource::StandIn { .. });
            assert_eq!(is_missing, !is_bundled, "{found:?}");
        }
    }
}
