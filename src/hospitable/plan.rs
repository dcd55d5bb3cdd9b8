//! Which days are asked for, and in which queries.
//!
//! The list of reservations is filtered either by check-in or by check-out, never by overlap, so
//! stays that straddle a month's end are found by looking back over the check-ins; the check-outs
//! within the period are asked for as well, which finds stays longer than the look-back. Whether
//! the service counts the bounds in is not documented: each query is asked one day wider on both
//! sides and filtered here. Wide ranges are reported to fail, so no request spans over six months.

use std::fmt;

use chrono::{Months, NaiveDate};

use super::error::{FetchError, FetchErrorKind};
use crate::domain::GuestNames;
use crate::domain::Period;
use crate::snapshot::{FetchScope, Window};

/// The longest look-back in days: ten years.
pub const LOOK_BACK_DAYS_MAX: u32 = 3660;

/// The longest look-ahead in months.
pub const LOOK_AHEAD_MONTHS_MAX: u32 = 36;

/// Months that one request spans at most.
const REQUEST_MONTHS_MAX: u32 = 6;

/// What to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The period of the statements.
    pub period: Period,
    /// Days before the period from which check-ins are read; 365 unless stays are longer.
    pub look_back_days: u32,
    /// Months after the period up to which check-ins are read: 0, and 24 where stays are recognised
    /// when they are booked.
    pub look_ahead_months: u32,
    /// The properties.
    pub properties: FetchScope,
    /// How much of the guests' names is asked for and kept.
    pub guest_names: GuestNames,
}

impl Plan {
    /// A year's look-back, no look-ahead, all properties, no guest names.
    #[must_use]
    pub fn new(period: Period) -> Self {
        Self {
            period,
            look_back_days: 365,
            look_ahead_months: 0,
            properties: FetchScope::All,
            guest_names: GuestNames::None,
        }
    }

    /// The days as the snapshot records them.
    pub(super) fn window(&self) -> Window {
        Window {
            period: self.period,
            look_back_days: self.look_back_days,
            look_ahead_months: self.look_ahead_months,
        }
    }

    /// All days of check-in, in one range.
    ///
    /// # Errors
    /// [`FetchErrorKind::BadPlan`] if they are outside the calendar.
    pub(super) fn arrivals(&self) -> Result<DateRange, FetchError> {
        let first = self.period.widened(self.look_back_days, 0).first();
        let ahead = Months::new(self.look_ahead_months);
        let last = self.period.last().checked_add_months(ahead).ok_or_else(outside)?;
        let days = Period::new(first, last).map_err(|_| outside())?;
        Ok(DateRange { by: DateKind::CheckIn, days })
    }

    /// The date ranges to ask for, check-ins first, without gap or overlap within a kind of date.
    ///
    /// # Errors
    /// [`FetchErrorKind::BadPlan`] if the days are outside the calendar or the limits.
    pub(super) fn ranges(&self) -> Result<Vec<DateRange>, FetchError> {
        let wrong = |what: String| FetchError::new(FetchErrorKind::BadPlan, what);
        if self.look_back_days > LOOK_BACK_DAYS_MAX {
            return Err(wrong(format!("the look-back is longer than {LOOK_BACK_DAYS_MAX} days")));
        }
        if self.look_ahead_months > LOOK_AHEAD_MONTHS_MAX {
            return Err(wrong(format!(
                "the look-ahead is longer than {LOOK_AHEAD_MONTHS_MAX} months"
            )));
        }
        if matches!(&self.properties, FetchScope::Only(ids) if ids.is_empty()) {
            return Err(wrong("no property was requested".to_owned()));
        }
        let check_ins = self.arrivals()?.days;
        let mut ranges = Vec::new();
        for (by, range) in [(DateKind::CheckIn, check_ins), (DateKind::CheckOut, self.period)] {
            ranges.extend(
                split(range).map_err(|_| outside())?.into_iter().map(|days| DateRange { by, days }),
            );
        }
        Ok(ranges)
    }
}

fn outside() -> FetchError {
    let what = "the days to read are outside the supported years";
    FetchError::new(FetchErrorKind::BadPlan, what)
}

/// The date of a reservation that a range applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DateKind {
    CheckIn,
    CheckOut,
}

impl DateKind {
    /// The value of `date_query`.
    pub(super) fn parameter(self) -> &'static str {
        match self {
            Self::CheckIn => "checkin",
            Self::CheckOut => "checkout",
        }
    }

    /// The field of a row that holds the date.
    pub(super) fn field(self) -> &'static str {
        match self {
            Self::CheckIn => "arrival_date",
            Self::CheckOut => "departure_date",
        }
    }
}

