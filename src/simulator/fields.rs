//! Faults in single fields of the entries of a list: missing, null, of another type, of absurd
//! size, or with unknown words.
//!
//! Which entries are damaged, and in which field, depends only on their ids, so that a list is
//! damaged in the same way however often and in whatever pages it is read.

use serde_json::{Map, Value, json};

/// One entry in this many is damaged.
const ONE_IN: u64 = 7;

/// Characters of an absurd text.
const HUGE_TEXT: usize = 20_000;

/// How often an absurd list has its entries.
const HUGE_LIST: usize = 400;

/// Fields of reservations, as JSON pointers.
const OF_RESERVATIONS: &[&str] = &[
    "/arrival_date",
    "/code",
    "/departure_date",
    "/financials",
    "/financials/currency",
    "/financials/host",
    "/financials/host/accommodation",
    "/financials/host/accommodation/amount",
    "/financials/host/accommodation/formatted",
    "/financials/host/adjustments",
    "/financials/host/discounts",
    "/financials/host/discounts/0/amount",
    "/financials/host/guest_fees",
    "/financials/host/guest_fees/0/amount",
    "/financials/host/guest_fees/0/label",
    "/financials/host/host_fees",
    "/financials/host/host_fees/0/amount",
    "/financials/host/revenue",
    "/financials/host/revenue/amount",
    "/financials/host/taxes",
    "/financials/host/taxes/0/amount",
    "/nights",
    "/properties",
    "/properties/0/id",
    "/reservation_status",
    "/reservation_status/current",
    "/reservation_status/current/category",
];

/// Fields of properties, as JSON pointers.
const OF_PROPERTIES: &[&str] = &["/address", "/currency", "/listed", "/name", "/timezone"];

/// What happens to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spoil {
    Missing,
    Null,
    Retyped,
    Huge,
}

/// Spoils one field of one entry in seven.
pub(super) fn spoil(answer: &mut Value, spoil: Spoil) {
    for entry in struck(answer) {
        let fields =
            if entry.get("arrival_date").is_some() { OF_RESERVATIONS } else { OF_PROPERTIES };
        let there: Vec<&str> = fields
            .iter()
            .copied()
            .filter(|field| entry.pointer(field).is_some_and(|value| can_suffer(value, spoil)))
            .collect();
        let place = usize::try_from(mark(entry) / ONE_IN % there.len().max(1) as u64).unwrap_or(0);
        if let Some(field) = there.get(place) {
            spoil_field(entry, field, spoil);
        }
    }
}

/// Takes the ids off the entries of a list.
pub(super) fn drop_ids(answer: &mut Value) {
    for entry in entries(answer).iter_mut().filter_map(Value::as_object_mut) {
        entry.remove("id");
    }
}

pub(super) fn unknown_status(answer: &mut Value) {
    for entry in struck(answer) {
        if let Some(category) = entry.pointer_mut("/reservation_status/current/category") {
            *category = json!("suspended");
        }
    }
}

pub(super) fn unknown_platform(answer: &mut Value) {
    for entry in struck(answer).filter(|entry| entry.get("platform").is_some()) {
        entry["platform"] = json!("stayfinder");
    }
}

pub(super) fn unknown_fee_label(answer: &mut Value) {
    for entry in entries(answer) {
        let fees = entry.pointer_mut("/financials/host/guest_fees").and_then(Value::as_array_mut);
        for fee in fees.into_iter().flatten().filter_map(Value::as_object_mut) {
            fee.insert("label".to_owned(), json!("Zusatzleistung 7"));
        }
    }
}

/// The entries of a list; a single object has none.
fn entries(answer: &mut Value) -> &mut [Value] {
    answer.get_mut("data").and_then(Value::as_array_mut).map_or(&mut [], Vec::as_mut_slice)
}

fn struck(answer: &mut Value) -> impl Iterator<Item = &mut Value> {
    entries(answer).iter_mut().filter(|entry| mark(entry).is_multiple_of(ONE_IN))
}

/// A number that belongs to the entry's id (FNV-1a).
fn mark(entry: &Value) -> u64 {
    let id = entry.get("id").and_then(Value::as_str).unwrap_or_default();
    let mixed = id.bytes().fold(0xcbf2_9ce4_8422_2325, |mixed: u64, byte| {
        (mixed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    mixed >> 8
}

fn can_suffer(value: &Value, spoil: Spoil) -> bool {
    match spoil {
        Spoil::Missing => true,
        Spoil::Null | Spoil::Retyped => !value.is_null(),
        Spoil::Huge => match value {
            Value::Null | Value::Bool(_) | Value::Object(_) => false,
            Value::Number(_) | Value::String(_) => true,
            Value::Array(entries) => !entries.is_empty(),
        },
    }
}

fn spoil_field(entry: &mut Value, field: &str, spoil: Spoil) {
    let Some((holder, key)) = field.rsplit_once('/') else { return };
    let Some(holder) = entry.pointer_mut(holder).and_then(Value::as_object_mut) else { return };
    let spoilt = |old: Value| match spoil {
        Spoil::Missing => None,
        Spoil::Null => Some(Value::Null),
        Spoil::Retyped => Some(retyped(old)),
        Spoil::Huge => Some(huge(old)),
    };
    if let Some(new) = holder.remove(key).and_then(spoilt) {
        holder.insert(key.to_owned(), new);
    }
}

/// The same content in another type, as other languages' serialisers have it: lists become objects
/// with numbers for keys, numbers become texts with decimals.
fn retyped(value: Value) -> Value {
    match value {
        Value::Null => json!(0),
        Value::Bool(flag) => json!(flag.to_string()),
        Value::Number(number) => json!(format!("{number}.00")),
        Value::String(text) => json!([text]),
        Value::Object(object) => json!([object]),
        Value::Array(entries) => {
            let numbered = entries.into_iter().enumerate();
            Value::Object(numbered.map(|(i, entry)| (i.to_string(), entry)).collect::<Map<_, _>>())
        }
    }
}

fn huge(value: Value) -> Value {
    match value {
        Value::Number(_) => json!(i64::MAX),
        Value::String(text) => json!(format!("{text}{}", "9".repeat(HUGE_TEXT))),
        Value::Array(entries) => {
            let count = entries.len() * HUGE_LIST;
            Value::Array(entries.into_iter().cycle().take(count).collect())
        }
        Value::Null | Value::Bool(_) | Value::Object(_) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::super::account::SimulatedAccount;
    use super::*;

    #[test]
    fn about_one_entry_in_seven_suffers_and_always_the_same() {
        let whole = json!({"data": SimulatedAccount::demo().reservations()});
        for kind in [Spoil::Missing, Spoil::Null, Spoil::Retyped, Spoil::Huge] {
            let damaged = |mut value: Value| {
                spoil(&mut value, kind);
                value
            };
            let once = damaged(whole.clone());
            assert_eq!(once, damaged(whole.clone()));
            let pairs = entries(&mut whole.clone())
                .to_vec()
                .into_iter()
                .zip(once["data"].as_array().cloned().unwrap());
            let suffering = pairs.filter(|(before, after)| before != after).count();
            assert!((3..=10).contains(&suffering), "{kind:?}: {suffering}");
        }
    }
}
