//! The manager's own entries: expenses and credits that belong to no reservation.

use std::collections::BTreeSet;

use owner_statements::domain::{
    ChargeCategory, ChargeScope, Currency, OwnerCharge, OwnerId, PropertyId,
};
use owner_statements::locale::{Locale, hold_text};
use owner_statements::manager_files::{Homes, ManagerFiles, Written, parse_charges, read_written};
use owner_statements::month::Month;
use owner_statements::render::compose::compose;
use owner_statements::render::{csv, json};
use owner_statements::statement::{ChargeCounts, Column, Scope, TiedStatement};
use owner_statements::tables::{DateOrder, DecimalMark, SheetForm};
use serde_json::{Value, json};

use crate::formats::schema::ensure_fits;
use crate::intake::{CASA_UNO, plain, with};
use crate::manager_files::{self, config};

const HEADER: &str = "date,property,owner,category,description,net,vat,reference\n";

/// The owner and the property of the least configuration.
fn owner() -> OwnerId {
    config().portfolio.owners.into_keys().next().expect("an owner")
}

fn faults(text: &str) -> Vec<String> {
    let read = parse_charges("entries.csv", text, &config().portfolio);
    read.expect_err("faults").iter().map(ToString::to_string).collect()
}

fn read(text: &str) -> Vec<OwnerCharge> {
    parse_charges("e.csv", text, &config().portfolio).expect("entries")
}

#[test]
fn a_good_file_is_read_as_spreadsheets_save_it() {
    let owner = owner();
    let text = format!(
        "\u{feff}Reference;Net;VAT;Currency;Date;Category;Description;Property;Owner\r\n\
         R-1;100.00;23.00;EUR;2026-02-03;repair;\"Tap, kitchen\";Sea Cottage;\r\n;;;;;;;;\r\n\
         ;50 EUR;;;2026-02-04;credit;Paid back;;{owner}\r\n"
    );
    let entries = read(&text);
    assert_eq!(entries.len(), 2);
    let (repair, credit) = (&entries[0], &entries[1]);
    assert_eq!(repair.scope, ChargeScope::Property(PropertyId::new(CASA_UNO).expect("an id")));
    let minor = |entry: &OwnerCharge| [entry.net, entry.vat, entry.amount].map(|sum| sum.minor());
    assert_eq!(minor(repair), [-10_000, -2_300, -12_300]);
    assert_eq!((repair.place.as_str(), repair.reference.as_deref()), ("e.csv:2", Some("R-1")));
    assert_eq!(credit.scope, ChargeScope::Owner(owner));
    assert_eq!(minor(credit), [5_000, 0, 5_000]);
    assert_eq!((credit.description.as_str(), credit.reference.as_deref()), ("Paid back", None));
    assert_eq!(read(HEADER), []);
}

