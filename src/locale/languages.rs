//! The languages that are known by their tags.

use super::english::ENGLISH;
use super::format::{DateOrder, Locale};
use super::words::Words;

/// The language tags that are known, with the order of their dates.
const KNOWN: [(&str, &Words, DateOrder); 7] = [
    ("en", &ENGLISH, DateOrder::DayMonthYear),
    ("en-AU", &ENGLISH, DateOrder::DayMonthYear),
    ("en-CA", &ENGLISH, DateOrder::MonthDayYear),
    ("en-GB", &ENGLISH, DateOrder::DayMonthYear),
    ("en-IE", &ENGLISH, DateOrder::DayMonthYear),
    ("en-NZ", &ENGLISH, DateOrder::DayMonthYear),
    ("en-US", &ENGLISH, DateOrder::MonthDayYear),
];

impl Locale {
    /// The locale of a language tag such as "en-IE", if it is known.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let known = KNOWN.iter().find(|(known, ..)| known.eq_ignore_ascii_case(tag))?;
        Some(Self::new(known.0, known.1, known.2))
    }

    /// Every tag that is known.
    pub fn tags() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().map(|(tag, ..)| *tag)
    }
}
