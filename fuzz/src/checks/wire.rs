//! An answer of the API becomes statements: refused, held, left out or tied out, and every row
//! once.

use chrono::{DateTime, Utc};
use owner_statements::config;
use owner_statements::domain::{GuestNames, Period, PropertyId};
use owner_statements::hospitable::{Plan, read_answers};
use owner_statements::intake;
use owner_statements::manager_files::ManagerFiles;
use owner_statements::month::{self, Input, MonthError};
use owner_statements::snapshot::{Counts, FetchScope, RawReservation, Rows, Snapshot, Window};
use owner_statements::statement;
use serde_json::{Value, json};

use super::{HOMES, settings};

const AGREEMENT: &str = r#"recognise = "nights"
nights = "by-price"
commission = { base = ["accommodation", "discounts"], rate = "20%" }
fees = { cleaning = "manager", pet = { owner = "80%" }, default = "owner" }
channel_fee = { borne_by = "owner" }
adjustments = { penalty = "manager", damage = "owner", other = "owner" }
owner_stays = { cleaning = "60 USD" }
"#;

/// A page of reservations, or a single reservation wrapped in a page.
pub fn check(data: &[u8]) {
    if let Some(snapshot) = read(data) {
        makes_months(&snapshot);
    }
    let wrapped =
        [br#"{"meta":{"current_page":1,"last_page":1,"total":1},"data":["#.as_slice(), data, b"]}"];
    if let Some(snapshot) = read(&wrapped.concat()) {
        assert_eq!(snapshot.reservations.len(), 1, "one came");
        makes_months(&snapshot);
    }
}

fn period() -> Period {
    let day = |text: &str| text.parse().expect("a day");
    Period::new(day("2026-01-01"), day("2026-12-31")).expect("a year")
}

fn fetched_at() -> DateTime<Utc> {
    "2027-01-02T08:00:00Z".parse().expect("an instant")
}

fn read(body: &[u8]) -> Option<Snapshot> {
    let properties = json!({
        "data": [
            {"id": HOMES[0], "name": "Casa Uno", "timezone": "-0600", "currency": "USD", "listed": true},
            {"id": HOMES[1], "name": "Casa Dos", "timezone": "+0100", "currency": "EUR", "listed": true},
        ],
        "meta": {"current_page": 1, "last_page": 1, "total": 2},
    });
    let plan = Plan { look_back_days: 3650, look_ahead_months: 24, ..Plan::new(period()) };
    let read = read_answers(&plan, fetched_at(), properties.to_string().as_bytes(), body);
    match read {
        Ok(snapshot) => Some(snapshot),
        Err(error) => {
            let words = error.to_string();
            assert!(!words.is_empty() && !words.chars().any(char::is_control), "{words:?}");
            None
        }
    }
}

fn makes_months(snapshot: &Snapshot) {
    let bytes = snapshot.to_bytes().expect("a snapshot's bytes");
    let loaded = Snapshot::from_bytes(&bytes).expect("what was saved can be loaded");
    assert_eq!(loaded.snapshot.to_bytes().expect("bytes"), bytes, "saved again, it differs");
    let text = settings(AGREEMENT);
    let config = config::parse_config("fuzz.toml", &text).expect("a configuration");
    let rows = snapshot.reservations.len();
    let account = intake::read_account(snapshot, &config.labels).expect("rows");
    assert_eq!(account.rows(), rows, "every row once");
    let (manager_files, scope) = (ManagerFiles::default(), statement::Scope::default());
    for period in [period(), Period::parse_month("2026-10").expect("a month")] {
        let input = Input {
            loaded: &loaded,
            snapshot_bytes: &bytes,
            config: &config,
            config_text: &text,
            config_sha256: "",
            manager_files: &manager_files,
            period,
            scope: &scope,
        };
        match month::prepare(input).and_then(|prepared| month::compute(&prepared)) {
            Ok(month) => {
                let report = &month.report;
                let placed = report.placed + report.excluded.len() + report.outside;
                assert_eq!((report.rows, placed), (rows, rows), "every row in one place");
            }
            Err(error) => {
                assert!(!matches!(error, MonthError::DoesNotTieOut { .. }), "{error}");
            }
        }
    }
}

/// A stay with this line as its rent and only amount.
pub fn row_of(currency: &str, line: &Value) -> Value {
    let host = json!({"accommodation": line, "accommodation_breakdown": null, "guest_fees": [],
        "host_fees": [], "discounts": [], "adjustments": [], "taxes": [], "revenue": line});
    json!({"id": "r1", "code": "HM1", "platform": "airbnb", "stay_type": "guest_stay",
        "arrival_date": "2026-10-02T00:00:00-06:00", "departure_date": "2026-10-05T00:00:00-06:00",
        "reservation_status": {"current": {"category": "accepted"}},
        "financials": {"currency": currency, "host": host}})
}

/// A snapshot with one row.
pub fn snapshot_of(row: &Value) -> Snapshot {
    let property = PropertyId::new(HOMES[0]).expect("an id");
    Snapshot {
        program: "0".to_owned(),
        fetched_at: fetched_at(),
        api: "at hand".to_owned(),
        window: Window { period: period(), look_back_days: 0, look_ahead_months: 0 },
        scope: FetchScope::All,
        guest_names: GuestNames::None,
        account: None,
        properties: Vec::new(),
        reservations: Rows::from_iter([RawReservation { property, row: row.to_string() }]),
        counts: Counts::default(),
        remarks: Vec::new(),
        oddities: Vec::new(),
    }
}
