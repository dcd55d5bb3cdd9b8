//! The figures: from a reservation and an agreement to a statement that ties out.

mod any_agreement;
mod any_terms;
mod blocks;
mod co_host;
mod edges;
mod example;
mod known_answers;
mod parties;
mod placing;
mod properties;
mod published;
mod recurring;
mod small_world;
mod taxes;
mod terms_known;
mod worked;
mod workings;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use owner_statements::domain::{
    Agreement, AgreementId, BaseTerm, Basis, Channel, Commission, Currency, FeeTerms, Financials,
    Manager, Money, Owner, OwnerId, Party, Period, Portfolio, Pricing, Property, PropertyId, Rate,
    RateRow, RateTerms, Reading, ReportedKind, ReportedLine, Reservation, StayScope, Treatment,
};
use owner_statements::fees::LineKind;
use owner_statements::statement::{Batch, Row, Scope, Statement, assemble, tie_out};

use world::{account, day, month, source, stay};

/// Whether every change of the code is tried in turn, and so each on few cases.
const FEW_CASES: bool = option_env!("FEW_CASES").is_some();

/// How many cases a law is tried on: all of them with `FULL_TESTS=1`, as in CI, else one in fifty.
fn cases(all: u32) -> u32 {
    #[expect(clippy::disallowed_methods, reason = "the explicit step to try every case")]
    let full = std::env::var_os("FULL_TESTS").is_some();
    match (FEW_CASES, full) {
        (true, _) => 60,
        (false, true) => all,
        (false, false) => (all / 50).max(40),
    }
}

fn currency(code: &str) -> Currency {
    Currency::from_code(code).expect("a currency")
}

fn eur(minor: i64) -> Money {
    Money::new(minor, currency("EUR"))
}

fn rate(text: &str) -> Rate {
    Rate::parse_percent(text).expect("a rate")
}

/// Money that reconciles as delivered.
fn financials(currency: Currency, amounts: &[(ReportedKind, i64)]) -> Financials {
    let line = |(kind, minor): &(ReportedKind, i64)| ReportedLine {
        kind: *kind,
        label: format!("{kind:?}"),
        category: String::new(),
        delivered: Money::new(*minor, currency),
        amount: Money::new(*minor, currency),
    };
    let revenue = Money::new(amounts.iter().map(|(_, minor)| minor).sum(), currency);
    Financials {
        currency,
        lines: amounts.iter().map(line).collect(),
        night_prices: None,
        revenue,
        reading: Reading::AsDelivered,
        difference: Money::zero(currency),
        overridden: None,
    }
}

fn priced(reservation: Reservation, amounts: &[(ReportedKind, i64)]) -> Reservation {
    Reservation { financials: Some(financials(currency("EUR"), amounts)), ..reservation }
}

fn with_prices(mut reservation: Reservation, minors: &[i64]) -> Reservation {
    let prices = minors.iter().copied().map(eur).collect();
    if let Some(money) = &mut reservation.financials {
        money.night_prices = Some(prices);
    }
    reservation
}

/// 20% of the rent after discounts, everything else the owner's, no charge for owners' stays.
fn agreement(basis: Basis) -> Agreement {
    let base = vec![BaseTerm::Accommodation, BaseTerm::Discounts];
    let id = AgreementId::new("standard").expect("an id");
    let commission = Commission::simple(base, rate("20%"));
    Agreement {
        fees: FeeTerms { default: Some(Treatment::Owner.into()), ..FeeTerms::default() },
        ..Agreement::new(id, basis, commission, Treatment::Owner)
    }
}

/// The rates of terms that have no tiers.
fn rates(terms: &mut Agreement) -> &mut RateTerms {
    match &mut terms.commission.pricing {
        Pricing::Rates(rates) => rates,
        Pricing::Tiers(_) => unreachable!("terms with tiers"),
    }
}

/// A rate for stays booked on a channel.
fn channel_rate(channel: Channel, percent: &str) -> RateRow {
    let stays = StayScope { channel: Some(channel), ..StayScope::default() };
    RateRow { stays, rate: rate(percent) }
}

/// A portfolio in which `homes` name property and owner, all under `terms`.
fn portfolio(terms: &Agreement, homes: &[(&str, &str)]) -> Portfolio {
    let owner = |id: &str| Owner {
        id: OwnerId::new(id).expect("an id"),
        name: id.to_uppercase(),
        address: Vec::new(),
        email: None,
        tax_id: None,
    };
    let property = |(id, owner): &(&str, &str)| Property {
        id: PropertyId::new(id).expect("an id"),
        name: format!("Home {id}"),
        agreement: terms.id.clone(),
        owner: OwnerId::new(owner).expect("an id"),
        currency: None,
        collects: None,
    };
    let owners = homes.iter().map(|(_, id)| (owner(id).id, owner(id)));
    let properties = homes.iter().map(|home| (property(home).id, property(home)));
    Portfolio {
        manager: Manager {
            name: "Harbour Lettings".to_owned(),
            address: Vec::new(),
            email: None,
            telephone: None,
            tax_id: None,
            website: None,
        },
        agreements: BTreeMap::from([(terms.id.clone(), terms.clone())]),
        owners: owners.collect(),
        properties: properties.collect(),
        ignored: BTreeSet::new(),
        recurring: Vec::new(),
        blocks: BTreeMap::new(),
    }
}

/// The whole way for one owner with one property.
fn batch(reservations: Vec<Reservation>, terms: &Agreement, period: Period) -> Batch {
    let portfolio = portfolio(terms, &[("p1", "lindqvist")]);
    let account = account(&portfolio, reservations);
    let batch = assemble(&account, &portfolio, period, &Scope::default(), &source());
    assert_eq!(batch.tie_out(), Ok(()), "{batch:?}");
    for statement in &batch.statements {
        assert_eq!(tie_out(statement.clone()).map(|_| ()), Ok(()));
    }
    batch
}

/// The one statement of one reservation.
fn statement(reservation: &Reservation, terms: &Agreement, period: Period) -> Statement {
    let batch = batch(vec![reservation.clone()], terms, period);
    assert_eq!(batch.report.held, BTreeMap::new());
    assert_eq!(batch.statements.len(), 1);
    batch.statements.into_iter().next().expect("a statement")
}

type LineKey = (LineKind, Party);

/// What a row recognises in its period, by kind and party.
fn amounts(row: &Row) -> BTreeMap<LineKey, i64> {
    row.lines.iter().map(|line| ((line.kind, line.party), line.amount.minor())).collect()
}