#[test]
fn every_fault_names_line_and_column() {
    for (row, expected) in [
        (
            "03/02/2026,Sea Cottage,,repair,Tap,1 EUR,,",
            "date: '03/02/2026' is not a date: write year",
        ),
        ("2026-2-3,Sea Cottage,,repair,Tap,1 EUR,,", "date: '2026-2-3' is not a date"),
        ("2026-02-30,Sea Cottage,,repair,Tap,1 EUR,,", "date: '2026-02-30' is not a date"),
        (",Sea Cottage,,repair,Tap,1 EUR,,", "date: '' is not a date"),
        ("2026-02-03,,,repair,Tap,1 EUR,,", "property: missing: write the property or the owner"),
        ("2026-02-03,Sea Cottage,lindqvist,repair,Tap,1 EUR,,", "owner: write the property or"),
        ("2026-02-03,Hut,,repair,Tap,1 EUR,,", "property: 'Hut' is not the id or"),
        ("2026-02-03,,nobody,repair,Tap,1 EUR,,", "owner: 'nobody' is not the id or"),
        (
            "2026-02-03,Sea Cottage,,Tap,Tap,1 EUR,,",
            "category: unknown category 'Tap': expected one of",
        ),
        ("2026-02-03,Sea Cottage,,repair,,1 EUR,,", "description: missing: write what it was"),
        ("2026-02-03,Sea Cottage,,repair,Tap,,,", "net: '' is not an amount: write a number and"),
        (
            "2026-02-03,Sea Cottage,,repair,Tap,100.00,,",
            "net: '100.00' has no currency, and nothing",
        ),
        ("2026-02-03,Sea Cottage,,repair,Tap,-1 EUR,,", "net: '-1 EUR' is negative: write it"),
        ("2026-02-03,Sea Cottage,,repair,Tap,0.00 EUR,,", "net: '0.00 EUR' has no effect"),
        ("2026-02-03,Sea Cottage,,repair,Tap,1.001 EUR,,", "net: '1.001 EUR': EUR has 2 dec"),
        (
            "2026-02-03,Sea Cottage,,repair,Tap,\"1,50 EUR\",,",
            "net: '1,50' has a comma: write 1234.56, or",
        ),
        ("2026-02-03,Sea Cottage,,repair,Tap,1 EUR,-1 EUR,", "vat: '-1 EUR' is negative"),
        ("2026-02-03,Sea Cottage,,repair,Tap,1 EUR,1 GBP,", "vat: '1 GBP' is not in EUR, the"),
        (
            "2026-02-03,Sea Cottage,,repair,Tap,92233720368547758.07 EUR,1 EUR,",
            "net: net and VAT together are too large",
        ),
        (
            "2026-02-03,Sea Cottage,,repair,Tap,92233720368547758.08 EUR,,",
            "net: '92233720368547758.08 EUR' is too large",
        ),
    ] {
        let found = faults(&format!("{HEADER}{row}\n"));
        assert_eq!(found.len(), 1, "{row}: {found:?}");
        assert!(found[0].starts_with(&format!("entries.csv:2:{expected}")), "{found:?}");
    }
    let several = faults(&format!("{HEADER}x,,,y,,z,,\nx,,,y,,z,,\n"));
    assert_eq!(several.len(), 10, "{several:?}");
    let row = "2026-02-03,Sea Cottage,,repair,Tap,1 EUR,,R-1\n";
    let twice = faults(&format!("{HEADER}{row}{row}"));
    assert_eq!(twice.len(), 1);
    assert!(twice[0].starts_with("entries.csv:3:description: the same as line 2"), "{twice:?}");
    let other = "2026-02-03,Sea Cottage,,repair,Tap,1 EUR,,R-2\n";
    assert_eq!(read(&format!("{HEADER}{row}{other}")).len(), 2);
    let columns = "date,property,category,description,net,currency\n";
    let apart = faults(&format!("{columns}2026-02-03,Sea Cottage,repair,Tap,1 EUR,GBP\n"));
    assert!(apart[0].contains("'1 EUR' is not in 'GBP', the currency of its row"), "{apart:?}");
}

/// As spreadsheets of countries with a decimal comma save a table: semicolons between the fields.
#[test]
fn a_spreadsheets_local_form_is_read_as_it_is_declared() {
    let form = SheetForm { decimal: DecimalMark::Comma, dates: DateOrder::DayPoint };
    let text = "date;property;category;description;net;vat;currency\r\n\
                8.10.2026;Sea Cottage;maintenance;Boiler;1.296,00 EUR;23,5 %;\r\n\
                31.10.2026;Sea Cottage;repair;Tap, kitchen;18,50;4,26;EUR\r\n";
    let written = |text| Written { file: "e.csv", text, form };
    let found = read_written(written(text), &config().portfolio, None).expect("entries").charges;
    let amounts: Vec<_> = found.iter().map(|one| (one.net.minor(), one.vat.minor())).collect();
    assert_eq!(amounts, [(-129_600, -30_456), (-1_850, -426)]);
    assert_eq!(found[0].date.to_string(), "2026-10-08");
    let wrong = "date;property;category;description;net\n\
                 2026-10-08;Sea Cottage;repair;Tap;12.50 EUR\n\
                 08.10.2026;Sea Cottage;repair;Tap;1.250\n";
    let faults = read_written(written(wrong), &config().portfolio, None).expect_err("faults");
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    for (found, expected) in faults.iter().zip([
        "e.csv:2:date: '2026-10-08' is not a date: write it such as 31.10.2026",
        "e.csv:2:net: '12.50' is not a number with a decimal comma: write 1234,56 or 1.234,56",
        "e.csv:3:net: '1.250' is not a number with a decimal comma",
    ]) {
        assert!(found.starts_with(expected), "{found}");
    }
    assert_eq!(faults.len(), 3, "{faults:?}");
}

