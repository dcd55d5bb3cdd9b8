//! Row by row and total by total, every format against the JSON.

use std::collections::BTreeMap;

use serde_json::Value;

use super::read::*;
use crate::program::world::OWNERS;

/// How many reservations the example month places.
const PLACED: usize = 31;

/// What the entries of a property, or of the owner, add to a column.
fn of_entries(holder: &Value, column: &str) -> i64 {
    let amounts = list(holder, "entries").iter().map(|entry| amount(&entry["amount"]));
    match column {
        "expenses" => amounts.filter(|sum| *sum < 0).sum(),
        "credits" => amounts.filter(|sum| *sum > 0).sum(),
        "net" => amounts.sum(),
        _ => 0,
    }
}

#[test]
fn totals_are_the_sums_of_their_rows() {
    for (owner, statement) in statements() {
        let mut whole: BTreeMap<&str, i64> = BTreeMap::new();
        for column in COLUMNS.into_iter().chain(["net"]) {
            let homes = list(&statement, "properties").iter();
            let stays: i64 = homes.map(|home| amount(&home["stays"][column])).sum();
            assert_eq!(stays, amount(&statement["stays"][column]), "{owner} {column}");
        }
        for property in list(&statement, "properties") {
            for column in COLUMNS.into_iter().chain(["net"]) {
                let rows = list(property, "reservations").iter();
                let sum: i64 = rows.map(|row| amount(&row["amounts"][column])).sum();
                assert_eq!(sum, amount(&property["stays"][column]), "{owner} {column}");
                let sum = sum + of_entries(property, column);
                assert_eq!(sum, amount(&property["totals"][column]), "{owner} {column}");
                *whole.entry(column).or_default() += sum;
            }
        }
        for (column, sum) in &mut whole {
            *sum += of_entries(&statement, column);
            assert_eq!(*sum, amount(&statement["totals"][column]), "{owner} {column}");
        }
        let net: i64 = COLUMNS.iter().map(|column| whole[column]).sum();
        assert_eq!(net, whole["net"], "{owner}");
    }
}

#[test]
fn each_row_is_the_sum_of_the_owners_lines() {
    for (owner, statement) in statements() {
        for row in list(&statement, "properties").iter().flat_map(|p| list(p, "reservations")) {
            let lines = list(row, "lines").iter().filter(|line| line["party"] == "owner");
            let sum: i64 = lines.map(|line| amount(&line["in_period"])).sum();
            assert_eq!(sum, amount(&row["amounts"]["net"]), "{owner} {}", row["code"]);
        }
    }
}

/// Whatever has entries: the properties by name, and the statement itself without one.
fn homes_and_owner(statement: &Value) -> Vec<(&str, &Value)> {
    let homes = list(statement, "properties").iter().map(|home| (text(home, "name"), home));
    homes.chain([("", statement)]).collect()
}

/// The columns of a line of the ledger, by its words.
fn column_of(line: &str) -> &'static str {
    match line {
        "Rent" | "Discount" => "rent",
        "Channel and payment fees" => "channel_fee",
        "Management commission" => "commission",
        "Refund" => "adjustments",
        "Cleaning after your own stay" => "charges",
        fee if fee.ends_with(" fees") => "fees",
        _ => "another",
    }
}

