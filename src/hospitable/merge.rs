//! The pieces put together: every reservation once.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::piece::PieceRead;
use super::plan::DateKind;
use super::row::{Money, Row};

/// What the pieces are together.
#[derive(Debug)]
pub(super) enum Merged<'a> {
    /// They agree.
    Whole(Whole<'a>),
    /// Some reservation came from two pieces with different content: it was changed in between.
    Contradiction {
        /// The pieces, by their place.
        pieces: BTreeSet<usize>,
        /// One of the reservations, as a person calls it.
        example: String,
    },
}

/// Every reservation once, in the order of a snapshot.
#[derive(Debug)]
pub(super) struct Whole<'a> {
    /// The rows.
    pub(super) rows: Vec<&'a Row>,
    /// How many came more than once: found by check-in and by check-out.
    pub(super) repeated: u64,
}

/// Puts the pieces together; their order changes nothing but which of two equal rows is taken.
pub(super) fn merge(pieces: &[PieceRead]) -> Merged<'_> {
    let mut by_id: BTreeMap<&str, (usize, &Row)> = BTreeMap::new();
    let mut repeated = 0;
    let mut contradicting = BTreeSet::new();
    let mut example = None;
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
                        contradicting.extend([place, other_place]);
                        example.get_or_insert_with(|| row.name());
                    }
                }
            }
        }
    }
    if let Some(example) = example {
        return Merged::Contradiction { pieces: contradicting, example };
    }
    let mut rows: Vec<&Row> = by_id.into_values().map(|(_, row)| row).collect();
    rows.sort_by(|a, b| a.order().cmp(&b.order()));
    Merged::Whole(Whole { rows, repeated })
}

/// Pieces of which one has an accepted stay that the other should have as well, and the stay: most
/// stays are found twice, by their check-in and by their check-out, and a list that lacks one of
/// them may lack others that no second list can make up for. Other reservations are left alone: it
/// is not documented by which dates they are listed.
pub(super) fn one_sided(pieces: &[PieceRead]) -> Option<(BTreeSet<usize>, String)> {
    let ids: Vec<BTreeSet<&str>> =
        pieces.iter().map(|piece| piece.rows.iter().map(|row| row.id.as_str()).collect()).collect();
    let mut lacking = BTreeSet::new();
    let mut example = None;
    for (place, piece) in pieces.iter().enumerate() {
        for row in piece.rows.iter().filter(|row| row.money != Money::NotExpected) {
            for (other, sibling) in pieces.iter().enumerate() {
                if should_hold(sibling, row) && !ids[other].contains(row.id.as_str()) {
                    lacking.extend([place, other]);
                    example.get_or_insert_with(|| {
                        let lacks = match sibling.span.by {
                            DateKind::CheckIn => "check-outs but not in that of its check-in",
                            DateKind::CheckOut => "check-ins but not in that of its check-out",
                        };
                        format!("reservation {} is in the list of {lacks}", row.name())
                    });
                }
            }
        }
    }
    example.map(|example| (lacking, example))
}

/// Whether the piece was asked for this row's property and date.
fn should_hold(piece: &PieceRead, row: &Row) -> bool {
    row.date(piece.span.by).is_some_and(|date| piece.span.days.contains(date))
        && piece.of.find(row.property.as_str()).is_some()
}
