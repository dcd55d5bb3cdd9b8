//! The manager's own files: exceptions to single reservations.

use owner_statements::domain::{HoldReason, Money};
use owner_statements::locale::Locale;
use owner_statements::manager_files::{ManagerFiles, parse_exceptions};
use owner_statements::month::Month;
use owner_statements::render::compose::compose;
use owner_statements::render::html::HtmlPrinter;
use owner_statements::render::{csv, json};
use owner_statements::statement::{Column, Scope, TiedStatement};
use serde_json::{Value, json};

use crate::formats::schema::ensure_fits;
use crate::intake::{CASA_UNO, plain, with};
use crate::manager_files::{self, config};

const HEADER: &str = "code,action,line,amount,reason\n";

fn faults(text: &str) -> Vec<String> {
    let read = parse_exceptions("exceptions.csv", text, &config().portfolio);
    read.expect_err("faults").iter().map(ToString::to_string).collect()
}

fn check_fault(rows: &str, expected: &str) {
    let found = faults(&format!("{HEADER}{rows}"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with(expected), "{found:?}");
}

#[test]
fn a_good_file_is_read_in_any_order_of_columns() {
    let text = "\u{feff}reason,property,amount,code,action,line\r\n\
                \"agreed, in writing\",,480.00 USD,HM1,override,accommodation\r\n\
                ,,,,,\r\n\
                '=1+1,Sea Cottage,,HM2,exclude,\r\n";
    let read = parse_exceptions("e.csv", text, &config().portfolio).expect("exceptions");
    assert_eq!(read.len(), 2);
    assert_eq!(
        (read[0].reason.as_str(), read[0].place.as_str()),
        ("agreed, in writing", "e.csv:2")
    );
    assert_eq!((read[1].reason.as_str(), read[1].place.as_str()), ("=1+1", "e.csv:4"));
    assert_eq!(read[1].property.as_ref().map(|id| id.as_str()), Some(CASA_UNO));
    let nothing = parse_exceptions("e.csv", HEADER, &config().portfolio);
    assert_eq!(nothing, Ok(Vec::new()));
}

#[test]
fn every_fault_names_line_and_column() {
    for (rows, expected) in [
        (",exclude,,,why\n", "exceptions.csv:2:code: missing"),
        ("HM1,exclude,,,\n", "exceptions.csv:2:reason: missing"),
        ("HM1,remove,,,why\n", "exceptions.csv:2:action: unknown action 'remove'"),
        ("HM1,exclude,tax,,why\n", "exceptions.csv:2:line: leave it empty"),
        ("HM1,exclude,,1 EUR,why\n", "exceptions.csv:2:amount: leave it empty"),
        ("HM1,override,rent,1 EUR,why\n", "exceptions.csv:2:line: unknown line 'rent'"),
        ("HM1,override,tax,1.00,why\n", "exceptions.csv:2:amount: '1.00' is not an amount"),
        ("HM1,override,tax,\"1,00 EUR\",why\n", "exceptions.csv:2:amount: '1,00 EUR' is not"),
        ("HM1,override,tax,1.001 EUR,why\n", "exceptions.csv:2:amount: '1.001 EUR': EUR has 2"),
        ("HM1,override,tax,,why\n", "exceptions.csv:2:amount: '' is not an amount"),
        ("HM1,exclude,,,why,more\n", "exceptions.csv:2: 6 fields, but the header has 5"),
        ("HM1,exclude,,,\"a\nb\"\n", "exceptions.csv:2:reason: more than one line"),
        ("HM1,exclude,,,a\u{202e}b\n", "exceptions.csv:2:reason: an invisible character"),
        ("HM1,exclude,,,a\nHM1,exclude,,,b\n", "exceptions.csv:3:code: already excluded on line 2"),
        (
            "HM1,exclude,,,a\nHM1,override,tax,1 EUR,b\n",
            "exceptions.csv:3:action: line 2 has the other action",
        ),
        (
            "HM1,override,tax,1 EUR,a\nHM1,override,tax,2 EUR,b\n",
            "exceptions.csv:3:line: 'tax' is already set on line 2",
        ),
        (
            "HM1,override,tax,1 EUR,a\nHM1,override,discount,2 USD,b\n",
            "exceptions.csv:3:amount: line 2 is in EUR",
        ),
    ] {
        check_fault(rows, expected);
    }
    let several = faults(&format!("{HEADER},exclude,,,\nHM1,remove,,,why\n"));
    assert_eq!(several.len(), 3, "{several:?}");
    assert!(faults("")[0].contains("is empty"));
    assert!(faults("code;action;line;amount\n")[0].contains("'reason' is missing"));
    assert!(faults("code,action,line,amount,reason,colour\n")[0].contains("'colour'"));
    assert!(faults("code,action,line,amount\n")[0].contains("'reason' is missing"));
    let unknown = "code,action,line,amount,reason,property\nHM1,exclude,,,why,Hut\n";
    assert!(faults(unknown)[0].starts_with("exceptions.csv:2:property: 'Hut' is not the id or"));
}

/// A stay of 14 to 17 February with these sums in dollars.
fn row(code: &str, sums: [i64; 7]) -> Value {
    let row = with(plain("USD", sums), "/code", json!(code));
    with(row, "/id", json!(format!("id-{code}")))
}

fn compute(rows: &[Value], exceptions: &str) -> Month {
    let text = format!("{HEADER}{exceptions}");
    let read = parse_exceptions("exceptions.csv", &text, &config().portfolio);
    let manager_files = ManagerFiles {
        exceptions: read.expect("exceptions"),
        exceptions_text: Some(text),
        ..ManagerFiles::default()
    };
    manager_files::compute(rows, &manager_files, &Scope::default())
}

fn codes(month: &Month) -> Vec<&'static str> {
    month.report.notices.iter().map(|notice| notice.kind.code()).collect()
}

