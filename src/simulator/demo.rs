//! Checks the built-in account: exact to the cent, with one double booking, and with an example of
//! everything a statement has to handle.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::Value;

use super::account::{DEMO_CONFIG, SimulatedAccount, property_of, text_field};
use super::query::day;

const LISTS: [&str; 5] = ["guest_fees", "host_fees", "discounts", "adjustments", "taxes"];

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn amount(line: &Value) -> i64 {
    line["amount"].as_i64().unwrap()
}

fn sum(lines: &Value) -> i64 {
    lines.as_array().unwrap().iter().map(amount).sum()
}

fn host(row: &Value) -> &Value {
    &row["financials"]["host"]
}

fn category(row: &Value) -> &str {
    row["reservation_status"]["current"]["category"].as_str().unwrap()
}

fn stay(row: &Value) -> (NaiveDate, NaiveDate) {
    let of = |key| text_field(row, key).and_then(day).unwrap();
    (of("arrival_date"), of("departure_date"))
}

/// An amount as the API shows it, written without the code under test.
fn formatted(amount: i64, currency: &str) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    let symbol = match currency {
        "EUR" => "€",
        "GBP" => "£",
        other => panic!("{other}"),
    };
    let (whole, cents) = (amount.unsigned_abs() / 100, amount.unsigned_abs() % 100);
    let grouped = match whole {
        0..=999 => whole.to_string(),
        _ => format!("{},{:03}", whole / 1000, whole % 1000),
    };
    format!("{sign}{symbol}{grouped}.{cents:02}")
}

