//! What fetching needs to know about a reservation: its property, and whether it was requested.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};

use super::answer::one_line;
use super::plan::{DateKind, DateRange};
use super::prune::prune;
use super::request::PropertySet;
use crate::domain::GuestNames;
use crate::domain::PropertyId;
use crate::snapshot::json::Value;

/// What is known of a reservation while its content is packed away. Equal content has an equal
/// digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FetchedRow {
    /// Its id.
    pub(super) id: Box<str>,
    /// The property it belongs to.
    pub(super) property: PropertyId,
    /// Whether money is expected with it, and came.
    pub(super) money: MoneyPresence,
    digest: [u8; 32],
    code: Box<str>,
    arrival: Box<str>,
    departure: Option<NaiveDate>,
}

/// Whether a reservation came with money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MoneyPresence {
    /// It came with the accepted stay of a guest, be it null.
    Came,
    /// It did not come with the accepted stay of a guest, which must have some.
    Missing,
    /// Another kind of reservation, which may have no money.
    NotExpected,
}

/// Why a row cannot be given to a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unassigned {
    /// Several properties were asked for, and it does not name exactly one of them.
    Ambiguous,
    /// It names another property than the only one that was asked for.
    Foreign {
        /// The property it names.
        named: String,
    },
}

impl FetchedRow {
    /// Assigns and prunes a row. The text is the part to keep, as JSON with sorted keys.
    ///
    /// # Errors
    /// [`Unassigned`] if its property is not certain.
    pub(super) fn new(
        id: &str,
        entry: &Value,
        of: &PropertySet,
        guest_names: GuestNames,
    ) -> Result<(Self, Box<str>), Unassigned> {
        let property = property_of(entry, of)?;
        let kept = prune(entry, guest_names);
        let text = |key: &str| kept.field(key).and_then(Value::as_text).unwrap_or_default();
        let json = kept.to_string().into_boxed_str();
        let row = Self {
            id: id.into(),
            property,
            money: money(&kept),
            digest: Sha256::digest(json.as_bytes()).into(),
            code: text("code").into(),
            arrival: text("arrival_date").into(),
            departure: day(text("departure_date")),
        };
        Ok((row, json))
    }

    /// The date of this kind, if it can be read.
    pub(super) fn date(&self, kind: DateKind) -> Option<NaiveDate> {
        match kind {
            DateKind::CheckIn => day(&self.arrival),
            DateKind::CheckOut => self.departure,
        }
    }

    /// Its name in messages: the code, or the id without one.
    pub(super) fn name(&self) -> String {
        one_line(if self.code.is_empty() { &self.id } else { &self.code })
    }

    /// The sort key of a snapshot's rows, independent of the order received.
    pub(super) fn order(&self) -> (&PropertyId, &str, &str, &str) {
        (&self.property, &self.arrival, &self.code, &self.id)
    }
}

/// Where a reservation's date is relative to the days of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayPosition {
    /// Within them, or unreadable: the row is kept, and the module that interprets it will
    /// refuse it by name instead of losing it.
    Inside,
    /// Just outside them: the query asks for more days than are needed.
    Margin,
    /// A day that was not requested: the answer does not match the request.
    Unasked(NaiveDate),
}

/// Where the date of `entry` is. The margin is a day wider than what is requested, since the
/// service may count its days in another time zone.
pub(super) fn place(entry: &Value, range: DateRange) -> DayPosition {
    let date = entry.field(range.by.field()).and_then(Value::as_text).and_then(day);
    match date {
        Some(date) if range.days.contains(date) => DayPosition::Inside,
        Some(date) if range.asked().widened(1, 1).contains(date) => DayPosition::Margin,
        Some(date) => DayPosition::Unasked(date),
        None => DayPosition::Inside,
    }
}

fn money(row: &Value) -> MoneyPresence {
    let current = row.field("reservation_status").and_then(|status| status.field("current"));
    let category = current.and_then(|current| current.field("category")).and_then(Value::as_text);
    let is_accepted = category.is_some_and(|text| text.trim().eq_ignore_ascii_case("accepted"));
    let stay_type = row.field("stay_type").and_then(Value::as_text).unwrap_or_default();
    let is_owners = stay_type.trim().to_ascii_lowercase().starts_with("owner");
    match row.field("financials") {
        _ if !is_accepted || is_owners => MoneyPresence::NotExpected,
        Some(_) => MoneyPresence::Came,
        None => MoneyPresence::Missing,
    }
}

/// The first ten characters as a date: local midnight with an offset, never to be converted.
fn day(text: &str) -> Option<NaiveDate> {
    text.get(..10)?.parse().ok()
}