fn minor(statement: &TiedStatement, column: Column) -> i64 {
    statement.totals.amount(column).minor()
}

fn declined(code: &str) -> Value {
    let status = json!({"current": {"category": "not accepted"}});
    with(row(code, [100, 0, 0, 0, 0, 0, 100]), "/reservation_status", status)
}

/// HMA: rent 400.00 set to 480.00, cleaning 60.00, fee -50.00, commission 96.00: 394.00.
/// HMB: does not reconcile; rent 300.00, fee -30.00, commission 60.00: 210.00.
/// HMC: left out. Together 604.00.
fn mixed_month() -> Month {
    let rows = [
        row("HMA", [40_000, 6_000, -5_000, 0, 0, 0, 41_000]),
        row("HMB", [30_000, 0, 0, 0, 0, 0, 99_999]),
        row("HMC", [20_000, 0, 0, 0, 0, 0, 20_000]),
        declined("HMD"),
    ];
    let exceptions = "HMA,override,accommodation,480.00 USD,agreed price\n\
                      HMB,override,accommodation,300.00 USD,from the contract\n\
                      HMB,override,channel-fee,-30.00 USD,from the contract\n\
                      HMC,exclude,,,deposit only\n\
                      HMD,override,accommodation,1.00 USD,hope\n\
                      HMX,exclude,,,gone\n";
    compute(&rows, exceptions)
}

#[test]
fn a_month_with_exceptions_has_the_figures_of_the_hand() {
    let month = mixed_month();
    assert!(month.report.held.is_empty(), "{:?}", month.report.held);
    let counts = (month.report.placed, month.report.excluded.len(), month.report.outside);
    assert_eq!(counts, (2, 2, 0));
    let reasons: Vec<&str> = month.report.excluded.iter().map(|one| one.reason.code()).collect();
    assert_eq!(reasons, ["exception", "not-accepted"]);
    assert_eq!(month.statements.len(), 1);
    let statement = &month.statements[0];
    assert_eq!(minor(statement, Column::Rent), 78_000);
    assert_eq!(minor(statement, Column::Fees), 6_000);
    assert_eq!(minor(statement, Column::ChannelFee), -8_000);
    assert_eq!(minor(statement, Column::Commission), -15_600);
    assert_eq!(statement.totals.net().minor(), 60_400);
    let unused = codes(&month).into_iter().filter(|code| *code == "exception-unused").count();
    assert_eq!(unused, 2, "{:?}", month.report.notices);
}

