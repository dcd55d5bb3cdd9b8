//! Words, numbers and dates of a language.
//!
//! A language is one file that fills in [`Words`]; a missing word does not compile. Amounts come
//! rounded; this module only writes them. Nothing here knows a statement.

mod english;
mod english_explain;
mod english_terms;
mod explain_words;
mod format;
mod languages;
mod messages;
mod sentence;
mod terms_words;
mod words;

pub use explain_words::ExplainWords;
pub use format::{DateOrder, Locale};
pub use messages::{
    exclusion_hint, exclusion_text, flipped_list_name, hold_hint, hold_text, notice_text,
};
pub use sentence::With3;
pub use terms_words::TermsWords;
pub use words::Words;