/// The property that a row says it belongs to.
///
/// # Errors
/// [`Unassigned`] if its property is not certain.
pub(super) fn property_of(entry: &Value, of: &PropertySet) -> Result<PropertyId, Unassigned> {
    let named: BTreeSet<&str> = entry
        .field("properties")
        .and_then(Value::as_list)
        .unwrap_or_default()
        .iter()
        .filter_map(|property| property.field("id").and_then(Value::as_text).map(str::trim))
        .collect();
    if let Some(asked) = of.only() {
        let foreign = named.into_iter().find(|id| *id != asked.as_str());
        return foreign.map_or_else(
            || Ok(asked.clone()),
            |named| Err(Unassigned::Foreign { named: named.to_owned() }),
        );
    }
    let mut named = named.into_iter();
    match (named.next(), named.next()) {
        (Some(id), None) => of.find(id).cloned().ok_or(Unassigned::Ambiguous),
        _ => Err(Unassigned::Ambiguous),
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::Plan;
    use super::*;
    use crate::domain::Period;
    use crate::snapshot::RawProperty;

    fn property_set(ids: &[&str]) -> PropertySet {
        let property = |id: &&str| RawProperty {
            id: PropertyId::new(id).expect("id"),
            name: (*id).to_owned(),
            public_name: None,
            address: None,
            city: None,
            country: None,
            timezone: None,
            currency: None,
            listed: None,
        };
        let properties: Vec<RawProperty> = ids.iter().map(property).collect();
        PropertySet::split(&properties, 50).remove(0)
    }

    fn row(text: &str, of: &PropertySet) -> Result<FetchedRow, Unassigned> {
        let row = Value::read(text).expect(text);
        FetchedRow::new("r", &row, of, GuestNames::None).map(|(row, _)| row)
    }

    #[test]
    fn a_row_of_several_must_name_exactly_one_of_them() {
        let both = property_set(&["p1", "p2"]);
        let named = row(r#"{"properties":[{"id":"p2"},{"id":"p2"}]}"#, &both).expect("p2");
        assert_eq!(named.property.as_str(), "p2");
        for text in [
            "{}",
            r#"{"properties":null}"#,
            r#"{"properties":[]}"#,
            r#"{"properties":[{}]}"#,
            r#"{"properties":[{"id":"p3"}]}"#,
            r#"{"properties":[{"id":"p1"},{"id":"p2"}]}"#,
        ] {
            assert_eq!(row(text, &both), Err(Unassigned::Ambiguous), "{text}");
        }
    }

    #[test]
    fn a_row_of_one_belongs_to_it_unless_it_says_otherwise() {
        let one = property_set(&["p1"]);
        for text in ["{}", r#"{"properties":[]}"#, r#"{"properties":[{"id":"p1"}]}"#] {
            assert_eq!(row(text, &one).expect(text).property.as_str(), "p1");
        }
        for text in
            [r#"{"properties":[{"id":"p2"}]}"#, r#"{"properties":[{"id":"p1"},{"id":"p2"}]}"#]
        {
            let foreign = Unassigned::Foreign { named: "p2".to_owned() };
            assert_eq!(row(text, &one), Err(foreign), "{text}");
        }
    }

    #[test]
    fn a_date_that_cannot_be_read_is_never_a_reason_to_drop_a_row() {
        let range =
            Plan::new(Period::parse_month("2026-10").expect("month")).ranges().expect("spans")[3];
        let unasked = |date: &str| DayPosition::Unasked(date.parse().expect("a date"));
        for (date, expected) in [
            (r#""2026-10-01T00:00:00-06:00""#, DayPosition::Inside),
            (r#""2026-10-31""#, DayPosition::Inside),
            (r#""2026-09-30T23:59:59-06:00""#, DayPosition::Margin),
            (r#""2026-11-01T00:00:00+02:00""#, DayPosition::Margin),
            (r#""2026-11-02""#, DayPosition::Margin),
            (r#""2026-11-03""#, unasked("2026-11-03")),
            (r#""2026-09-28""#, unasked("2026-09-28")),
            (r#""soon""#, DayPosition::Inside),
            (r#""31.10.2026""#, DayPosition::Inside),
            (r#""2026-1é""#, DayPosition::Inside),
            ("null", DayPosition::Inside),
            ("20261101", DayPosition::Inside),
        ] {
            let text = format!(r#"{{"departure_date":{date}}}"#);
            assert_eq!(place(&Value::read(&text).expect("json"), range), expected, "{date}");
        }
    }

    #[test]
    fn money_is_missed_with_accepted_stays_of_guests_alone() {
        const ACCEPTED: &str = r#""reservation_status":{"current":{"category":"Accepted"}}"#;
        for (text, expected) in [
            (format!("{{{ACCEPTED}}}"), MoneyPresence::Missing),
            (format!(r#"{{{ACCEPTED},"stay_type":null}}"#), MoneyPresence::Missing),
            (format!(r#"{{{ACCEPTED},"stay_type":"guest_stay"}}"#), MoneyPresence::Missing),
            (format!(r#"{{{ACCEPTED},"stay_type":"owner_stay"}}"#), MoneyPresence::NotExpected),
            (format!(r#"{{{ACCEPTED},"stay_type":"Owner"}}"#), MoneyPresence::NotExpected),
            (format!(r#"{{{ACCEPTED},"financials":null}}"#), MoneyPresence::Came),
            (format!(r#"{{{ACCEPTED},"financials":{{}}}}"#), MoneyPresence::Came),
            (
                ACCEPTED.replace("Acc", "not acc").replacen('"', "{\"", 1) + "}",
                MoneyPresence::NotExpected,
            ),
            (r#"{"status":"accepted"}"#.to_owned(), MoneyPresence::NotExpected),
        ] {
            assert_eq!(row(&text, &property_set(&["p1"])).expect("row").money, expected, "{text}");
        }
    }
}
