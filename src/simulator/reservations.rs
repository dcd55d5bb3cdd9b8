//! `/reservations` and `/reservations/{id or code}`: what is refused, what is found, what is shown.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::account::{property_of, text_field};
use super::answer::Answer;
use super::call::Call;
use super::fault::Fault;
use super::options::Bounds;
use super::query::{Query, day};
use super::{odd, page, properties};

/// Parts of a reservation that are shown only on request.
const PARTS: [&str; 8] =
    ["guest", "user", "financials", "listings", "properties", "review", "smartlock_code", "tasks"];
/// The helper key of data files; the API has no such key, so it is never shown.
const HELPER: &str = "property_id";
const STATUSES: [&str; 5] = ["request", "accepted", "cancelled", "not_accepted", "checkpoint"];
const DEFAULT_DAYS: u64 = 14;
const WIDE_DAYS: i64 = 190;

pub(super) fn list(call: &Call<'_>) -> Result<Answer, Answer> {
    let asked = asked_properties(call)?;
    let dates = Dates::read(call)?;
    let statuses = statuses(call.query)?;
    let instants = Instants::read(call.query)?;
    let found = call.account.reservations.iter().filter(|row| {
        property_of(row).is_some_and(|id| asked.iter().any(|asked| asked.eq_ignore_ascii_case(id)))
            && dates.hold(row)
            && (statuses.is_empty() || category(row).is_some_and(|own| statuses.contains(&own)))
            && instants.hold(row)
            && exact(call.query, row)
    });
    let victim = odd::victim(call);
    let found: Vec<&Value> = match () {
        () if call.suffers(Fault::ReservationsEmpty) => Vec::new(),
        () if call.suffers(Fault::DuplicateCode) => found.flat_map(|row| [row, row]).collect(),
        () => odd::listed(call, victim, found.collect(), &asked),
    };
    page::paginate(call, "reservations", found.into_iter().enumerate(), |(place, row)| {
        let is_second = call.suffers(Fault::DuplicateCode) && place % 2 == 1;
        let is_other = is_second || call.suffers(Fault::IdsReissued);
        let mut shown = with_parts(call, row);
        if victim.is_some_and(|victim| std::ptr::eq(row, victim)) {
            shown = odd::shown(call, shown);
        }
        if is_other { twin(shown) } else { shown }
    })
}

pub(super) fn single(call: &Call<'_>, id: &str) -> Result<Answer, Answer> {
    let named = |row: &&Value| ["id", "code"].iter().any(|key| text_field(row, key) == Some(id));
    let row = call.account.reservations.iter().find(named).ok_or_else(Answer::not_found)?;
    Ok(Answer::data(with_parts(call, row)))
}

/// The properties asked for: required, and unknown ones refused only by a fault.
fn asked_properties<'a>(call: &'a Call<'_>) -> Result<Vec<&'a str>, Answer> {
    let asked = call.query.list("properties");
    if asked.is_empty() {
        return Err(match call.query.one("properties") {
            None => Answer::invalid("properties", "The properties field is required."),
            Some(_) => Answer::invalid("properties", "The properties field must be an array."),
        });
    }
    if asked.iter().all(|id| properties::is_known(call, id)) {
        return Ok(asked);
    }
    if call.suffers(Fault::UnknownPropertyForbidden) {
        return Err(Answer::json(403, json!({"message": "This action is unauthorized."})));
    }
    if call.suffers(Fault::UnknownPropertyNotFound) {
        return Err(Answer::not_found());
    }
    Ok(asked)
}

/// The range of days, and which day of a stay must lie in it. It is not an overlap.
struct Dates {
    key: &'static str,
    start: NaiveDate,
    end: NaiveDate,
    bounds: Bounds,
}