#[test]
fn the_ledger_adds_up_to_the_rows() {
    let mut compared = 0;
    for (owner, statement) in statements() {
        let file = MADE.text(&document(owner, "csv"));
        let mut reader = csv::Reader::from_reader(file.as_bytes());
        let mut sums: BTreeMap<(String, String), BTreeMap<&str, i64>> = BTreeMap::new();
        for record in reader.deserialize() {
            let record: BTreeMap<String, String> = record.expect("a record");
            let key = (record["property"].clone(), record["reservation"].clone());
            let sum = hundredths(&record["amount"]).unwrap_or(0);
            let row = sums.entry(key).or_default();
            *row.entry(column_of(&record["line"])).or_default() += sum;
            *row.entry("net").or_default() += sum;
            assert_eq!(record["currency"], text(&statement, "currency"));
        }
        for property in list(&statement, "properties") {
            for row in list(property, "reservations") {
                let code = text(row, "code");
                let key = (text(property, "name").to_owned(), code.to_owned());
                let found = sums.remove(&key).unwrap_or_default();
                // what is neither rent, fee nor deduction is an adjustment of another kind
                let other = found.get("another").copied().unwrap_or(0);
                for column in COLUMNS.into_iter().chain(["net"]) {
                    let mut sum = found.get(column).copied().unwrap_or(0);
                    if column == "adjustments" {
                        sum += other;
                    }
                    assert_eq!(sum, amount(&row["amounts"][column]), "{owner} {code} {column}");
                }
                compared += 1;
            }
        }
        for (name, holder) in homes_and_owner(&statement) {
            let found = sums.remove(&(name.to_owned(), String::new())).unwrap_or_default();
            let net = found.get("net").copied().unwrap_or(0);
            assert_eq!(net, of_entries(holder, "net"), "{owner} {name}");
        }
        assert!(sums.is_empty(), "{owner}: {sums:?}");
    }
    assert_eq!(compared, PLACED);
}

#[test]
fn the_month_summary_is_that_of_the_statements() {
    let file = MADE.text("statements/2026-10/manager/month-summary.csv");
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let records = reader.deserialize().map(|record| record.expect("a record"));
    let records: Vec<BTreeMap<String, String>> = records.collect();
    let mut left = records.len();
    for (owner, statement) in statements() {
        for property in list(&statement, "properties") {
            let id = text(property, "id");
            let found =
                records.iter().find(|one| one["owner_id"] == owner && one["property_id"] == id);
            let record = found.unwrap_or_else(|| unreachable!("no row for {owner} and {id}"));
            for column in COLUMNS.into_iter().chain(["net"]) {
                let expected = text(&property["totals"][column], "amount");
                assert_eq!(record[column], expected, "{owner} {id} {column}");
            }
            for key in ["guest_nights", "owner_nights", "blocked_nights", "stays"] {
                assert_eq!(record[key], property["figures"][key].to_string(), "{owner} {id} {key}");
            }
            let collected = &property["collected"];
            for (key, list) in [
                ("fees_kept_by_manager", "fees_kept_by_manager"),
                ("taxes_held", "taxes_passed_on"),
            ] {
                let sums = collected[list].as_object().expect("amounts").values();
                let sum: i64 = sums.map(amount).sum();
                assert_eq!(hundredths(&record[key]), Some(sum), "{owner} {id} {key}");
            }
            assert_eq!(record["currency"], text(&statement, "currency"));
            left -= 1;
        }
        if !list(&statement, "entries").is_empty() {
            let found = records
                .iter()
                .find(|one| one["owner_id"] == owner && one["property_id"].is_empty());
            let record = found.unwrap_or_else(|| unreachable!("no row for {owner} alone"));
            assert_eq!(hundredths(&record["net"]), Some(of_entries(&statement, "net")));
            left -= 1;
        }
    }
    assert_eq!(left, 0, "rows of nobody");
}

