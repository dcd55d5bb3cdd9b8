//! The currency of an entry that names none: that of its property or owner, where there is only
//! one.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{ChargeScope, Currency, Portfolio, PropertyId};

/// The currencies of properties, by the account and the configuration.
pub type Homes = BTreeMap<PropertyId, BTreeSet<Currency>>;

/// The one currency of a scope.
pub(super) fn home(
    scope: &ChargeScope,
    portfolio: &Portfolio,
    homes: Option<&Homes>,
) -> Result<Currency, String> {
    let of = |id: &PropertyId| homes.and_then(|homes| homes.get(id)).into_iter().flatten().copied();
    let found: BTreeSet<Currency> = match scope {
        ChargeScope::Property(id) => of(id).collect(),
        ChargeScope::Owner(owner) => {
            let owned = portfolio.properties.values().filter(|one| one.owner == *owner);
            owned.flat_map(|one| of(&one.id)).collect()
        }
    };
    let whose = match scope {
        ChargeScope::Property(_) => "its property",
        ChargeScope::Owner(_) => "its owner",
    };
    let mut codes = found.iter().map(|currency| currency.code());
    match (codes.next(), codes.next()) {
        (Some(_), None) => found.first().copied().ok_or_else(String::new),
        (None, _) => Err(format!(
            "has no currency, and nothing says which one {whose} has: write it behind the number, or \
             in a column 'currency'"
        )),
        (Some(_), Some(_)) => {
            let codes: Vec<&str> = found.iter().map(|currency| currency.code()).collect();
            Err(format!(
                "has no currency, and {whose} has {}: write the right one behind the number, or in a \
                 column 'currency'",
                codes.join(" and ")
            ))
        }
    }
}
