//! The manager's tax file: every row checked by hand, and no row without a duty.

use owner_statements::manager_files::ManagerFiles;
use owner_statements::month::Month;
use owner_statements::render::csv;
use owner_statements::statement::Scope;
use serde_json::{Value, json};

use crate::intake::{CASA_UNO, plain, with};
use crate::manager_files::{compute_under, config, config_with};

const HEADINGS: &str = "period,property_id,property,owner_id,channel,label,category,treatment,\
                        remitter,stays,nights,rent,amount,currency";

/// The taxes of the examples of agreements, and a tax on income with a hostile name.
const TERMS: &str = r#"
taxes = { default = "pass-through", "channel:airbnb" = { pass_through = "channel" }, "label:city tax" = "owner", "label:host tax" = "withheld" }
withhold = { rate = "21%", base = ["accommodation", "discounts"], name = "=Income tax" }
"#;

/// A stay with rent, discount and these taxes.
fn stay(
    (code, platform): (&str, &str),
    (arrival, departure): (&str, &str),
    (rent, discount): (i64, i64),
    taxes: &[(&str, i64)],
) -> Value {
    let sum: i64 = taxes.iter().map(|(_, minor)| minor).sum();
    let row = plain("USD", [rent, 0, 0, discount, 0, 0, rent + discount + sum]);
    let line = |(label, minor): &(&str, i64)| json!({"amount": minor, "label": label, "category": "Pass Through Tax"});
    let lines: Vec<Value> = taxes.iter().map(line).collect();
    [
        ("/financials/host/taxes", json!(lines)),
        ("/platform", json!(platform)),
        ("/code", json!(code)),
        ("/id", json!(format!("id-{code}"))),
        ("/arrival_date", json!(arrival)),
        ("/departure_date", json!(departure)),
    ]
    .into_iter()
    .fold(row, |row, (pointer, value)| with(row, pointer, value))
}

fn rows() -> [Value; 3] {
    let taxes = [("VAT", 4_500), ("=1+1", 100), ("City Tax", 1_001), ("Host tax", 2_000)];
    let february = ("2026-02-26", "2026-03-03");
    [
        stay(("HMA", "direct"), february, (50_000, -2_500), &taxes),
        stay(("HMB", "airbnb"), ("2026-02-10", "2026-02-12"), (20_000, 0), &[("VAT", 1_800)]),
        stay(("HMC", "airbnb"), ("2026-02-20", "2026-02-21"), (9_000, 0), &[("VAT", 810)]),
    ]
}

/// The file's rows without what all of them begin with.
fn file(month: &Month) -> Vec<String> {
    let bytes = csv::taxes(&month.statements).expect("a table");
    let text = String::from_utf8(bytes).expect("a text");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some(HEADINGS));
    let begin = format!("2026-02,{CASA_UNO},Sea Cottage,lindqvist,");
    lines.map(|line| line.strip_prefix(&begin).expect(line).to_owned()).collect()
}

fn compute(basis: &str, terms: &str, rows: &[Value]) -> Month {
    let config = config_with(basis, terms);
    compute_under(&config, rows, &ManagerFiles::default(), &Scope::default())
}

/// Three of five nights in February; of a stay that leaves in March nothing where money counts
/// then.
#[test]
fn taxes_are_listed_by_channel_label_category_and_treatment() {
    let february = compute("nights", TERMS, &rows());
    assert_eq!(
        file(&february),
        [
            // 21% of 200.00 and of 90.00
            "Airbnb,'=Income tax,,withholding,manager,2,3,290.00,60.90,USD",
            "Airbnb,VAT,Pass Through Tax,pass-through,channel,2,3,290.00,26.10,USD",
            // 1.00 and 45.00 are 46.00, three fifths 27.60; 300.00 of rent less 15.00
            "Direct,'=1+1,Pass Through Tax,pass-through,manager,1,3,285.00,0.60,USD",
            // 21% of 475.00 are 99.75
            "Direct,'=Income tax,,withholding,manager,1,3,285.00,59.85,USD",
            // 30.01 are the owner's, 18.01 in February, of which 12.00 are withheld
            "Direct,City Tax,Pass Through Tax,owner,owner,1,3,285.00,6.01,USD",
            "Direct,Host tax,Pass Through Tax,withheld,manager,1,3,285.00,12.00,USD",
            "Direct,VAT,Pass Through Tax,pass-through,manager,1,3,285.00,27.00,USD",
        ]
    );
    let mut backwards = rows();
    backwards.reverse();
    assert_eq!(file(&compute("nights", TERMS, &backwards)), file(&february));
    let by_departure = file(&compute("check-out", TERMS, &rows()));
    assert_eq!(by_departure, file(&february)[..2]);
}

#[test]
fn held_owners_and_months_without_taxes_have_no_rows() {
    let vat = [("VAT", 900)];
    let january = stay(("HME", "direct"), ("2026-01-10", "2026-01-12"), (10_000, 0), &vat);
    let empty = compute("check-out", TERMS, &[january]);
    assert_eq!((empty.statements.len(), file(&empty).len()), (1, 0));
    let untaxed = stay(("HMD", "direct"), ("2026-02-10", "2026-02-12"), (20_000, 0), &[]);
    assert_eq!(file(&compute("check-out", "", std::slice::from_ref(&untaxed))), [""; 0]);
    // positive money with a refund's label has no recipient under this agreement
    let adjustment = json!([{"amount": 500, "label": "Refund", "category": ""}]);
    let held = with(rows()[1].clone(), "/financials/host/adjustments", adjustment);
    let held = with(held, "/financials/host/revenue/amount", json!(22_300));
    let month = compute("check-out", TERMS, &[held, untaxed]);
    assert_eq!((month.statements.len(), month.report.held.len()), (0, 1));
    assert_eq!(file(&month), [""; 0]);
    assert_eq!(config().portfolio.owners.len(), 1);
}
