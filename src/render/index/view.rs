//! What the parts of the page have in common: the run, and small pieces of text.

use chrono::{DateTime, Utc};

use crate::domain::{PropertyId, Stay};
use crate::render::page::{Cell, Fact};

use super::run_summary::RunSummary;

/// A run as the parts of the page read it.
pub(super) struct View<'a> {
    pub(super) run: &'a RunSummary<'a>,
}

impl View<'_> {
    /// A property's name; with its id if the configuration does not know it.
    pub(super) fn property_name(&self, id: &PropertyId) -> String {
        let configured = self.run.portfolio.properties.get(id);
        let in_account = || self.run.account_names.get(id).map(|name| format!("{name} ({id})"));
        configured
            .map(|property| property.name.clone())
            .or_else(in_account)
            .unwrap_or_else(|| id.to_string())
    }

    pub(super) fn dates(&self, stay: Stay) -> String {
        let date = |date| self.run.locale.date(date);
        format!("{} to {}", date(stay.arrival()), date(stay.departure()))
    }
}

/// The name of a statement's place on the page.
pub(super) fn anchor(at: usize) -> String {
    format!("statement-{}", at + 1)
}

pub(super) fn fact(label: &str, value: String, note: Option<String>) -> Fact {
    Fact { label: label.to_owned(), value, note }
}

pub(super) fn cell(text: &str) -> Cell {
    Cell { text: text.to_owned(), sub: None }
}

pub(super) fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A moment to the minute.
pub(super) fn minute(moment: DateTime<Utc>) -> String {
    moment.format("%Y-%m-%d %H:%M UTC").to_string()
}
