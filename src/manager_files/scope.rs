//! Finds properties and owners of the configuration by their id or name in a spreadsheet.

use crate::domain::{OwnerId, Portfolio, PropertyId};
use crate::text::quoted;

/// The property of an id or an exact name.
pub(super) fn property(portfolio: &Portfolio, text: &str) -> Result<PropertyId, String> {
    let known = portfolio.properties.values().map(|one| (&one.id, one.id.as_str(), &*one.name));
    find(text, "property", "properties", known)
}

/// The owner of an id or an exact name.
pub(super) fn owner(portfolio: &Portfolio, text: &str) -> Result<OwnerId, String> {
    let known = portfolio.owners.values().map(|one| (&one.id, one.id.as_str(), &*one.name));
    find(text, "owner", "owners", known)
}

fn find<'a, T: Clone + 'a>(
    text: &str,
    one: &str,
    many: &str,
    known: impl Iterator<Item = (&'a T, &'a str, &'a str)> + Clone,
) -> Result<T, String> {
    if let Some((id, ..)) = known.clone().find(|(_, id, _)| *id == text) {
        return Ok(id.clone());
    }
    let mut named = known.filter(|(.., name)| *name == text);
    match (named.next(), named.next()) {
        (Some((id, ..)), None) => Ok(id.clone()),
        (Some(_), Some(_)) => {
            Err(format!("several {many} are named {}: write the id", quoted(text)))
        }
        (None, _) => Err(format!(
            "{} is not the id or exact name of {} {one} in the configuration",
            quoted(text),
            if one == "owner" { "an" } else { "a" },
        )),
    }
}
