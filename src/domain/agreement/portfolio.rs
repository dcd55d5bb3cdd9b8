//! The manager, the owners, and the properties with their terms.

use std::collections::{BTreeMap, BTreeSet};

use super::{Agreement, CollectTerms, Collector};
use crate::domain::{AgreementId, Block, Channel, Currency, OwnerId, PropertyId, Recurring};

/// How much of a guest's name a statement shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuestNames {
    /// Nothing.
    None,
    /// "A. L."
    Initials,
    /// The first name.
    First,
}

impl GuestNames {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::None, Self::Initials, Self::First];

    /// The choice of a name, if it is one.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|names| names.key() == key)
    }

    /// The name in configurations and snapshots.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Initials => "initials",
            Self::First => "first",
        }
    }
}

/// Who issues the statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manager {
    /// Company name.
    pub name: String,
    /// Postal address, a line each.
    pub address: Vec<String>,
    /// For questions.
    pub email: Option<String>,
    /// Telephone.
    pub telephone: Option<String>,
    /// Tax number as printed.
    pub tax_id: Option<String>,
    /// Web site, printed as text.
    pub website: Option<String>,
}

/// Who a property belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Its name in the configuration; part of file names.
    pub id: OwnerId,
    /// As printed.
    pub name: String,
    /// Postal address, a line each.
    pub address: Vec<String>,
    /// Where statements are sent.
    pub email: Option<String>,
    /// Tax number as printed.
    pub tax_id: Option<String>,
}

/// A property under management.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// The id in the booking system.
    pub id: PropertyId,
    /// As printed.
    pub name: String,
    /// The terms.
    pub agreement: AgreementId,
    /// The owner.
    pub owner: OwnerId,
    /// The currency of a statement without any money; otherwise the reservations decide.
    pub currency: Option<Currency>,
    /// Who is paid for its stays; overrides the agreement.
    pub collects: Option<CollectTerms>,
}

/// Everything that the manager's configuration says about figures. Every reference resolves: each
/// property's agreement and owner exist, and ids are unique.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portfolio {
    /// Who issues.
    pub manager: Manager,
    /// The agreements by id.
    pub agreements: BTreeMap<AgreementId, Agreement>,
    /// The owners by id.
    pub owners: BTreeMap<OwnerId, Owner>,
    /// The properties by id.
    pub properties: BTreeMap<PropertyId, Property>,
    /// Properties of the account that are left out on purpose.
    pub ignored: BTreeSet<PropertyId>,
    /// Expenses and credits that come again and again, in the order of the file.
    pub recurring: Vec<Recurring>,
    /// Blocked nights, by property and date.
    pub blocks: BTreeMap<PropertyId, Vec<Block>>,
}

impl Portfolio {
    /// A property's terms.
    #[must_use]
    pub fn agreement_of(&self, property: &PropertyId) -> Option<&Agreement> {
        self.agreements.get(&self.properties.get(property)?.agreement)
    }

    /// Who is paid for a property's stays booked on `channel`; `None` if unknown.
    #[must_use]
    pub fn collector(&self, property: &PropertyId, channel: &Channel) -> Option<Collector> {
        let of_property = self.properties.get(property)?.collects.as_ref();
        let terms = match of_property {
            Some(terms) => terms,
            None => &self.agreement_of(property)?.collects,
        };
        terms.collector(channel).ok()
    }
}
