//! Every example of the API's contract and its outcome.

use owner_statements::domain::Purpose;
use serde_json::{Value, json};

use super::{account, check, example_row, fate, fixture, fixture_rows, with};

/// The fates of the rows of a file, each read on its own.
fn check_rows(path: &str, expected: &[(&str, &str)]) {
    let rows = fixture_rows(path);
    let found: Vec<(String, String)> = rows
        .into_iter()
        .map(|row| {
            let code = row["code"].as_str().expect("a code").to_owned();
            (code, fate(&account(&[row])))
        })
        .collect();
    let expected: Vec<(String, String)> =
        expected.iter().map(|(code, fate)| ((*code).to_owned(), (*fate).to_owned())).collect();
    assert_eq!(found, expected, "{path}");
}

#[test]
fn the_account_with_all_variants() {
    check_rows(
        "api/account/reservations.json",
        &[
            ("HMAAAAAAA1", "counts 309.27 USD as-delivered"),
            ("HMAAAAAAA2", "counts 576.43 USD as-delivered"),
            ("4100000001", "counts 166.58 EUR as-delivered"),
            ("HA-EXAMPLE4", "counts 555.90 USD as-delivered"),
            ("D00000005", "counts 423.47 USD as-delivered"),
            ("RGEX06", "counts 0.00 USD as-delivered"),
            ("HMAAAAAAA7", "counts 169.00 USD as-delivered cancelled"),
            ("HMAAAAAAA8", "aside cancelled-without-money"),
            ("HMAAAAAAA9", "aside not-accepted"),
            ("OWNER10", "counts nothing"),
            ("HMAAAAAA11", "counts 442.78 USD as-delivered"),
        ],
    );
    let all = account(&fixture_rows("api/account/reservations.json"));
    assert_eq!((all.reservations.len(), all.unusable.len(), all.set_aside.len()), (9, 0, 2));
}

#[test]
fn the_other_lists() {
    check_rows(
        "api/account-clp/reservations.json",
        &[("HMCLPCLP01", "counts 332900 CLP as-delivered"), ("HMCLPCLP02", "held no-financials")],
    );
    check_rows(
        "intake/reservations-list-page-2-of-3.json",
        &[("HMAAAAAAA1", "counts 309.27 USD as-delivered")],
    );
    check_rows("api/envelopes/empty.json", &[]);
    let base = "intake/reservations-list-base-no-includes.json";
    check_rows(base, &[("HMAAAAAAA1", "held no-financials")]);
    // recorded without amounts, before stays had a type: a cancelled one may have kept money too
    check_rows(
        "intake/reservations-list-2025-02.json",
        &[
            ("HMEXAMPLE1", "held no-financials"),
            ("HMEXAMPLE2", "held no-financials"),
            ("HMEXAMPLE3", "held no-financials"),
            ("RGEX34", "held no-financials"),
        ],
    );
}

#[test]
fn financials_on_their_own() {
    let accepted = example_row();
    let state = |category: &str| {
        with(example_row(), "/reservation_status/current/category", json!(category))
    };
    let owners = with(example_row(), "/stay_type", json!("owner_stay"));
    let cases: [(&str, Value, &str); 15] = [
        ("airbnb", accepted.clone(), "counts 309.27 USD as-delivered"),
        ("airbnb-discount-adjustment", accepted.clone(), "counts 576.43 USD as-delivered"),
        ("booking", accepted.clone(), "counts 166.58 EUR as-delivered"),
        ("direct", accepted.clone(), "counts 423.47 USD as-delivered"),
        ("homeaway-flat-rate", accepted.clone(), "counts 555.90 USD as-delivered"),
        ("zero-decimal-clp", accepted.clone(), "counts 332900 CLP as-delivered"),
        ("manual-zero", accepted.clone(), "counts 0.00 USD as-delivered"),
        ("null", accepted.clone(), "held no-financials"),
        ("empty-objects", accepted, "held no-financials"),
        ("cancelled-negative", state("cancelled"), "counts -50.00 USD as-delivered cancelled"),
        ("cancelled-with-payout", state("cancelled"), "counts 169.00 USD as-delivered cancelled"),
        ("cancelled-zero", state("cancelled"), "aside cancelled-without-money"),
        ("not-accepted-theoretical", state("not accepted"), "aside not-accepted"),
        ("owner-stay-list", owners.clone(), "counts nothing"),
        ("owner-stay-single", owners, "counts nothing"),
    ];
    for (name, row, expected) in cases {
        let example = fixture(&format!("intake/financials-{name}.json"));
        check(name, with(row, "/financials", example["data"]["financials"].clone()), expected);
    }
}

#[test]
fn a_single_owners_stay() {
    let row = fixture("intake/reservation-single-owner-stay.json")["data"].clone();
    let read = account(&[row]);
    assert_eq!(fate(&read), "counts nothing");
    assert_eq!(read.reservations[0].purpose, Purpose::Owner);
    assert_eq!(read.reservations[0].stay.nights(), 3);
}
