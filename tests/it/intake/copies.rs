//! The same stay under several ids.

use owner_statements::domain::{Account, ExclusionReason};
use serde_json::{Value, json};

use super::{CASA_DOS, account, example_row, fixture_rows, plain, with, without};

/// The example under another id.
fn copy(id: &str) -> Value {
    with(example_row(), "/id", json!(id))
}

/// How many rows count, cannot be used, and do not count.
fn counts(account: &Account) -> (usize, usize, usize) {
    (account.reservations.len(), account.unusable.len(), account.set_aside.len())
}

fn assert_conflict(rows: &[Value]) {
    let read = account(rows);
    assert_eq!(read.reservations.len(), 0);
    let conflicts = read.unusable.iter().filter(|one| one.reason.code() == "conflicting-copies");
    assert!(conflicts.count() > 0, "{read:?}");
}

#[test]
fn equal_copies_count_once() {
    for rows in [[copy("b"), copy("a")], [copy("a"), copy("b")], [copy("a"), copy("a")]] {
        let read = account(&rows);
        assert_eq!(counts(&read), (1, 0, 1));
        assert_eq!(read.reservations[0].id.as_str(), "a");
        assert_eq!(read.set_aside[0].reason, ExclusionReason::Copy);
        let codes: Vec<_> = read.notices.iter().map(|notice| notice.kind.code()).collect();
        assert_eq!(codes, ["same-stay-twice"]);
    }
    assert_eq!(counts(&account(&[copy("c"), copy("a"), copy("b")])), (1, 0, 2));
}

#[test]
fn different_copies_hold() {
    let original = example_row();
    let later = with(copy("b"), "/departure_date", json!("2026-02-18"));
    assert_conflict(&[original.clone(), later]);
    let dearer = plain("USD", [24300, 12400, -5673, 0, 0, 0, 31027]);
    assert_conflict(&[original.clone(), with(dearer, "/id", json!("b"))]);
    let category = "/reservation_status/current/category";
    let kept = with(copy("b"), category, json!("cancelled"));
    assert_conflict(&[original.clone(), kept]);
    let elsewhere = with(copy("b"), "/properties/0/id", json!(CASA_DOS));
    let read = account(&[original, elsewhere]);
    assert_eq!(counts(&read), (0, 2, 0), "both properties hold");
}

/// The stale copy may be the one that counts.
#[test]
fn a_copy_that_was_cancelled_or_cannot_be_used_is_a_conflict() {
    let category = "/reservation_status/current/category";
    let nothing = with(plain("USD", [0; 7]), "/id", json!("b"));
    let cancelled = with(nothing.clone(), category, json!("cancelled"));
    assert_conflict(&[example_row(), cancelled]);
    assert_conflict(&[example_row(), without(copy("b"), "/financials")]);
    assert_conflict(&[example_row(), with(copy("b"), category, json!("unknown"))]);
    // a stay that was never accepted is no evidence
    for state in ["request", "not accepted"] {
        let read = account(&[example_row(), with(copy("b"), category, json!(state))]);
        assert_eq!(counts(&read), (1, 0, 1), "{state}");
    }
}

#[test]
fn other_codes_and_channels_are_other_stays() {
    let other = with(copy("b"), "/code", json!("HMOTHER"));
    assert_eq!(counts(&account(&[example_row(), other])), (2, 0, 0));
    let other = with(copy("b"), "/platform", json!("direct"));
    assert_eq!(counts(&account(&[example_row(), other])), (2, 0, 0));
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let mut rows = fixture_rows("api/account/reservations.json");
    rows.extend(fixture_rows("api/account-clp/reservations.json"));
    rows.extend([copy("y"), with(copy("z"), "/nights", json!("x"))]);
    let one = account(&rows);
    rows.reverse();
    assert_eq!(account(&rows), one);
    rows.rotate_left(5);
    assert_eq!(account(&rows), one);
}
