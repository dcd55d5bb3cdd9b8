//! `check --account`: one month of a new account, read and described without names, codes or
//! amounts, so that what is odd about it can be pasted into a bug report.
//!
//! Nothing of the account is printed as it came. Texts are counted or compared with words that this
//! program knows, properties and reservations have numbers, and of the words of an oddity only those
//! that this program wrote itself are kept.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;

use crate::domain::{OddityKind, Period, PropertyId};
use crate::hospitable::{Event, Plan, Progress};
use crate::snapshot::{FetchScope, Oddity, Snapshot};

use super::args::Check;
use super::context::{Context, runtime};
use super::failure::{Exit, Failure};
use super::interrupt::Interrupt;
use super::observer::Observer;
use super::{fetch, report};

/// Days before the month in which a stay that ends in it may begin.
const LOOK_BACK_DAYS: u32 = 62;

const NAMES_BELOW: &str = "the message below can name a property or a reservation: remove such names \
                           before you paste it";

const CHANNELS: [&str; 8] =
    ["agoda", "airbnb", "booking", "direct", "google", "homeaway", "manual", "vrbo"];
const STATUSES: [&str; 6] =
    ["accepted", "cancelled", "checkpoint", "not accepted", "request", "unknown"];
const STAY_TYPES: [&str; 2] = ["guest_stay", "owner_stay"];

/// What is told of the account; the result with `--json`.
#[derive(Debug, Serialize)]
struct Trial {
    program: String,
    month: String,
    first_check_in: String,
    properties: usize,
    reservations: usize,
    /// By channel and status.
    kinds: BTreeMap<String, usize>,
    pages: u64,
    requests: u64,
    /// How many remarks the reading made; their words name properties.
    remarks: usize,
    oddities: Vec<Anonymous>,
}

/// An oddity without names, codes and amounts.
#[derive(Debug, Serialize)]
struct Anonymous {
    kind: &'static str,
    properties: Vec<String>,
    seen: String,
    requests: Vec<String>,
    rows: Vec<String>,
}

pub(super) fn run(context: &Context, args: &Check) -> Result<Exit, Failure> {
    let token = context.environment.token(context.global.token_file.as_deref())?;
    let month =
        args.month.unwrap_or_else(|| Period::last_complete_month(context.environment.today));
    let plan = Plan { look_back_days: LOOK_BACK_DAYS, ..fetch::plan(month, None, FetchScope::All) };
    let interrupt = Interrupt::watch()?;
    let unnamed = Unnamed(Observer::new(context.global.quiet));
    let reading = fetch::fetch_watched(context, None, token, &plan, &interrupt, &unnamed);
    let read = runtime()?.block_on(reading);
    unnamed.0.finish();
    let snapshot = read.inspect_err(|failure| {
        if failure.exit == Exit::Api {
            context.ui.warning(NAMES_BELOW);
        }
    })?;
    let trial = trial(&snapshot)?;
    match args.json {
        true => report::json(context.ui, &trial)?,
        false => context.ui.result(&text(&trial))?,
    }
    Ok(if trial.oddities.is_empty() { Exit::Success } else { Exit::Held })
}

/// Watches without the names of what is read: people copy all that their terminal shows.
struct Unnamed(Observer);

impl Progress for Unnamed {
    fn on(&self, event: Event<'_>) {
        const LIST: &str = "a list";
        self.0.on(match event {
            Event::QueryStarted { .. } => Event::QueryStarted { query: LIST },
            Event::PageRead { page, pages, .. } => Event::PageRead { list: LIST, page, pages },
            Event::ReadAgain { .. } => {
                Event::ReadAgain { list: LIST, reason: "it contradicts itself or another list" }
            }
            Event::QueryFinished { rows, .. } => Event::QueryFinished { query: LIST, rows },
            Event::PropertiesFound { .. }
            | Event::QueriesPlanned { .. }
            | Event::Recounting { .. }
            | Event::Waiting { .. } => event,
        });
    }
}

