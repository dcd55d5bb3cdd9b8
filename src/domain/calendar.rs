//! Days, nights and periods as a property's own calendar counts them.
//!
//! A night is the date on which it begins, so a stay from 1 to 5 June has the nights of 1, 2, 3 and
//! 4 June. Ranges are half-open inside the program; only paper shows the last day.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

/// A date range or month that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The departure is not after the arrival.
    #[error("check-out {departure} is not after check-in {arrival}")]
    NoNights {
        /// First night.
        arrival: NaiveDate,
        /// Day of departure.
        departure: NaiveDate,
    },
    /// The last day of a period is before its first.
    #[error("the period ends on {last}, before it starts on {first}")]
    EndsBeforeItBegins {
        /// First day.
        first: NaiveDate,
        /// Last day.
        last: NaiveDate,
    },
    /// The text is not a month such as 2026-10.
    #[error("'{0}' is not a month such as 2026-10")]
    NotAMonth(String),
    /// The date is outside the supported years.
    #[error("a date outside the years 1900 to 2200")]
    OutOfRange,
}

/// A reservation's nights: arrival up to, not including, departure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stay {
    arrival: NaiveDate,
    departure: NaiveDate,
}

impl Stay {
    /// A stay of at least one night.
    ///
    /// # Errors
    /// Refuses a departure on or before the arrival and years outside 1900 to 2200.
    pub fn new(arrival: NaiveDate, departure: NaiveDate) -> Result<Self, CalendarError> {
        if departure <= arrival {
            return Err(CalendarError::NoNights { arrival, departure });
        }
        if arrival.year() < 1900 || departure.year() > 2200 {
            return Err(CalendarError::OutOfRange);
        }
        Ok(Self { arrival, departure })
    }

    /// The first night's date.
    #[must_use]
    pub fn arrival(self) -> NaiveDate {
        self.arrival
    }

    /// The day of departure, which is not a night of this stay.
    #[must_use]
    pub fn departure(self) -> NaiveDate {
        self.departure
    }

    /// How many nights; at least one.
    #[must_use]
    pub fn nights(self) -> u32 {
        days_between(self.arrival, self.departure)
    }

    /// Nights dated on or before `day`.
    #[must_use]
    pub fn nights_through(self, day: NaiveDate) -> u32 {
        if day < self.arrival {
            0
        } else if day >= self.departure {
            self.nights()
        } else {
            days_between(self.arrival, day) + 1
        }
    }

    /// Nights dated within `period`.
    #[must_use]
    pub fn nights_in(self, period: Period) -> u32 {
        let first = self.arrival.max(period.first);
        let end = self.departure.min(period.end());
        if end > first { days_between(first, end) } else { 0 }
    }

    /// The dates of its nights within `period`, if there are any.
    #[must_use]
    pub fn within(self, period: Period) -> Option<Period> {
        let last = self.departure.pred_opt().unwrap_or(self.arrival);
        Period { first: self.arrival, last }.common(period)
    }

    /// The nights' dates in order.
    pub fn night_dates(self) -> impl Iterator<Item = NaiveDate> {
        self.arrival.iter_days().take(self.nights() as usize)
    }
}

/// A range of whole days, usually a calendar month; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first: NaiveDate,
    last: NaiveDate,
}

impl Period {
    /// From `first` to `last`, both included.
    ///
    /// # Errors
    /// Refuses a last day before the first and years outside 1900 to 2200.
    pub fn new(first: NaiveDate, last: NaiveDate) -> Result<Self, CalendarError> {
        if last < first {
            return Err(CalendarError::EndsBeforeItBegins { first, last });
        }
        if first.year() < 1900 || last.year() > 2200 {
            return Err(CalendarError::OutOfRange);
        }
        Ok(Self { first, last })
    }

    /// The calendar month that `text` names, as in "2026-10".
    ///
    /// # Errors
    /// Refuses anything but four digits, a dash and a month from 01 to 12.
    pub fn parse_month(text: &str) -> Result<Self, CalendarError> {
        let wrong = || CalendarError::NotAMonth(text.to_owned());
        let (year, month) = text.split_once('-').ok_or_else(wrong)?;
        let digits = |part: &str, n| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(wrong());
        }
        let year = year.parse().map_err(|_| wrong())?;
        let month = month.parse().map_err(|_| wrong())?;
        Self::month(year, month).ok_or_else(wrong)
    }

    /// The last calendar month that was over before `today` began.
    #[must_use]
    pub fn last_complete_month(today: NaiveDate) -> Self {
        let first_of_this = today.with_day(1).unwrap_or(today);
        let last = first_of_this.pred_opt().unwrap_or(first_of_this);
        let first = last.with_day(1).unwrap_or(last);
        Self { first, last }
    }

    fn month(year: i32, month: u32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
        Self::new(first, last).ok()
    }

    /// The first day.
    #[must_use]
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day, included.
    #[must_use]
    pub fn last(self) -> NaiveDate {
        self.last
    }

    /// The day after the last.
    #[must_use]
    pub fn end(self) -> NaiveDate {
        self.last.succ_opt().unwrap_or(self.last)
    }

    /// The day before the first.
    #[must_use]
    pub fn day_before(self) -> NaiveDate {
        self.first.pred_opt().unwrap_or(self.first)
    }

    /// How many days; at least one.
    #[must_use]
    pub fn days(self) -> u32 {
        days_between(self.first, self.end())
    }

    /// Whether `day` is in it.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    /// Its days in order.
    pub fn dates(self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take(self.days() as usize)
    }

    /// The days that two ranges share, if there are any.
    #[must_use]
    pub fn common(self, other: Self) -> Option<Self> {
        let (first, last) = (self.first.max(other.first), self.last.min(other.last));
        (first <= last).then_some(Self { first, last })
    }

    /// Year and month if this is exactly one calendar month.
    #[must_use]
    pub fn as_month(self) -> Option<(i32, u32)> {
        let (year, month) = (self.first.year(), self.first.month());
        (Self::month(year, month) == Some(self)).then_some((year, month))
    }

    /// The same range moved and widened: `before` days earlier to `after` days later.
    #[must_use]
    pub fn widened(self, before: u32, after: u32) -> Self {
        let first = self.first.checked_sub_days(Days::new(before.into())).unwrap_or(self.first);
        let last = self.last.checked_add_days(Days::new(after.into())).unwrap_or(self.last);
        Self { first, last }
    }
}