/// Days of one kind of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateRange {
    pub(super) by: DateKind,
    pub(super) days: Period,
}

impl DateRange {
    /// The days that are asked for: one more on both sides.
    pub(super) fn asked(self) -> Period {
        self.days.widened(1, 1)
    }
}

impl fmt::Display for DateRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.by {
            DateKind::CheckIn => "check-ins",
            DateKind::CheckOut => "check-outs",
        };
        write!(f, "{what} {} to {}", self.days.first(), self.days.last())
    }
}

/// Splits `range` into adjoining parts of at most six months after widening by a day on both sides.
fn split(range: Period) -> Result<Vec<Period>, crate::domain::CalendarError> {
    let mut parts = Vec::new();
    let mut first = range.first();
    while first <= range.last() {
        let last = part_end(first).unwrap_or(range.last()).min(range.last());
        let part = Period::new(first, last)?;
        first = part.end();
        parts.push(part);
    }
    Ok(parts)
}

/// The last day of a part that begins on `first`, or nothing at the end of the calendar.
fn part_end(first: NaiveDate) -> Option<NaiveDate> {
    let asked_end = first.pred_opt()?.checked_add_months(Months::new(REQUEST_MONTHS_MAX))?;
    asked_end.pred_opt()?.pred_opt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PropertyId;
    use std::collections::BTreeSet;

    fn plan(month: &str) -> Plan {
        Plan::new(Period::parse_month(month).expect("a month"))
    }

    /// Every month of four years with several look-backs and look-aheads.
    #[test]
    fn spans_cover_the_window_without_gap_and_within_six_months() {
        for year in 2024..2028 {
            for month in 1..=12 {
                for (back, ahead) in [(0, 0), (1, 0), (31, 1), (184, 6), (365, 0), (365, 24)] {
                    let mut plan = plan(&format!("{year}-{month:02}"));
                    plan.look_back_days = back;
                    plan.look_ahead_months = ahead;
                    check(&plan, back, ahead);
                }
            }
        }
    }

    fn check(plan: &Plan, back: u32, ahead: u32) {
        let ranges = plan.ranges().expect("spans");
        let (ins, outs): (Vec<DateRange>, Vec<DateRange>) =
            ranges.iter().partition(|range| range.by == DateKind::CheckIn);
        let wanted_first = plan.period.first() - chrono::Days::new(back.into());
        let wanted_last = plan.period.last() + Months::new(ahead);
        assert_eq!(ins[0].days.first(), wanted_first);
        assert_eq!(ins[ins.len() - 1].days.last(), wanted_last);
        assert_eq!(outs.len(), 1);
        assert_eq!(outs[0].days, plan.period);
        for pair in ins.windows(2) {
            assert_eq!(pair[0].days.end(), pair[1].days.first(), "adjoining");
        }
        for range in &ranges {
            let asked = range.asked();
            assert_eq!(asked.first().succ_opt(), Some(range.days.first()));
            assert_eq!(asked.last().pred_opt(), Some(range.days.last()));
            assert!(asked.last() < asked.first() + Months::new(6), "{range}");
        }
    }

    #[test]
    fn a_year_back_is_three_pieces_of_check_ins() {
        let shown: Vec<String> =
            plan("2026-10").ranges().expect("spans").iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "check-ins 2025-10-01 to 2026-03-28",
                "check-ins 2026-03-29 to 2026-09-26",
                "check-ins 2026-09-27 to 2026-10-31",
                "check-outs 2026-10-01 to 2026-10-31",
            ]
        );
    }

    #[test]
    fn impossible_plans_are_refused() {
        let mut far = plan("2026-10");
        far.look_back_days = LOOK_BACK_DAYS_MAX + 1;
        let mut ahead = plan("2026-10");
        ahead.look_ahead_months = LOOK_AHEAD_MONTHS_MAX + 1;
        let mut nothing = plan("2026-10");
        nothing.properties = FetchScope::Only(BTreeSet::new());
        let mut edge = plan("1900-02");
        edge.look_back_days = 365;
        let beyond = Plan { look_ahead_months: 36, ..plan("2200-12") };
        for plan in [far, ahead, nothing, edge, beyond] {
            let refused = plan.ranges().expect_err("refused");
            assert_eq!(refused.kind, FetchErrorKind::BadPlan);
        }
        let mut one = plan("2026-10");
        one.properties = FetchScope::Only([PropertyId::new("p").expect("id")].into());
        assert!(one.ranges().is_ok());
    }
}
