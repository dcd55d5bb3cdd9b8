//! The fetcher against misbehaving servers: what it reads is complete, or it says why not.

mod account;
mod answers;
mod long;
mod rows;
pub mod scripted;

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{DateTime, Utc};
use owner_statements::domain::{Period, PropertyId};
use owner_statements::hospitable::{BaseUrl, FetchError, Plan, Quiet, Settings, fetch};
use owner_statements::snapshot::{FetchScope, Snapshot};
use serde_json::Value;

/// A token that must not appear anywhere.
const TOKEN: &str = "tok.MARKERTOKEN.sig";

fn settings(url: &str) -> Settings {
    let base_url = BaseUrl::parse(url).expect("a loopback address");
    let mut settings = Settings::new(base_url, TOKEN.to_owned().into());
    settings.waiting_second = Duration::from_millis(1);
    settings
}

fn plan() -> Plan {
    Plan::new(Period::parse_month("2026-10").expect("a month"))
}

fn only(ids: &[&str]) -> Plan {
    let ids = ids.iter().map(|id| PropertyId::new(id).expect("an id")).collect();
    Plan { properties: FetchScope::Only(ids), ..plan() }
}

fn at() -> DateTime<Utc> {
    "2026-11-02T08:00:00.5Z".parse().expect("an instant")
}

async fn read(url: &str, plan: &Plan) -> Result<Snapshot, FetchError> {
    read_with(&settings(url), plan).await
}

/// Reads, and holds every outcome to the rule that neither token nor address is shown.
async fn read_with(settings: &Settings, plan: &Plan) -> Result<Snapshot, FetchError> {
    let outcome = fetch(settings, plan, at(), &Quiet).await;
    let shown = match &outcome {
        Ok(snapshot) => format!("{snapshot:?} {settings:?}"),
        Err(error) => format!("{error} {error:?} {settings:?}"),
    };
    assert!(!shown.contains("MARKERTOKEN"), "{shown}");
    if let Err(error) = &outcome {
        assert!(!error.to_string().contains("127.0.0.1"), "{error}");
        assert!(!error.to_string().contains("start_date"), "{error}");
    }
    outcome
}

async fn refusal(url: &str, plan: &Plan) -> FetchError {
    read(url, plan).await.map(|_| ()).expect_err("a refusal")
}

fn rows(snapshot: &Snapshot) -> Vec<Value> {
    let parse = |text: &str| serde_json::from_str(text).expect("a row");
    snapshot.reservations.iter().map(|kept| parse(&kept.expect("a row").row)).collect()
}

fn ids(snapshot: &Snapshot) -> BTreeSet<String> {
    let ids: Vec<String> =
        rows(snapshot).iter().map(|row| row["id"].as_str().expect("an id").to_owned()).collect();
    let set: BTreeSet<String> = ids.iter().cloned().collect();
    assert_eq!(set.len(), ids.len(), "every reservation once");
    set
}