#[test]
fn a_currency_may_be_left_out_where_there_is_only_one() {
    let columns = "date,property,owner,category,description,net,vat\n";
    let text = format!(
        "{columns}2026-02-03,Sea Cottage,,repair,Tap,100.00,23.00\n\
         2026-02-04,,{},credit,Paid back,50,\n2026-02-05,Sea Cottage,,repair,Roof,7 GBP,1\n",
        owner()
    );
    let written = Written { file: "e.csv", text: &text, form: SheetForm::default() };
    let portfolio = config().portfolio;
    let early = read_written(written, &portfolio, None).expect("entries");
    assert_eq!((early.charges.len(), early.waiting), (1, 2));
    let home = |codes: &[&str]| -> Homes {
        let codes = codes.iter().map(|code| Currency::from_code(code).expect("a currency"));
        [(PropertyId::new(CASA_UNO).expect("an id"), codes.collect())].into()
    };
    let found = read_written(written, &portfolio, Some(&home(&["EUR"]))).expect("entries");
    assert_eq!((found.charges.len(), found.waiting), (3, 0));
    let amounts: Vec<String> = found
        .charges
        .iter()
        .map(|one| format!("{} {} {}", one.net, one.vat, one.net.currency()))
        .collect();
    assert_eq!(amounts, ["-100.00 -23.00 EUR", "50.00 0.00 EUR", "-7.00 -1.00 GBP"]);
    for (codes, expected) in [
        (
            &["EUR", "GBP"][..],
            "e.csv:2:net: '100.00' has no currency, and its property has EUR and GBP",
        ),
        (&[], "e.csv:2:net: '100.00' has no currency, and nothing says which one its property has"),
    ] {
        let faults = read_written(written, &portfolio, Some(&home(codes))).expect_err("faults");
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[0].starts_with(expected), "{faults:?}");
    }
}

const FULL_HEADER: &str = "date,property,category,description,net,vat,vendor,markup,paid_by\n";

fn read_full(row: &str) -> Vec<OwnerCharge> {
    read(&format!("{FULL_HEADER}2026-02-03,Sea Cottage,{row}\n"))
}

/// 100.00 and 10% are 110.00; 23% of that are 25.30; 135.30 together. 12.345% of 0.10 are 0.0123.
#[test]
fn a_mark_up_is_within_the_net_and_has_its_vat() {
    let minor = |entry: &OwnerCharge| {
        [entry.net, entry.vat, entry.amount, entry.markup].map(|one| one.minor())
    };
    let one = read_full("repair,Tap,100.00 EUR,23%,Rohr & Sohn,10%,");
    assert_eq!(one.len(), 1);
    assert_eq!(minor(&one[0]), [-11_000, -2_530, -13_530, -1_000]);
    assert_eq!(one[0].vendor.as_deref(), Some("Rohr & Sohn"));
    assert!(one[0].ties_out());
    assert_eq!(
        minor(&read_full("repair,Tap,100.00 EUR,,,7.50 EUR,")[0]),
        [-10_750, 0, -10_750, -750]
    );
    assert_eq!(minor(&read_full("repair,Tap,0.10 EUR,12.345%,,,")[0]), [-10, -1, -11, 0]);
    assert_eq!(minor(&read_full("disbursement,Stamp,0.10 EUR,,,,")[0]), [-10, 0, -10, 0]);
    let beyond = OwnerCharge { net: one[0].markup, ..one[0].clone() };
    assert!(!beyond.ties_out() && one[0].net != one[0].markup);
}

#[test]
fn what_the_owner_has_paid_is_shown_and_given_back() {
    let both = read_full("repair,Tap,100.00 EUR,23%,Rohr & Sohn,,owner");
    assert_eq!(both.len(), 2, "{both:?}");
    let (expense, back) = (&both[0], &both[1]);
    assert_eq!(expense.amount.minor(), -12_300);
    assert_eq!((back.category, back.amount.minor()), (ChargeCategory::PaidByOwner, 12_300));
    assert_eq!((back.net.minor(), back.vat.minor()), (10_000, 2_300));
    // the proof of a statement takes no place twice
    assert_eq!((&*expense.place, &*back.place), ("e.csv:2", "e.csv:2, given back"));
    assert_eq!((&back.description, back.date), (&expense.description, expense.date));
    assert!(expense.ties_out() && back.ties_out());
    assert_eq!(read_full("repair,Tap,100.00 EUR,,,,manager").len(), 1);
}

