//! `/properties/{id}/calendar`: recorded days where there are some, else days made from the stays.

use chrono::{Days, Months, NaiveDate};
use serde_json::{Value, json};

use super::account::{property_of, text_field};
use super::answer::Answer;
use super::call::Call;
use super::query::day;

const DEFAULT_DAYS: u64 = 14;
const MONTHS_MAX: u32 = 36;

/// The days from `start_date` to `end_date`, both included; by default two weeks from today.
///
/// # Errors
/// Refuses an unknown property, an end before the start and a span of more than three years.
pub(super) fn calendar_answer(call: &Call<'_>, id: &str) -> Result<Answer, Answer> {
    call.account.property(id).ok_or_else(Answer::not_found)?;
    let start = call.query.date("start_date")?.unwrap_or(call.options.today);
    let two_weeks = start.checked_add_days(Days::new(DEFAULT_DAYS));
    let end = call.query.date("end_date")?.or(two_weeks).unwrap_or(start);
    if end < start {
        let text = "The end date field must be a date after or equal to start date.";
        return Err(Answer::invalid("end_date", text));
    }
    if start.checked_add_months(Months::new(MONTHS_MAX)).is_some_and(|latest| end > latest) {
        let text = "The date range must not be longer than 3 years.";
        return Err(Answer::invalid("end_date", text));
    }
    let recorded = call.account.calendars.get(id);
    let days: Vec<Value> = start
        .iter_days()
        .take_while(|date| *date <= end)
        .map(|date| recorded_day(recorded, date).unwrap_or_else(|| made_up(call, id, date)))
        .collect();
    let kept = |key| recorded.and_then(|calendar| calendar.get(key)).cloned();
    Ok(Answer::data(json!({
        "listing_id": kept("listing_id"),
        "provider": kept("provider"),
        "start_date": start.to_string(),
        "end_date": end.to_string(),
        "days": days,
    })))
}

fn recorded_day(calendar: Option<&Value>, date: NaiveDate) -> Option<Value> {
    let days = calendar?.get("days")?.as_array()?;
    days.iter().find(|recorded| text_field(recorded, "date").and_then(day) == Some(date)).cloned()
}

/// A day without a price: reserved if an accepted stay has its night, else free.
fn made_up(call: &Call<'_>, id: &str, date: NaiveDate) -> Value {
    let date_of = |row: &Value, key| text_field(row, key).and_then(day);
    let taken = call.account.reservations.iter().any(|row| {
        let category = row.pointer("/reservation_status/current/category");
        property_of(row) == Some(id)
            && category.and_then(Value::as_str) == Some("accepted")
            && date_of(row, "arrival_date").is_some_and(|arrival| arrival <= date)
            && date_of(row, "departure_date").is_some_and(|departure| date < departure)
    });
    let (reason, source) =
        if taken { ("RESERVED", Some("RESERVATION")) } else { ("AVAILABLE", None) };
    json!({
        "date": date.to_string(),
        "day": date.format("%A").to_string().to_uppercase(),
        "min_stay": 1,
        "note": null,
        "closed_for_checkin": false,
        "closed_for_checkout": false,
        "status": {"reason": reason, "source": null, "source_type": source, "available": !taken},
        "price": null,
    })
}