fn trial(snapshot: &Snapshot) -> Result<Trial, Failure> {
    let mut kinds = BTreeMap::new();
    for reservation in snapshot.reservations.iter() {
        let row = serde_json::from_str(&reservation?.row).unwrap_or(Value::Null);
        let kind = format!("{} {}", channel(&row), status(&row));
        *kinds.entry(kind).or_default() += 1;
    }
    let mut numbers = Numbers { snapshot, reservations: BTreeMap::new() };
    Ok(Trial {
        program: snapshot.program.clone(),
        month: snapshot.window.period.to_string(),
        first_check_in: snapshot.window.read_from().to_string(),
        properties: snapshot.properties.len(),
        reservations: snapshot.reservations.len(),
        kinds,
        pages: snapshot.counts.pages,
        requests: snapshot.counts.requests,
        remarks: snapshot.remarks.len(),
        oddities: snapshot.oddities.iter().map(|oddity| numbers.anonymous(oddity)).collect(),
    })
}

/// Numbers in place of names.
struct Numbers<'a> {
    snapshot: &'a Snapshot,
    /// The reservations that are mentioned, by id.
    reservations: BTreeMap<String, usize>,
}

impl Numbers<'_> {
    fn anonymous(&mut self, oddity: &Oddity) -> Anonymous {
        let rows: Vec<Value> = oddity
            .rows
            .iter()
            .map(|row| serde_json::from_str(row.get()).unwrap_or(Value::Null))
            .collect();
        let mut seen = seen(oddity);
        if let [first, second] = &rows[..] {
            let _ = write!(seen, "; different: {}", differences(first, second));
        }
        let mut requests: Vec<String> =
            oddity.requests.iter().map(|request| days_of(request)).collect();
        requests.sort_unstable();
        requests.dedup();
        Anonymous {
            kind: oddity.kind.code(),
            properties: oddity.properties.iter().map(|id| self.property(id)).collect(),
            seen,
            requests,
            rows: rows.iter().map(|row| self.reservation(row)).collect(),
        }
    }

    fn property(&self, id: &PropertyId) -> String {
        let place = self.snapshot.properties.iter().position(|property| property.id == *id);
        place.map_or_else(|| "not in the account".to_owned(), |place| format!("P{}", place + 1))
    }

    /// A reservation by its number, with what is harmless about it.
    fn reservation(&mut self, row: &Value) -> String {
        let next = self.reservations.len() + 1;
        let key = row.get("id").and_then(Value::as_str).map_or(format!("\n{next}"), str::to_owned);
        let number = *self.reservations.entry(key).or_insert(next);
        let stay_type = known(row.get("stay_type"), &STAY_TYPES);
        format!(
            "R{number} ({}, {}, {stay_type}, arrival {}, departure {}, financials {})",
            channel(row),
            status(row),
            day(row.get("arrival_date")),
            day(row.get("departure_date")),
            shape(row.get("financials")),
        )
    }
}

/// What was seen, in the words that this program wrote behind the name of a row or list.
fn seen(oddity: &Oddity) -> String {
    let seen = &oddity.seen;
    let behind = |mark: &str| seen.rfind(mark).map(|start| seen[start..].trim().to_owned());
    let words = match oddity.kind {
        OddityKind::InOneList => behind(" is in the list of "),
        OddityKind::OutsideDays => behind(" was returned with "),
        OddityKind::WithoutId => Some("no usable id".to_owned()),
        OddityKind::UnreadableRow => behind(" cannot be read: "),
        OddityKind::Twice => behind(" was returned twice"),
        OddityKind::TwoVersions => behind(" was returned in two versions"),
        OddityKind::Total => seen.rfind(" were announced").map(|end| {
            let count = seen[..end].chars().rev().take_while(char::is_ascii_digit).count();
            seen[end - count..].to_owned()
        }),
        OddityKind::OtherProperty => Some("names a property that was not requested".to_owned()),
    };
    words.unwrap_or_else(|| "see its kind".to_owned())
}

