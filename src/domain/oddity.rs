//! What the booking system says in the same odd way every time it is asked.

use std::collections::BTreeSet;

use super::PropertyId;

/// Something in the answers that contradicts itself or cannot be read, the same in three readings.
/// Until the manager has looked at it and accepts it, it holds the statements of its properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oddity {
    /// A short id made of the evidence: the same evidence has the same id.
    pub id: String,
    /// What kind of oddity.
    pub kind: OddityKind,
    /// The properties whose figures it may touch.
    pub properties: BTreeSet<PropertyId>,
    /// What was seen, and what should have been.
    pub what: String,
}

/// The kinds of oddities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OddityKind {
    /// An accepted stay is listed by one of its dates and not by the other.
    InOneList,
    /// A row has another date than the days that were asked for.
    OutsideDays,
    /// An entry has no usable id.
    WithoutId,
    /// A row cannot be read without doubt, because a key stands in it twice for example.
    UnreadableRow,
    /// A page lists the same id twice.
    Twice,
    /// A row has one content by check-in and another by check-out.
    TwoVersions,
    /// A list announces another number of rows than it has.
    Total,
    /// A row names another property than the one that was asked for.
    OtherProperty,
}

impl OddityKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::InOneList,
        Self::OutsideDays,
        Self::WithoutId,
        Self::UnreadableRow,
        Self::Twice,
        Self::TwoVersions,
        Self::Total,
        Self::OtherProperty,
    ];

    /// The code: stable, for files and machines.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::InOneList => "in-one-list",
            Self::OutsideDays => "outside-days",
            Self::WithoutId => "without-id",
            Self::UnreadableRow => "unreadable-row",
            Self::Twice => "twice",
            Self::TwoVersions => "two-versions",
            Self::Total => "total",
            Self::OtherProperty => "other-property",
        }
    }

    /// The kind of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What happens to the row if the manager accepts the oddity.
    #[must_use]
    pub fn once_accepted(self) -> &'static str {
        match self {
            Self::InOneList => "the stay counts",
            Self::OutsideDays | Self::WithoutId | Self::UnreadableRow | Self::OtherProperty => {
                "the row is left out"
            }
            Self::Twice | Self::TwoVersions => "the first version counts",
            Self::Total => "the rows that came count",
        }
    }
}
