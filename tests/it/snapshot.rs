//! Snapshots on disk: what was saved is loaded unchanged, bit by bit.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use owner_statements::domain::GuestNames;
use owner_statements::domain::{Period, PropertyId};
use owner_statements::snapshot::{
    Counts, FetchScope, RawAccount, RawProperty, RawReservation, Snapshot, SnapshotError, Window,
};

fn id(text: &str) -> PropertyId {
    PropertyId::new(text).expect("an id")
}

fn snapshot(rows: usize) -> Snapshot {
    let row = |n: usize| RawReservation {
        property: id("p1"),
        row: format!(r#"{{"amount":1.10,"code":"HM{n}","note":"é\"ﬁ"}}"#),
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
fn what_was_written_is_what_is_read() {
    for (scope, guest_names) in [
        (FetchScope::All, GuestNames::None),
        (FetchScope::Only(BTreeSet::from([id("p1"), id("p2")])), GuestNames::First),
    ] {
        let before = Snapshot { scope, guest_names, ..snapshot(3) };
        let bytes = before.to_bytes().expect("bytes");
        let loaded = Snapshot::from_bytes(&bytes).expect("loaded");
        assert_eq!(format!("{:?}", loaded.snapshot), format!("{before:?}"));
        assert_eq!(loaded.sha256.len(), 64);
        let again = loaded.snapshot.to_bytes().expect("bytes");
        assert_eq!(again, bytes, "equal content, equal bytes");
    }
    let loaded = Snapshot::from_bytes(&snapshot(1).to_bytes().expect("bytes")).expect("loaded");
    let kept = loaded.snapshot.reservations.iter().next().expect("one").expect("a row");
    assert_eq!(kept.row, r#"{"amount":1.10,"code":"HM0","note":"é\"ﬁ"}"#);
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

#[test]
fn a_file_with_other_bytes_is_damaged() {
    let bytes = snapshot(3).to_bytes().expect("bytes");
    let checksum = bytes.len() - 8;
    let longer = [bytes.as_slice(), b"x"].concat();
    let mut flipped = bytes;
    flipped[checksum] ^= 1;
    for bytes in [flipped, longer] {
        let error = Snapshot::from_bytes(&bytes).map(|_| ()).expect_err("damaged");
        assert!(matches!(error, SnapshotError::Damaged(_)), "{error}");
    }
}

fn unpacked(bytes: &[u8]) -> String {
    let mut text = String::new();
    GzDecoder::new(bytes).read_to_string(&mut text).expect("text");
    text
}

fn packed(text: &str) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(text.as_bytes()).expect("memory");
    packed.finish().expect("memory")
}

#[test]
fn a_change_by_hand_is_recognised_and_can_be_accepted() {
    let text = unpacked(&snapshot(3).to_bytes().expect("bytes"));
    let digest = text.rfind(",\"sha256\":").expect("a digest");
    let changes = [
        text.replace("1.10", "1.11"),
        text.replace("Casa Uno", "Casa Una"),
        text.replace("\"counts\":", "\"counts\": "),
        format!("{text}\n"),
        format!("{}}}", &text[..digest]),
    ];
    for changed in changes {
        assert_ne!(changed, text);
        let bytes = packed(&changed);
        let error = Snapshot::from_bytes(&bytes).map(|_| ()).expect_err("edited");
        assert!(matches!(error, SnapshotError::Edited), "{error}");
        let accepted = Snapshot::from_edited_bytes(&bytes).expect("accepted");
        assert!(accepted.is_edited && accepted.snapshot.reservations.len() == 3);
    }
    let same = Snapshot::from_edited_bytes(&packed(&text)).expect("the same text");
    assert!(!same.is_edited, "packed in another way, it is the same");
}

#[test]
fn versions_without_a_digest_are_still_read() {
    let text = unpacked(&snapshot(3).to_bytes().expect("bytes"));
    let digest = text.rfind(",\"sha256\":").expect("a digest");
    for version in [1, 2] {
        let old = text[..digest].replace("\"version\":3", &format!("\"version\":{version}"));
        let loaded = Snapshot::from_bytes(&packed(&format!("{old}}}"))).expect("an old one");
        assert!(!loaded.is_edited && loaded.snapshot.reservations.len() == 3);
    }
}