#[test]
fn page_json_and_ledger_tell_the_exceptions() {
    let month = mixed_month();
    assert_eq!(month.statements.len(), 1);
    let statement = &month.statements[0];
    let locale = Locale::of_tag("en").expect("English");
    let page = compose(statement, &locale);
    for expected in [
        "Reservation HMA: we set rent to 480.00. Reason: agreed price.",
        "Reservation HMB: we set channel and payment fees to \u{2212}30.00. Reason: from the contract.",
        "Reservation HMC is not included in this statement. Reason: deposit only.",
    ] {
        assert!(page.notes.lines.iter().any(|line| line == expected), "{:?}", page.notes);
        let html = HtmlPrinter::new(None).expect("a printer").statement(&page).expect("a page");
        assert!(html.contains(expected));
    }
    let ledger = String::from_utf8(csv::lines(statement, &locale).expect("a ledger"));
    let ledger = ledger.expect("a text");
    assert!(ledger.contains("Rent,480.00,USD") && !ledger.contains("HMC"), "{ledger}");
    let bytes = json::statement(statement).expect("JSON");
    let document: Value = serde_json::from_slice(&bytes).expect("JSON");
    ensure_fits(&document);
    let stays = &document["properties"][0]["reservations"];
    let (a, b) = (&stays[0]["reported"], &stays[1]["reported"]);
    assert_eq!(a["revenue"]["amount"], "410.00");
    assert_eq!(a["exceptions"]["replaced"][0]["delivered"]["amount"], "400.00");
    assert_eq!(a["exceptions"]["amounts"][0]["reason"], "agreed price");
    assert_eq!(b["reading"], "by-exception");
    assert_eq!(b["exceptions"]["unusable"], "does-not-reconcile");
}

/// The codes of the reasons that hold the one owner.
fn holds(rows: &[Value], exceptions: &str) -> Vec<&'static str> {
    let month = compute(rows, exceptions);
    let holds = month.report.held.values().flatten();
    holds.map(|hold| hold.reason.code()).collect()
}

#[test]
fn what_cannot_be_applied_without_doubt_holds() {
    let good = row("HMA", [40_000, 0, 0, 0, 0, 0, 40_000]);
    let broken = row("HMA", [40_000, 0, 0, 0, 0, 0, 1]);
    let rent = "HMA,override,accommodation,1.00 USD,why\n";
    let euros = "HMA,override,accommodation,1.00 EUR,why\n";
    let one = std::slice::from_ref;
    assert!(holds(one(&good), rent).is_empty());
    assert_eq!(holds(one(&broken), ""), ["does-not-reconcile"]);
    assert_eq!(holds(one(&good), euros), ["exception-in-other-currency"]);
    assert_eq!(holds(one(&broken), euros), ["exception-in-other-currency"]);
    let fee = "HMA,override,channel-fee,-1.00 USD,why\n";
    assert_eq!(holds(one(&broken), fee), ["exception-without-rent"]);
    // the same code through another channel is another stay
    let vrbo = with(with(good.clone(), "/platform", json!("homeaway")), "/id", json!("id-2"));
    let twice = ["exception-for-several", "exception-for-several"];
    assert_eq!(holds(&[good.clone(), vrbo], rent), twice);
    // two broken copies: ambiguous
    let copy = with(broken.clone(), "/id", json!("id-2"));
    let copies = ["conflicting-copies", "conflicting-copies"];
    assert_eq!(holds(&[broken.clone(), copy.clone()], rent), copies);
    assert!(holds(&[broken, copy], "HMA,exclude,,,why\n").is_empty());
    // an unknown status is not made to count
    let status = json!({"current": {"category": "dreaming"}});
    let unknown = with(with(good, "/reservation_status", status), "/financials", Value::Null);
    assert_eq!(holds(one(&unknown), rent), ["unknown-status"]);
}

#[test]
fn money_that_is_missing_can_be_written_and_an_owners_stay_has_none() {
    let none = with(row("HMA", [0; 7]), "/financials", Value::Null);
    let rent = "HMA,override,accommodation,100.00 USD,by bank transfer\n";
    assert_eq!(holds(std::slice::from_ref(&none), ""), [HoldReason::NoFinancials.code()]);
    let month = compute(std::slice::from_ref(&none), rent);
    assert_eq!(month.statements[0].totals.net().minor(), 8_000);
    let owners = with(none, "/stay_type", json!("owner_stay"));
    let month = compute(&[owners], rent);
    assert!(codes(&month).contains(&"exception-unused"));
    assert!(month.statements.iter().all(|one| one.totals.net() == Money::zero(one.currency)));
}

#[test]
fn an_exception_for_another_month_is_told() {
    let later = row("HMA", [40_000, 0, 0, 0, 0, 0, 40_000]);
    let later = with(
        with(later, "/arrival_date", json!("2026-03-03")),
        "/departure_date",
        json!("2026-03-06"),
    );
    for exception in ["HMA,exclude,,,why\n", "HMA,override,accommodation,1.00 USD,why\n"] {
        let month = compute(std::slice::from_ref(&later), exception);
        assert_eq!(month.report.outside, 1);
        let unused = codes(&month).into_iter().filter(|code| *code == "exception-unused");
        assert_eq!(unused.count(), 1, "{exception}");
    }
}
