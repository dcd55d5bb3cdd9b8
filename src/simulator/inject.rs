//! What a fault does to an answer: takes its place, or changes the finished values in it.
//!
//! Faults that concern the rows of a list (shifting pages, duplicates) change the list, not an
//! answer; they are in the code that builds the list.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::answer::{Answer, Body};
use super::fault::Fault;
use super::{fields, odd};

const HTML_ERROR: &str = "<!DOCTYPE html>\n<html><head><title>500 Server Error</title></head>\
    <body><h1>Server Error</h1></body></html>\n";
const HTML_PROXY: &str = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>\
    <body><h1>Sign in to continue</h1></body></html>\n";
const SUNSET_DATE: &str = "Sat, 31 Dec 2033 23:59:59 GMT";
/// A name that never resolves (RFC 2606), so that following it could not reach anybody.
const ELSEWHERE: &str = "http://elsewhere.invalid/v2/user?token=none";
const DEPTH: usize = 100_000;
const SUNSET_LINK: &str = "<https://developer.example.com/sunset>; rel=\"sunset\"";

/// A proper answer's substitute; the argument is the simulator's day.
type Substitute = fn(NaiveDate) -> Answer;

const INSTEAD: &[(Fault, Substitute)] = &[
    (Fault::RetryAfterZero, |_| slow_down("0")),
    (Fault::RetryAfterOne, |_| slow_down("1")),
    (Fault::RetryAfterHuge, |_| slow_down("86400")),
    (Fault::RetryAfterDate, |day| slow_down(&day.format("%a, %d %b %Y 00:00:00 GMT").to_string())),
    (Fault::RetryAfterAbsent, |_| Answer::too_many()),
    (Fault::ServerErrorHtml, |_| Answer::html(500, HTML_ERROR)),
    (Fault::ServerErrorJson, |_| Answer::server_error()),
    (Fault::ServerErrorEmpty, |_| Answer::html(503, "")),
    (Fault::HtmlAnswer, |_| Answer::html(200, HTML_PROXY)),
    (Fault::NoContent, |_| Answer::html(204, "")),
    (Fault::TokenWithdrawn, |_| Answer::unauthenticated()),
    (Fault::Redirect, |_| Answer::html(307, "").with_header("location", ELSEWHERE)),
    (Fault::DeepJson, |_| Answer { status: 200, headers: Vec::new(), body: deep() }),
];

/// The answer that the first fault of this kind gives in place of a proper one.
pub(super) fn instead(faults: &[Fault], today: NaiveDate) -> Option<Answer> {
    let found = |fault: &Fault| INSTEAD.iter().find(|(known, _)| known == fault);
    faults.iter().find_map(found).map(|(_, substitute)| substitute(today))
}

/// What is done to the values of a proper answer.
type Change = fn(&mut Value);

const IN_VALUES: &[(Fault, Change)] = &[
    (Fault::FinancialsNull, |value| {
        on_financials(value, |row| drop(row.insert("financials".to_owned(), Value::Null)));
    }),
    (Fault::FinancialsMissing, |value| {
        on_financials(value, |row| drop(row.remove("financials")));
    }),
    (Fault::FinancialsEmpty, |value| on_financials(value, empty_financials)),
    (Fault::UnwrappedSingle, unwrap_single),
    (Fault::LinksArray, links_to_array),
    (Fault::ClpTimesOne, |value| rescale(value, false, 1)),
    (Fault::ClpTimesHundred, |value| rescale(value, false, 100)),
    (Fault::IdMissing, fields::drop_ids),
    (Fault::FieldMissing, |value| fields::spoil(value, fields::Spoil::Missing)),
    (Fault::FieldNull, |value| fields::spoil(value, fields::Spoil::Null)),
    (Fault::FieldRetyped, |value| fields::spoil(value, fields::Spoil::Retyped)),
    (Fault::FieldHuge, |value| fields::spoil(value, fields::Spoil::Huge)),
    (Fault::UnknownStatus, fields::unknown_status),
    (Fault::UnknownPlatform, fields::unknown_platform),
    (Fault::UnknownFeeLabel, fields::unknown_fee_label),
];

/// What is done to the text of a proper answer, after all that is done to its values.
type Mangle = fn(String) -> String;

