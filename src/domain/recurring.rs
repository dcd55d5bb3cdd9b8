//! Expenses and credits that come again and again.

use chrono::NaiveDate;

use super::{ChargeCategory, ChargeScope, Money, Rate};

/// An expense or credit that is configured once and recurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurring {
    /// Where it is written: "recurring 2" for the second.
    pub place: String,
    /// The property or owner that is charged.
    pub scope: ChargeScope,
    /// What it is.
    pub category: ChargeCategory,
    /// What it is for, as the owner reads it.
    pub description: String,
    /// Who is paid, if that is known.
    pub vendor: Option<String>,
    /// What it is each time, without VAT; never negative.
    pub net: Money,
    /// The rate of the VAT on it.
    pub vat: Option<Rate>,
    /// How often it counts.
    pub every: Every,
    /// The first day on which it can count.
    pub from: Option<NaiveDate>,
    /// The last one.
    pub to: Option<NaiveDate>,
}

impl Recurring {
    /// Whether it can count on a day.
    #[must_use]
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// How often something counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// On the last day of each month.
    Month,
    /// Every seventh day, from the first on.
    Week(NaiveDate),
    /// On the departure of each guest stay that takes place.
    Stay,
    /// For each night of the period that a guest booked, on the last day of the month or period.
    BookedNight,
    /// On the departure of each owner stay.
    OwnerStay,
}

impl Every {
    /// Whether it follows the stays of a property.
    #[must_use]
    pub fn follows_stays(self) -> bool {
        matches!(self, Self::Stay | Self::BookedNight | Self::OwnerStay)
    }
}