fn check_formatted(value: &Value, currency: &str) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| check_formatted(item, currency)),
        Value::Object(object) => {
            if let Some(shown) = object.get("formatted") {
                assert_eq!(shown, &formatted(amount(value), currency));
            }
            object.values().for_each(|inner| check_formatted(inner, currency));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_amount_adds_up() {
    for row in SimulatedAccount::demo().reservations() {
        let (host, code) = (host(row), &row["code"]);
        let parts: i64 = LISTS.iter().map(|list| sum(&host[list])).sum();
        assert_eq!(amount(&host["revenue"]), amount(&host["accommodation"]) + parts, "{code}");
        for (list, sign) in [("guest_fees", 1), ("host_fees", -1), ("discounts", -1), ("taxes", 1)]
        {
            for line in host[list].as_array().unwrap() {
                assert_eq!(amount(line).signum(), sign, "{code} {list}");
            }
        }
        check_formatted(&row["financials"], row["financials"]["currency"].as_str().unwrap());
        if let Some(guest) = row["financials"].get("guest") {
            let parts: i64 =
                ["fees", "discounts", "taxes", "adjustments"].iter().map(|l| sum(&guest[l])).sum();
            let total = amount(&guest["accommodation"]) + parts;
            assert_eq!(amount(&guest["total_price"]), total, "{code}");
        }
    }
}

#[test]
fn nights_and_their_prices_are_those_of_the_stay() {
    for row in SimulatedAccount::demo().reservations() {
        let ((arrival, departure), code) = (stay(row), &row["code"]);
        let nights: Vec<NaiveDate> = arrival.iter_days().take_while(|d| *d < departure).collect();
        assert_eq!(row["nights"], nights.len(), "{code}");
        let breakdown = &host(row)["accommodation_breakdown"];
        if row["platform"] == "homeaway" {
            assert!(breakdown.is_null(), "{code}");
            continue;
        }
        assert_eq!(sum(breakdown), amount(&host(row)["accommodation"]), "{code}");
        let labels =
            breakdown.as_array().unwrap().iter().map(|line| date(line["label"].as_str().unwrap()));
        let expected = if breakdown == &Value::Array(Vec::new()) { Vec::new() } else { nights };
        assert_eq!(labels.collect::<Vec<_>>(), expected, "{code}");
    }
}

#[test]
fn every_row_belongs_to_a_property_in_its_currency_and_one_night_is_booked_twice() {
    let demo = SimulatedAccount::demo();
    let mut seen = BTreeSet::new();
    let mut taken = BTreeSet::new();
    let mut shared = Vec::new();
    for row in demo.reservations() {
        let property = demo.property(property_of(row).unwrap()).unwrap();
        assert_eq!(row["financials"]["currency"], property["currency"]);
        assert!(
            seen.insert(text_field(row, "id").unwrap())
                && seen.insert(text_field(row, "code").unwrap())
        );
        let (arrival, departure) = stay(row);
        for night in arrival.iter_days().take_while(|d| *d < departure) {
            if category(row) == "accepted" && !taken.insert((property_of(row).unwrap(), night)) {
                shared.push((row["code"].as_str().unwrap(), night));
            }
        }
    }
    assert_eq!(shared, [("4100000008", date("2026-10-17"))]);
}

/// Whether a row of the month (any night or departure in it) fulfils the condition.
fn in_october(condition: impl Fn(&Value) -> bool) -> bool {
    let demo = SimulatedAccount::demo();
    let mut month = demo.reservations().iter().filter(|row| {
        let (arrival, departure) = stay(row);
        arrival < date("2026-11-01") && departure >= date("2026-10-01")
    });
    month.any(condition)
}

fn has_line(row: &Value, list: &str, label: &str) -> bool {
    host(row)[list].as_array().unwrap().iter().any(|line| line["label"] == label)
}

#[test]
fn october_has_an_example_of_everything() {
    for channel in ["airbnb", "homeaway", "booking", "direct", "manual"] {
        assert!(in_october(|row| row["platform"] == channel), "{channel}");
    }
    for (from, to) in
        [("2026-09-29", "2026-10-03"), ("2026-10-29", "2026-11-02"), ("2026-09-20", "2026-11-04")]
    {
        assert!(in_october(|row| stay(row) == (date(from), date(to))), "{from} {to}");
    }
    assert!(in_october(
        |row| row["stay_type"] == "owner_stay" && row["financials"].get("guest").is_none()
    ));
    let cancelled = |row: &Value| category(row) == "cancelled";
    assert!(in_october(|row| cancelled(row) && amount(&host(row)["revenue"]) > 0));
    assert!(in_october(|row| cancelled(row) && amount(&host(row)["revenue"]) == 0));
    assert!(in_october(|row| category(row) == "not accepted" && amount(&host(row)["revenue"]) > 0));
    let adjusted = |row: &Value, label| has_line(row, "adjustments", label);
    assert!(in_october(|row| adjusted(row, "Resolution adjustment for resolution 123456789")
        && host(row)["adjustments"][0]["category"] == "Total payouts"
        && sum(&host(row)["adjustments"]) < 0));
    assert!(in_october(|row| adjusted(row, "Resolution Payout")));
    assert!(in_october(|row| {
        let refund = sum(&host(row)["adjustments"]);
        refund < 0 && amount(&host(row)["accommodation"]) + refund < 0
    }));
    assert!(in_october(
        |row| row["platform"] == "homeaway" && has_line(row, "taxes", "Lodging Tax")
    ));
    assert!(in_october(|row| has_line(row, "host_fees", "Payment charge")
        && has_line(row, "host_fees", "Host Service Fee")));
    for fee in [
        "Cleaning Fee",
        "Frais de ménage",
        "Pet Fee",
        "Linens",
        "EXTRA_GUEST_FEE",
        "Resort fee",
        "Damage waiver",
        "Security deposit",
    ] {
        assert!(in_october(|row| has_line(row, "guest_fees", fee)), "{fee}");
    }
    assert!(in_october(|row| sum(&host(row)["discounts"]) < 0));
    assert!(in_october(|row| row["notes"].is_string()));
    for script in ['α'..='ω', 'а'..='я', 'ぁ'..='ん', '\u{620}'..='\u{64a}', 'ả'..='ả', 'Ł'..='Ł']
    {
        let first =
            |row: &Value| row["guest"]["first_name"].as_str().unwrap_or_default().to_owned();
        assert!(in_october(|row| first(row).chars().any(|c| script.contains(&c))), "{script:?}");
    }
}

#[test]
fn the_configuration_covers_the_account() {
    let config: toml::Table = DEMO_CONFIG.parse().unwrap();
    let ids = |table: &str| -> BTreeSet<String> {
        let rows = config[table].as_array().unwrap().iter();
        rows.map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    let demo = SimulatedAccount::demo();
    let names: BTreeSet<(String, String)> = demo
        .properties()
        .iter()
        .map(|row| {
            (text_field(row, "id").unwrap().to_owned(), text_field(row, "name").unwrap().to_owned())
        })
        .collect();
    let mut configured = BTreeSet::new();
    for property in config["property"].as_array().unwrap() {
        let of = |key: &str| property[key].as_str().unwrap().to_owned();
        assert!(ids("agreement").contains(&of("agreement")) && ids("owner").contains(&of("owner")));
        configured.insert((of("id"), of("name")));
    }
    assert_eq!(configured, names);
    assert_eq!((ids("agreement").len(), ids("owner").len()), (3, 4));
}
