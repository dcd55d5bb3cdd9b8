//! A payload all the way: two answers of the API, the client's reading of them, the snapshot's
//! bytes, and the months that the program makes of it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use owner_statements::config;
use owner_statements::config::Config;
use owner_statements::domain::{NoticeKind, Party, Period, Remitter};
use owner_statements::hospitable::{Plan, read_answers};
use owner_statements::manager_files::ManagerFiles;
use owner_statements::month::{self, Input, MonthError};
use owner_statements::snapshot::Snapshot;
use owner_statements::statement::Scope;
use serde_json::{Value, json};

/// When money counts in the configurations that every payload is tried with.
pub const BASES: [&str; 3] = ["nights", "check-out", "booked"];

/// A payload: one reservation and the properties of its account, with terms for them.
pub struct Payload {
    pub name: String,
    pub row: Value,
    pub properties: Value,
    /// A basis with its configuration and the months that are made with it.
    terms: Vec<(&'static str, Config, Vec<Period>)>,
    plan: Plan,
}

/// A line of a statement: kind, party, currency; what it is of the whole stay, and in the month.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    pub kind: String,
    pub party: String,
    pub currency: String,
    pub whole: i64,
    pub amount: i64,
}

/// The stay's part of a month's statements, if it is on one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    pub property: String,
    pub nights: u32,
    pub purpose: String,
    pub lines: Vec<Line>,
}

/// What became of a payload in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub placed: Option<Placed>,
    /// Whether the month reports that the stay, or its statement, is left out, and why.
    pub is_told: bool,
    pub notices: BTreeSet<String>,
}

