//! Groups what was placed by owner, and each owner's part by currency.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    ChargeScope, Currency, HoldReason, OwnerCharge, OwnerId, Property, PropertyId, Subject,
};

use super::facts::AccountFacts;
use super::place::Placing;
use super::{Hold, Row};

/// What an owner has in the period.
pub(super) struct OwnerInputs<'a> {
    pub(super) owner: OwnerId,
    pub(super) properties: Vec<&'a Property>,
    pub(super) rows: Vec<Row>,
    pub(super) charges: Vec<OwnerCharge>,
}

/// What one statement is built from.
pub(super) struct StatementInputs<'a> {
    pub(super) owner: OwnerId,
    pub(super) currency: Currency,
    pub(super) one_of_several: bool,
    pub(super) sections: Vec<SectionInputs<'a>>,
    /// Charges that belong to no property.
    pub(super) charges: Vec<OwnerCharge>,
}

/// What one section is built from.
pub(super) struct SectionInputs<'a> {
    pub(super) property: &'a Property,
    pub(super) rows: Vec<Row>,
    pub(super) charges: Vec<OwnerCharge>,
}

type RowsByPlace = BTreeMap<(Currency, PropertyId), Vec<Row>>;

/// Charges by currency and property; those of no property are the owner's own.
type ChargesByPlace = BTreeMap<(Currency, Option<PropertyId>), Vec<OwnerCharge>>;

/// What each owner of the run has. Whoever has nothing in the period is among them too.
pub(super) fn by_owner<'a>(
    placing: Placing<'a>,
    mut rows: BTreeMap<PropertyId, Vec<Row>>,
    mut charges: BTreeMap<OwnerId, Vec<OwnerCharge>>,
) -> Vec<OwnerInputs<'a>> {
    let mut by_owner: BTreeMap<&OwnerId, Vec<&Property>> = BTreeMap::new();
    for property in placing.portfolio.properties.values() {
        if placing.scope.covers(property) {
            by_owner.entry(&property.owner).or_default().push(property);
        }
    }
    let inputs = by_owner.into_iter().map(|(owner, properties)| OwnerInputs {
        owner: owner.clone(),
        rows: properties.iter().filter_map(|one| rows.remove(&one.id)).flatten().collect(),
        charges: charges.remove(owner).unwrap_or_default(),
        properties,
    });
    inputs.collect()
}

/// An owner's part by currency: a statement each, with a section for each property that has
/// something in it. A property that has nothing at all gets an empty section on one of them.
///
/// # Errors
/// The hold of an owner whose currency nobody knows, or who has a charge in a currency in which the
/// owner is not paid.
pub(super) fn by_currency<'a>(
    facts: &AccountFacts<'_>,
    inputs: OwnerInputs<'a>,
) -> Result<Vec<StatementInputs<'a>>, Box<Hold>> {
    let OwnerInputs { owner, properties, rows, charges } = inputs;
    let places = places(facts, &properties, rows, &charges)?;
    let mut charges = charges_by_place(charges, &places, &properties)?;
    let currencies: BTreeSet<Currency> = places.keys().map(|place| place.0).collect();
    let of_id: BTreeMap<&PropertyId, &'a Property> =
        properties.iter().map(|property| (&property.id, *property)).collect();
    let mut take = |place| charges.remove(&place).unwrap_or_default();
    let mut statements = BTreeMap::new();
    for currency in &currencies {
        let inputs = StatementInputs {
            owner: owner.clone(),
            currency: *currency,
            one_of_several: currencies.len() > 1,
            sections: Vec::new(),
            charges: take((*currency, None)),
        };
        statements.insert(*currency, inputs);
    }
    for ((currency, id), rows) in places {
        if let (Some(property), Some(statement)) = (of_id.get(&id), statements.get_mut(&currency)) {
            let charges = take((currency, Some(id)));
            statement.sections.push(SectionInputs { property, rows, charges });
        }
    }
    Ok(statements.into_values().collect())
}

/// The rows by currency and property, with an empty place for each property that has none.
fn places(
    facts: &AccountFacts<'_>,
    properties: &[&Property],
    rows: Vec<Row>,
    charges: &[OwnerCharge],
) -> Result<RowsByPlace, Box<Hold>> {
    let mut places = RowsByPlace::new();
    for row in rows {
        let place = (row.columns.net().currency(), row.reservation.property.clone());
        places.entry(place).or_default().push(row);
    }
    let busy: BTreeSet<&PropertyId> = places.keys().map(|place| &place.1).collect();
    let is_idle = |property: &&&Property| !busy.contains(&property.id);
    let idle: Vec<&Property> = properties.iter().filter(is_idle).copied().collect();
    let mut currencies: BTreeSet<Currency> = places.keys().map(|place| place.0).collect();
    currencies.extend(idle.iter().filter_map(|property| {
        facts.home_currency(property).filter(|home| is_charged_in(property, *home, charges))
    }));
    if currencies.is_empty() {
        let home = properties.iter().find_map(|property| facts.home_currency(property));
        currencies.extend(home);
    }
    for property in idle {
        let home = facts.home_currency(property).filter(|home| currencies.contains(home));
        let Some(currency) = home.or_else(|| currencies.first().copied()) else {
            return Err(held(property.id.clone(), HoldReason::NoCurrency));
        };
        places.insert((currency, property.id.clone()), Vec::new());
    }
    Ok(places)
}

/// Whether a property has a charge in a currency.
fn is_charged_in(property: &Property, currency: Currency, charges: &[OwnerCharge]) -> bool {
    let scope = ChargeScope::Property(property.id.clone());
    charges.iter().any(|charge| charge.scope == scope && charge.currency() == currency)
}

/// Puts each charge where its owner is paid in its currency, in order of their dates.
fn charges_by_place(
    charges: Vec<OwnerCharge>,
    places: &RowsByPlace,
    properties: &[&Property],
) -> Result<ChargesByPlace, Box<Hold>> {
    let mut sorted = ChargesByPlace::new();
    for charge in charges {
        let currency = charge.currency();
        let property = match &charge.scope {
            ChargeScope::Property(id) => Some(id.clone()),
            ChargeScope::Owner(_) => None,
        };
        let is_own = |place: &&(Currency, PropertyId)| {
            property.as_ref().is_none_or(|property| place.1 == *property)
        };
        let mut own = places.keys().filter(is_own).map(|place| place.0);
        if let Some(expected) = own.next()
            && expected != currency
            && own.all(|other| other != currency)
            && let Some(about) = property.as_ref().or(properties.first().map(|first| &first.id))
        {
            let place = charge.place.clone();
            let reason = HoldReason::ChargeInOtherCurrency { place, charge: currency, expected };
            return Err(held(about.clone(), reason));
        }
        sorted.entry((currency, property)).or_default().push(charge);
    }
    for charges in sorted.values_mut() {
        // charges of one day keep the order of the file
        charges.sort_by_key(|charge| charge.date);
    }
    Ok(sorted)
}

/// A hold because of a property.
pub(super) fn held(property: PropertyId, reason: HoldReason) -> Box<Hold> {
    let subject = Subject::Property(property);
    Box::new(Hold { subject, code: String::new(), stay: None, reason })
}
