//! The queries put together: every reservation once, and what keeps them from agreeing.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::btree_map::Entry;

use super::error::FetchError;
use super::odd::Odd;
use super::plan::DateKind;
use super::query::QueryResult;
use super::row::{FetchedRow, MoneyPresence};
use crate::domain::OddityKind;

/// Every reservation once, in the order of a snapshot.
#[derive(Debug)]
pub(super) struct Merged<'a> {
    /// The rows; of one that came with different content, what came first.
    pub(super) rows: Vec<MergedRow<'a>>,
    /// How many came more than once: found by check-in and by check-out.
    pub(super) repeated: u64,
    /// Reservations that came from two queries with different content.
    pub(super) contradictions: Vec<Finding>,
}

/// A reservation, and where its text is.
#[derive(Debug, Clone, Copy)]
pub(super) struct MergedRow<'a> {
    pub(super) row: &'a FetchedRow,
    /// The query, by its place.
    pub(super) query: usize,
    /// Its place among the rows of the query.
    pub(super) place: usize,
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
///
/// # Errors
/// A row whose text cannot be unpacked.
pub(super) fn merge(pieces: &[QueryResult]) -> Result<Merged<'_>, FetchError> {
    let mut by_id: BTreeMap<&str, MergedRow<'_>> = BTreeMap::new();
    let mut repeated = 0;
    let mut contradictions = Vec::new();
    for (query, result) in pieces.iter().enumerate() {
        for (place, row) in result.rows.iter().enumerate() {
            let this = MergedRow { row, query, place };
            match by_id.entry(&row.id) {
                Entry::Vacant(free) => {
                    free.insert(this);
                }
                Entry::Occupied(taken) => {
                    let other = *taken.get();
                    repeated += 1;
                    if other.row != row {
                        let odd = two_versions(pieces, other, this)?.asked_for(&result.name());
                        let pieces = [query, other.query].into();
                        contradictions.push(Finding { odd, pieces, lacking: None });
                    }
                }
            }
        }
    }
    let mut rows: Vec<MergedRow<'_>> = by_id.into_values().collect();
    rows.sort_by(|a, b| a.row.order().cmp(&b.row.order()));
    Ok(Merged { rows, repeated, contradictions })
}

fn two_versions(
    pieces: &[QueryResult],
    first: MergedRow<'_>,
    other: MergedRow<'_>,
) -> Result<Odd, FetchError> {
    let seen = format!("reservation {} was returned in two versions", first.row.name());
    let expected = "the same content in every list".to_owned();
    let mut odd = Odd::new(OddityKind::TwoVersions, seen, expected);
    for MergedRow { row, query, place } in [first, other] {
        odd = odd.of([row.property.clone()]).with_row(pieces[query].text(place)?);
    }
    Ok(odd)
}

/// Accepted stays that one query has and another should have as well: most stays are found twice,
/// by their check-in and by their check-out, and a list that lacks one of them may lack others that
/// no second list can make up for. Other reservations are left alone: it is not documented by which
/// dates they are listed.
///
/// # Errors
/// A row whose text cannot be unpacked.
pub(super) fn one_sided(pieces: &[QueryResult]) -> Result<Vec<Finding>, FetchError> {
    let ids: Vec<BTreeSet<&str>> =
        pieces.iter().map(|query| query.rows.iter().map(|row| &*row.id).collect()).collect();
    let mut found = Vec::new();
    for (query, result) in pieces.iter().enumerate() {
        for (place, row) in result.rows.iter().enumerate() {
            if row.money == MoneyPresence::NotExpected {
                continue;
            }
            for (other, sibling) in pieces.iter().enumerate() {
                if should_hold(sibling, row) && !ids[other].contains(&*row.id) {
                    let pieces = [query, other].into();
                    let odd = lacking(sibling, row, result.text(place)?);
                    found.push(Finding { odd, pieces, lacking: Some(other) });
                }
            }
        }
    }
    Ok(found)
}

fn lacking(sibling: &QueryResult, row: &FetchedRow, text: String) -> Odd {
    let lacks = match sibling.range.by {
        DateKind::CheckIn => "check-outs but not in that of its check-in",
        DateKind::CheckOut => "check-ins but not in that of its check-out",
    };
    let seen = format!("reservation {} is in the list of {lacks}", row.name());
    Odd::new(OddityKind::InOneList, seen, "the stay in both lists".to_owned())
        .of([row.property.clone()])
        .with_row(text)
        .asked_for(&sibling.name())
}

/// Whether the query was asked for this row's property and date.
fn should_hold(query: &QueryResult, row: &FetchedRow) -> bool {
    row.date(query.range.by).is_some_and(|date| query.range.days.contains(date))
        && query.of.find(row.property.as_str()).is_some()
}
