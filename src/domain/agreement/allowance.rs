//! How many nights a year owners keep for themselves.

use crate::domain::YearStart;

/// Nights that an owner may use in each year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// How many.
    pub nights: u32,
    /// The day on which a year begins.
    pub year: YearStart,
}
