//! What the reading itself must know of a reservation: whose it is, and whether it was wanted.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::plan::Span;
use super::prune::prune;
use super::request::Batch;
use crate::domain::PropertyId;
use crate::snapshot::GuestNames;
use crate::snapshot::json::Value;

/// A reservation as it will be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Its id.
    pub(super) id: String,
    /// The property it belongs to.
    pub(super) property: PropertyId,
    /// What is kept of it.
    pub(super) kept: Value,
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

impl Row {
    /// Assigns and prunes a row.
    ///
    /// # Errors
    /// [`Unassigned`] where it is not plain whose it is.
    pub(super) fn new(
        id: String,
        entry: &Value,
        of: &Batch,
        guest_names: GuestNames,
    ) -> Result<Self, Unassigned> {
        let property = property_of(entry, of)?;
        Ok(Self { id, property, kept: prune(entry, guest_names) })
    }

    /// Whether its date lies in `span`. A date that cannot be read counts as inside: the row is
    /// kept, and the module that interprets it will refuse it by name instead of losing it here.
    pub(super) fn is_within(&self, span: Span) -> bool {
        let date = self.kept.field(span.by.field()).and_then(Value::as_text).and_then(day);
        date.is_none_or(|date| span.days.contains(date))
    }

    /// Whether it is an accepted stay of a guest, which must come with money.
    pub(super) fn is_accepted_guest_stay(&self) -> bool {
        let current = self.kept.field("reservation_status").and_then(|s| s.field("current"));
        let category = current.and_then(|current| current.field("category"));
        let is_accepted = category
            .and_then(Value::as_text)
            .is_some_and(|category| category.trim().eq_ignore_ascii_case("accepted"));
        let stay_type = self.kept.field("stay_type").and_then(Value::as_text).unwrap_or("guest");
        is_accepted && !stay_type.trim().to_ascii_lowercase().starts_with("owner")
    }

    /// Whether the money came at all, be it null.
    pub(super) fn has_financials(&self) -> bool {
        self.kept.field("financials").is_some()
    }

    /// What a person calls it: its code, or its id.
    pub(super) fn name(&self) -> &str {
        self.text("code").filter(|code| !code.is_empty()).unwrap_or(&self.id)
    }

    /// The order in which a snapshot has its rows, whatever the order they came in.
    pub(super) fn order(&self) -> (&PropertyId, &str, &str, &str) {
        let arrival = self.text("arrival_date").unwrap_or_default();
        (&self.property, arrival, self.text("code").unwrap_or_default(), &self.id)
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.kept.field(key).and_then(Value::as_text)
    }
}

/// The first ten characters as a date: local midnight with an offset, never to be converted.
fn day(text: &str) -> Option<NaiveDate> {
    text.get(..10)?.parse().ok()
}

fn property_of(entry: &Value, of: &Batch) -> Result<PropertyId, Unassigned> {
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
    use crate::snapshot::Property;

    fn batch(ids: &[&str]) -> Batch {
        let property = |id: &&str| Property {
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
        let properties: Vec<Property> = ids.iter().map(property).collect();
        Batch::split(&properties, 50).remove(0)
    }

    fn row(text: &str, of: &Batch) -> Result<Row, Unassigned> {
        Row::new("r".to_owned(), &Value::read(text).expect(text), of, GuestNames::None)
    }

    #[test]
    fn a_row_of_several_must_name_exactly_one_of_them() {
        let both = batch(&["p1", "p2"]);
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
        let one = batch(&["p1"]);
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
        let span =
            Plan::new(Period::parse_month("2026-10").expect("month")).spans().expect("spans")[3];
        for (date, inside) in [
            (r#""2026-10-01T00:00:00-06:00""#, true),
            (r#""2026-10-31""#, true),
            (r#""2026-09-30T23:59:59-06:00""#, false),
            (r#""2026-11-01T00:00:00+02:00""#, false),
            (r#""soon""#, true),
            (r#""31.10.2026""#, true),
            (r#""2026-1é""#, true),
            ("null", true),
            ("20261101", true),
        ] {
            let text = format!(r#"{{"departure_date":{date}}}"#);
            assert_eq!(row(&text, &batch(&["p1"])).expect("row").is_within(span), inside, "{date}");
        }
    }

    #[test]
    fn accepted_stays_of_guests_are_told_from_the_rest() {
        for (text, expected) in [
            (r#"{"reservation_status":{"current":{"category":"accepted"}}}"#, true),
            (
                r#"{"reservation_status":{"current":{"category":"Accepted"}},"stay_type":null}"#,
                true,
            ),
            (
                r#"{"reservation_status":{"current":{"category":"accepted"}},"stay_type":"owner_stay"}"#,
                false,
            ),
            (
                r#"{"reservation_status":{"current":{"category":"accepted"}},"stay_type":"Owner"}"#,
                false,
            ),
            (r#"{"reservation_status":{"current":{"category":"not accepted"}}}"#, false),
            (r#"{"reservation_status":{"current":{"category":null}},"status":"accepted"}"#, false),
            (r#"{"status":"accepted"}"#, false),
        ] {
            let row = row(text, &batch(&["p1"])).expect("row");
            assert_eq!(row.is_accepted_guest_stay(), expected, "{text}");
        }
    }
}
