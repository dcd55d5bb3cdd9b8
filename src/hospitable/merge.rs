//! The queries put together: every reservation once, and what keeps them from agreeing.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::btree_map::Entry;

use super::odd::Odd;
use super::plan::DateKind;
use super::query::QueryResult;
use super::row::{FetchedRow, MoneyPresence};
use crate::domain::OddityKind;

/// Every reservation once, in the order of a snapshot.
#[derive(Debug)]
pub(super) struct Merged<'a> {
    /// The rows; of one that came with different content, what came first.
    pub(super) rows: Vec<&'a FetchedRow>,
    /// How many came more than once: found by check-in and by check-out.
    pub(super) repeated: u64,
    /// Reservations that came from two queries with different content.
    pub(super) contradictions: Vec<Finding>,
}

/// Something that keeps queries from agreeing: the account changed in between, or it is odd.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    /// What was seen, as it is told if it stays.
    pub(super) odd: Odd,
    /// The queries, by their place.
    pub(super) pieces: BTreeSet<usize>,
    /// The query that lacks a row, if that is it.
    pub(super) lacking: Option<usize>,
}

/// Puts the queries together, in their order.
pub(super) fn merge(pieces: &[QueryResult]) -> Merged<'_> {
    let mut by_id: BTreeMap<&str, (usize, &FetchedRow)> = BTreeMap::new();
    let mut repeated = 0;
    let mut contradictions = Vec::new();
    for (place, query) in pieces.iter().enumerate() {
        for row in &query.rows {
            match by_id.entry(&row.id) {
                Entry::Vacant(free) => {
                    free.insert((place, row));
                }
                Entry::Occupied(taken) => {
                    let (other_place, other) = *taken.get();
                    repeated += 1;
                    if other != row {
                        let pieces = [place, other_place].into();
                        let odd = two_versions(other, row).asked_for(&query.name());
                        contradictions.push(Finding { odd, pieces, lacking: None });
                    }
                }
            }
        }
    }
    let mut rows: Vec<&FetchedRow> = by_id.into_values().map(|(_, row)| row).collect();
    rows.sort_by(|a, b| a.order().cmp(&b.order()));
    Merged { rows, repeated, contradictions }
}

fn two_versions(first: &FetchedRow, other: &FetchedRow) -> Odd {
    let seen = format!("reservation {} was returned in two versions", first.name());
    let expected = "the same content in every list".to_owned();
    Odd::new(OddityKind::TwoVersions, seen, expected)
        .of([first.property.clone(), other.property.clone()])
        .with_row(first.json.clone())
        .with_row(other.json.clone())
}

/// Accepted stays that one query has and another should have as well: most stays are found twice,
/// by their check-in and by their check-out, and a list that lacks one of them may lack others that
/// no second list can make up for. Other reservations are left alone: it is not documented by which
/// dates they are listed.
pub(super) fn one_sided(pieces: &[QueryResult]) -> Vec<Finding> {
    let ids: Vec<BTreeSet<&str>> =
        pieces.iter().map(|query| query.rows.iter().map(|row| row.id.as_str()).collect()).collect();
    let mut found = Vec::new();
    for (place, query) in pieces.iter().enumerate() {
        for row in query.rows.iter().filter(|row| row.money != MoneyPresence::NotExpected) {
            for (other, sibling) in pieces.iter().enumerate() {
                if should_hold(sibling, row) && !ids[other].contains(row.id.as_str()) {
                    let pieces = [place, other].into();
                    let odd = lacking(sibling, row);
                    found.push(Finding { odd, pieces, lacking: Some(other) });
                }
            }
        }
    }
    found
}

fn lacking(sibling: &QueryResult, row: &FetchedRow) -> Odd {
    let lacks = match sibling.range.by {
        DateKind::CheckIn => "check-outs but not in that of its check-in",
        DateKind::CheckOut => "check-ins but not in that of its check-out",
    };
    let seen = format!("reservation {} is in the list of {lacks}", row.name());
    Odd::new(OddityKind::InOneList, seen, "the stay in both lists".to_owned())
        .of([row.property.clone()])
        .with_row(row.json.clone())
        .asked_for(&sibling.name())
}

/// Whether the query was asked for this row's property and date.
fn should_hold(query: &QueryResult, row: &FetchedRow) -> bool {
    row.date(query.range.by).is_some_and(|date| query.range.days.contains(date))
        && query.of.find(row.property.as_str()).is_some()
}
