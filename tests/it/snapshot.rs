//! Snapshots on disk: what was saved is loaded unchanged, bit by bit.

use std::collections::BTreeSet;
use std::fs;

use owner_statements::domain::GuestNames;
use owner_statements::domain::{Period, PropertyId};
use owner_statements::snapshot::{
    Counts, FetchScope, RawAccount, RawProperty, RawReservation, Snapshot, SnapshotError, Window,
};
use serde_json::value::RawValue;

fn id(text: &str) -> PropertyId {
    PropertyId::new(text).expect("an id")
}

fn snapshot(rows: usize) -> Snapshot {
    let row = |n: usize| RawReservation {
        property: id("p1"),
        row: RawValue::from_string(format!(r#"{{"amount":1.10,"code":"HM{n}","note":"é\"ﬁ"}}"#))
            .expect("json"),
    };
    Snapshot {
        program: "0.1.0".to_owned(),
        fetched_at: "2026-11-02T08:00:00Z".parse().expect("an instant"),
        api: "https://public.api.hospitable.com/v2".to_owned(),
        window: Window {
            period: Period::parse_month("2026-10").expect("a month"),
            look_back_days: 365,
            look_ahead_months: 24,
        },
        scope: FetchScope::All,
        guest_names: GuestNames::Initials,
        account: Some(RawAccount {
            company: None,
            name: Some("Example Host".to_owned()),
            address_lines: vec!["1 Example Street".to_owned()],
        }),
        properties: vec![RawProperty {
            id: id("p1"),
            name: "Casa Uno".to_owned(),
            public_name: None,
            address: Some("Calle Ejemplo 1".to_owned()),
            city: None,
            country: Some("MX".to_owned()),
            timezone: Some("-0600".to_owned()),
            currency: Some("MXN".to_owned()),
            listed: Some(false),
        }],
        reservations: (0..rows).map(row).collect(),
        counts: Counts { requests: 7, rows_kept: rows as u64, ..Counts::default() },
        remarks: vec!["a remark".to_owned()],
        oddities: Vec::new(),
    }
}

#[test]
fn what_was_saved_is_what_is_loaded() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("2026-10.snapshot");
    for (scope, guest_names) in [
        (FetchScope::All, GuestNames::None),
        (FetchScope::Only(BTreeSet::from([id("p1"), id("p2")])), GuestNames::First),
    ] {
        let before = Snapshot { scope, guest_names, ..snapshot(3) };
        let saved = before.save(&path).expect("saved");
        let loaded = Snapshot::load(&path).expect("loaded");
        assert_eq!(format!("{:?}", loaded.snapshot), format!("{before:?}"));
        assert_eq!(loaded.sha256, saved.sha256);
        assert_eq!(saved.sha256.len(), 64);
        assert_eq!(fs::metadata(&path).expect("the file").len(), saved.bytes);
        let again = loaded.snapshot.to_bytes().expect("bytes");
        assert_eq!(again, fs::read(&path).expect("the file"), "equal content, equal bytes");
    }
    let names: Vec<_> = fs::read_dir(folder.path()).expect("the folder").collect();
    assert_eq!(names.len(), 1, "nothing else is left behind");
    let first = snapshot(1).to_bytes().expect("bytes");
    let loaded = Snapshot::from_bytes(&first).expect("a snapshot");
    assert_eq!(
        loaded.snapshot.reservations[0].row.get(),
        r#"{"amount":1.10,"code":"HM0","note":"é\"ﬁ"}"#
    );
}

#[cfg(unix)]
#[test]
fn only_the_user_may_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("s");
    fs::write(&path, "old").expect("an old file");
    fs::write(folder.path().join(".s.0.part"), "left by a crash").expect("a leftover");
    snapshot(1).save(&path).expect("saved");
    let mode = fs::metadata(&path).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn what_cannot_be_written_or_read_says_where() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = folder.path().join("no such folder").join("s");
    for error in [
        snapshot(1).save(&missing).map(|_| ()).expect_err("no folder"),
        Snapshot::load(&missing).map(|_| ()).expect_err("no file"),
    ] {
        assert!(matches!(error, SnapshotError::Io { .. }));
        assert!(error.to_string().contains("no such folder"), "{error}");
    }
    let taken = folder.path().join("taken");
    fs::create_dir(&taken).expect("a folder");
    snapshot(1).save(&taken).expect_err("a folder is in the way");
    let names: Vec<_> = fs::read_dir(folder.path()).expect("the folder").collect();
    assert_eq!(names.len(), 1, "nothing is left behind");
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let bytes = snapshot(20).to_bytes().expect("bytes");
    for length in 0..bytes.len() {
        let error = Snapshot::from_bytes(&bytes[..length]).map(|_| ()).expect_err("cut");
        assert!(
            matches!(error, SnapshotError::Damaged(_) | SnapshotError::NotASnapshot),
            "{length}: {error}"
        );
    }
}
