//! Explains the amounts of a reservation: from the delivered numbers to the row of a statement.
//!
//! [`explain`] turns a [`ReservationTrace`] into an [`Explanation`], headed sections whose every
//! string is ready; [`explanation_text`] sets it for a terminal,
//! [`HtmlPrinter`](super::html::HtmlPrinter) as a page. Nothing is computed here: workings, bases
//! and roundings are the core's.

mod charge;
mod counts;
mod delivered;
mod kinds;
mod text;
mod verdict;
mod whole;

use chrono::{DateTime, Datelike, Utc};

use crate::domain::{Manager, Money, Party, Period, Remitter};
use crate::labels::LabelPatterns;
use crate::locale::{ExplainWords, Locale, Words, notice_text};
use crate::statement::{ReservationTrace, TraceOutcome};

use super::page::{self, Cell, ColumnKind, Fact, Notes, PageSection, RowRole, Table, TableColumn};

pub use text::explanation_text;

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
    pub manager: page::NameBlock,
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

/// Explains a reservation.
#[must_use]
pub fn explain(trace: &ReservationTrace, context: ExplainContext<'_>) -> Explanation {
    let builder = ExplanationBuilder { trace, context };
    let (words, locale) = (builder.words(), context.locale);
    let sections = [
        builder.statement_row(),
        Some(builder.delivered()),
        builder.kinds(),
        builder.whole(),
        builder.counts(),
        builder.prices(),
    ];
    let hash: String = context.snapshot_sha256.chars().take(16).collect();
    let read_on = locale.date(context.fetched_at.date_naive());
    Explanation {
        language: locale.tag().to_owned(),
        title: (words.explain.title)(&trace.code),
        period: locale.period_days(context.period),
        manager: page::NameBlock {
            name: context.manager.name.clone(),
            ..page::NameBlock::default()
        },
        facts: builder.facts(),
        verdict: builder.verdict(),
        sections: sections.into_iter().flatten().collect(),
        notes: Notes {
            heading: words.explain.to_know.to_owned(),
            lines: trace.notices.iter().map(|kind| sentence(&notice_text(kind))).collect(),
        },
        footer: vec![
            (words.not_final)(&read_on),
            words.legal.to_owned(),
            (words.fingerprint)(&read_on, &hash),
        ],
    }
}

/// Builds the explanation of one trace.
struct ExplanationBuilder<'a> {
    trace: &'a ReservationTrace,
    context: ExplainContext<'a>,
}

impl<'a> ExplanationBuilder<'a> {
    fn words(&self) -> &'static Words {
        self.context.locale.words()
    }

    fn ex(&self) -> &'static ExplainWords {
        &self.words().explain
    }

    fn amount(&self, money: Money) -> String {
        self.context.locale.amount(money)
    }

    /// A date for a table, with the year where it is not the period's.
    fn short(&self, date: chrono::NaiveDate) -> String {
        self.context.locale.short_date(date, self.context.period.last().year())
    }

    fn nights(&self, nights: u32) -> String {
        match nights {
            1 => self.ex().one_night.to_owned(),
            several => (self.ex().nights)(&self.context.locale.count(several.into())),
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let (trace, ex, words) = (self.trace, self.ex(), self.words());
        let locale = self.context.locale;
        let known = trace.reservation.as_ref();
        let mut facts = vec![fact(words.property, trace.property_name.clone(), None)];
        facts.extend(trace.owner.as_ref().map(|one| fact(words.owner, one.name.clone(), None)));
        if let Some(channel) = trace.channel.as_ref().filter(|one| !one.is_unknown()) {
            facts.push(fact(ex.booked_through, channel.to_string(), None));
        }
        let guest = known.and_then(|one| one.guest.clone());
        facts.extend(guest.map(|name| fact(ex.guest, name, None)));
        facts.push(match trace.stay {
            Some(stay) => {
                let days =
                    (words.from_to)(&locale.date(stay.arrival()), &locale.date(stay.departure()));
                fact(ex.dates, days, Some(self.nights(stay.nights())))
            }
            None => fact(ex.dates, ex.unknown.to_owned(), None),
        });
        let booked = known.and_then(|one| one.booked_on);
        facts.extend(booked.map(|day| fact(ex.booked_on, locale.date(day), None)));
        facts.push(fact(words.state, self.state().to_owned(), None));
        let terms = trace.terms.as_ref();
        facts.extend(terms.map(|terms| fact(ex.agreement, terms.id.to_string(), None)));
        let read_on = locale.date(self.context.fetched_at.date_naive());
        facts.push(fact(words.data_as_of, read_on, None));
        facts
    }

    fn state(&self) -> &'static str {
        let words = self.words();
        match (&self.trace.reservation, self.trace.is_owner_stay(), self.trace.is_cancelled()) {
            (None, ..) => words.explain.not_counted,
            (Some(_), _, true) => words.cancelled,
            (Some(_), true, false) => words.explain.owner_stay,
            (Some(_), false, false) => words.explain.accepted,
        }
    }

    fn party(&self, party: Party) -> String {
        match party {
            Party::Owner => self.ex().party_owner.to_owned(),
            Party::Manager => self.context.manager.name.clone(),
            Party::Guest => self.ex().party_guest.to_owned(),
            Party::Channel => self.ex().party_channel.to_owned(),
            Party::PassThrough(remitter) => (self.ex().party_tax)(self.remitter(remitter)),
        }
    }

    fn remitter(&self, remitter: Remitter) -> &'a str {
        match remitter {
            Remitter::Channel => self.words().the_channel,
            Remitter::Manager => &self.context.manager.name,
        }
    }

    /// Whether the row is on a statement, and not only in this explanation.
    fn is_placed(&self) -> bool {
        matches!(self.trace.outcome, TraceOutcome::OnStatement { .. })
    }
}

fn fact(label: &str, value: String, note: Option<String>) -> Fact {
    Fact { label: label.to_owned(), value, note }
}

fn cell(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), sub: None }
}

fn column(heading: impl Into<String>, kind: ColumnKind) -> TableColumn {
    TableColumn { heading: heading.into(), kind }
}

fn row(role: RowRole, cells: Vec<Cell>, notes: &[String]) -> page::TableRow {
    let note = (!notes.is_empty()).then(|| notes.join("; "));
    page::TableRow { role, cells, note, running: Vec::new() }
}

fn section(heading: impl Into<String>, table: Option<Table>, remarks: Vec<String>) -> PageSection {
    PageSection {
        heading: heading.into(),
        subheading: None,
        figures: Vec::new(),
        table,
        empty: None,
        remarks,
    }
}

/// A message of the core, lower case and without a full stop, as a sentence.
fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), characters.as_str())
}
