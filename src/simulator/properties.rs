//! `/properties` and `/properties/{id}`.

use serde_json::{Value, json};

use super::account::text_field;
use super::answer::Answer;
use super::call::Call;
use super::page;

/// Parts of a property that are shown only on request.
const PARTS: [&str; 5] = ["user", "listings", "details", "bookings", "ical_imports"];

pub(super) fn list(call: &Call<'_>) -> Result<Answer, Answer> {
    page::paginate(call, "properties", call.account.properties.iter(), |property| {
        with_parts(call, property)
    })
}

pub(super) fn single(call: &Call<'_>, id: &str) -> Result<Answer, Answer> {
    let property = call.account.property(id).ok_or_else(Answer::not_found)?;
    Ok(Answer::data(with_parts(call, property)))
}

/// A property with only the requested parts.
fn with_parts(call: &Call<'_>, property: &Value) -> Value {
    let mut shown = bare(property);
    for part in PARTS {
        if !call.query.includes(part) {
            continue;
        }
        let value = match (part, property.get(part)) {
            (_, Some(value)) => value.clone(),
            ("user", None) => call.account.user_in_short(),
            ("listings", None) => json!([]),
            (_, None) => continue,
        };
        shown[part] = value;
    }
    shown
}

/// A property without all parts that must be asked for.
fn bare(property: &Value) -> Value {
    let mut bare = property.clone();
    if let Some(object) = bare.as_object_mut() {
        object.retain(|key, _| !PARTS.contains(&key.as_str()));
    }
    bare
}

/// A property as a reservation shows it: what the account knows of it, and above that what is
/// written in the reservation itself.
pub(super) fn in_reservation(call: &Call<'_>, id: &str, written: Option<&Value>) -> Value {
    let mut property = call.account.property(id).map_or_else(|| json!({ "id": id }), bare);
    for (key, value) in written.and_then(Value::as_object).into_iter().flatten() {
        property[key] = value.clone();
    }
    property
}

/// The listings of a property, where they are known.
pub(super) fn listings(call: &Call<'_>, id: &str) -> Value {
    let known = call.account.property(id).and_then(|property| property.get("listings"));
    known.cloned().unwrap_or_else(|| json!([]))
}

/// Whether the account has a property with this id.
pub(super) fn is_known(call: &Call<'_>, id: &str) -> bool {
    let same = |property: &Value| {
        text_field(property, "id").is_some_and(|known| known.eq_ignore_ascii_case(id))
    };
    call.account.properties.iter().any(same)
}
