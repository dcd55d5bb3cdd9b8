//! The account and its properties, taken from their answers.

use std::collections::BTreeSet;

use super::answer::{self, one_line};
use super::client::Client;
use super::error::{FetchError, FetchErrorKind};
use super::listing::{Keep, Listing, read_list};
use super::odd::Odd;
use super::request::{List, Request};
use crate::domain::{OddityKind, PropertyId};
use crate::snapshot::json::Value;
use crate::snapshot::{FetchScope, RawAccount, RawProperty};

/// Reads who the account belongs to. The figures do not need it, so a forbidden request is not an
/// error.
///
/// # Errors
/// A token that is not accepted, and a service that fails for good.
pub(super) async fn read_account(client: &Client<'_>) -> Result<Option<RawAccount>, FetchError> {
    match client.get(&Request::Account, answer::json).await {
        Ok(answer) => {
            let account = account(&answer);
            if account.is_none() {
                client.remark("the account data could not be understood");
            }
            Ok(account)
        }
        Err(mut error) if matches!(error.status, Some(403 | 404)) => {
            error.request = None;
            client.remark(&format!("the account could not be read: {error}"));
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Reads the properties in `scope`, by id.
///
/// # Errors
/// A list that fails or is not complete; an account without properties;
/// [`FetchErrorKind::UnknownProperty`] naming every id in scope that the account does not have.
pub(super) async fn read_properties(
    client: &Client<'_>,
    scope: &FetchScope,
) -> Result<(Vec<RawProperty>, Vec<Odd>), FetchError> {
    choose(read_list(client, &List::Properties, &AsProperty).await?, scope)
}

/// What is kept of the entries of the list of properties.
pub(super) struct AsProperty;

impl Keep for AsProperty {
    type Kept = RawProperty;

    fn keep(&self, id: &str, value: &Value) -> Result<RawProperty, Box<Odd>> {
        let unusable = || {
            let seen = "a property has no usable id".to_owned();
            Box::new(Odd::new(OddityKind::WithoutId, seen, "an id".to_owned()))
        };
        property(id, value).ok_or_else(unusable)
    }

    /// A property is known by its name alone; nothing else of it is evidence.
    fn evidence(&self, value: &Value, odd: Odd) -> Odd {
        let name = text_field(value, "name").unwrap_or_default();
        let what = odd.seen.replace("a reservation", "a property");
        Odd { seen: format!("{what} ('{name}')"), ..odd }
    }

    fn judge(&self, listing: &mut Listing<RawProperty>) -> Result<(), String> {
        match listing.odd.iter().filter(|odd| odd.kind != OddityKind::Total).collect::<Vec<_>>()[..]
        {
            [first, _, ..] if listing.odd.len() >= listing.entries.len() => Err(first.seen.clone()),
            _ => Ok(()),
        }
    }
}

/// The properties in `scope`, by id, of all that are listed.
///
/// # Errors
/// As [`read_properties`], but for a list that fails.
pub(super) fn choose(
    listing: Listing<RawProperty>,
    scope: &FetchScope,
) -> Result<(Vec<RawProperty>, Vec<Odd>), FetchError> {
    let list = List::Properties;
    let fail = |kind, what: String| FetchError::new(kind, what).during(&list);
    let odd = listing.odd.into_iter().map(|odd| odd.asked_for(&list.to_string())).collect();
    let mut properties: Vec<RawProperty> = listing.entries.into_values().collect();
    properties.sort_by(|a, b| a.id.cmp(&b.id));
    if properties.is_empty() {
        return Err(fail(FetchErrorKind::Empty, "the account has no property".into()));
    }
    if let FetchScope::Only(wanted) = scope {
        let known: BTreeSet<&PropertyId> = properties.iter().map(|property| &property.id).collect();
        let unknown: Vec<&str> =
            wanted.iter().filter(|id| !known.contains(id)).map(PropertyId::as_str).collect();
        if !unknown.is_empty() {
            let what = format!("the account has no property {}", unknown.join(", "));
            return Err(fail(FetchErrorKind::UnknownProperty, what));
        }
        properties.retain(|property| wanted.contains(&property.id));
    }
    Ok((properties, odd))
}

/// The account in an answer, which may or may not be wrapped in `data`.
fn account(answer: &Value) -> Option<RawAccount> {
    let fields = match answer.field("data") {
        Some(data) if data.as_object().is_some() => data,
        Some(_) | None => answer,
    };
    fields.as_object()?;
    let town = [text_field(fields, "postal_code"), text_field(fields, "city")];
    let town = town.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let lines = [
        text_field(fields, "street_line1"),
        text_field(fields, "street_line2"),
        Some(town).filter(|town| !town.is_empty()),
        text_field(fields, "state"),
        text_field(fields, "country"),
    ];
    let account = RawAccount {
        company: text_field(fields, "company"),
        name: text_field(fields, "name"),
        address_lines: lines.into_iter().flatten().collect(),
    };
    (account != RawAccount::default()).then_some(account)
}

fn property(id: &str, entry: &Value) -> Option<RawProperty> {
    let id = PropertyId::new(id).ok()?;
    let public_name = text_field(entry, "public_name");
    let name = text_field(entry, "name").or_else(|| public_name.clone());
    let address = entry.field("address").unwrap_or(&Value::Null);
    let listed = match entry.field("listed") {
        Some(Value::Bool(listed)) => Some(*listed),
        Some(_) | None => None,
    };
    Some(RawProperty {
        name: name.unwrap_or_else(|| id.to_string()),
        public_name,
        address: text_field(address, "display"),
        city: text_field(address, "city"),
        country: text_field(address, "country"),
        timezone: text_field(entry, "timezone"),
        currency: text_field(entry, "currency"),
        listed,
        id,
    })
}

/// A text on one line; `None` if it is missing or empty.
fn text_field(value: &Value, key: &str) -> Option<String> {
    value.field(key).and_then(Value::as_text).map(one_line).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_read_wrapped_or_not() {
        let plain = r#"{"email":"MARKER","name":"Example Host","company":"Example Rentals LLC",
            "street_line1":"1 Example Street","street_line2":null,"postal_code":"30301",
            "city":"Example City","state":null,"country":"United States"}"#;
        for text in [plain.to_owned(), format!(r#"{{"data":{plain}}}"#)] {
            let account = account(&Value::read(&text).expect("json")).expect("an account");
            assert_eq!(account.company.as_deref(), Some("Example Rentals LLC"));
            assert_eq!(
                account.address_lines,
                ["1 Example Street", "30301 Example City", "United States"]
            );
            assert!(!format!("{account:?}").contains("MARKER"));
        }
        for text in ["[]", "{}", "null", r#"{"data":[]}"#] {
            assert_eq!(account(&Value::read(text).expect("json")), None);
        }
    }

    #[test]
    fn a_property_needs_nothing_but_its_id() {
        let bare = property("p1", &Value::Null).expect("a property");
        assert_eq!((bare.name.as_str(), bare.listed), ("p1", None));
        let entry = r#"{"name":"Casa Uno","public_name":null,"timezone":"-0600","currency":"MXN",
            "listed":true,"address":{"display":"Calle 1","city":"Town","country":"MX"}}"#;
        let full = property("p1", &Value::read(entry).expect("json")).expect("a property");
        assert_eq!(full.address.as_deref(), Some("Calle 1"));
        assert_eq!((full.name.as_str(), full.listed), ("Casa Uno", Some(true)));
        assert!(property("a\u{1}b", &Value::Null).is_none());
    }
}