/// "2026-10" for a calendar month, else "2026-10-01_2026-11-15"; used in folder and file names.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_month() {
            Some((year, month)) => write!(f, "{year:04}-{month:02}"),
            None => write!(f, "{}_{}", self.first, self.last),
        }
    }
}

fn days_between(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from(to.signed_duration_since(from).num_days()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn stay(arrival: &str, departure: &str) -> Stay {
        Stay::new(day(arrival), day(departure)).expect("a stay")
    }

    #[test]
    fn nights_are_counted_by_the_date_on_which_they_begin() {
        let august = Period::parse_month("2026-08").expect("a month");
        let september = Period::parse_month("2026-09").expect("a month");
        // help.bookingexperts.com 6643258 (which counts days and prints 3 and 3)
        let stay = stay("2026-08-29", "2026-09-03");
        assert_eq!((stay.nights(), stay.nights_in(august), stay.nights_in(september)), (5, 3, 2));
    }

    /// Every stay of 1 to 70 nights from every day of two years: the nights of the months add up to
    /// the stay's, and counting through a day agrees with counting dates one by one.
    #[test]
    fn nights_of_periods_add_up_to_the_stay() {
        let start = day("2027-01-01");
        for arrival in start.iter_days().take(731) {
            for nights in 1..=70 {
                let departure = arrival + Days::new(nights);
                let stay = Stay::new(arrival, departure).expect("a stay");
                let cut = arrival + Days::new(nights / 2);
                let before =
                    Period::new(arrival.pred_opt().expect("a day"), cut).expect("a period");
                let after = Period::new(before.end(), departure).expect("a period");
                assert_eq!(stay.nights_in(before) + stay.nights_in(after), stay.nights());
                assert_eq!(stay.nights_in(before), stay.nights_through(cut));
                assert_eq!(stay.within(before).map_or(0, Period::days), stay.nights_in(before));
                assert_eq!(stay.within(after).map_or(0, Period::days), stay.nights_in(after));
                let counted = stay.night_dates().filter(|night| *night <= cut).count();
                assert_eq!(stay.nights_through(cut) as usize, counted);
            }
        }
    }

    #[test]
    fn months_are_read_strictly() {
        assert_eq!(Period::parse_month("2026-02").map(Period::days), Ok(28));
        for text in ["2026-13", "2026-1", "26-01", "2026/01", "2026-1x", "", "+026-01"] {
            assert!(Period::parse_month(text).is_err(), "{text}");
        }
        let january = Period::last_complete_month(day("2026-02-01"));
        assert_eq!(january.to_string(), "2026-01");
        let odd = Period::new(day("2026-10-01"), day("2026-10-30")).expect("a period");
        assert_eq!(odd.to_string(), "2026-10-01_2026-10-30");
    }

    #[test]
    fn ranges_share_the_days_that_both_have() {
        let range = |first, last| Period::new(day(first), day(last)).expect("a range");
        let october = Period::parse_month("2026-10").expect("a month");
        for (first, last, days) in [
            ("2026-09-28", "2026-10-01", 1),
            ("2026-10-31", "2026-11-03", 1),
            ("2026-09-28", "2026-11-03", 31),
            ("2026-10-05", "2026-10-07", 3),
            ("2026-09-28", "2026-09-30", 0),
            ("2026-11-01", "2026-11-03", 0),
        ] {
            let common = october.common(range(first, last));
            assert_eq!(common, range(first, last).common(october));
            let dates: Vec<NaiveDate> = common.into_iter().flat_map(Period::dates).collect();
            assert_eq!(dates.len(), days, "{first} {last}");
            assert!(dates.iter().all(|day| october.contains(*day)));
        }
    }

    #[test]
    fn a_stay_without_nights_cannot_be_built() {
        assert!(Stay::new(day("2026-01-02"), day("2026-01-02")).is_err());
        assert!(Stay::new(day("2026-01-02"), day("2026-01-01")).is_err());
    }
}
