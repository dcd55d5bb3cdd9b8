//! No change to a single value of a row changes money in silence.
//!
//! Every value of every example is dropped, made null, made another type, made huge, doubled,
//! turned round and raised by one. Afterwards the figures are what they were, or the row stands on
//! no statement with its reason told; what gets past this is listed in [`let_through`], each with
//! the rule that lets it.

use std::collections::{BTreeMap, BTreeSet};

use owner_statements::domain::{
    Account, AdjustmentKind, AdjustmentTerms, Agreement, AgreementId, BaseTerm, Basis, Channel,
    Commission, Currency, FeeKind, FeeTerms, Manager, Money, NightSplit, NoticeKind, Owner,
    OwnerId, Party, Period, Portfolio, Pricing, Property, PropertyId, Rate, RateRow, RateTerms,
    Remitter, StayScope, Treatment,
};
use owner_statements::intake::read_account;
use owner_statements::labels::LabelPatterns;
use owner_statements::statement::{Batch, Scope, Source, assemble, tie_out};
use serde_json::{Value, json};

use super::{
    CASA_DOS, CASA_UNO, example_row, fixture, fixture_rows, home_of, raw_text, snapshot, with,
    without,
};
use crate::share::step;

/// Terms under which everything that a row says matters: prices by night, a rate of one channel,
/// fees that go to different parties and no default.
fn terms(basis: Basis) -> Agreement {
    let rate = |text| Rate::parse_percent(text).expect("a rate");
    let base = vec![BaseTerm::Accommodation, BaseTerm::Discounts];
    let mut rates = RateTerms::from(rate("20%"));
    let on_airbnb = StayScope { channel: Some(Channel::Airbnb), ..StayScope::default() };
    rates.rows.push(RateRow { stays: on_airbnb, rate: rate("18%") });
    let pricing = Pricing::Rates(rates.clone());
    let commission = Commission { pricing, ..Commission::simple(base, rates.rate) };
    let id = AgreementId::new("strict").expect("an id");
    Agreement {
        night_split: NightSplit::ByPrice,
        fees: FeeTerms {
            kinds: BTreeMap::from([
                (FeeKind::Cleaning, Treatment::Manager.into()),
                (FeeKind::Pet, Treatment::Split { owner: rate("50%") }.into()),
                (FeeKind::ExtraGuest, Treatment::Owner.into()),
            ]),
            ..FeeTerms::default()
        },
        adjustments: AdjustmentTerms {
            kinds: BTreeMap::from([
                (AdjustmentKind::Refund, Treatment::Owner),
                (AdjustmentKind::Penalty, Treatment::Manager),
                (AdjustmentKind::Other, Treatment::Owner),
            ]),
        },
        owner_stay_cleaning: Currency::from_code("USD").map(|usd| Money::new(6_000, usd)),
        ..Agreement::new(id, basis, commission, Treatment::Owner)
    }
}

fn portfolio(terms: Agreement) -> Portfolio {
    let owner = OwnerId::new("lindqvist").expect("an id");
    let property = |id: &str| Property {
        id: PropertyId::new(id).expect("an id"),
        name: id.to_owned(),
        agreement: terms.id.clone(),
        owner: owner.clone(),
        currency: None,
        collects: None,
    };
    let properties = [CASA_UNO, CASA_DOS].map(|id| (property(id).id, property(id)));
    let named = Owner {
        id: owner.clone(),
        name: "Maja Lindqvist".to_owned(),
        address: Vec::new(),
        email: None,
        tax_id: None,
    };
    Portfolio {
        manager: Manager {
            name: "Harbour Lettings".to_owned(),
            address: Vec::new(),
            email: None,
            telephone: None,
            tax_id: None,
            website: None,
        },
        properties: BTreeMap::from(properties),
        owners: BTreeMap::from([(owner, named)]),
        agreements: BTreeMap::from([(terms.id.clone(), terms)]),
        ignored: BTreeSet::new(),
        recurring: Vec::new(),
        blocks: BTreeMap::new(),
    }
}

fn batches(account: &Account, portfolio: &Portfolio) -> Vec<Batch> {
    let source = Source {
        fetched_at: "2026-03-02T08:00:00Z".parse().expect("an instant"),
        snapshot_sha256: String::new(),
        config_sha256: String::new(),
    };
    let months = ["2025-12", "2026-02", "2026-03"];
    let run = |text| {
        let period = Period::parse_month(text).expect("a month");
        let batch = assemble(account, portfolio, period, &Scope::default(), &source);
        assert_eq!(batch.tie_out(), Ok(()));
        for statement in &batch.statements {
            assert_eq!(tie_out(statement.clone()).map(|_| ()), Ok(()));
        }
        batch
    };
    months.into_iter().map(run).collect()
}