const IN_TEXT: &[(Fault, Mangle)] = &[
    (Fault::TruncatedJson, half),
    (Fault::HugeNumber, |text| with_first(&text, &format!("\"huge\":1{}", "0".repeat(39)))),
    (Fault::KeyTwice, |text| with_first(&text, "\"data\":[]")),
    (Fault::RowKeyTwice, |text| text.replace(odd::KEY_AGAIN, "nights")),
];

/// Whether a fault changes the text, so that it has to come after those that change values.
pub(super) fn is_in_text(fault: Fault) -> bool {
    IN_TEXT.iter().any(|(known, _)| *known == fault)
}

/// The answer with one fault in it; refusals stay as they are.
pub(super) fn into(answer: Answer, fault: Fault) -> Answer {
    if fault == Fault::Sunset {
        return answer.with_header("sunset", SUNSET_DATE).with_header("link", SUNSET_LINK);
    }
    let Answer { status: 200, headers, body: Body::Json(mut value) } = answer else {
        return answer;
    };
    if let Some((_, change)) = IN_VALUES.iter().find(|(known, _)| *known == fault) {
        change(&mut value);
    }
    let body = match IN_TEXT.iter().find(|(known, _)| *known == fault) {
        Some((_, mangle)) => json_text(mangle(value.to_string())),
        None => Body::Json(value),
    };
    Answer { status: 200, headers, body }
}

fn slow_down(after: &str) -> Answer {
    Answer::too_many().with_header("retry-after", after)
}

fn json_text(text: String) -> Body {
    Body::Text { content_type: "application/json", text }
}

/// Lists in lists, well formed: what a careless reader runs out of stack on.
fn deep() -> Body {
    let (open, close) = ("[".repeat(DEPTH), "]".repeat(DEPTH));
    json_text(format!("{{\"data\":{open}{close}}}"))
}

/// The text of an object with one more entry in front.
fn with_first(text: &str, entry: &str) -> String {
    match text.strip_prefix('{') {
        Some("}") => format!("{{{entry}}}"),
        Some(rest) => format!("{{{entry},{rest}"),
        None => text.to_owned(),
    }
}

/// Changes every row, in a list or alone, that shows its financials.
fn on_financials(value: &mut Value, change: impl Fn(&mut Map<String, Value>)) {
    let rows = match value.get_mut("data") {
        Some(Value::Array(rows)) => rows.as_mut_slice(),
        Some(single) => std::slice::from_mut(single),
        None => return,
    };
    let objects = rows.iter_mut().filter_map(Value::as_object_mut);
    objects.filter(|row| row.contains_key("financials")).for_each(change);
}

fn empty_financials(row: &mut Map<String, Value>) {
    let currency = row.get("financials").and_then(|financials| financials.get("currency")).cloned();
    row.insert("financials".to_owned(), json!({"currency": currency, "guest": {}, "host": {}}));
}

fn unwrap_single(value: &mut Value) {
    if value.get("meta").is_none()
        && let Some(single) = value.get_mut("data").filter(|data| data.is_object())
    {
        *value = single.take();
    }
}

fn links_to_array(value: &mut Value) {
    if let Some(links) = value.pointer("/meta/links").cloned() {
        value["links"] = links;
    }
}

/// Writes every amount in CLP anew from its `formatted`, which shows whole pesos, times `factor`.
///
/// The currency is given once in a reservation's financials, elsewhere with each amount; `in_clp`
/// is the result of the enclosing object.
fn rescale(value: &mut Value, in_clp: bool, factor: i64) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| rescale(item, in_clp, factor)),
        Value::Object(object) => {
            let own = object.get("currency").and_then(Value::as_str);
            let in_clp = own.map_or(in_clp, |currency| currency == "CLP");
            if in_clp
                && let Some(amount) = pesos(object).and_then(|whole| whole.checked_mul(factor))
            {
                object.insert("amount".to_owned(), json!(amount));
            }
            object.values_mut().for_each(|inner| rescale(inner, in_clp, factor));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The whole pesos that a line shows, with the sign of its amount.
fn pesos(line: &Map<String, Value>) -> Option<i64> {
    let sign = line.get("amount")?.as_i64()?.signum();
    let shown = line.get("formatted")?.as_str()?;
    let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
    digits.parse::<i64>().ok().map(|whole| whole * sign)
}

/// The first half of the text, cut between two characters.
fn half(mut text: String) -> String {
    let mut middle = text.len() / 2;
    while !text.is_char_boundary(middle) {
        middle -= 1;
    }
    text.truncate(middle);
    text
}
