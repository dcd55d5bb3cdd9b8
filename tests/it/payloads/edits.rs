//! Every edit of one place of a JSON text: as text, because a key that stands twice and a number of
//! twenty digits are no JSON value.

use chrono::{Days, NaiveDate};
use serde_json::Value;

/// What is done to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// The replacement text.
    Put(String),
    /// It is gone.
    Drop,
    /// Its key, or its entry in a list, is there again with this text.
    Again(String),
}

/// A text with one edit.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// The place, as a JSON pointer.
    pub place: String,
    pub edit: Edit,
    pub text: String,
}

/// Texts of other types, and numbers too large, too small and too exact.
const STRANGERS: [&str; 14] = [
    "null",
    "true",
    "\"mutated\"",
    "\"\"",
    "[]",
    "{}",
    "[7]",
    "7",
    "-7",
    "0.5",
    "9223372036854775807",
    "-9223372036854775808",
    "99999999999999999999",
    "1e300",
];

/// What no snapshot keeps; fewer edits are tried there.
const UNREAD: [&str; 12] = [
    "/financials/guest/",
    "/guest/",
    "/status_history",
    "/history",
    "/conversation",
    "/last_message_at",
    "/amenities",
    "/room_details",
    "/house_rules",
    "/capacity",
    "/coordinates",
    "/guests/",
];

/// Every edit of every place of `whole`.
pub fn mutants(whole: &Value) -> Vec<Mutant> {
    let mut places = Vec::new();
    list(whole, "", &mut places);
    let mut found = Vec::new();
    for (place, value) in places {
        let mut edits = edits(&value);
        if UNREAD.iter().any(|part| place.contains(part)) {
            let unread = |text: &String| ["null", "[7]", "-7", "1e300"].contains(&text.as_str());
            edits.retain(|edit| !matches!(edit, Edit::Put(text) if !unread(text)));
        }
        for edit in edits {
            let mut text = String::new();
            write(whole, "", &place, &edit, &mut text);
            found.push(Mutant { place: place.clone(), edit, text });
        }
    }
    found
}

fn list(value: &Value, at: &str, places: &mut Vec<(String, Value)>) {
    if !at.is_empty() {
        places.push((at.to_owned(), value.clone()));
    }
    for (step, inner) in inside(value) {
        list(inner, &format!("{at}/{step}"), places);
    }
}

fn inside(value: &Value) -> Vec<(String, &Value)> {
    match value {
        Value::Object(fields) => fields.iter().map(|(key, field)| (key.clone(), field)).collect(),
        Value::Array(entries) => {
            entries.iter().enumerate().map(|(i, entry)| (i.to_string(), entry)).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

fn edits(value: &Value) -> Vec<Edit> {
    let same = value.to_string();
    let mut texts: Vec<String> = STRANGERS.map(str::to_owned).to_vec();
    if let Some(number) = value.as_i64() {
        texts.extend([-number, number + 1, number - 1, number + 3].map(|other| other.to_string()));
        texts.extend([number.saturating_mul(100).to_string(), format!("\"{number}\"")]);
    }
    if let Some(text) = value.as_str() {
        texts.extend([-1, 1, 30].into_iter().filter_map(|days| moved(text, days)));
    }
    texts.retain(|text| *text != same);
    let mut edits: Vec<Edit> = texts.into_iter().map(Edit::Put).collect();
    edits.extend([Edit::Drop, Edit::Again(same), Edit::Again("null".to_owned())]);
    edits
}

/// A text that begins with a date, so many days later.
fn moved(text: &str, days: i64) -> Option<String> {
    let (date, rest) = text.split_at_checked(10)?;
    let date: NaiveDate = date.parse().ok()?;
    let moved = match u64::try_from(days) {
        Ok(days) => date.checked_add_days(Days::new(days))?,
        Err(_) => date.checked_sub_days(Days::new(days.unsigned_abs()))?,
    };
    Some(format!("\"{moved}{rest}\""))
}

fn write(value: &Value, at: &str, place: &str, edit: &Edit, out: &mut String) {
    let (open, close, is_list) = match value {
        Value::Object(_) => ('{', '}', false),
        Value::Array(_) => ('[', ']', true),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            out.push_str(&value.to_string());
            return;
        }
    };
    out.push(open);
    let mut texts = Vec::new();
    for (step, inner) in inside(value) {
        let here = format!("{at}/{step}");
        let key = if is_list { String::new() } else { format!("{}:", Value::from(step)) };
        let mut whole = String::new();
        write(inner, &here, place, edit, &mut whole);
        if here != place {
            texts.push(format!("{key}{whole}"));
            continue;
        }
        match edit {
            Edit::Put(text) => texts.push(format!("{key}{text}")),
            Edit::Drop => {}
            Edit::Again(text) => texts.extend([format!("{key}{whole}"), format!("{key}{text}")]),
        }
    }
    out.push_str(&texts.join(","));
    out.push(close);
}

#[test]
fn edits_are_what_they_say() {
    let whole = serde_json::json!({"a": [5], "d": "2026-10-31T00:00:00Z"});
    let texts: Vec<String> = mutants(&whole).into_iter().map(|mutant| mutant.text).collect();
    for expected in [
        r#"{"a":[-5],"d":"2026-10-31T00:00:00Z"}"#,
        r#"{"a":[5,5],"d":"2026-10-31T00:00:00Z"}"#,
        r#"{"a":[],"d":"2026-10-31T00:00:00Z"}"#,
        r#"{"a":[5],"a":[5],"d":"2026-10-31T00:00:00Z"}"#,
        r#"{"a":[5]}"#,
        r#"{"a":[5],"d":"2026-11-01T00:00:00Z"}"#,
        r#"{"a":[99999999999999999999],"d":"2026-10-31T00:00:00Z"}"#,
    ] {
        assert!(texts.iter().any(|text| text == expected), "{expected}");
    }
}
