//! The worked examples of docs/agreements.md: each agreement is read, each stay settled, and the
//! table on the page has to be the computed one.
//!
//! An example is a `toml` block with an agreement, a line "> code, channel, arrival to departure:
//! amounts" for each stay, and a table. `ACCEPT_EXPECTED=1` writes the tables anew.

use std::fmt::Write as _;
use std::fs;

use owner_statements::domain::{Agreement, Money, Party, Portfolio};
use owner_statements::statement::{Row, Statement};

use super::example::{COLUMNS, MONTHS, Told, examples, month_of, page_path, portfolio_of, told_of};

const PARTIES: [fn(Party) -> bool; 4] = [
    |party| party == Party::Owner,
    |party| party == Party::Manager,
    |party| party == Party::Channel,
    |party| matches!(party, Party::PassThrough(_)),
];

/// A row of the table: what each party gets, blank for nothing.
fn table_row(name: &str, parts: [Option<Money>; 4]) -> String {
    let cells = parts.map(|part| {
        part.filter(|part| !part.is_zero()).map_or(String::new(), |part| format!(" {part}"))
    });
    format!("| {name} |{} |\n", cells.join(" |"))
}

fn sums(row: &Row, wanted: impl Fn(&str) -> bool, whole: bool) -> [Option<Money>; 4] {
    PARTIES.map(|of_party| {
        let lines =
            row.lines.iter().filter(|line| of_party(line.party) && wanted(&line.kind.key()));
        let amounts = lines.map(|line| if whole { line.whole } else { line.amount });
        Money::sum(row.columns.net().currency(), amounts).ok()
    })
}

/// The whole stays line by line, what counts in each month, and what belongs to no stay.
fn table(portfolio: &Portfolio, example: &Told) -> String {
    let months: Vec<(&str, Statement)> = MONTHS
        .iter()
        .filter_map(|(period, name)| Some((*name, month_of(portfolio, example, period)?)))
        .collect();
    let mut table = COLUMNS.to_owned();
    for one in &example.stays {
        let of_stay = |statement: &Statement| {
            statement.rows().find(|row| row.reservation.code == one.code).cloned()
        };
        let placed: Vec<(&str, Row)> =
            months.iter().filter_map(|(name, month)| Some((*name, of_stay(month)?))).collect();
        // the month in which the money counts knows everything about it
        let told = placed.iter().max_by_key(|(_, row)| row.lines.len());
        let Some((_, told)) = told else { unreachable!("{} is on no statement", one.code) };
        if example.stays.len() > 1 {
            table.push_str(&table_row(&format!("**{}**", one.code), [None; 4]));
        }
        let mut kinds: Vec<String> = told.lines.iter().map(|line| line.kind.key()).collect();
        kinds.dedup();
        for kind in kinds {
            table.push_str(&table_row(&format!("`{kind}`"), sums(told, |key| key == kind, true)));
        }
        table.push_str(&table_row("*total*", sums(told, |_| true, true)));
        for (name, row) in &placed {
            table.push_str(&table_row(&format!("of which in {name}"), sums(row, |_| true, false)));
        }
    }
    for (name, month) in &months {
        for (_, entry) in month.all_charges().filter(|_| *name == "October") {
            let fee = [Some(entry.amount), entry.amount.negated().ok(), None, None];
            table.push_str(&table_row(&format!("`{}` of {name}", entry.category.key()), fee));
        }
        for difference in &month.vat_differences {
            let name = format!("VAT difference in {name}");
            let parts = [Some(difference.amount), difference.amount.negated().ok(), None, None];
            table.push_str(&table_row(&name, parts));
        }
    }
    table
}

#[test]
fn the_page_of_agreements_says_what_comes_out() {
    #[expect(clippy::disallowed_methods, reason = "the explicit step to accept expectations")]
    let accept = std::env::var("ACCEPT_EXPECTED").is_ok();
    let page = fs::read_to_string(page_path()).expect("the page");
    let examples = examples(&page);
    assert!(examples.len() >= 25, "{} examples", examples.len());
    let mut accepted = page.clone();
    for example in &examples {
        let portfolio = portfolio_of(example.text);
        let told = told_of(example.text, &portfolio);
        assert!(!told.stays.is_empty(), "an example without a stay: {}", example.text);
        let made = table(&portfolio, &told);
        if accept {
            let before = format!("{}{}", example.text, example.table);
            accepted = accepted.replace(&before, &format!("{}{made}", example.text));
        } else {
            assert_eq!(example.table, made, "{}", example.text);
        }
    }
    if accepted != page {
        fs::write(page_path(), accepted).expect("the page is written");
    }
}

/// Every key of an agreement occurs in an example.
#[test]
fn the_page_of_agreements_shows_every_key() {
    let page = fs::read_to_string(page_path()).expect("the page");
    let mut keys = String::new();
    for part in page.split("```toml\n").skip(1) {
        let _ = write!(keys, "{}", part.split("```").next().unwrap_or_default());
    }
    let words = [
        "recognise",
        "nights",
        "by-price",
        "commission",
        "base",
        "bases",
        "rate",
        "rates",
        "minimum_per_booking",
        "maximum_per_booking",
        "per_booking",
        "per_night",
        "per_month",
        "tiers",
        "slab",
        "marginal",
        "waivers",
        "reversals",
        "vat",
        "plus",
        "net",
        "gross",
        "rent_vat",
        "rounding",
        "fees",
        "report",
        "pass_through",
        "channel_fee",
        "channels",
        "irrecoverable_vat",
        "taxes",
        "withheld",
        "withhold",
        "adjustments",
        "collects",
        "cancellations",
        "owner_stays",
        "property",
        "booked",
        "check-in",
        "period",
    ];
    for word in words {
        assert!(keys.contains(word), "{word} stands in no example");
    }
}

/// The terms of an example read as they are meant: nothing of the page is only decoration.
#[test]
fn a_changed_rate_would_be_noticed() {
    let page = fs::read_to_string(page_path()).expect("the page");
    let examples = examples(&page);
    let first = examples.first().expect("an example");
    let mut portfolio = portfolio_of(first.text);
    let told = told_of(first.text, &portfolio);
    let terms: &mut Agreement = portfolio.agreements.values_mut().next().expect("terms");
    super::rates(terms).rate = super::rate("19.99%");
    assert_ne!(first.table, table(&portfolio, &told));
}
