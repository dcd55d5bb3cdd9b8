//! No edit of one place of a payload changes money in silence.
//!
//! Every place of every example (the reservation, its envelope, the page of properties) is dropped,
//! nulled, turned into another type, made huge, negative, a little larger or smaller, moved by
//! days, and written twice. Each text goes the way of a fetched body. Afterwards one of these
//! holds, and which one is counted:
//!
//! - *same*: every statement has the lines that it had;
//! - *refused*: the reading or the month fails with its reason;
//! - *told*: in a month whose figures differ, the statement is held or the stay is left out, named
//!   and with its reason;
//! - *noticed*: the month bears a notice, which it did not bear before, that says how the amounts
//!   were read, and the amounts are those of the edited payload, list by list, recomputed here;
//! - *another stay*: a date of the stay was moved to another date, and the lines are those of
//!   the stay as it was, dated anew by the rules, recomputed here.
//!
//! Anything else is money changed in silence, and fails.

mod edits;
mod reading;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;

use chrono::NaiveDate;
use owner_statements::domain::Period;
use rayon::prelude::*;
use serde_json::Value;

use crate::share::step;
use edits::{Edit, Mutant, mutants};
use reading::{Line, Made, Outcome, Payload, Placed, same};

/// The least that is tried.
const MUTANTS_MIN: usize = 5_000;

fn data(path: &str) -> Vec<Value> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path);
    let text = std::fs::read_to_string(&file).expect(path);
    let value: Value = serde_json::from_str(&text).expect(path);
    value.as_array().or(value["data"].as_array()).expect(path).clone()
}

/// Every example of the API, and the demo's stays that differ in form from those before them.
fn payloads() -> Vec<Payload> {
    let mut payloads = Vec::new();
    let mut forms = BTreeSet::new();
    for account in ["api/account", "api/account-clp", "demo"] {
        let properties = data(&format!("{account}/properties.json"));
        for row in data(&format!("{account}/reservations.json")) {
            let name = format!("{account} {}", row["code"]);
            // the demo's every third: more of them would prove little for their time
            if forms.insert(form(&row)) && (account != "demo" || forms.len() % 3 == 0) {
                payloads.push(Payload::new(name, row, &properties));
            }
        }
    }
    payloads
}

/// What a stay is, and which of its lists have how many lines.
fn form(row: &Value) -> String {
    let host = row["financials"]["host"].as_object().into_iter().flatten();
    let lists = host.filter(|(list, _)| *list != "accommodation_breakdown");
    let lists: Vec<usize> = lists.map(|(_, list)| list.as_array().map_or(0, Vec::len)).collect();
    let category = &row["reservation_status"]["current"]["category"];
    format!("{} {} {category} {lists:?}", row["platform"], row["stay_type"])
}

/// What became of an edit, from the best to the worst.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum EditOutcome {
    Same,
    Refused,
    Told,
    Noticed,
    AnotherStay,
    Silent(String),
}

/// The two months of one configuration and period, before and after an edit.
struct Change<'a> {
    basis: &'static str,
    period: Period,
    before: &'a Made,
    after: &'a Made,
    /// The stay's lines before, in whichever month it was placed.
    stay: Option<&'a Placed>,
    is_told: bool,
}

fn edit_outcome(before: &Outcome, after: &Outcome, mutant: &Mutant) -> EditOutcome {
    let Ok(after) = after else { return EditOutcome::Refused };
    let Ok(before) = before else {
        let placed = after.values().any(|made| made.placed.is_some());
        return if placed {
            EditOutcome::Silent("a refused payload counts".into())
        } else {
            EditOutcome::Same
        };
    };
    let mut worst = EditOutcome::Same;
    for ((basis, period), made) in after {
        let of_basis = || before.iter().filter(|((one, _), _)| one == basis);
        let change = Change {
            basis,
            period: *period,
            before: &before[&(*basis, *period)],
            after: made,
            stay: of_basis().find_map(|(_, made)| made.placed.as_ref()),
            // a stay that does not count is listed in the months of its nights alone
            is_told: made.is_told
                || made.placed.is_none()
                    && after.iter().any(|((one, _), made)| one == basis && made.is_told),
        };
        worst = worst.max(month_outcome(&change, mutant));
    }
    worst
}

