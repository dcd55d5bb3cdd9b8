//! The examples of docs/agreements.md: an agreement, its stays, and the months that come of them.

use std::path::PathBuf;

use owner_statements::config;
use owner_statements::domain::{
    BookingStatus, Channel, Currency, Financials, Money, OwnerCharge, Portfolio, Purpose, Reading,
    ReportedKind, ReportedLine, Reservation, parse_amount,
};
use owner_statements::manager_files::parse_charges;
use owner_statements::statement::{Batch, Scope, Statement, assemble, tie_out};

use super::world::{account, day, month, source, stay};

pub const COLUMNS: &str = "| | owner | manager | channel | passed on |\n|---|--:|--:|--:|--:|\n";
/// Months that the examples speak of.
pub const MONTHS: [(&str, &str); 3] =
    [("2026-09", "September"), ("2026-10", "October"), ("2026-11", "November")];

pub fn page_path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/agreements.md")
}

/// Everything before an example's table, and the table.
pub struct Example<'a> {
    pub text: &'a str,
    pub table: &'a str,
}

/// The page cut behind each table.
pub fn examples(page: &str) -> Vec<Example<'_>> {
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
pub fn portfolio_of(text: &str) -> Portfolio {
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
    match config::parse_config("agreements.md", &whole) {
        Ok(config) => config.portfolio,
        Err(faults) => unreachable!("{agreement}\n{faults}"),
    }
}

pub fn kind_of(name: &str, amount: Money) -> ReportedKind {
    let key = match name {
        "rent" => "accommodation".to_owned(),
        "discount" | "channel fee" | "tax" => name.replace(' ', "-"),
        "refund" | "damage" | "penalty" => format!("adjustment.{name}"),
        fee => format!("guest-fee.{}", fee.replace(' ', "-")),
    };
    ReportedKind::from_key(&key).unwrap_or_else(|| unreachable!("{name} {amount}"))
}

/// "rent 600.00" or "tax 'City tax' 12.00".
pub fn line(text: &str, currency: &str) -> ReportedLine {
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
pub fn stay_of(text: &str) -> Reservation {
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
            None if part == "cancelled" => reservation.status = BookingStatus::Cancelled,
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

/// An example: stays, and what a channel paid owner or manager directly.
pub struct Told {
    pub stays: Vec<Reservation>,
    pub payouts: Vec<OwnerCharge>,
}

const PAYOUT: &str = "paid directly ";

/// "to the manager: airbnb, 2026-10-12, 100.00 EUR".
pub fn payout_of(text: &str, portfolio: &Portfolio) -> OwnerCharge {
    let (to, paid) = text.split_once(": ").expect("a payout and its amount");
    let (channel, paid) = paid.split_once(", ").expect("a channel");
    let (date, amount) = paid.split_once(", ").expect("a day");
    let category = to.replace("to the ", "co-host-payout-to-");
    let columns = "date,property,category,description,net,channel";
    let row = format!("{date},p1,{category},Split,{amount},{channel}");
    let read = parse_charges("agreements.md", &format!("{columns}\n{row}\n"), portfolio);
    let entries = read.unwrap_or_else(|faults| {
        unreachable!("{text}: {}", faults.iter().map(ToString::to_string).collect::<String>())
    });
    entries.into_iter().next().expect("an entry")
}

pub fn told_of(text: &str, portfolio: &Portfolio) -> Told {
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

pub fn month_of(portfolio: &Portfolio, told: &Told, period: &str) -> Option<Statement> {
    let period = month(period);
    let mut known = account(portfolio, told.stays.clone());
    known.charges.clone_from(&told.payouts);
    let Batch { statements, report } =
        assemble(&known, portfolio, period, &Scope::default(), &source());
    assert!(report.held.is_empty(), "{:?}", report.held);
    for statement in &statements {
        assert_eq!(tie_out(statement.clone()).map(|_| ()), Ok(()));
    }
    statements.into_iter().next()
}