/// The days of a request, without the properties that it names.
fn days_of(request: &str) -> String {
    match request.rsplit_once(", ") {
        Some((_, days)) if days.starts_with("check-") => days.to_owned(),
        Some(_) | None => "the properties".to_owned(),
    }
}

/// The fields of two rows that differ, two levels deep.
fn differences(first: &Value, second: &Value) -> String {
    let mut found = Vec::new();
    let keys = |value: &Value| -> Vec<String> {
        value.as_object().map(|fields| fields.keys().cloned().collect()).unwrap_or_default()
    };
    let mut outer = [keys(first), keys(second)].concat();
    outer.sort_unstable();
    outer.dedup();
    for key in outer.iter().filter(|key| first.get(key) != second.get(key)) {
        let (one, other) = (&first[key], &second[key]);
        let mut inner = [keys(one), keys(other)].concat();
        inner.retain(|key| one.get(key) != other.get(key));
        inner.sort_unstable();
        inner.dedup();
        match inner.is_empty() {
            true => found.push(field(key)),
            false => {
                found.extend(inner.iter().map(|name| format!("{}.{}", field(key), field(name))))
            }
        }
    }
    found.join(", ")
}

/// The name of a field, unless it could be anything else.
fn field(key: &str) -> String {
    let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
    match key.len() <= 40 && key.chars().all(is_name) {
        true => key.to_owned(),
        false => "another field".to_owned(),
    }
}

fn channel(row: &Value) -> String {
    known(row.get("platform"), &CHANNELS)
}

fn status(row: &Value) -> String {
    known(row.pointer("/reservation_status/current/category"), &STATUSES)
}

/// A text if it is one of these words, else what it is instead.
fn known(value: Option<&Value>, words: &[&str]) -> String {
    let Some(text) = value.and_then(Value::as_str) else { return shape(value).to_owned() };
    let text = text.trim().to_lowercase().replace('_', " ");
    let word = words.iter().find(|word| word.replace('_', " ") == text);
    word.map_or_else(|| "of another name".to_owned(), |word| (*word).to_owned())
}

/// The day of a date, if it is one.
fn day(value: Option<&Value>) -> String {
    let day = value.and_then(Value::as_str).and_then(|text| text.get(..10));
    let day = day.and_then(|day| day.parse::<chrono::NaiveDate>().ok());
    day.map_or_else(|| shape(value).to_owned(), |day| day.to_string())
}

/// The type of a value.
fn shape(value: Option<&Value>) -> &'static str {
    match value {
        None => "missing",
        Some(Value::Null) => "null",
        Some(Value::Bool(_)) => "a boolean",
        Some(Value::Number(_)) => "a number",
        Some(Value::String(_)) => "a text",
        Some(Value::Array(_)) => "a list",
        Some(Value::Object(_)) => "an object",
    }
}

fn text(trial: &Trial) -> String {
    let mut text = format!(
        "You can paste this into a bug report: it has no names, codes or amounts.\n\n\
         program        {}\nmonth          {}, check-ins from {}\nproperties     {}\n\
         reservations   {}",
        trial.program, trial.month, trial.first_check_in, trial.properties, trial.reservations
    );
    // writing to a text cannot fail
    for (kind, count) in &trial.kinds {
        let _ = write!(text, "\n               {count} {kind}");
    }
    let _ = write!(
        text,
        "\npages          {}\nrequests       {}\nremarks        {}\noddities       {}",
        trial.pages,
        trial.requests,
        trial.remarks,
        trial.oddities.len()
    );
    for (number, oddity) in trial.oddities.iter().enumerate() {
        let _ = write!(text, "\n\n{}. {}: {}", number + 1, oddity.kind, oddity.seen);
        let parts = [
            ("properties", &oddity.properties),
            ("requests", &oddity.requests),
            ("rows", &oddity.rows),
        ];
        for (name, all) in parts.into_iter().filter(|(_, all)| !all.is_empty()) {
            let _ = write!(text, "\n   {name:<12}{}", all.join("\n               "));
        }
    }
    text
}