#[test]
fn faults_of_mark_up_and_payer_are_told() {
    for (row, expected) in [
        ("repair,Tap,1 EUR,1 EUR,,10%,", "vat: write the VAT as a rate"),
        ("repair,Tap,1 EUR,101%,,,", "vat: '101%' is not a rate: write one such as 23%"),
        ("repair,Tap,1 EUR,,,1 GBP,", "markup: '1 GBP' is not in EUR, the currency of the net"),
        ("repair,Tap,1 EUR,,,-1 EUR,", "markup: '-1 EUR' is negative"),
        ("disbursement,Tap,1 EUR,23%,,,", "vat: a disbursement is charged at cost"),
        ("disbursement,Tap,1 EUR,,,10%,", "markup: a disbursement is charged at cost"),
        ("repair,Tap,1 EUR,,,,guest", "paid_by: 'guest' is not valid: write manager or owner"),
        ("credit,Tap,1 EUR,,,,owner", "paid_by: an owner does not pay credits"),
        ("paid-by-owner,Tap,1 EUR,,,,", "category: 'paid-by-owner' is created from an expense"),
    ] {
        let found = faults(&format!("{FULL_HEADER}2026-02-03,Sea Cottage,{row}\n"));
        assert_eq!(found.len(), 1, "{row}: {found:?}");
        assert!(found[0].starts_with(&format!("entries.csv:2:{expected}")), "{found:?}");
    }
}

/// A stay of 14 to 17 February with 400.00 rent and 50.00 of channel fee.
fn stay() -> Value {
    let row = with(plain("USD", [40_000, 0, -5_000, 0, 0, 0, 35_000]), "/code", json!("HMA"));
    with(row, "/id", json!("id-HMA"))
}

fn compute_in(scope: &Scope, rows: &[Value], entries: &str) -> Month {
    let text = format!("{HEADER}{entries}");
    let entries = parse_charges("entries.csv", &text, &config().portfolio).expect("entries");
    let manager_files =
        ManagerFiles { charges: entries, charges_text: Some(text), ..ManagerFiles::default() };
    manager_files::compute(rows, &manager_files, scope)
}

fn compute(rows: &[Value], entries: &str) -> Month {
    compute_in(&Scope::default(), rows, entries)
}

/// Rent 400.00, fee -50.00, commission of 20% 80.00: 270.00. Repair -123.00, wood -20.00, lamp
/// +35.00, key cards -10.00: 152.00.
fn february() -> Month {
    let entries = "2026-02-20,Sea Cottage,,repair,Tap,100.00 USD,23.00 USD,R-1\n\
                   2026-02-01,Sea Cottage,,supplies,Wood,20.00 USD,,\n\
                   2026-02-28,Sea Cottage,,damage-payment,Lamp,35.00 USD,,\n\
                   2026-02-10,,lindqvist,expense,Key cards,10.00 USD,,\n\
                   2026-01-31,Sea Cottage,,repair,January,1.00 USD,,\n\
                   2026-03-01,Sea Cottage,,repair,March,1.00 USD,,\n";
    compute(&[stay()], entries)
}

fn only(month: &Month) -> &TiedStatement {
    assert_eq!(month.statements.len(), 1, "{:?}", month.report.held);
    &month.statements[0]
}

#[test]
fn a_month_with_entries_has_the_figures_of_the_hand() {
    let month = february();
    let statement = only(&month);
    let minor = |column| statement.totals.amount(column).minor();
    assert_eq!(minor(Column::Rent), 40_000);
    assert_eq!(minor(Column::Expenses), -15_300);
    assert_eq!(minor(Column::Credits), 3_500);
    assert_eq!(statement.totals.net().minor(), 15_200);
    let section = &statement.sections[0];
    assert_eq!(section.reservation_totals.net().minor(), 27_000);
    assert_eq!(section.totals.net().minor(), 16_200);
    assert_eq!(statement.owner_level_totals.net().minor(), -1_000);
    let order: Vec<&str> = section.charges.iter().map(|one| one.description.as_str()).collect();
    assert_eq!(order, ["Wood", "Tap", "Lamp"]);
    let counts = ChargeCounts { all: 6, placed: 4, outside: 2, held: 0, not_asked_for: 0 };
    assert_eq!(month.report.charges, counts);
}

#[test]
fn a_month_of_entries_alone_is_a_statement() {
    let later = with(stay(), "/arrival_date", json!("2026-03-03"));
    let later = with(later, "/departure_date", json!("2026-03-06"));
    let month = compute(&[later], "2026-02-20,Sea Cottage,,repair,Tap,100.00 USD,,\n");
    assert_eq!(only(&month).totals.net().minor(), -10_000);
    let page = compose(only(&month), &Locale::of_tag("en").expect("English"));
    assert!(page.answer.caption.contains("you owe us"), "{:?}", page.answer);
    assert_eq!(page.answer.amount, "100.00\u{a0}USD");
}

