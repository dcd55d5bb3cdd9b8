//! The manager's own patterns for the labels of fees and adjustments.
//!
//! Labels are free text in any language. A pattern is a text that a label contains; both are
//! compared folded, that is without case and accents.

use std::collections::BTreeMap;

use super::reader::Table;
use crate::domain::{AdjustmentKind, FeeKind, fold};
use crate::labels::LabelPatterns;
use crate::text::quoted;

/// Both sections of labels; neither has to be there.
pub(super) fn parse_labels(root: &Table<'_>) -> Option<LabelPatterns> {
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
            let folded = fold(text);
            if folded.is_empty() {
                entry.refuse_text(text, "write at least one letter or digit");
            } else if let Some(line) = lines.insert(folded.clone(), entry.line()) {
                let message = format!("{} appears twice in [{section}]", quoted(text));
                let hint = format!("it is already on line {line}; case and accents are ignored");
                entry.refuse(message, &hint);
            } else {
                patterns.push((folded, *kind));
            }
        }
    }
    Some(patterns)
}
