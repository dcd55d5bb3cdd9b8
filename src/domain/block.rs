//! Blocked nights.

use chrono::NaiveDate;

use super::{Period, PropertyId};

/// What blocked nights are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlockUse {
    /// The owner keeps them.
    Owner,
    /// Work in the home.
    Maintenance,
}

impl BlockUse {
    /// Every use with its name in configurations.
    pub const ALL: [(&'static str, Self); 2] =
        [("owner", Self::Owner), ("maintenance", Self::Maintenance)];

    /// The name in configurations.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Maintenance => "maintenance",
        }
    }
}

/// Blocked nights of a property. Blocks of one property never overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The property.
    pub property: PropertyId,
    /// The dates of its nights, the last one included.
    pub nights: Period,
    /// What they are for.
    pub purpose: BlockUse,
    /// Why, as the owner reads it.
    pub reason: String,
}

impl Block {
    /// The nights within `period`, by date.
    pub fn nights_in(&self, period: Period) -> impl Iterator<Item = NaiveDate> {
        self.nights.common(period).into_iter().flat_map(Period::dates)
    }
}
