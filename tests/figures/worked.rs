//! The worked examples of docs/agreements.md: each agreement is read, each stay settled, and the table
//! that stands on the page has to be the one that comes out.
//!
//! An example is a `toml` block with an agreement, a line "> code, channel, arrival to departure: amounts"
//! for each stay, and a table. `ACCEPT_EXPECTED=1` writes the tables anew.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use owner_statements::config;
use owner_statements::domain::{
    Agreement, Channel, Currency, Entry, Financials, Money, Party, Portfolio, Purpose, Reading,
    ReportedKind, ReportedLine, Reservation, Standing, parse_amount,
};
use owner_statements::entries::read_entries;
use owner_statements::statement::{Batch, Row, Scope, Statement, assemble, tie_out};

use super::{account, day, month, source, stay};

const COLUMNS: &str = "| | owner | manager | channel | passed on |\n|---|--:|--:|--:|--:|\n";
/// Months that the examples speak of.
const MONTHS: [(&str, &str); 3] =
    [("2026-09", "September"), ("2026-10", "October"), ("2026-11", "November")];

/// Everything before an example's table, and the table.
struct Example<'a> {
    text: &'a str,
    table: &'a str,
}

/// The page cut behind each table.
fn examples(page: &str) -> Vec<Example<'_>> {
    let mut examples = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find(COLUMNS) {
        let end = rest[at..].find("\n\n").map_or(rest.len(), |end| at + end + 1);
        examples.push(Example { text: &rest[..at], table: &rest[at..end] });
        rest = &rest[end..];
    }
    examples
}

/// The agreement of an example within the least configuration around it.
fn portfolio_of(text: &str) -> Portfolio {
    let from = text.rfind("```toml\n").expect("an agreement") + "```toml\n".len();
    let to = from + text[from..].find("```").expect("the end of the agreement");
    let agreement = &text[from..to];
    let id = agreement.lines().find_map(|line| line.strip_prefix("id = ")).expect("an id");
    let after = &text[to..];
    let collects =
        after.split_once("The property has `").and_then(|(_, said)| said.split_once('`'));
    let collects = collects.map_or("", |(said, _)| said);
    let whole = format!(
        "schema = 1\n[manager]\nname = \"Harbour & Pine Stays\"\n{agreement}\n[[owner]]\nid = \"lindqvist\"\n\
         name = \"A. Lindqvist\"\n[[property]]\nid = \"p1\"\nname = \"Sea Cottage\"\nagreement = {id}\n\
         owner = \"lindqvist\"\n{collects}\n"
    );
    match config::read("agreements.md", &whole) {
        Ok(config) => config.portfolio,
        Err(faults) => unreachable!("{agreement}\n{faults}"),
    }
}

fn kind_of(name: &str, amount: Money) -> ReportedKind {
    let key = match name {
        "rent" => "accommodation".to_owned(),
        "discount" | "channel fee" | "tax" => name.replace(' ', "-"),
        "refund" | "damage" | "penalty" => format!("adjustment.{name}"),
        fee => format!("guest-fee.{}", fee.replace(' ', "-")),
    };
    ReportedKind::from_key(&key).unwrap_or_else(|| unreachable!("{name} {amount}"))
}

/// "rent 600.00" or "tax 'City tax' 12.00".
fn line(text: &str, currency: &str) -> ReportedLine {
    let (name, number) = text.rsplit_once(' ').expect("a name and an amount");
    let amount = parse_amount(&format!("{number} {currency}")).expect("an amount");
    let (name, label) = match name.split_once(" '") {
        Some((name, label)) => (name, label.trim_end_matches('\'')),
        None => (name, name),
    };
    ReportedLine {
        kind: kind_of(name, amount),
        label: label.to_owned(),
        category: String::new(),
        delivered: amount,
        amount,
    }
}

