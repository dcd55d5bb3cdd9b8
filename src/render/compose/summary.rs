//! The table of properties: what each brought, and what belongs to none of them.

use crate::domain::Money;
use crate::locale::{Locale, Words};
use crate::render::page::{Cell, Column, ColumnKind, Row, RowRole, Section, Table};
use crate::statement::{Column as Amount, Columns, TiedStatement};

use super::groups::{Group, amount_cells, groups};
use super::reservations::{COLUMNS_MAX, cell, column};

/// What the columns show: each its own amount, or, where those do not fit, stays as one.
enum Layout {
    Each(Vec<Group>),
    StaysAsOne,
}

/// What stands in a row.
struct Line<'a> {
    role: RowRole,
    name: &'a str,
    nights: Option<u32>,
    /// The net of the stays, where there can be any.
    stays: Option<Money>,
    totals: &'a Columns,
}

/// One row a property, one for what belongs to none, and their total.
pub(super) fn summary(statement: &TiedStatement, locale: &Locale) -> Section {
    let words = locale.words();
    let amounts = groups(&statement.totals, usize::MAX, words);
    let layout = match amounts.len() + 3 > COLUMNS_MAX {
        true => Layout::StaysAsOne,
        false => Layout::Each(amounts),
    };
    let mut rows: Vec<Row> = statement
        .sections
        .iter()
        .map(|one| Line {
            role: RowRole::Line,
            name: &one.property.name,
            nights: Some(one.figures.guest_nights),
            stays: Some(one.stays.net()),
            totals: &one.totals,
        })
        .map(|line| layout.row(&line, locale))
        .collect();
    if !statement.entries.is_empty() {
        let (name, totals) = (words.no_property, &statement.own);
        let own = Line { role: RowRole::Line, name, nights: None, stays: None, totals };
        rows.push(layout.row(&own, locale));
    }
    let total = Line {
        role: RowRole::Total,
        name: words.total,
        nights: Some(statement.figures.guest_nights),
        stays: Some(statement.stays.net()),
        totals: &statement.totals,
    };
    rows.push(layout.row(&total, locale));
    Section {
        heading: words.by_property.to_owned(),
        subheading: Some((words.amounts_in)(statement.currency.code())),
        figures: Vec::new(),
        table: Some(Table { columns: layout.columns(words), rows }),
        empty: None,
        remarks: Vec::new(),
    }
}

impl Layout {
    fn columns(&self, words: &Words) -> Vec<Column> {
        let amounts: Vec<&str> = match self {
            Self::Each(amounts) => amounts.iter().map(Group::heading).collect(),
            Self::StaysAsOne => {
                vec![words.column_stays, words.column_expenses, words.column_credits]
            }
        };
        let mut columns = vec![
            column(words.property, ColumnKind::Text),
            column(words.column_nights, ColumnKind::Number),
        ];
        columns.extend(amounts.into_iter().map(|heading| column(heading, ColumnKind::Number)));
        columns.push(column(words.column_net, ColumnKind::Number));
        columns
    }

    fn row(&self, line: &Line<'_>, locale: &Locale) -> Row {
        let nights = line.nights.map(|nights| locale.count(nights.into()));
        let mut cells = vec![cell(line.name), cell(&nights.unwrap_or_default())];
        match self {
            Self::Each(amounts) => cells.extend(amount_cells(line.totals, amounts, locale)),
            Self::StaysAsOne => {
                let stays = line.stays.map(|amount| locale.amount(amount));
                cells.push(cell(&stays.unwrap_or_default()));
                let entries = [Amount::Expenses, Amount::Credits];
                let shown = |one| match line.totals.has(one) {
                    true => cell(&locale.amount(line.totals.amount(one))),
                    false => Cell::default(),
                };
                cells.extend(entries.map(shown));
                cells.push(cell(&locale.amount(line.totals.net())));
            }
        }
        Row { role: line.role, cells, note: None, running: Vec::new() }
    }
}
