//! The pieces put together: every reservation once, and what keeps them from agreeing.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::btree_map::Entry;

use super::odd::Odd;
use super::piece::PieceRead;
use super::plan::DateKind;
use super::row::{Money, Row};
use crate::domain::OddityKind;

/// Every reservation once, in the order of a snapshot.
#[derive(Debug)]
pub(super) struct Merged<'a> {
    /// The rows; of one that came with different content, what came first.
    pub(super) rows: Vec<&'a Row>,
    /// How many came more than once: found by check-in and by check-out.
    pub(super) repeated: u64,
    /// Reservations that came from two pieces with different content.
    pub(super) contradictions: Vec<Finding>,
}

/// Something that keeps pieces from agreeing: the account changed in between, or it is odd.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    /// What was seen, as it is told if it stays.
    pub(super) odd: Odd,
    /// The pieces, by their place.
    pub(super) pieces: BTreeSet<usize>,
    /// The piece that lacks a row, if that is it.
    pub(super) lacking: Option<usize>,
}

/// Puts the pieces together, in their order.
pub(super) fn merge(pieces: &[PieceRead]) -> Merged<'_> {
    let mut by_id: BTreeMap<&str, (usize, &Row)> = BTreeMap::new();
    let mut repeated = 0;
    let mut contradictions = Vec::new();
    for (place, piece) in pieces.iter().enumerate() {
        for row in &piece.rows {
            match by_id.entry(&row.id) {
                Entry::Vacant(free) => {
                    free.insert((place, row));
                }
                Entry::Occupied(taken) => {
                    let (other_place, other) = *taken.get();
                    repeated += 1;
                    if other != row {
                        let pieces = [place, other_place].into();
                        let odd = two_versions(other, row).asked_for(&piece.name());
                        contradictions.push(Finding { odd, pieces, lacking: None });
                    }
                }
            }
        }
    }
    let mut rows: Vec<&Row> = by_id.into_values().map(|(_, row)| row).collect();
    rows.sort_by(|a, b| a.order().cmp(&b.order()));
    Merged { rows, repeated, contradictions }
}

fn two_versions(first: &Row, other: &Row) -> Odd {
    let seen = format!("reservation {} was returned in two versions", first.name());
    let expected = "the same content in every list".to_owned();
    Odd::new(OddityKind::TwoVersions, seen, expected)
        .of([first.property.clone(), other.property.clone()])
        .with_row(first.json.clone())
        .with_row(other.json.clone())
}

/// Accepted stays that one piece has and another should have as well: most stays are found twice, by
/// their check-in and by their check-out, and a list that lacks one of them may lack others that no
/// second list can make up for. Other reservations are left alone: it is not documented by which dates
/// they are listed.
pub(super) fn one_sided(pieces: &[PieceRead]) -> Vec<Finding> {
    let ids: Vec<BTreeSet<&str>> =
        pieces.iter().map(|piece| piece.rows.iter().map(|row| row.id.as_str()).collect()).collect();
    let mut found = Vec::new();
    for (place, piece) in pieces.iter().enumerate() {
        for row in piece.rows.iter().filter(|row| row.money != Money::NotExpected) {
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

fn lacking(sibling: &PieceRead, row: &Row) -> Odd {
    let lacks = match sibling.span.by {
        DateKind::CheckIn => "check-outs but not in that of its check-in",
        DateKind::CheckOut => "check-ins but not in that of its check-out",
    };
    let seen = format!("reservation {} is in the list of {lacks}", row.name());
    Odd::new(OddityKind::InOneList, seen, "the stay in both lists".to_owned())
        .of([row.property.clone()])
        .with_row(row.json.clone())
        .asked_for(&sibling.name())
}

/// Whether the piece was asked for this row's property and date.
fn should_hold(piece: &PieceRead, row: &Row) -> bool {
    row.date(piece.span.by).is_some_and(|date| piece.span.days.contains(date))
        && piece.of.find(row.property.as_str()).is_some()
}
