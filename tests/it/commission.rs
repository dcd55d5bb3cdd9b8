//! An owner with a pocket calculator gets the commission from what the page says, and nothing else.

#[path = "../figures/example.rs"]
mod example;
#[path = "../figures/world.rs"]
mod world;

use owner_statements::locale::Locale;
use owner_statements::render::compose::compose;
use owner_statements::render::page::{Page, RowRole, Table};
use owner_statements::statement::tie_out;

use example::{MONTHS, examples, month_of, page_path, portfolio_of, told_of};

/// Cents of "−1,234.50"; nothing where there is no amount.
fn cents(text: &str) -> i128 {
    let plain: String = text.replace('\u{2212}', "-").replace([',', '.'], "");
    if plain.is_empty() { 0 } else { plain.parse().expect("an amount") }
}

/// Millionths of "12.5%".
fn rate(text: &str) -> i128 {
    let (whole, part) =
        text.trim_end_matches('%').split_once('.').unwrap_or((text.trim_end_matches('%'), ""));
    format!("{whole}{part:0<4}").parse().expect("a rate")
}

/// A rate of an amount, to the nearest cent with halves away from zero.
fn times(amount: i128, rate: i128) -> i128 {
    let product = amount * rate;
    product.signum() * ((product.abs() + 500_000) / 1_000_000)
}

fn walk_amount(page: &Page, label: &str) -> i128 {
    page.walk.iter().find(|line| line.label == label).map_or(0, |line| cents(&line.amount))
}

const COMMISSION: &str = "Management commission";
const VAT: &str = "VAT on the commission";

/// What was recomputed of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Nothing,
    OneLine,
    Table,
}

/// Computes the commission of a page again from its own words and figures.
fn recompute(page: &Page) -> Found {
    let table =
        page.sections.iter().find(|one| one.heading == "How your commission was worked out");
    let Some(line) = page.walk.iter().find(|line| line.label == COMMISSION) else {
        // rows that sum to nothing may still be shown
        return table.map_or(Found::Nothing, |section| {
            check_table(section.table.as_ref().expect("a table"), page);
            Found::Table
        });
    };
    let Some(detail) = line.detail.as_deref() else {
        assert_eq!((cents(&line.amount), table), (0, None), "{:?}", page.walk);
        return Found::Nothing;
    };
    match (table, detail.split_once("% of ")) {
        (None, Some((percent, base))) => {
            let base = base.split(' ').next().expect("a base");
            assert_eq!(times(cents(base), rate(percent)), -cents(&line.amount), "{detail}");
            check_vat_of_walk(page, -cents(&line.amount));
            Found::OneLine
        }
        (Some(section), None) => {
            check_table(section.table.as_ref().expect("a table"), page);
            Found::Table
        }
        (table, _) => {
            let shown = table.map_or("no", |_| "a");
            unreachable!("{detail}, and {shown} table: {:?} {:?}", page.walk, page.method)
        }
    }
}

fn check_vat_of_walk(page: &Page, commission: i128) {
    let Some(line) = page.walk.iter().find(|line| line.label == VAT) else { return };
    let detail = line.detail.as_deref().expect("a rate of VAT");
    let percent = detail.split_once('%').expect("a rate").0;
    assert_eq!(times(commission, rate(percent)), -cents(&line.amount), "{detail}");
}

fn check_table(table: &Table, page: &Page) {
    let place = |heading: &str| table.columns.iter().position(|one| one.heading == heading);
    let added: Vec<usize> =
        ["Base \u{d7} rate", "Minimum, cap, fixed", "Rounding", "VAT included", "Waived"]
            .into_iter()
            .filter_map(place)
            .collect();
    let (base, percent) = (place("Base").expect("bases"), place("Rate").expect("rates"));
    let commission = place("Commission").expect("commissions");
    let vat = place("VAT");
    let amount =
        |row: &owner_statements::render::page::TableRow, at: usize| cents(&row.cells[at].text);
    let (total, rows) = table.rows.split_last().expect("totals");
    assert_eq!(total.role, RowRole::Total);
    for row in rows.iter().filter(|row| !row.cells[base].text.is_empty()) {
        let rated = times(amount(row, base), rate(&row.cells[percent].text));
        assert_eq!(rated, amount(row, added[0]), "{row:?}");
        let sum: i128 = added.iter().map(|at| amount(row, *at)).sum();
        assert_eq!(sum, amount(row, commission), "{row:?}");
        if let Some(said) = vat.and_then(|at| row.cells[at].sub.as_deref()) {
            let (percent, rounding) = said.split_once(", rounding ").unwrap_or((said, ""));
            let computed = times(amount(row, commission), rate(percent)) + cents(rounding);
            assert_eq!(Some(computed), vat.map(|at| amount(row, at)), "{row:?}");
        }
    }
    for at in added.iter().chain([&commission]).chain(&vat) {
        let sum: i128 = rows.iter().map(|row| amount(row, *at)).sum();
        assert_eq!(sum, amount(total, *at), "{}", table.columns[*at].heading);
    }
    assert_eq!(amount(total, commission), -walk_amount(page, COMMISSION));
    assert_eq!(vat.map_or(0, |at| amount(total, at)), -walk_amount(page, VAT));
}

/// Every example of docs/agreements.md, as its statements print it.
#[test]
fn the_base_on_the_page_times_its_rate_is_the_commission() {
    let page = std::fs::read_to_string(page_path()).expect("the page");
    let locale = Locale::of_tag("en").expect("English");
    let mut found = [0; 3];
    for example in examples(&page) {
        assert!(!example.table.is_empty());
        let portfolio = portfolio_of(example.text);
        let told = told_of(example.text, &portfolio);
        for (period, _) in MONTHS {
            let Some(statement) = month_of(&portfolio, &told, period) else { continue };
            let tied = tie_out(statement).expect("a statement that ties out");
            let page = compose(&tied, &locale);
            found[recompute(&page) as usize] += 1;
        }
    }
    let [_, one_line, tables] = found;
    assert!(one_line >= 10 && tables >= 10, "{one_line} lines and {tables} tables");
}
