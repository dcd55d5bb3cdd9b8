//! What a fault does to an answer: takes its place, or changes the finished values in it.
//!
//! Faults that concern the rows of a list (pages that shift, twins) are no change to an answer but
//! to the list; they are where the list is made.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::answer::{Answer, Body};
use super::fault::Fault;

const HTML_ERROR: &str = "<!DOCTYPE html>\n<html><head><title>500 Server Error</title></head>\
    <body><h1>Server Error</h1></body></html>\n";
const HTML_PROXY: &str = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>\
    <body><h1>Sign in to continue</h1></body></html>\n";
const SUNSET_DATE: &str = "Sat, 31 Dec 2033 23:59:59 GMT";
const SUNSET_LINK: &str = "<https://developer.example.com/sunset>; rel=\"sunset\"";

/// The answer that the first fault of this kind gives in place of a proper one.
pub(super) fn instead(faults: &[Fault], today: NaiveDate) -> Option<Answer> {
    let slow_down = |after: &str| Some(Answer::too_many().with_header("retry-after", after));
    faults.iter().find_map(|fault| match fault {
        Fault::RetryAfterZero => slow_down("0"),
        Fault::RetryAfterOne => slow_down("1"),
        Fault::RetryAfterDate => slow_down(&today.format("%a, %d %b %Y 00:00:00 GMT").to_string()),
        Fault::RetryAfterAbsent => Some(Answer::too_many()),
        Fault::ServerErrorHtml => Some(Answer::html(500, HTML_ERROR)),
        Fault::ServerErrorJson => Some(Answer::server_error()),
        Fault::ServerErrorEmpty => Some(Answer::html(503, "")),
        Fault::HtmlAnswer => Some(Answer::html(200, HTML_PROXY)),
        Fault::TokenWithdrawn => Some(Answer::unauthenticated()),
        Fault::TruncatedJson
        | Fault::Sunset
        | Fault::FinancialsNull
        | Fault::FinancialsMissing
        | Fault::FinancialsEmpty
        | Fault::UnwrappedSingle
        | Fault::LinksArray
        | Fault::DuplicateCode
        | Fault::ClpTimesOne
        | Fault::ClpTimesHundred
        | Fault::SmallPages
        | Fault::PageTwoFailing
        | Fault::PropertyPageFailing
        | Fault::RowsShiftBetweenPages
        | Fault::CountChangesBetweenPages
        | Fault::RowLeavesBetweenPages
        | Fault::ReservationsEmpty
        | Fault::WideRangeRefused
        | Fault::UnknownPropertyForbidden
        | Fault::UnknownPropertyNotFound => None,
    })
}

/// The answer with one fault in it; refusals stay as they are.
pub(super) fn into(answer: Answer, fault: Fault) -> Answer {
    if fault == Fault::Sunset {
        return answer.with_header("sunset", SUNSET_DATE).with_header("link", SUNSET_LINK);
    }
    let Answer { status: 200, headers, body: Body::Json(mut value) } = answer else {
        return answer;
    };
    match fault {
        Fault::FinancialsNull => on_financials(&mut value, |row| {
            row.insert("financials".to_owned(), Value::Null);
        }),
        Fault::FinancialsMissing => on_financials(&mut value, |row| {
            row.remove("financials");
        }),
        Fault::FinancialsEmpty => on_financials(&mut value, empty_financials),
        Fault::UnwrappedSingle => unwrap_single(&mut value),
        Fault::LinksArray => links_to_array(&mut value),
        Fault::ClpTimesOne => rescale(&mut value, false, 1),
        Fault::ClpTimesHundred => rescale(&mut value, false, 100),
        Fault::TruncatedJson => return Answer { status: 200, headers, body: half(&value) },
        Fault::Sunset
        | Fault::RetryAfterZero
        | Fault::RetryAfterOne
        | Fault::RetryAfterDate
        | Fault::RetryAfterAbsent
        | Fault::ServerErrorHtml
        | Fault::ServerErrorJson
        | Fault::ServerErrorEmpty
        | Fault::HtmlAnswer
        | Fault::TokenWithdrawn
        | Fault::DuplicateCode
        | Fault::SmallPages
        | Fault::PageTwoFailing
        | Fault::PropertyPageFailing
        | Fault::RowsShiftBetweenPages
        | Fault::CountChangesBetweenPages
        | Fault::RowLeavesBetweenPages
        | Fault::ReservationsEmpty
        | Fault::WideRangeRefused
        | Fault::UnknownPropertyForbidden
        | Fault::UnknownPropertyNotFound => {}
    }
    Answer { status: 200, headers, body: Body::Json(value) }
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
/// The currency stands once at a reservation's financials, elsewhere at each amount; `in_clp` is
/// what was found further out.
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
fn half(value: &Value) -> Body {
    let mut text = value.to_string();
    let mut middle = text.len() / 2;
    while !text.is_char_boundary(middle) {
        middle -= 1;
    }
    text.truncate(middle);
    Body::Text { content_type: "application/json", text }
}
