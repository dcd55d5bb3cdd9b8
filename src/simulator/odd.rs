//! Faults that strike one stay of the account and no other: what a real account may have for years.

use chrono::Datelike as _;
use serde_json::{Value, json};

use super::account::{property_of, text_field};
use super::call::Call;
use super::fault::Fault;

/// Stands for a key that the row has already, until the answer is text.
pub(super) const KEY_AGAIN: &str = "key-again";

/// The stay that is struck: of those that were accepted and ended before this month, the last.
pub(super) fn victim<'a>(call: &Call<'a>) -> Option<&'a Value> {
    let month = call.options.today.with_day(1)?.to_string();
    let is_accepted = |row: &&Value| {
        row.pointer("/reservation_status/current/category").and_then(Value::as_str)
            == Some("accepted")
            && text_field(row, "stay_type") == Some("guest_stay")
    };
    let rows = call.account.reservations.iter();
    let of_past = rows.filter(|row| departure(row) < month.as_str());
    of_past.filter(is_accepted).max_by_key(|row| departure(row))
}

fn departure(row: &Value) -> &str {
    text_field(row, "departure_date").unwrap_or_default()
}

/// The oldest stay of the account.
fn oldest<'a>(call: &Call<'a>) -> Option<&'a Value> {
    call.account.reservations.iter().min_by_key(|row| departure(row))
}

fn is_by_check_out(call: &Call<'_>) -> bool {
    call.query.one("date_query") == Some("checkout")
}

/// The rows of a list as they are found, changed where a fault strikes the one stay.
pub(super) fn listed<'a>(
    call: &Call<'a>,
    victim: Option<&'a Value>,
    mut found: Vec<&'a Value>,
    asked: &[&str],
) -> Vec<&'a Value> {
    let Some(victim) = victim else { return found };
    let by_check_out = is_by_check_out(call);
    let hides = (call.suffers(Fault::RowOnlyByCheckIn) && by_check_out)
        || (call.suffers(Fault::RowOnlyByCheckOut) && !by_check_out);
    if hides {
        found.retain(|row| !std::ptr::eq(*row, victim));
    }
    if let Some(place) = found.iter().position(|row| std::ptr::eq(*row, victim))
        && call.suffers(Fault::RowTwice)
    {
        found.insert(place, victim);
    }
    if call.suffers(Fault::RowOutsideDays) && by_check_out {
        let is_asked = |row: &&Value| property_of(row).is_some_and(|id| asked.contains(&id));
        let is_known = |row: &&Value| found.iter().any(|known| std::ptr::eq(*known, *row));
        let other = oldest(call).filter(is_asked).filter(|row| !is_known(row));
        found.extend(other);
    }
    found
}

/// The one stay as it is shown, changed where a fault strikes it.
pub(super) fn shown(call: &Call<'_>, mut shown: Value) -> Value {
    if let Some(fields) = shown.as_object_mut() {
        if call.suffers(Fault::RowWithoutId) {
            fields.remove("id");
        }
        if call.suffers(Fault::RowKeyTwice) {
            fields.insert(KEY_AGAIN.to_owned(), json!(99));
        }
        if call.suffers(Fault::RowInTwoVersions) && is_by_check_out(call) {
            fields.insert("nights".to_owned(), json!(99));
        }
        if call.suffers(Fault::RowOfOtherProperty) {
            fields.insert("properties".to_owned(), json!([{"id": "elsewhere"}]));
        }
    }
    shown
}

/// Whether a list announces one row more than it has: one that may hold the one stay.
pub(super) fn is_one_off(call: &Call<'_>, list: &str) -> bool {
    let asked = call.query.list("properties");
    list == "reservations"
        && call.suffers(Fault::TotalOneOff)
        && victim(call).and_then(property_of).is_some_and(|id| asked.contains(&id))
}
