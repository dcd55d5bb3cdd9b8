//! What is kept of a reservation: a list of what may stay, everything else goes.
//!
//! A snapshot stays on a disk for years, so it contains what statements need and nothing about
//! guests beyond what the plan allows. Values are kept unchanged, a null as null and a missing key
//! as missing, because "unknown" and "nothing" are different figures. Where an unexpected list or
//! object stands in place of a plain value, an empty one is kept: it stays visible that the value
//! is wrong, but no personal data gets in through it.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::domain::GuestNames;
use crate::snapshot::json::Value;

/// Plain values of a reservation.
const PLAIN: &[&str] = &[
    "id",
    "code",
    "platform",
    "platform_id",
    "booking_date",
    "arrival_date",
    "departure_date",
    "check_in",
    "check_out",
    "nights",
    "stay_type",
    "status",
];

/// Head counts.
const GUESTS: &[&str] = &["total", "adult_count", "child_count", "infant_count", "pet_count"];

/// The host's side of the money, as far as its form is known.
const HOST_LINES: &[&str] = &[
    "accommodation",
    "accommodation_breakdown",
    "guest_fees",
    "host_fees",
    "discounts",
    "adjustments",
    "taxes",
    "revenue",
];

/// A line of money.
const LINE: &[&str] = &["amount", "formatted", "label", "category"];

/// The part of `row` that a snapshot keeps.
pub(super) fn prune(row: &Value, guest_names: GuestNames) -> Value {
    let Value::Object(fields) = row else { return prune_plain(row) };
    let mut kept = BTreeMap::new();
    for (key, field) in fields {
        let field = match key.as_str() {
            key if PLAIN.contains(&key) => prune_plain(field),
            "owner_stay" => only(field, &["schedule_cleaning"], prune_plain),
            "guests" => only(field, GUESTS, prune_plain),
            "reservation_status" => only(field, &["current"], |current| {
                only(current, &["category", "sub_category"], prune_plain)
            }),
            "properties" => each(field, |property| only(property, &["id", "name"], prune_plain)),
            "financials" => financials(field),
            "guest" => match guest(field, guest_names) {
                Some(guest) => guest,
                None => continue,
            },
            _ => continue,
        };
        kept.insert(key.clone(), field);
    }
    Value::Object(kept)
}

/// The money: currency and host's side. The guest's side repeats some of its lines with other
/// meanings and is never needed.
fn financials(value: &Value) -> Value {
    let Value::Object(fields) = value else { return prune_plain(value) };
    let mut kept = BTreeMap::new();
    if let Some(currency) = fields.get("currency") {
        kept.insert("currency".to_owned(), prune_plain(currency));
    }
    if let Some(host) = fields.get("host") {
        kept.insert("host".to_owned(), host_side(host));
    }
    Value::Object(kept)
}

/// The host's side. A key that is not known stays as it is: it may be a new kind of money, and
/// money that disappears is the worst that can happen.
fn host_side(value: &Value) -> Value {
    let Value::Object(fields) = value else { return prune_plain(value) };
    let keep = |(key, field): (&String, &Value)| {
        let known = HOST_LINES.contains(&key.as_str());
        (key.clone(), if known { prune_lines(field) } else { field.clone() })
    };
    Value::Object(fields.iter().map(keep).collect())
}

fn prune_lines(value: &Value) -> Value {
    match value {
        Value::List(entries) => Value::List(entries.iter().map(prune_lines).collect()),
        // an object without an amount is not a line but something unknown around lines
        Value::Object(fields) if fields.contains_key("amount") => only(value, LINE, Value::clone),
        Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) => {
            value.clone()
        }
    }
}

/// The part of the guest that the plan allows, under the original keys; `None` if it allows none.
fn guest(value: &Value, guest_names: GuestNames) -> Option<Value> {
    let shortened: &[(&str, Shorten)] = match guest_names {
        GuestNames::None => return None,
        GuestNames::Initials => &[("first_name", first_letter), ("last_name", first_letter)],
        GuestNames::First => &[("first_name", first_word)],
    };
    let Value::Object(fields) = value else { return Some(Value::Null) };
    let mut kept = BTreeMap::new();
    for (key, shorten) in shortened {
        if let Some(name) = fields.get(*key) {
            let short = name.as_text().and_then(shorten);
            let short = short.map_or(Value::Null, |short| Value::Text(short.to_owned()));
            kept.insert((*key).to_owned(), short);
        }
    }
    Some(Value::Object(kept))
}

