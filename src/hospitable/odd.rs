//! What is odd about answers that come out the same every time, with its evidence.
//!
//! An account that changes while it is read never gives the same odd answer three times. What does
//! is kept apart with its evidence, so that it stops nobody but the owners whom it may touch.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use crate::domain::{OddityKind, PropertyId};
use crate::snapshot::Oddity;

/// Bytes of the evidence's digest that make an id.
const ID_BYTES: usize = 4;

/// Something odd, as seen in one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Odd {
    pub(super) kind: OddityKind,
    /// The properties that it may touch; empty as long as it may be any of those asked for.
    pub(super) properties: BTreeSet<PropertyId>,
    /// What was asked for.
    pub(super) requests: BTreeSet<String>,
    pub(super) seen: String,
    pub(super) expected: String,
    /// The rows that it is about, as they would be kept.
    pub(super) rows: Vec<String>,
}

impl Odd {
    pub(super) fn new(kind: OddityKind, seen: String, expected: String) -> Self {
        let (properties, requests, rows) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
        Self { kind, properties, requests, seen, expected, rows }
    }

    pub(super) fn of(mut self, properties: impl IntoIterator<Item = PropertyId>) -> Self {
        self.properties.extend(properties);
        self
    }

    pub(super) fn with_row(mut self, row: String) -> Self {
        self.rows.push(row);
        self
    }

    pub(super) fn asked_for(mut self, request: &str) -> Self {
        self.requests.insert(request.to_owned());
        self
    }

    /// An id made of the evidence. What was asked for beside it does not count: the same row is the
    /// same oddity in every list. Without a row, the words are the evidence.
    pub(super) fn id(&self) -> String {
        let mut digest = Sha256::new();
        let mut add = |text: &str| {
            digest.update(text.len().to_le_bytes());
            digest.update(text);
        };
        add(self.kind.code());
        self.properties.iter().for_each(|id| add(id.as_str()));
        self.rows.iter().for_each(|row| add(row));
        if self.rows.is_empty() {
            add(&self.seen);
            add(&self.expected);
        }
        let digest = digest.finalize();
        let hex: String = digest.iter().take(ID_BYTES).map(|byte| format!("{byte:02x}")).collect();
        format!("odd-{hex}")
    }
}

/// The oddities of a snapshot: each once, by id.
pub(super) fn oddities(all: impl IntoIterator<Item = Odd>) -> Vec<Oddity> {
    let mut by_id: BTreeMap<String, Odd> = BTreeMap::new();
    for odd in all {
        let same = by_id.entry(odd.id()).or_insert_with(|| odd.clone());
        same.requests.extend(odd.requests);
    }
    let oddity = |(id, odd): (String, Odd)| Oddity {
        id,
        kind: odd.kind,
        properties: odd.properties,
        requests: odd.requests.into_iter().collect(),
        seen: odd.seen,
        expected: odd.expected,
        // what was written by a value can be read as one
        rows: odd.rows.into_iter().filter_map(|row| RawValue::from_string(row).ok()).collect(),
    };
    by_id.into_iter().map(oddity).collect()
}
