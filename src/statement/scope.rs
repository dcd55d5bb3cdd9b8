//! What a run was asked for.

use std::collections::BTreeSet;

use crate::domain::{OwnerId, Property, PropertyId};

/// The owners and properties that a run was asked for; empty means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Owners.
    pub owners: BTreeSet<OwnerId>,
    /// Properties.
    pub properties: BTreeSet<PropertyId>,
}

impl Scope {
    /// Whether it is limited to some owners or properties.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        !self.owners.is_empty() || !self.properties.is_empty()
    }

    /// Whether a property is asked for.
    #[must_use]
    pub fn covers(&self, property: &Property) -> bool {
        (self.owners.is_empty() || self.owners.contains(&property.owner))
            && (self.properties.is_empty() || self.properties.contains(&property.id))
    }
}
