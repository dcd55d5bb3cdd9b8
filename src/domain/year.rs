//! Years that need not begin in January.

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// A text that is not a day on which a year can begin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a month and day such as \"04-01\" that every year has")]
pub struct InvalidYearStart(String);

/// The day on which a year begins; every year has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearStart {
    month: u32,
    day: u32,
}

impl Default for YearStart {
    /// The first of January.
    fn default() -> Self {
        Self { month: 1, day: 1 }
    }
}

impl YearStart {
    /// The day that `text` names, "04-01" for the first of April.
    ///
    /// # Errors
    /// Anything else, and the 29th of February.
    pub fn parse(text: &str) -> Result<Self, InvalidYearStart> {
        let wrong = || InvalidYearStart(text.to_owned());
        // a year without the 29th of February
        let day = NaiveDate::parse_from_str(&format!("2001-{text}"), "%Y-%m-%d");
        let day = day.ok().filter(|_| text.len() == 5).ok_or_else(wrong)?;
        Ok(Self { month: day.month(), day: day.day() })
    }

    /// The month, from 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u32 {
        self.day
    }

    /// The first day of the year in which `day` is.
    #[must_use]
    pub fn first_day(self, day: NaiveDate) -> NaiveDate {
        let year = match (day.month(), day.day()) < (self.month, self.day) {
            true => day.year() - 1,
            false => day.year(),
        };
        NaiveDate::from_ymd_opt(year, self.month, self.day).unwrap_or(day)
    }
}

/// "04-01".
impl fmt::Display for YearStart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_belongs_to_the_year_that_began_last() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        for (start, of, first) in [
            ("01-01", "2026-10-31", "2026-01-01"),
            ("01-01", "2026-01-01", "2026-01-01"),
            ("04-01", "2026-03-31", "2025-04-01"),
            ("04-01", "2026-04-01", "2026-04-01"),
            ("12-31", "2026-12-30", "2025-12-31"),
        ] {
            let start = YearStart::parse(start).expect("a day");
            assert_eq!(start.first_day(day(of)), day(first), "{start} {of}");
        }
        for text in ["02-29", "13-01", "4-1", "0401", "", "04-31"] {
            assert!(YearStart::parse(text).is_err(), "{text}");
        }
    }
}
