//! The table of co-host payouts: owed, paid by the channel, remaining.

use chrono::Datelike as _;

use crate::domain::Collector;
use crate::locale::Locale;
use crate::render::page::{Cell, ColumnKind, PageSection, RowRole, Table, TableRow};
use crate::statement::{self, CoHost, TiedStatement};

use super::cells::{cell, column};

/// A row a property and channel, with its payouts one by one below it.
pub(super) fn section(statement: &TiedStatement, locale: &Locale) -> Option<PageSection> {
    let words = locale.words();
    let several = statement.sections.len() > 1;
    let of_sections = statement.sections.iter();
    let rows: Vec<TableRow> = of_sections
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
    Some(PageSection {
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
) -> TableRow {
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
        .charges
        .iter()
        .filter(|charge| one.is_of(charge))
        .map(|charge| {
            let day = locale.short_date(charge.date, statement.period.last().year());
            let shown = match one.to {
                Collector::Manager => charge.amount,
                // what the owner got lowers what is left to be paid
                Collector::Owner => charge.amount.negated().unwrap_or(charge.amount),
            };
            (words.co_host_payout)(&day, &charge.description, &locale.amount(shown))
        })
        .collect();
    let note = (!payouts.is_empty()).then(|| payouts.join("; "));
    TableRow { role: RowRole::Line, cells, note, running: Vec::new() }
}