/// Every row of every statement stands on a page as a line that begins with its code and shows its
/// amounts in the order of the columns; so do the totals.
fn check_pages(lines_of: impl Fn(&str) -> Vec<Vec<String>>) {
    let (mut compared, mut compared_entries) = (0, 0);
    for (owner, statement) in statements() {
        let lines = lines_of(owner);
        let total = |amounts: &[i64]| {
            let mut totals = lines.iter().filter(|line| line.first().is_some_and(|c| c == "Total"));
            totals.any(|line| amounts_of(line) == amounts)
        };
        for property in list(&statement, "properties") {
            for row in list(property, "reservations") {
                let code = text(row, "code");
                let is_row = |line: &&Vec<String>| {
                    line.first().is_some_and(|c| c.split_whitespace().next() == Some(code))
                };
                let found: Vec<&Vec<String>> = lines.iter().filter(is_row).collect();
                assert_eq!(found.len(), 1, "{owner} {code}: {found:?}");
                assert_eq!(amounts_of(found[0]), shown(&row["amounts"]), "{owner} {code}");
                compared += 1;
            }
            let name = text(property, "name");
            assert!(total(&shown(&property["stays"])), "{owner}: no total of {name}");
        }
        if list(&statement, "properties").len() > 1 {
            let [stays, totals] = [&statement["stays"], &statement["totals"]];
            let mut as_one = vec![amount(&stays["net"])];
            as_one.extend(["expenses", "credits", "net"].map(|key| amount(&totals[key])));
            assert!(total(&shown(totals)) || total(&as_one), "{owner}: no total");
        }
        compared_entries += check_charges(owner, &statement, &lines);
        let net = amount(&statement["totals"]["net"]);
        let answer = |line: &&Vec<String>| line.last().is_some_and(|c| hundredths(c) == Some(net));
        // in the walk, and in the total of the tables where no entries stand beside it
        let in_total = list(&statement, "properties").len() > 1 || net == stays_net(&statement);
        let times = lines.iter().filter(answer).count();
        assert!(times > usize::from(in_total), "{owner}: the net stands {times} times");
    }
    assert_eq!((compared, compared_entries), (PLACED, 6));
}

fn stays_net(statement: &Value) -> i64 {
    amount(&statement["stays"]["net"])
}

/// Each entry has a line with net, VAT and total, if there is any VAT.
fn check_charges(owner: &str, statement: &Value, lines: &[Vec<String>]) -> usize {
    let mut compared = 0;
    for (name, holder) in homes_and_owner(statement) {
        for entry in list(holder, "entries") {
            let description = text(entry, "description");
            let is_row = |line: &&Vec<String>| line.iter().any(|c| c.starts_with(description));
            let found: Vec<&Vec<String>> = lines.iter().filter(is_row).collect();
            assert_eq!(found.len(), 1, "{owner} {description}: {found:?}");
            let parts = ["net", "vat", "amount"].map(|key| amount(&entry[key]));
            let nonzero = parts.into_iter().filter(|sum| *sum != 0).collect::<Vec<_>>();
            assert_eq!(amounts_of(found[0]), nonzero, "{owner} {description}");
            let of_home = found[0].iter().any(|cell| cell == name || cell == "General");
            let several = list(statement, "properties").len() > 1;
            assert_eq!(of_home, several, "{owner} {description} of {name}");
            compared += 1;
        }
    }
    compared
}

#[test]
fn the_pages_show_the_rows() {
    check_pages(|owner| rows_of_html(&MADE.text(&document(owner, "html"))));
}

#[test]
fn the_documents_show_the_rows() {
    check_pages(|owner| lines_of_pdf(&MADE.read(&document(owner, "pdf"))));
}

#[test]
fn the_largest_figure_is_the_net() {
    let locale_of = |text: &str| text.replace('\u{a0}', " ");
    for (owner, statement) in statements() {
        let net = amount(&statement["totals"]["net"]);
        let currency = text(&statement, "currency");
        let of_net = |line: &str| {
            let line = locale_of(line);
            let parts = line.split_once(' ');
            parts.is_some_and(|(sum, unit)| unit == currency && hundredths(sum) == Some(net))
        };
        let pdf = lines_of_pdf(&MADE.read(&document(owner, "pdf")));
        assert!(pdf.iter().flatten().any(|cell| of_net(cell)), "{owner}: not in the PDF");
        let html = MADE.text(&document(owner, "html"));
        let texts = html.split('>').filter_map(|piece| piece.split_once('<'));
        assert!(texts.into_iter().any(|(text, _)| of_net(text)), "{owner}: not on the page");
    }
    assert_eq!(OWNERS.len(), 4);
}