/// A stay as the page writes it.
fn stay_of(text: &str) -> Reservation {
    let (head, amounts) = text.split_once(": ").expect("a stay and its amounts");
    let mut parts = head.split(", ");
    let code = parts.next().expect("a code");
    let channel = parts.next().expect("a channel");
    let (arrival, departure) =
        parts.next().and_then(|dates| dates.split_once(" to ")).expect("dates");
    let mut reservation = stay(code, arrival, departure);
    reservation.channel = Channel::from_name(channel);
    let (mut currency, mut prices) = ("EUR", None);
    for part in parts {
        match part.split_once(' ') {
            Some(("booked", date)) => reservation.booked_on = Some(day(date)),
            Some(("prices", sums)) => prices = Some(sums),
            None if part == "cancelled" => reservation.standing = Standing::Cancelled,
            None if part.len() == 3 => currency = part,
            _ => unreachable!("{part}"),
        }
    }
    if channel == "owner stay" {
        reservation.purpose = Purpose::Owner;
        reservation.channel = Channel::Manual;
        return reservation;
    }
    let currency = Currency::from_code(currency).expect("a currency");
    let lines: Vec<ReportedLine> =
        amounts.split(", ").map(|text| line(text, currency.code())).collect();
    let price = |text: &str| parse_amount(&format!("{text} {}", currency.code())).expect("a price");
    let night_prices = prices.map(|sums| sums.split('+').map(price).collect());
    let revenue = Money::sum(currency, lines.iter().map(|line| line.amount)).expect("a sum");
    reservation.financials = Some(Financials {
        currency,
        lines,
        night_prices,
        revenue,
        reading: Reading::AsDelivered,
        difference: Money::zero(currency),
        overridden: None,
    });
    reservation
}

/// What an example tells: stays, and what a channel paid one of the two directly.
struct Told {
    stays: Vec<Reservation>,
    payouts: Vec<Entry>,
}

const PAYOUT: &str = "paid directly ";

/// "to the manager: airbnb, 2026-10-12, 100.00 EUR".
fn payout_of(text: &str, portfolio: &Portfolio) -> Entry {
    let (to, paid) = text.split_once(": ").expect("a payout and its amount");
    let (channel, paid) = paid.split_once(", ").expect("a channel");
    let (date, amount) = paid.split_once(", ").expect("a day");
    let category = to.replace("to the ", "co-host-payout-to-");
    let columns = "date,property,category,description,net,channel";
    let row = format!("{date},p1,{category},Split,{amount},{channel}");
    let read = read_entries("agreements.md", &format!("{columns}\n{row}\n"), portfolio);
    let entries = read.unwrap_or_else(|faults| {
        unreachable!("{text}: {}", faults.iter().map(ToString::to_string).collect::<String>())
    });
    entries.into_iter().next().expect("an entry")
}

fn told_of(text: &str, portfolio: &Portfolio) -> Told {
    let from = text.rfind("```toml\n").expect("an agreement");
    let lines: Vec<&str> =
        text[from..].lines().filter_map(|line| line.strip_prefix("> ")).collect();
    let payouts = lines.iter().filter_map(|line| line.strip_prefix(PAYOUT));
    let stays = lines.iter().filter(|line| !line.starts_with(PAYOUT));
    Told {
        payouts: payouts.map(|line| payout_of(line, portfolio)).collect(),
        stays: stays.map(|line| stay_of(line)).collect(),
    }
}

fn month_of(portfolio: &Portfolio, told: &Told, period: &str) -> Option<Statement> {
    let period = month(period);
    let mut known = account(portfolio, told.stays.clone());
    known.entries.clone_from(&told.payouts);
    let Batch { statements, held, .. } =
        assemble(&known, portfolio, period, &Scope::default(), &source());
    assert!(held.is_empty(), "{held:?}");
    for statement in &statements {
        assert_eq!(tie_out(statement.clone()).map(|_| ()), Ok(()));
    }
    statements.into_iter().next()
}

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
        for (_, entry) in month.entries().filter(|_| *name == "October") {
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

fn page_path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/agreements.md")
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

/// Every key of an agreement stands in an example.
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