/// The months of every configuration, or why there is none.
pub type Outcome = Result<BTreeMap<(&'static str, Period), Made>, String>;

/// What the client makes of two answers, or why it refuses them.
pub type Reading = Result<Snapshot, String>;

impl Payload {
    /// A reservation with the properties of its account, `home` first of them.
    pub fn new(name: String, row: Value, properties: &[Value]) -> Self {
        let home = row["properties"][0]["id"].as_str().expect("a property").to_owned();
        let is_home = |one: &&Value| one["id"] == home;
        let mut two: Vec<Value> = properties.iter().filter(is_home).cloned().collect();
        two.extend(properties.iter().find(|one| one["id"] != home).cloned());
        assert_eq!(two.len(), 2, "{name}");
        let currency = row["financials"]["currency"].as_str().unwrap_or("USD").to_owned();
        let date =
            |key: &str| -> NaiveDate { row[key].as_str().expect(key)[..10].parse().expect(key) };
        let [booked, arrival, departure] =
            ["booking_date", "arrival_date", "departure_date"].map(date).map(month_of);
        let whole = Period::new(booked.first(), departure.last()).expect("days");
        let terms = BASES.map(|basis| {
            let text = settings(basis, &currency, &two);
            let config = config::parse_config("payload.toml", &text).expect("a configuration");
            let first = if basis == "booked" { booked } else { departure };
            (basis, config, BTreeSet::from([first, arrival]).into_iter().collect())
        });
        let (look_back_days, look_ahead_months) = (90, 24);
        let plan = Plan { look_back_days, look_ahead_months, ..Plan::new(whole) };
        Self { name, row, properties: page(two), terms: terms.into(), plan }
    }

    /// The page of reservations with the one.
    pub fn reservations(&self) -> Value {
        page(vec![self.row.clone()])
    }

    /// What the client makes of these answers.
    pub fn read(&self, properties: &str, reservations: &str) -> Reading {
        let fetched_at: DateTime<Utc> = "2027-01-02T08:00:00Z".parse().expect("an instant");
        let [properties, reservations] = [properties, reservations].map(str::as_bytes);
        read_answers(&self.plan, fetched_at, properties, reservations)
            .map_err(|error| error.to_string())
    }

    /// The program's result for a reading. A bug of the program is not an outcome: it panics.
    pub fn outcome(&self, reading: &Reading) -> Outcome {
        let snapshot = reading.as_ref().map_err(String::clone)?;
        let bytes = snapshot.to_bytes().expect("a snapshot's bytes");
        let loaded = Snapshot::from_bytes(&bytes).expect("what was saved can be loaded");
        let (scope, manager_files) = (Scope::default(), ManagerFiles::default());
        let mut found = BTreeMap::new();
        for (basis, config, months) in &self.terms {
            for period in months {
                let input = Input {
                    loaded: &loaded,
                    snapshot_bytes: &bytes,
                    config,
                    config_text: "",
                    config_sha256: "",
                    manager_files: &manager_files,
                    period: *period,
                    scope: &scope,
                };
                match month::prepare(input).and_then(|prepared| month::compute(&prepared)) {
                    Ok(month) => found.insert((*basis, *period), made(&month)),
                    Err(error) => {
                        let is_fault = matches!(error, MonthError::DoesNotTieOut { .. });
                        assert!(!is_fault, "{}: {error}", self.name);
                        return Err(error.to_string());
                    }
                };
            }
        }
        Ok(found)
    }
}

fn month_of(day: NaiveDate) -> Period {
    Period::parse_month(&day.format("%Y-%m").to_string()).expect("a month")
}

/// Whether two readings say the same, so that the months made of them do too: a month is a function
/// of what the snapshot holds.
pub fn same(one: &Reading, other: &Reading) -> bool {
    let (Ok(one), Ok(other)) = (one, other) else { return false };
    let rows = |snapshot: &Snapshot| -> Vec<String> {
        let rows = snapshot.reservations.iter();
        rows.flatten().map(|row| format!("{} {}", row.property, row.row)).collect()
    };
    let rest = |snapshot: &Snapshot| {
        let (window, counts) = (snapshot.window, snapshot.counts);
        (snapshot.properties.clone(), window, counts, snapshot.remarks.clone())
    };
    rows(one) == rows(other) && rest(one) == rest(other)
}

/// An answer with these entries, all of them on one page.
fn page(data: Vec<Value>) -> Value {
    let meta = json!({"current_page": 1, "from": 1, "last_page": 1, "per_page": 100,
        "to": data.len(), "total": data.len()});
    json!({"data": data, "links": {"next": null}, "meta": meta})
}

/// Terms in which everything that a row says matters. Under one basis nobody agreed who gets other
/// adjustments, under the others the owner does.
fn settings(basis: &str, currency: &str, properties: &[Value]) -> String {
    let others = if basis == "nights" { "" } else { ", damage = \"owner\", other = \"owner\"" };
    let mut text = format!(
        r#"schema = 1
[manager]
name = "Harbour Lettings"
[[agreement]]
id = "terms"
recognise = "{basis}"
commission = {{ base = ["accommodation", "discounts"], rate = "20%" }}
fees = {{ cleaning = "manager", pet = {{ owner = "80%" }}, default = "owner" }}
channel_fee = {{ borne_by = "owner" }}
adjustments = {{ penalty = "manager"{others} }}
owner_stays = {{ cleaning = "60 {currency}" }}
[[owner]]
id = "lindqvist"
name = "A. Lindqvist"
"#
    );
    for property in properties {
        let id = property["id"].as_str().expect("an id");
        text.push_str(&format!(
            "[[property]]\nid = \"{id}\"\nname = \"{id}\"\nagreement = \"terms\"\nowner = \"lindqvist\"\n"
        ));
    }
    text
}

/// Taxes that the channel kept are left out: they are in no revenue, so nothing can check them, and
/// no party of the statement gets them.
fn made(month: &month::Month) -> Made {
    let kept = Party::PassThrough(Remitter::Channel);
    let mut rows = month.statements.iter().flat_map(|one| one.rows());
    let placed = rows.next().map(|row| {
        let lines = row.lines.iter().filter(|line| line.party != kept).map(|line| Line {
            kind: line.kind.key(),
            party: line.party.key().to_owned(),
            currency: line.amount.currency().to_string(),
            whole: line.whole.minor(),
            amount: line.amount.minor(),
        });
        Placed {
            property: row.reservation.property.to_string(),
            nights: row.nights_in_period,
            purpose: format!("{:?}", row.reservation.purpose),
            lines: lines.collect(),
        }
    });
    assert!(rows.next().is_none(), "one reservation came and two are on statements");
    let report = &month.report;
    let is_told = !report.held.is_empty() || !report.excluded.is_empty();
    let notices = report.notices.iter().filter(|notice| moves_money(&notice.kind));
    Made { placed, is_told, notices: notices.map(|one| one.kind.code().to_owned()).collect() }
}

/// Whether a notice says that an amount is another than the one delivered, or goes to another
/// party.
fn moves_money(kind: &NoticeKind) -> bool {
    matches!(
        kind,
        NoticeKind::UnmappedFee { .. }
            | NoticeKind::TaxesOutsideRevenue
            | NoticeKind::RentNetOfDiscounts
            | NoticeKind::SignFlipped(_)
            | NoticeKind::RoundingDifference(_)
    )
}
