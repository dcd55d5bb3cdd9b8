//! The three kinds of request, as addresses and as text for messages.

use std::fmt;

use reqwest::Url;

use super::answer::printable;
use super::pages::PageAsked;
use super::plan::DateRange;
use super::settings::BaseUrl;
use crate::domain::GuestNames;
use crate::domain::PropertyId;
use crate::snapshot::RawProperty;

/// Characters of a property's name in a message at most.
const NAME_CHARS_MAX: usize = 60;

/// A list that comes in pages.
#[derive(Debug, Clone)]
pub(super) enum List {
    /// The account's properties.
    Properties,
    /// Reservations of some properties and days.
    Reservations { of: PropertySet, range: DateRange, guest_names: GuestNames },
}

/// One request.
#[derive(Debug, Clone)]
pub(super) enum Request<'a> {
    /// The owner of the account that the token belongs to.
    Account,
    /// A page of a list.
    Page { list: &'a List, page: PageAsked },
    /// The first page of a list cut down to one entry: asked for its total alone.
    Total { list: &'a List },
}

/// Properties that are asked for together, with their names for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PropertySet(Vec<(PropertyId, String)>);

impl PropertySet {
    /// Properties of at most `size` a batch, in their order.
    pub(super) fn split(properties: &[RawProperty], size: usize) -> Vec<Self> {
        let name = |property: &RawProperty| {
            (property.id.clone(), printable(&property.name, NAME_CHARS_MAX))
        };
        properties.chunks(size).map(|some| Self(some.iter().map(name).collect())).collect()
    }

    /// The same properties, each alone.
    pub(super) fn singles(&self) -> impl Iterator<Item = Self> {
        self.0.iter().map(|property| Self(vec![property.clone()]))
    }

    /// The property, if it is just one.
    pub(super) fn only(&self) -> Option<&PropertyId> {
        match self.0.as_slice() {
            [(id, _)] => Some(id),
            _ => None,
        }
    }

    /// The property of that id.
    pub(super) fn find(&self, id: &str) -> Option<&PropertyId> {
        self.ids().find(|known| known.as_str() == id)
    }

    /// The ids.
    pub(super) fn ids(&self) -> impl Iterator<Item = &PropertyId> {
        self.0.iter().map(|(id, _)| id)
    }
}

impl fmt::Display for PropertySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_slice() {
            [] => f.write_str("no property"),
            [(id, name)] => write!(f, "{name} ({id})"),
            [(_, name), others @ ..] => write!(f, "{name} and {} more", others.len()),
        }
    }
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Properties => f.write_str("the properties"),
            Self::Reservations { of, range, .. } => write!(f, "the reservations of {of}, {range}"),
        }
    }
}

impl fmt::Display for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account => f.write_str("the account"),
            Self::Page { list, page } => write!(f, "page {} of {list}", page.number),
            Self::Total { list } => write!(f, "the number of {list}"),
        }
    }
}

impl Request<'_> {
    /// The full address. Every list parameter is always sent: what is left out falls back to
    /// defaults, two weeks of check-ins for example.
    pub(super) fn url(&self, base: &BaseUrl) -> Url {
        let (list, page, per_page) = match self {
            Self::Account => return base.resource("user"),
            Self::Page { list, page } => (list, page.number, page.size),
            Self::Total { list } => (list, 1, 1),
        };
        let mut url = match list {
            List::Properties => base.resource("properties"),
            List::Reservations { of, range, guest_names } => {
                let mut url = base.resource("reservations");
                let mut query = url.query_pairs_mut();
                for id in of.ids() {
                    query.append_pair("properties[]", id.as_str());
                }
                let asked = range.asked();
                query.append_pair("start_date", &asked.first().to_string());
                query.append_pair("end_date", &asked.last().to_string());
                query.append_pair("date_query", range.by.parameter());
                query.append_pair("include", includes(*guest_names));
                drop(query);
                url
            }
        };
        let mut query = url.query_pairs_mut();
        query.append_pair("per_page", &per_page.to_string());
        query.append_pair("page", &page.to_string());
        drop(query);
        url
    }
}

fn includes(guest_names: GuestNames) -> &'static str {
    match guest_names {
        GuestNames::None => "financials,properties",
        GuestNames::Initials | GuestNames::First => "financials,properties,guest",
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::Plan;
    use super::*;
    use crate::domain::Period;

    fn property(id: &str, name: &str) -> RawProperty {
        RawProperty {
            id: PropertyId::new(id).expect("id"),
            name: name.to_owned(),
            public_name: None,
            address: None,
            city: None,
            country: None,
            timezone: None,
            currency: None,
            listed: Some(true),
        }
    }

    #[test]
    fn a_page_is_named_in_words_and_asked_in_full() {
        let properties =
            [property("a", "Sea\u{7} Cottage"), property("b&c", "Barn"), property("d", "D")];
        let batches = PropertySet::split(&properties, 2);
        assert_eq!(batches.len(), 2);
        let range =
            Plan::new(Period::parse_month("2026-10").expect("month")).ranges().expect("spans")[3];
        let list =
            List::Reservations { of: batches[0].clone(), range, guest_names: GuestNames::None };
        let request = Request::Page { list: &list, page: PageAsked { number: 3, size: 98 } };
        assert_eq!(
            request.to_string(),
            "page 3 of the reservations of Sea Cottage and 1 more, check-outs 2026-10-01 to 2026-10-31"
        );
        let base = BaseUrl::parse("http://127.0.0.1:1/v2").expect("loopback");
        assert_eq!(
            request.url(&base).as_str(),
            "http://127.0.0.1:1/v2/reservations?properties%5B%5D=a&properties%5B%5D=b%26c\
             &start_date=2026-09-30&end_date=2026-11-01&date_query=checkout\
             &include=financials%2Cproperties&per_page=98&page=3"
        );
        let total = Request::Total { list: &List::Properties };
        assert_eq!(total.url(&base).as_str(), "http://127.0.0.1:1/v2/properties?per_page=1&page=1");
        assert_eq!(Request::Account.url(&base).as_str(), "http://127.0.0.1:1/v2/user");
    }
}