/// All that a batch says about money and nights, as text. Taxes that the channel kept are left out:
/// they are in no revenue, so nothing can check them, and no party of the statement gets them.
fn figures(batch: &Batch) -> Vec<String> {
    let mut figures = Vec::new();
    for statement in &batch.statements {
        for row in statement.rows() {
            let kept = Party::PassThrough(Remitter::Channel);
            let lines = row.lines.iter().filter(|line| line.party != kept).map(|line| {
                let (kind, party) = (line.kind.key(), line.party.key());
                format!("{kind} {party} {} of {}", line.amount, line.whole)
            });
            let lines: Vec<String> = lines.collect();
            let (purpose, nights) = (row.reservation.purpose, row.nights_in_period);
            let property = &row.reservation.property;
            figures
                .push(format!("{property} {} {purpose:?} {nights} {lines:?}", statement.currency));
        }
    }
    figures
}

/// Whether the row of a batch is named among those that stand on no statement.
fn is_told(batch: &Batch) -> bool {
    batch.report.placed == 0 && !batch.report.excluded.is_empty()
}

/// A place in a row, as a pointer, with its value.
fn places(value: &Value, at: &str, found: &mut Vec<(String, Value)>) {
    if !at.is_empty() {
        found.push((at.to_owned(), value.clone()));
    }
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(key, field)| places(field, &format!("{at}/{key}"), found));
        }
        Value::Array(entries) => {
            let numbered = entries.iter().enumerate();
            numbered.for_each(|(i, entry)| places(entry, &format!("{at}/{i}"), found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What a value is changed into, each with its name.
fn changes(value: &Value) -> Vec<(String, Value)> {
    let mut others: Vec<(String, Value)> = [
        json!(null),
        json!(true),
        json!(false),
        json!("mutated"),
        json!(""),
        json!([]),
        json!({}),
        json!([7]),
        json!({"mutated": 7}),
        json!(7),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1e300),
        json!(-1e300),
        json!(0.5),
    ]
    .into_iter()
    .map(|other| (other.to_string(), other))
    .collect();
    if let Some(number) = value.as_i64() {
        others.push(("sign".to_owned(), json!(-number)));
        others.push(("plus one".to_owned(), json!(number + 1)));
        others.push(("minus one".to_owned(), json!(number - 1)));
        others.push(("as text".to_owned(), json!(number.to_string())));
    }
    if let Some(entries) = value.as_array() {
        for (place, entry) in entries.iter().enumerate() {
            let mut doubled = entries.clone();
            doubled.insert(place, entry.clone());
            others.push((format!("double {place}"), json!(doubled)));
        }
    }
    others.retain(|(_, other)| other != value);
    others
}

/// Why a change may change money: the rule.
fn let_through(place: &str, change: &str, after: &[Batch]) -> Option<&'static str> {
    let mut notices = after.iter().flat_map(|batch| &batch.report.notices);
    let evenly = notices.any(|notice| notice.kind == NoticeKind::PricesDoNotMatch);
    if place.starts_with("/financials/host/accommodation_breakdown") && evenly {
        return Some("without prices that match the nights the rent is spread evenly, and told");
    }
    let of_adjustment = place.starts_with("/financials/host/adjustments/");
    if of_adjustment && place.ends_with("/label") {
        return Some("the label says the kind; these terms say who gets an unknown one");
    }
    if place == "/platform" && change == "\"mutated\"" {
        return Some(
            "channels are an open set: another name is another channel, with its own rate",
        );
    }
    None
}

/// A row on its own; its property comes from the query and not from the row.
fn read_one(home: &str, row: &Value) -> Account {
    let mut one = snapshot(&[]);
    one.reservations.push(&raw_text(home, row.to_string()));
    read_account(&one, &LabelPatterns::default()).expect("rows")
}

/// Every value of `row` with every change.
fn mutants(row: &Value) -> Vec<(String, String, Value)> {
    let mut found = Vec::new();
    places(row, "", &mut found);
    let mut mutants = Vec::new();
    for (place, value) in found {
        for (change, other) in changes(&value) {
            mutants.push((place.clone(), change, with(row.clone(), &place, other)));
        }
        mutants.push((place.clone(), "drop".to_owned(), without(row.clone(), &place)));
    }
    mutants
}

/// The changes of a row that change money in silence, and how many changes were tried.
fn silent_changes(row: &Value, portfolios: &[Portfolio]) -> (BTreeSet<String>, usize) {
    let original = read_one(home_of(row), row);
    let before: Vec<Vec<Batch>> = portfolios.iter().map(|one| batches(&original, one)).collect();
    let mut silent = BTreeSet::new();
    let mut tried = 0;
    for (place, change, mutant) in mutants(row).into_iter().step_by(step(8)) {
        tried += 1;
        let account = read_one(home_of(row), &mutant);
        assert_eq!(account.rows(), 1);
        if account == original {
            continue;
        }
        for (portfolio, before) in portfolios.iter().zip(&before) {
            let after = batches(&account, portfolio);
            // a row that does not count is listed in the months of its nights
            let listed = !account.set_aside.is_empty() && after.iter().any(is_told);
            let mut months = before.iter().zip(&after);
            let is_silent = months
                .any(|(one, other)| figures(one) != figures(other) && !listed && !is_told(other));
            if is_silent && let_through(&place, &change, &after).is_none() {
                silent.insert(format!("{place}: {change}"));
            }
        }
    }
    (silent, tried)
}

/// The rows of all examples, and some that need another reading of their lines.
fn rows() -> Vec<(String, Value)> {
    let mut rows: Vec<Value> = fixture_rows("api/account/reservations.json");
    rows.extend(fixture_rows("api/account-clp/reservations.json"));
    rows.push(fixture("intake/reservation-single-owner-stay.json")["data"].clone());
    let negative = fixture("intake/financials-cancelled-negative.json");
    let cancelled = with(example_row(), "/reservation_status/current/category", json!("cancelled"));
    rows.push(with(cancelled, "/financials", negative["data"]["financials"].clone()));
    let mut rows: Vec<(String, Value)> =
        rows.into_iter().map(|row| (row["code"].to_string(), as_fetched(row))).collect();
    rows.extend([
        ("taxes outside".to_owned(), as_fetched(taxes_outside())),
        ("net of discounts".to_owned(), as_fetched(net_of_discounts())),
        ("flipped".to_owned(), as_fetched(flipped())),
    ]);
    rows
}

/// Without the parts that fetching leaves out of a snapshot.
fn as_fetched(mut row: Value) -> Value {
    let gone = ["/conversation_id", "/conversation_language", "/last_message_at", "/issue_alert"];
    let also = ["/notes", "/status_history", "/reservation_status/history", "/financials/guest"];
    for place in gone.into_iter().chain(also) {
        if row.pointer(place).is_some() {
            row = without(row, place);
        }
    }
    row
}

/// City tax that the channel kept, with printed texts.
fn taxes_outside() -> Value {
    let booking = fixture_rows("api/account/reservations.json").swap_remove(2);
    let tax =
        json!({"amount": 396, "formatted": "€3.96", "label": "CITY_TAX", "category": "Taxes"});
    with(booking, "/financials/host/taxes", json!([tax]))
}

/// The rent of the second example with its discount of 60.00 taken off already.
fn net_of_discounts() -> Value {
    let second = fixture_rows("api/account/reservations.json").swap_remove(1);
    let rent = json!({"amount": 54_000, "formatted": "$540.00", "label": "Accommodation"});
    with(second, "/financials/host/accommodation", rent)
}

/// The channel's fee delivered as if it were paid to the host.
fn flipped() -> Value {
    let fee = json!({"amount": 5_673, "formatted": "$56.73", "label": "Host Service Fee"});
    with(example_row(), "/financials/host/host_fees/0", fee)
}

#[test]
fn no_change_of_one_value_changes_money_in_silence() {
    let portfolios = [Basis::Nights, Basis::Booked].map(|basis| portfolio(terms(basis)));
    let mut tried = 0;
    let mut silent = Vec::new();
    for (what, row) in rows() {
        let (found, count) = silent_changes(&row, &portfolios);
        tried += count;
        silent.extend(found.into_iter().map(|change| format!("{what} {change}")));
    }
    assert!(silent.is_empty(), "money changed in silence by\n{silent:#?}");
    assert!(tried > 10_000 / step(8), "{tried} changes are too few to prove anything");
}
