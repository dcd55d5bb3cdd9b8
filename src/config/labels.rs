//! The manager's own patterns for the labels of fees and adjustments.
//!
//! Labels are free text in whatever language a host writes them. A pattern is a text that a label
//! contains; both are compared folded, that is without case and accents.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::reader::Table;
use super::wording::quoted;
use crate::domain::{AdjustmentKind, FeeKind};

/// Texts that tell from a label what it is for, in the order of the file: the first that a label
/// contains decides. Each is folded by [`fold_label`] and there once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelPatterns {
    /// Of guest fees.
    pub fees: Vec<(String, FeeKind)>,
    /// Of adjustments.
    pub adjustments: Vec<(String, AdjustmentKind)>,
}

/// A label in lower case, without accents, with single spaces: "Aseo  Básico" is "aseo basico".
#[must_use]
pub fn fold_label(label: &str) -> String {
    let plain: String =
        label.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Both sections of labels; neither has to be there.
pub(super) fn read(root: &Table<'_>) -> Option<LabelPatterns> {
    let fees = section(root, "fee_labels", FeeKind::ALL, FeeKind::key);
    let adjustments = section(root, "adjustment_labels", AdjustmentKind::ALL, AdjustmentKind::key);
    Some(LabelPatterns { fees: fees?, adjustments: adjustments? })
}

fn section<K: Copy>(
    root: &Table<'_>,
    section: &str,
    kinds: &[K],
    key_of: fn(K) -> &'static str,
) -> Option<Vec<(String, K)>> {
    let Some(value) = root.get(section) else { return Some(Vec::new()) };
    let keys: Vec<&str> = kinds.iter().map(|kind| key_of(*kind)).collect();
    let table = value.section(&format!("[{section}]"), &keys)?;
    let mut patterns = Vec::new();
    let mut lines = BTreeMap::new();
    for (key, value) in table.entries(&keys) {
        let Some(kind) = kinds.iter().find(|kind| key_of(**kind) == key) else { continue };
        let hint = "write a list of texts such as [\"aseo\", \"limpieza\"]";
        for entry in value.list(hint)? {
            let Some(text) = entry.text(hint) else { continue };
            let folded = fold_label(text);
            if folded.is_empty() {
                entry.refuse_text(text, "write at least one letter or digit");
            } else if let Some(line) = lines.insert(folded.clone(), entry.line()) {
                let message = format!("{} is in [{section}] twice", quoted(text));
                let hint = format!("it is in line {line} already; case and accents do not count");
                entry.refuse(message, &hint);
            } else {
                patterns.push((folded, *kind));
            }
        }
    }
    Some(patterns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_case_accents_and_extra_spaces() {
        for (label, folded) in [
            ("Aseo  Básico", "aseo basico"),
            ("GEBÜHR für Wäsche", "gebuhr fur wasche"),
            ("\u{130}stanbul", "istanbul"),
            ("清掃料金", "清掃料金"),
            (" \u{301} ", ""),
        ] {
            assert_eq!(fold_label(label), folded);
        }
    }
}
