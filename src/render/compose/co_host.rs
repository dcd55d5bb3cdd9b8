//! The table of co-host payouts: owed, paid by the channel, remaining.

use chrono::Datelike as _;

use crate::domain::Collector;
use crate::locale::Locale;
use crate::render::page::{Cell, ColumnKind, Row, RowRole, Section, Table};
use crate::statement::{self, CoHost, TiedStatement};

use super::reservations::{cell, column};

/// A row a property and channel, with its payouts one by one below it.
pub(super) fn section(statement: &TiedStatement, locale: &Locale) -> Option<Section> {
    let words = locale.words();
    let several = statement.sections.len() > 1;
    let of_sections = statement.sections.iter();
    let rows: Vec<Row> = of_sections
        .flat_map(|section| section.co_host.iter().map(move |one| (section, one)))
        .map(|(section, one)| row(section, one, statement, locale))
        .collect();
    if rows.is_empty() {
        return None;
    }
    let property = several.then(|| column(words.property, ColumnKind::Text));
    let mut columns: Vec<_> = property.into_iter().collect();
    columns.push(column(words.column_channel, ColumnKind::Text));
    for heading in [words.column_owed, words.column_paid, words.column_remaining] {
        columns.push(column(heading, ColumnKind::Number));
    }
    Some(Section {
        heading: words.co_host.to_owned(),
        subheading: Some((words.amounts_in)(statement.currency.code())),
        figures: Vec::new(),
        table: Some(Table { columns, rows }),
        empty: None,
        remarks: Vec::new(),
    })
}

fn row(
    section: &statement::Section,
    one: &CoHost,
    statement: &TiedStatement,
    locale: &Locale,
) -> Row {
    let words = locale.words();
    let manager = &statement.manager.name;
    let direction = match one.to {
        Collector::Manager => (words.owed_to_manager)(manager),
        Collector::Owner => (words.owed_to_owner)(manager),
    };
    let mut cells = vec![Cell { text: one.channel.to_string(), sub: Some(direction) }];
    cells.extend([one.owed, one.paid, one.remaining].map(|amount| cell(&locale.amount(amount))));
    if statement.sections.len() > 1 {
        cells.insert(0, cell(&section.property.name));
    }
    let payouts: Vec<String> = section
        .entries
        .iter()
        .filter(|entry| one.is_of(entry))
        .map(|entry| {
            let day = locale.short_date(entry.date, statement.period.last().year());
            let shown = match one.to {
                Collector::Manager => entry.amount,
                // what the owner got lowers what is left to be paid
                Collector::Owner => entry.amount.negated().unwrap_or(entry.amount),
            };
            (words.co_host_payout)(&day, &entry.description, &locale.amount(shown))
        })
        .collect();
    let note = (!payouts.is_empty()).then(|| payouts.join("; "));
    Row { role: RowRole::Line, cells, note, running: Vec::new() }
}
