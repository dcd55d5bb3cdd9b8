//! Days as the file writes them: texts such as "2026-07-01".

use chrono::NaiveDate;

use super::reader::Value;
use crate::domain::YearStart;

const DATE_HINT: &str = "write year, month and day in quotation marks, such as \"2026-07-01\"";

const YEAR_START_HINT: &str = "write month and day such as \"04-01\"; the day must exist in every \
                               year";

/// A day of the years 1900 to 2200.
pub(super) fn parse_date(value: &Value<'_>) -> Option<NaiveDate> {
    use chrono::Datelike as _;
    let text = value.text(DATE_HINT)?;
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let date = date.filter(|date| text.len() == 10 && (1900..=2200).contains(&date.year()));
    if date.is_none() {
        value.refuse_text(text, DATE_HINT);
    }
    date
}

/// The day on which a year begins, "04-01".
pub(super) fn read_year_start(value: &Value<'_>) -> Option<YearStart> {
    let text = value.text(YEAR_START_HINT)?;
    let start = YearStart::parse(text).ok();
    if start.is_none() {
        value.refuse_text(text, YEAR_START_HINT);
    }
    start
}