fn month_outcome(change: &Change<'_>, mutant: &Mutant) -> EditOutcome {
    if change.before.placed == change.after.placed {
        return EditOutcome::Same;
    }
    if change.is_told {
        return EditOutcome::Told;
    }
    let silent =
        |why: &str| EditOutcome::Silent(format!("{why} ({}, {})", change.basis, change.period));
    if mutant.place.ends_with("_date") {
        return match another_stay(change, &mutant.text) {
            Ok(()) => EditOutcome::AnotherStay,
            Err(why) => silent(&why),
        };
    }
    let agreed = change.basis != "nights"
        && mutant.place.starts_with("/data/0/financials/host/adjustments/")
        && mutant.place.ends_with("/label");
    let is_new = change.after.notices.difference(&change.before.notices).next().is_some();
    match &change.after.placed {
        // the label is the adjustment's kind, and these terms say who gets every kind
        Some(placed) if is_new || agreed => match as_delivered(placed, &mutant.text) {
            Ok(()) => EditOutcome::Noticed,
            Err(why) => silent(&why),
        },
        Some(_) => silent("other figures"),
        None => silent("no figures"),
    }
}

fn row_of(text: &str) -> Result<Value, String> {
    let page: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    Ok(page["data"][0].clone())
}

/// Whether the lines of a stay are, list by list, what its row delivers.
fn as_delivered(placed: &Placed, text: &str) -> Result<(), String> {
    let host = row_of(text)?["financials"]["host"].clone();
    let units = |value: &Value| -> i64 {
        let amount = &value["amount"];
        let text = amount.as_str().map(str::to_owned).unwrap_or_else(|| amount.to_string());
        text.parse().unwrap_or_default()
    };
    let delivered = |list: &str| -> i64 {
        let line = &host[list];
        line.as_array().map_or_else(|| units(line), |lines| lines.iter().map(units).sum())
    };
    let printed = |of: &dyn Fn(&Line) -> bool| -> i64 {
        placed.lines.iter().filter(|line| of(line)).map(|line| line.whole).sum()
    };
    let kind = |prefix: &'static str| move |line: &Line| line.kind.starts_with(prefix);
    let channel = |line: &Line| line.kind == "channel-fee" && line.party == "channel";
    for (list, found) in [
        ("accommodation", printed(&kind("accommodation"))),
        ("discounts", printed(&kind("discount"))),
        ("guest_fees", printed(&kind("guest-fee"))),
        ("adjustments", printed(&kind("adjustment"))),
        ("host_fees", -printed(&channel)),
    ] {
        if found != delivered(list) {
            return Err(format!("{list} came as {} and counts {found}", delivered(list)));
        }
    }
    Ok(())
}

/// Whether the lines are those of the stay as it was, dated by the dates of the edited row.
fn another_stay(change: &Change<'_>, text: &str) -> Result<(), String> {
    let row = row_of(text)?;
    let date = |key: &str| -> Result<NaiveDate, String> {
        let text = row[key].as_str().and_then(|text| text.get(..10)).unwrap_or_default();
        text.parse().map_err(|_| format!("{key} is no date, and nothing says so"))
    };
    let (arrival, departure) = (date("arrival_date")?, date("departure_date")?);
    let booked = row["booking_date"].as_str().unwrap_or_default();
    let booked: chrono::DateTime<chrono::FixedOffset> =
        booked.parse().map_err(|_| "the booking has no date, and nothing says so".to_owned())?;
    let offset: chrono::DateTime<chrono::FixedOffset> = row["arrival_date"]
        .as_str()
        .unwrap_or_default()
        .parse()
        .map_err(|_| "the arrival has no offset".to_owned())?;
    let booked = booked.with_timezone(offset.offset()).date_naive();
    let stay = change.stay.ok_or("a stay that was on no statement is on one")?;
    let is_cancelled = row["reservation_status"]["current"]["category"] == "cancelled";
    let is_owners = stay.purpose == "Owner";
    let nights =
        |until: NaiveDate| (until - arrival).num_days().clamp(0, (departure - arrival).num_days());
    let (first, end) = (change.period.first(), change.period.last().succ_opt().expect("a day"));
    // of how many parts how many count in the period
    let (part, parts) = match (change.basis, is_owners, is_cancelled) {
        ("nights", false, false) => (None, (departure - arrival).num_days()),
        (_, true, _) | ("check-out", ..) => (Some(departure), 1),
        ("nights", ..) => (Some(arrival), 1),
        _ => (Some(booked), 1),
    };
    let upto = |end: NaiveDate| match part {
        None => nights(end),
        Some(day) => i64::from(day < end),
    };
    let share = |whole: i64, count: i64| -> i64 {
        let (number, unit) =
            (2 * i128::from(whole.abs()) * i128::from(count), 2 * i128::from(parts));
        let rounded = i64::try_from((number + i128::from(parts)) / unit).expect("an amount");
        rounded * whole.signum()
    };
    let mut expected: Vec<Line> = stay.lines.clone();
    for line in &mut expected {
        line.amount = share(line.whole, upto(end)) - share(line.whole, upto(first));
    }
    let counted = if is_cancelled { 0 } else { nights(end) - nights(first) };
    let placed = change.after.placed.as_ref();
    let found: Vec<Line> = placed.map(|placed| placed.lines.clone()).unwrap_or_default();
    let found_nights = placed.map_or(0, |placed| i64::from(placed.nights));
    let is_nothing = placed.is_none() && counted == 0 && expected.iter().all(|one| one.amount == 0);
    if !is_nothing && (found, found_nights) != (expected, counted) {
        return Err("the moved stay is not counted as the rules say".to_owned());
    }
    Ok(())
}

