//! An explanation, and what is needed for one.

use chrono::{DateTime, Utc};

use crate::domain::{Manager, Period};
use crate::labels::LabelPatterns;
use crate::locale::Locale;
use crate::render::page::{Fact, NameBlock, Notes, PageSection};

/// What an explanation needs besides the trace.
#[derive(Debug, Clone, Copy)]
pub struct ExplainContext<'a> {
    /// Who manages.
    pub manager: &'a Manager,
    /// The period.
    pub period: Period,
    /// When the account was read.
    pub fetched_at: DateTime<Utc>,
    /// SHA-256 of the snapshot, hexadecimal.
    pub snapshot_sha256: &'a str,
    /// The manager's own patterns.
    pub labels: &'a LabelPatterns,
    /// The language.
    pub locale: &'a Locale,
}

/// The answer: where a reservation is, and with which amount.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Verdict {
    /// What it answers.
    pub caption: String,
    /// The owner's net with its currency, if it is on a statement.
    pub amount: Option<String>,
    /// Where it is, or why it is missing and what to do.
    pub lines: Vec<String>,
}

/// A reservation explained.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Explanation {
    /// BCP 47 tag of the words.
    pub language: String,
    /// The title, with the code.
    pub title: String,
    /// The period in words.
    pub period: String,
    /// Who manages.
    pub manager: NameBlock,
    /// The reservation's facts.
    pub facts: Vec<Fact>,
    /// Where it is.
    pub verdict: Verdict,
    /// From what was delivered to what counts.
    pub sections: Vec<PageSection>,
    /// What there is to know.
    pub notes: Notes,
    /// Small lines at the end.
    pub footer: Vec<String>,
}
