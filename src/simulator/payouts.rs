//! `/transactions` and `/payouts`. Dates and properties are not filtered: the API is not known to
//! do it, so a client that relies on it must fail here.

use serde_json::{Value, json};

use super::account::text_field;
use super::answer::Answer;
use super::call::Call;
use super::page;

const TRANSACTION_PARTS: &[&str] = &["payout", "reservation"];
const PAYOUT_PARTS: &[&str] = &["transactions"];

pub(super) fn transactions(call: &Call<'_>) -> Result<Answer, Answer> {
    list(call, "transactions", &call.account.transactions, TRANSACTION_PARTS)
}

pub(super) fn transaction(call: &Call<'_>, id: &str) -> Result<Answer, Answer> {
    single(call, id, &call.account.transactions, TRANSACTION_PARTS)
}

pub(super) fn payouts(call: &Call<'_>) -> Result<Answer, Answer> {
    list(call, "payouts", &call.account.payouts, PAYOUT_PARTS)
}

pub(super) fn payout(call: &Call<'_>, id: &str) -> Result<Answer, Answer> {
    single(call, id, &call.account.payouts, PAYOUT_PARTS)
}

fn list(call: &Call<'_>, name: &str, rows: &[Value], parts: &[&str]) -> Result<Answer, Answer> {
    page::paginate(call, name, rows.iter(), |row| with_parts(call, row, parts))
}

fn single(call: &Call<'_>, id: &str, rows: &[Value], parts: &[&str]) -> Result<Answer, Answer> {
    let row =
        rows.iter().find(|row| text_field(row, "id") == Some(id)).ok_or_else(Answer::not_found)?;
    Ok(Answer::data(with_parts(call, row, parts)))
}

/// A row with only the requested parts.
fn with_parts(call: &Call<'_>, row: &Value, parts: &[&str]) -> Value {
    let mut shown = row.clone();
    if let Some(object) = shown.as_object_mut() {
        object.retain(|key, _| !parts.contains(&key.as_str()));
    }
    for part in parts.iter().filter(|part| call.query.includes(part)) {
        let none = if *part == "transactions" { json!([]) } else { Value::Null };
        shown[*part] = row.get(*part).cloned().unwrap_or(none);
    }
    shown
}