/// The fates of all edits of a payload.
fn edit_outcomes(payload: &Payload, is_first: bool) -> Vec<(String, EditOutcome)> {
    let (properties, reservations) = (&payload.properties, payload.reservations());
    let plain = [properties.to_string(), reservations.to_string()];
    let read = payload.read(&plain[0], &plain[1]);
    let before = payload.outcome(&read);
    let mut all: Vec<(bool, Mutant)> =
        mutants(&reservations).into_iter().map(|mutant| (false, mutant)).collect();
    // what a property's page says matters most to a stay without an amount
    if payload.row["stay_type"] == "owner_stay" || is_first {
        all.extend(mutants(properties).into_iter().map(|mutant| (true, mutant)));
    }
    let one = |(is_property, mutant): (bool, Mutant)| {
        let after = match is_property {
            true => payload.read(&mutant.text, &plain[1]),
            false => payload.read(&plain[0], &mutant.text),
        };
        let list = if is_property { "properties" } else { "reservations" };
        let what = format!("{} {list}{} {:?}", payload.name, mutant.place, mutant.edit);
        let is_again = matches!(mutant.edit, Edit::Again(_));
        let is_key = !mutant
            .place
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .starts_with(|c: char| c.is_ascii_digit());
        if is_again && is_key {
            assert!(after.is_err(), "a key that stands twice is accepted: {what}");
        }
        if same(&read, &after) {
            return (what, EditOutcome::Same);
        }
        (what, edit_outcome(&before, &payload.outcome(&after), &mutant))
    };
    let tried = all.into_par_iter().enumerate().filter(|(place, _)| place % step(12) == 0);
    tried.map(|(_, mutant)| one(mutant)).collect()
}

#[test]
fn no_edit_of_a_payload_changes_money_in_silence() {
    let payloads = payloads();
    let edit_outcomes: Vec<(String, EditOutcome)> =
        payloads.iter().enumerate().flat_map(|(at, one)| edit_outcomes(one, at == 0)).collect();
    let mut counts: BTreeMap<EditOutcome, usize> = BTreeMap::new();
    let mut silent = Vec::new();
    for (what, edit_outcome) in &edit_outcomes {
        if let EditOutcome::Silent(why) = edit_outcome {
            silent.push(format!("{what}: {why}"));
        } else {
            *counts.entry(edit_outcome.clone()).or_default() += 1;
        }
    }
    // not captured: the harness hides the output of passing tests
    let said = format!(
        "payloads: {} edits of {} payloads, {counts:?}, {} silent",
        edit_outcomes.len(),
        payloads.len(),
        silent.len()
    );
    writeln!(std::io::stderr(), "{said}").expect("a line");
    assert!(
        silent.is_empty(),
        "{} edits change money in silence\n{:#?}",
        silent.len(),
        &silent[..silent.len().min(60)]
    );
    assert!(
        edit_outcomes.len() >= MUTANTS_MIN / step(12),
        "{} edits prove too little",
        edit_outcomes.len()
    );
    for edit_outcome in [
        EditOutcome::Same,
        EditOutcome::Refused,
        EditOutcome::Told,
        EditOutcome::Noticed,
        EditOutcome::AnotherStay,
    ] {
        assert!(counts.contains_key(&edit_outcome), "no edit ended as {edit_outcome:?}");
    }
}
