//! What the parts of an explanation share: words, amounts, names of parties, and pieces of a page.

use chrono::Datelike;

use super::explanation::ExplainContext;
use crate::domain::{Money, Party, Remitter};
use crate::locale::{ExplainWords, Words};
use crate::render::page::{
    Cell, ColumnKind, Fact, PageSection, RowRole, Table, TableColumn, TableRow,
};
use crate::statement::{ReservationTrace, TraceOutcome};

/// Builds the explanation of one trace.
pub(super) struct ExplanationBuilder<'a> {
    pub(super) trace: &'a ReservationTrace,
    pub(super) context: ExplainContext<'a>,
}

impl<'a> ExplanationBuilder<'a> {
    pub(super) fn words(&self) -> &'static Words {
        self.context.locale.words()
    }

    pub(super) fn ex(&self) -> &'static ExplainWords {
        &self.words().explain
    }

    pub(super) fn amount(&self, money: Money) -> String {
        self.context.locale.amount(money)
    }

    /// A date for a table, with the year where it is not the period's.
    pub(super) fn short(&self, date: chrono::NaiveDate) -> String {
        self.context.locale.short_date(date, self.context.period.last().year())
    }

    pub(super) fn nights(&self, nights: u32) -> String {
        match nights {
            1 => self.ex().one_night.to_owned(),
            several => (self.ex().nights)(&self.context.locale.count(several.into())),
        }
    }

    pub(super) fn facts(&self) -> Vec<Fact> {
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

    pub(super) fn state(&self) -> &'static str {
        let words = self.words();
        match (&self.trace.reservation, self.trace.is_owner_stay(), self.trace.is_cancelled()) {
            (None, ..) => words.explain.not_counted,
            (Some(_), _, true) => words.cancelled,
            (Some(_), true, false) => words.explain.owner_stay,
            (Some(_), false, false) => words.explain.accepted,
        }
    }

    pub(super) fn party(&self, party: Party) -> String {
        match party {
            Party::Owner => self.ex().party_owner.to_owned(),
            Party::Manager => self.context.manager.name.clone(),
            Party::Guest => self.ex().party_guest.to_owned(),
            Party::Channel => self.ex().party_channel.to_owned(),
            Party::PassThrough(remitter) => (self.ex().party_tax)(self.remitter(remitter)),
        }
    }

    pub(super) fn remitter(&self, remitter: Remitter) -> &'a str {
        match remitter {
            Remitter::Channel => self.words().the_channel,
            Remitter::Manager => &self.context.manager.name,
        }
    }

    /// Whether the row is on a statement, and not only in this explanation.
    pub(super) fn is_placed(&self) -> bool {
        matches!(self.trace.outcome, TraceOutcome::OnStatement { .. })
    }
}

pub(super) fn fact(label: &str, value: String, note: Option<String>) -> Fact {
    Fact { label: label.to_owned(), value, note }
}

pub(super) fn cell(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), sub: None }
}

pub(super) fn column(heading: impl Into<String>, kind: ColumnKind) -> TableColumn {
    TableColumn { heading: heading.into(), kind }
}

pub(super) fn row(role: RowRole, cells: Vec<Cell>, notes: &[String]) -> TableRow {
    let note = (!notes.is_empty()).then(|| notes.join("; "));
    TableRow { role, cells, note, running: Vec::new() }
}

pub(super) fn section(
    heading: impl Into<String>,
    table: Option<Table>,
    remarks: Vec<String>,
) -> PageSection {
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
pub(super) fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), characters.as_str())
}
