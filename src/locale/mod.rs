//! Words, numbers and dates of a language.
//!
//! A language is one file that fills in [`Words`]; a missing word does not compile. Amounts come
//! rounded; this module only writes them. Nothing here knows a statement.

mod english;
mod english_explain;
mod english_terms;
mod explain_words;
mod format;
mod messages;
mod terms_words;
mod words;

pub use explain_words::ExplainWords;
pub use format::{DateOrder, Locale};
pub use messages::{
    exclusion_hint, exclusion_text, flipped_list_name, hold_hint, hold_text, notice_text,
};
pub use terms_words::TermsWords;
pub use words::{With3, Words};

use english::ENGLISH;

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
