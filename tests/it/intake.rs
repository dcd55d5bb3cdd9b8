//! Intake: every row of a snapshot counts, cannot be used or does not count, each with its reason.

mod copies;
mod examples;
mod money;
mod mutations;
mod rows;

use std::path::Path;

use owner_statements::domain::{
    Account, BookingStatus, GuestNames, Period, PropertyId, Reading, Reservation,
};
use owner_statements::intake::read_account;
use owner_statements::labels::LabelPatterns;
use owner_statements::locale::flipped_list_name;
use owner_statements::snapshot::{
    Counts, FetchScope, RawProperty, RawReservation, Snapshot, Window,
};
use serde_json::{Value, json};

pub(crate) const CASA_UNO: &str = "00000000-0000-4000-8000-000000001001";
const CASA_DOS: &str = "00000000-0000-4000-8000-000000001002";

/// A file of `fixtures` as JSON.
fn fixture(path: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path);
    let text = std::fs::read_to_string(&file).expect(path);
    serde_json::from_str(&text).expect(path)
}

fn fixture_rows(path: &str) -> Vec<Value> {
    fixture(path)["data"].as_array().expect(path).clone()
}

/// The first of the examples, an accepted stay of three nights: 242.00 + 124.00 - 56.73 = 309.27.
fn example_row() -> Value {
    fixture_rows("api/account/reservations.json").swap_remove(0)
}

/// A row with its value at `pointer` replaced, or added.
pub(crate) fn with(mut row: Value, pointer: &str, value: Value) -> Value {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    let parent = row.pointer_mut(parent).expect(pointer);
    if let Some(entries) = parent.as_array_mut() {
        entries[key.parse::<usize>().expect("an index")] = value;
    } else {
        parent.as_object_mut().expect(pointer).insert(key.to_owned(), value);
    }
    row
}

/// A row with its value at `pointer` taken away.
fn without(mut row: Value, pointer: &str) -> Value {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    let parent = row.pointer_mut(parent).expect(pointer);
    if let Some(entries) = parent.as_array_mut() {
        entries.remove(key.parse().expect("an index"));
    } else {
        parent.as_object_mut().expect(pointer).remove(key);
    }
    row
}

fn property(id: &str, name: &str, timezone: Option<&str>) -> RawProperty {
    RawProperty {
        id: PropertyId::new(id).expect("an id"),
        name: name.to_owned(),
        public_name: None,
        address: None,
        city: None,
        country: None,
        timezone: timezone.map(str::to_owned),
        currency: Some("USD".to_owned()),
        listed: Some(true),
    }
}

/// A snapshot of February 2026 with `rows`, each of the property that it names, or of Casa Uno.
pub(crate) fn snapshot(rows: &[Value]) -> Snapshot {
    let raw = |row: &Value| raw_text(home_of(row), row.to_string());
    Snapshot {
        program: "0.1.0".to_owned(),
        fetched_at: "2026-03-02T08:00:00Z".parse().expect("an instant"),
        api: "https://api.example".to_owned(),
        window: Window {
            period: Period::parse_month("2026-02").expect("a month"),
            look_back_days: 180,
            look_ahead_months: 0,
        },
        scope: FetchScope::All,
        guest_names: GuestNames::First,
        account: None,
        properties: vec![
            property(CASA_UNO, "Casa Uno", Some("-0600")),
            property(CASA_DOS, "Casa Dos", Some("+0100")),
        ],
        reservations: rows.iter().map(raw).collect(),
        counts: Counts::default(),
        remarks: Vec::new(),
        oddities: Vec::new(),
    }
}

fn home_of(row: &Value) -> &str {
    row.pointer("/properties/0/id").and_then(Value::as_str).unwrap_or(CASA_UNO)
}

fn raw_text(property: &str, text: String) -> RawReservation {
    RawReservation { property: PropertyId::new(property).expect("an id"), row: text }
}

fn account(rows: &[Value]) -> Account {
    let account = read_account(&snapshot(rows), &LabelPatterns::default()).expect("rows");
    assert_eq!(account.rows(), rows.len(), "every row stands once");
    account
}

/// The text of one row, of Casa Uno, read as it is.
fn fate_of_text(text: &str) -> String {
    let mut one = snapshot(&[]);
    one.reservations.push(&raw_text(CASA_UNO, text.to_owned()));
    fate(&read_account(&one, &LabelPatterns::default()).expect("rows"))
}

/// What became of the one row of an account: "counts 309.27 USD as-delivered" or "held CODE" or
/// "aside CODE", with the codes of its notices.
fn fate(account: &Account) -> String {
    let mut words = Vec::new();
    for one in &account.reservations {
        words.push(format!("counts {}", worth(one)));
    }
    words.extend(account.unusable.iter().map(|one| format!("held {}", one.reason.code())));
    words.extend(account.set_aside.iter().map(|one| format!("aside {}", one.reason.code())));
    words.extend(account.notices.iter().map(|notice| notice.kind.code().to_owned()));
    words.join(" ")
}

fn worth(reservation: &Reservation) -> String {
    let Some(money) = &reservation.financials else { return "nothing".to_owned() };
    let reading = match money.reading {
        Reading::ByException => "by-exception".to_owned(),
        Reading::AsDelivered => "as-delivered".to_owned(),
        Reading::TaxesOutside => "taxes-outside".to_owned(),
        Reading::NetOfDiscounts => "net-of-discounts".to_owned(),
        Reading::Flipped(list) => format!("flipped {}", flipped_list_name(list)),
    };
    let state = match reservation.status {
        BookingStatus::Accepted => "",
        BookingStatus::Cancelled => " cancelled",
    };
    format!("{} {} {reading}{state}", money.revenue, money.currency)
}

/// Checks what becomes of a row on its own.
fn check(what: &str, row: Value, expected: &str) {
    assert_eq!(fate(&account(&[row])), expected, "{what}");
}

/// A row whose host side has these sums, one line a list and no printed texts.
pub(crate) fn plain(currency: &str, sums: [i64; 7]) -> Value {
    let [accommodation, guest_fees, host_fees, discounts, adjustments, taxes, revenue] = sums;
    let line = |label: &str, minor: i64| json!({"amount": minor, "label": label, "category": ""});
    let list = |label: &str, minor: i64| match minor {
        0 => json!([]),
        _ => json!([line(label, minor)]),
    };
    let host = json!({
        "accommodation": line("Accommodation", accommodation),
        "accommodation_breakdown": null,
        "guest_fees": list("Cleaning Fee", guest_fees),
        "host_fees": list("Host Service Fee", host_fees),
        "discounts": list("Weekly discount", discounts),
        "adjustments": list("Resolution Adjustment", adjustments),
        "taxes": list("City tax", taxes),
        "revenue": line("Gross Revenue", revenue),
    });
    with(example_row(), "/financials", json!({"currency": currency, "host": host}))
}