#[test]
fn page_json_and_tables_show_every_entry() {
    let month = february();
    let statement = only(&month);
    let locale = Locale::of_tag("en").expect("English");
    let page = compose(statement, &locale);
    let walk: Vec<(&str, &str)> =
        page.walk.iter().map(|line| (line.label.as_str(), line.amount.as_str())).collect();
    assert!(walk.contains(&("Expenses", "\u{2212}153.00")), "{walk:?}");
    assert!(walk.contains(&("Credits", "35.00")), "{walk:?}");
    let section = page.sections.iter().find(|one| one.heading == "Expenses and credits");
    let table = section.and_then(|one| one.table.as_ref()).expect("a table");
    let texts = |row: usize| -> Vec<&str> {
        table.rows[row].cells.iter().map(|cell| cell.text.as_str()).collect()
    };
    assert_eq!(
        texts(1),
        ["20\u{a0}Feb", "Tap", "\u{2212}100.00", "\u{2212}23.00", "\u{2212}123.00"]
    );
    assert_eq!(table.rows[1].cells[1].sub.as_deref(), Some("Repair \u{b7} no. R-1"));
    assert_eq!(texts(4), ["Total", "", "\u{2212}95.00", "\u{2212}23.00", "\u{2212}118.00"]);
    assert_eq!(table.rows[2].running, ["", "", "\u{2212}85.00", "\u{2212}23.00", "\u{2212}108.00"]);

    let ledger = csv::lines(statement, &locale).expect("a ledger");
    let ledger = String::from_utf8(ledger).expect("a text");
    assert!(ledger.contains("Repair,-123.00,USD,2026-02-20,Tap,,R-1,,-100.00,-23.00"), "{ledger}");
    assert!(ledger.contains("Sea Cottage,,,,,,,,,Damage payment,35.00,USD"), "{ledger}");
    assert!(ledger.contains("A. Lindqvist,,,,,,,,,,Expense,-10.00,USD"), "{ledger}");
    let summary = csv::summary(&month.statements).expect("a summary");
    let summary = String::from_utf8(summary).expect("a text");
    assert!(summary.contains(",-143.00,35.00,0.00,162.00,"), "{summary}");
    assert!(summary.contains("lindqvist,A. Lindqvist,,,USD,,,,"), "{summary}");

    let bytes = json::statement(statement).expect("JSON");
    let document: Value = serde_json::from_slice(&bytes).expect("JSON");
    ensure_fits(&document);
    assert_eq!(document["entries"][0]["place"], "entries.csv:5");
    let tap = &document["properties"][0]["entries"][1];
    assert_eq!((&tap["category"], &tap["amount"]["amount"]), (&json!("repair"), &json!("-123.00")));
}

#[test]
fn another_currency_holds_and_takes_its_entries_along() {
    let entries = "2026-02-20,Sea Cottage,,repair,Tap,100.00 USD,,\n\
                   2026-02-21,Sea Cottage,,repair,Door,100.00 EUR,,\n";
    let month = compute(&[stay()], entries);
    assert!(month.statements.is_empty());
    let hold = &month.report.held[&owner()][0];
    assert_eq!(hold.reason.code(), "entry-in-other-currency");
    let said = hold_text(&hold.reason);
    assert_eq!(said, "an entry (entries.csv:3) is in EUR, but the owner is paid in USD");
    let counts = ChargeCounts { all: 2, placed: 0, outside: 0, held: 2, not_asked_for: 0 };
    assert_eq!(month.report.charges, counts);
    let own = "2026-02-21,,lindqvist,repair,Door,100.00 EUR,,\n";
    assert_eq!(compute(&[stay()], own).report.held.len(), 1);
}

#[test]
fn a_run_for_others_leaves_entries_to_their_owner() {
    let other = BTreeSet::from([PropertyId::new("elsewhere").expect("an id")]);
    let scope = Scope { properties: other, ..Scope::default() };
    let entries = "2026-02-20,Sea Cottage,,repair,Tap,100.00 USD,,\n\
                   2026-02-20,,lindqvist,repair,Tap,100.00 USD,,\n";
    let month = compute_in(&scope, &[stay()], entries);
    let counts = ChargeCounts { all: 2, placed: 0, outside: 0, held: 0, not_asked_for: 2 };
    assert_eq!(month.report.charges, counts);
}