impl Dates {
    /// Reads the range; without dates the next two weeks, without an end two weeks from the start.
    fn read(call: &Call<'_>) -> Result<Self, Answer> {
        let key = match call.query.one("date_query") {
            None | Some("checkin") => "arrival_date",
            Some("checkout") => "departure_date",
            Some(_) => {
                let text = "The date reference must be either 'checkin' or 'checkout'.";
                return Err(Answer::invalid("date_query", text));
            }
        };
        let key = if call.suffers(Fault::DateQueryIgnored) { "arrival_date" } else { key };
        let asked = |name: &str| match call.suffers(Fault::DatesIgnored) {
            true => Ok(None),
            false => call.query.date(name),
        };
        let start = asked("start_date")?.unwrap_or(call.options.today);
        let two_weeks = start.checked_add_days(Days::new(DEFAULT_DAYS));
        let end = asked("end_date")?.or(two_weeks).unwrap_or(start);
        if call.suffers(Fault::WideRangeRefused) && (end - start).num_days() > WIDE_DAYS {
            return Err(Answer::invalid("end_date", "The date range is too wide."));
        }
        Ok(Self { key, start, end, bounds: call.options.bounds })
    }

    fn hold(&self, row: &Value) -> bool {
        text_field(row, self.key).and_then(day).is_some_and(|day| match self.bounds {
            Bounds::Inclusive => self.start <= day && day <= self.end,
            Bounds::Exclusive => self.start < day && day < self.end,
        })
    }
}

/// The categories of `status[]`, in the spelling of the rows.
fn statuses(query: &Query) -> Result<Vec<String>, Answer> {
    if query.one("status").is_some() {
        return Err(Answer::invalid("status", "The status field must be an array."));
    }
    let values = query.list("status");
    if let Some(place) = values.iter().position(|value| !STATUSES.contains(value)) {
        let field = format!("status.{place}");
        return Err(Answer::invalid(&field, &format!("The selected {field} is invalid.")));
    }
    Ok(values.into_iter().map(|value| value.replace('_', " ")).collect())
}

fn category(row: &Value) -> Option<String> {
    let category = row.pointer("/reservation_status/current/category")?.as_str()?;
    Some(category.to_lowercase().replace('_', " "))
}

/// The instants after which something must have happened, as text that sorts by time.
struct Instants<'a>([(&'static str, Option<&'a str>); 2]);

impl<'a> Instants<'a> {
    fn read(query: &'a Query) -> Result<Self, Answer> {
        Ok(Self([
            ("last_message_at", query.instant("last_message_at")?),
            ("booking_date", query.instant("booked_at")?),
        ]))
    }

    fn hold(&self, row: &Value) -> bool {
        self.0.iter().all(|(key, after)| {
            let own =
                text_field(row, key).and_then(|own| own.get(..19)).map(|own| own.replace('T', " "));
            after.is_none_or(|after| own.is_some_and(|own| own.as_str() > after))
        })
    }
}

/// The filters that want exactly this value.
fn exact(query: &Query, row: &Value) -> bool {
    ["platform_id", "conversation_id"]
        .into_iter()
        .all(|key| query.one(key).is_none_or(|asked| text_field(row, key) == Some(asked)))
}

/// A reservation with only the requested parts.
fn with_parts(call: &Call<'_>, row: &Value) -> Value {
    let mut shown = row.clone();
    if let Some(object) = shown.as_object_mut() {
        object.retain(|key, _| key != HELPER && !PARTS.contains(&key.as_str()));
    }
    for part in PARTS {
        let wanted = call.query.includes(part)
            || (part == "financials" && call.query.includes("financialsV2"));
        if let Some(value) = wanted.then(|| included(call, row, part)).flatten() {
            shown[part] = value;
        }
    }
    shown
}

/// A part of a reservation; missing data is derived from the account where possible.
fn included(call: &Call<'_>, row: &Value, part: &str) -> Option<Value> {
    let property = property_of(row).unwrap_or_default();
    let written = row.get(part);
    match part {
        "properties" => {
            let written = row.pointer("/properties/0");
            Some(json!([properties::in_reservation(call, property, written)]))
        }
        "listings" => {
            Some(written.cloned().unwrap_or_else(|| properties::listings(call, property)))
        }
        "user" => Some(written.cloned().unwrap_or_else(|| call.account.user_in_short())),
        "guest" | "review" => Some(written.cloned().unwrap_or(Value::Null)),
        _ => written.cloned(),
    }
}

/// The same stay under another id, as after a channel was connected again.
fn twin(mut row: Value) -> Value {
    let id = text_field(&row, "id").unwrap_or_default();
    let other = match id.get(8..) {
        Some(rest) if rest.starts_with('-') => format!("ffffffff{rest}"),
        _ => format!("{id}-twin"),
    };
    row["id"] = Value::String(other);
    row
}
