//! How many of the agreed nights per year an owner has used.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::{Account, Allowance, NoticeKind, Period};

use super::home::Home;
use super::tiers::STAY_ACROSS;

/// An owner's nights in a property since a year began, up to the end of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerYear {
    /// What is agreed.
    pub allowance: Allowance,
    /// From the year's first day to the period's last.
    pub days: Period,
    /// The nights of the owner's stays and blocks, each once.
    pub nights: BTreeSet<NaiveDate>,
}

impl OwnerYear {
    /// How many nights were used.
    #[must_use]
    pub fn used(&self) -> u32 {
        u32::try_from(self.nights.len()).unwrap_or(u32::MAX)
    }

    /// How many nights are left.
    #[must_use]
    pub fn left(&self) -> u32 {
        self.allowance.nights.saturating_sub(self.used())
    }

    /// How many nights more than agreed were used.
    #[must_use]
    pub fn exceeded(&self) -> u32 {
        self.used().saturating_sub(self.allowance.nights)
    }
}

/// The days that count: those of the year in which the period's last day is.
pub(super) fn days(allowance: Allowance, period: Period) -> Option<Period> {
    Period::new(allowance.year.first_day(period.last()), period.last()).ok()
}

/// The nights used in the year, or why they are unknown: arrivals that were not read, or a row that
/// may be an owner's stay.
pub(super) fn used(
    home: &Home<'_>,
    account: &Account,
    allowance: Allowance,
    period: Period,
) -> Result<OwnerYear, NoticeKind> {
    let since = allowance.year.first_day(period.last());
    // a stay that ends in the year may have begun before it
    let needed = since.checked_sub_days(STAY_ACROSS).unwrap_or(since);
    let not_reached = || NoticeKind::OwnerYearNotReached { since, needed };
    let days = days(allowance, period).ok_or_else(not_reached)?;
    if account.read_from.is_none_or(|read_from| needed < read_from) {
        return Err(not_reached());
    }
    let doubtful = account
        .unusable
        .iter()
        .filter(|row| row.property == *home.id)
        .find(|row| row.reservation.as_deref().is_none_or(|stay| home.is_doubtful(stay, days)));
    match doubtful {
        Some(row) => Err(NoticeKind::OwnerYearUnclear { since, code: row.code.clone() }),
        None => Ok(OwnerYear { allowance, days, nights: home.owner_nights(days) }),
    }
}