/// Takes of a name what may be kept.
type Shorten = fn(&str) -> Option<&str>;

fn first_word(name: &str) -> Option<&str> {
    name.split_whitespace().next()
}

fn first_letter(name: &str) -> Option<&str> {
    name.trim().graphemes(true).next()
}

/// A plain value as it is; of a list or an object only that it is one.
fn prune_plain(value: &Value) -> Value {
    match value {
        Value::List(_) => Value::List(Vec::new()),
        Value::Object(_) => Value::Object(BTreeMap::new()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) => value.clone(),
    }
}

/// Of an object the keys in `allowed`, each through `keep`; anything else as [`prune_plain`] has
/// it.
fn only(value: &Value, allowed: &[&str], keep: impl Fn(&Value) -> Value) -> Value {
    let Value::Object(fields) = value else { return prune_plain(value) };
    let allowed = fields.iter().filter(|(key, _)| allowed.contains(&key.as_str()));
    Value::Object(allowed.map(|(key, field)| (key.clone(), keep(field))).collect())
}

/// Each entry of a list through `keep`; anything else as [`prune_plain`] has it.
fn each(value: &Value, keep: impl Fn(&Value) -> Value) -> Value {
    let Value::List(entries) = value else { return prune_plain(value) };
    Value::List(entries.iter().map(keep).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pruned(text: &str, guest_names: GuestNames) -> String {
        prune(&Value::read(text).expect(text), guest_names).to_string()
    }

    /// A row with MARKER in every place that must not be kept.
    const FULL: &str = r#"{
        "id":"r1","code":"HM1","platform":"airbnb","platform_id":"HM1","nights":3,
        "booking_date":"2025-12-30T21:35:37Z","arrival_date":"2026-02-14T00:00:00-06:00",
        "departure_date":"2026-02-17T00:00:00-06:00","check_in":null,"stay_type":"guest_stay",
        "owner_stay":{"schedule_cleaning":true,"by":"MARKER"},"status":"accepted",
        "status_history":["MARKER"],"conversation_id":"MARKER","conversation_language":"MARKER",
        "last_message_at":"MARKER","issue_alert":"MARKER","notes":"MARKER","note":"MARKER",
        "reservation_status":{"current":{"category":"accepted","sub_category":null,"x":"MARKER"},
            "history":["MARKER"]},
        "guests":{"total":2,"adult_count":2,"names":["MARKER"]},
        "properties":[{"id":"p1","name":"Casa Uno","address":{"street":"MARKER"}}],
        "guest":{"id":"MARKER","first_name":"Ana Sofia","last_name":"Éxample","email":"MARKER",
            "phone_numbers":["MARKER"],"location":"MARKER","profile_picture":"MARKER"},
        "user":{"email":"MARKER"},"listings":[{"platform_email":"MARKER"}],"review":{"t":"MARKER"},
        "financials":{"currency":"USD","guest":{"total_price":{"amount":1,"label":"MARKER"}},
            "host":{"accommodation":{"amount":24200,"formatted":"$242.00","label":"Accommodation",
                    "category":"Accommodation","note":"MARKER"},
                "accommodation_breakdown":null,"guest_fees":[{"amount":1.50,"label":"Cleaning"}],
                "discounts":[],"revenue":null,"new_money":{"amount":7,"by":"kept"}}}}"#;

    #[test]
    fn only_what_statements_need_is_kept() {
        assert_eq!(
            pruned(FULL, GuestNames::None),
            concat!(
                r#"{"arrival_date":"2026-02-14T00:00:00-06:00","booking_date":"2025-12-30T21:35:37Z","#,
                r#""check_in":null,"code":"HM1","departure_date":"2026-02-17T00:00:00-06:00","#,
                r#""financials":{"currency":"USD","host":{"accommodation":{"amount":24200,"#,
                r#""category":"Accommodation","formatted":"$242.00","label":"Accommodation"},"#,
                r#""accommodation_breakdown":null,"discounts":[],"#,
                r#""guest_fees":[{"amount":1.50,"label":"Cleaning"}],"#,
                r#""new_money":{"amount":7,"by":"kept"},"revenue":null}},"#,
                r#""guests":{"adult_count":2,"total":2},"id":"r1","nights":3,"#,
                r#""owner_stay":{"schedule_cleaning":true},"platform":"airbnb","#,
                r#""platform_id":"HM1","properties":[{"id":"p1","name":"Casa Uno"}],"#,
                r#""reservation_status":{"current":{"category":"accepted","sub_category":null}},"#,
                r#""status":"accepted","stay_type":"guest_stay"}"#,
            )
        );
    }

    #[test]
    fn guests_are_named_only_as_far_as_allowed() {
        for (guest_names, kept) in [
            (GuestNames::Initials, r#""guest":{"first_name":"A","last_name":"É"}"#),
            (GuestNames::First, r#""guest":{"first_name":"Ana"}"#),
        ] {
            let text = pruned(FULL, guest_names);
            assert!(text.contains(kept), "{text}");
            assert!(
                !text.contains("MARKER") && !text.contains("Sofia") && !text.contains("xample")
            );
        }
        for (guest, kept) in [
            ("null", r#"{"guest":null}"#),
            ("[\"MARKER\"]", r#"{"guest":null}"#),
            ("{}", r#"{"guest":{}}"#),
            (r#"{"first_name":null,"last_name":["x"]}"#, r#"{"guest":{"first_name":null}}"#),
            (r#"{"first_name":"  "}"#, r#"{"guest":{"first_name":null}}"#),
        ] {
            let row = format!(r#"{{"guest":{guest}}}"#);
            assert_eq!(pruned(&row, GuestNames::First), kept);
            assert_eq!(pruned(&row, GuestNames::None), "{}");
        }
    }

    #[test]
    fn wrong_forms_stay_visible_and_bring_nothing_in() {
        for (row, kept) in [
            (r#"{"nights":"3","code":null}"#, r#"{"code":null,"nights":"3"}"#),
            (r#"{"code":{"mail":"MARKER"}}"#, r#"{"code":{}}"#),
            (r#"{"status":["MARKER"]}"#, r#"{"status":[]}"#),
            (r#"{"guests":[{"mail":"MARKER"}]}"#, r#"{"guests":[]}"#),
            (r#"{"guests":2,"owner_stay":true}"#, r#"{"guests":2,"owner_stay":true}"#),
            (r#"{"reservation_status":null}"#, r#"{"reservation_status":null}"#),
            (
                r#"{"reservation_status":{"current":null}}"#,
                r#"{"reservation_status":{"current":null}}"#,
            ),
            (r#"{"properties":{"a":"MARKER"}}"#, r#"{"properties":{}}"#),
            (r#"{"properties":[null]}"#, r#"{"properties":[null]}"#),
            (r#"{"financials":null}"#, r#"{"financials":null}"#),
            (r#"{"financials":[]}"#, r#"{"financials":[]}"#),
            (r#"{"financials":{"guest":{},"host":{}}}"#, r#"{"financials":{"host":{}}}"#),
            (r#"{"financials":{"host":[]}}"#, r#"{"financials":{"host":[]}}"#),
            (
                r#"{"financials":{"host":{"taxes":{"city":{"amount":true,"x":1}}}}}"#,
                r#"{"financials":{"host":{"taxes":{"city":{"amount":true,"x":1}}}}}"#,
            ),
            ("{}", "{}"),
        ] {
            assert_eq!(pruned(row, GuestNames::None), kept);
        }
    }

    #[test]
    fn pruning_twice_changes_nothing() {
        for guest_names in [GuestNames::None, GuestNames::Initials, GuestNames::First] {
            let once = pruned(FULL, guest_names);
            assert_eq!(pruned(&once, guest_names), once);
        }
    }
}
