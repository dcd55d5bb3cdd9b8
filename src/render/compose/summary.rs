//! The table of properties: the amounts of each, and those that belong to no property.

use crate::domain::Money;
use crate::locale::{Locale, Words};
use crate::render::page::{ColumnKind, PageSection, RowRole, Table, TableColumn, TableRow};
use crate::statement::{Column, Columns, TiedStatement};

use super::cells::{COLUMNS_MAX, amount_heading, cell, column};
use super::groups::{Group, amount_cells, groups};

/// What the columns show: each its own amount, or, where those do not fit, stays as one.
enum Layout {
    Each(Vec<Group>),
    StaysAsOne { with_vat_rounding: bool, entered: Vec<Column> },
}

/// The content of a row.
struct Line<'a> {
    role: RowRole,
    name: &'a str,
    nights: Option<u32>,
    /// The net of the stays, where there can be any.
    stays: Option<Money>,
    /// The rounding difference of the document's VAT, if it is in this row.
    vat_rounding: Option<Money>,
    totals: &'a Columns,
}

/// One row per property, one for amounts that belong to none, and their total.
pub(super) fn summary(statement: &TiedStatement, locale: &Locale) -> PageSection {
    let words = locale.words();
    let amounts = groups(&statement.totals, usize::MAX, words);
    let layout = match amounts.len() + 3 > COLUMNS_MAX {
        true => Layout::stays_as_one(statement),
        false => Layout::Each(amounts),
    };
    let mut rows: Vec<TableRow> = statement
        .sections
        .iter()
        .map(|one| Line {
            role: RowRole::Line,
            name: &one.property.name,
            nights: Some(one.figures.guest_nights),
            stays: Some(one.reservation_totals.net()),
            vat_rounding: None,
            totals: &one.totals,
        })
        .map(|line| layout.row(&line, locale))
        .collect();
    let rounded = statement.owner_level_totals.has(Column::CommissionVat);
    let vat_rounding = rounded.then(|| statement.owner_level_totals.amount(Column::CommissionVat));
    if !statement.owner_charges.is_empty() || rounded {
        let (name, totals) = (words.no_property, &statement.owner_level_totals);
        let own =
            Line { role: RowRole::Line, name, nights: None, stays: None, vat_rounding, totals };
        rows.push(layout.row(&own, locale));
    }
    let total = Line {
        role: RowRole::Total,
        name: words.total,
        nights: Some(statement.figures.guest_nights),
        stays: Some(statement.reservation_totals.net()),
        vat_rounding,
        totals: &statement.totals,
    };
    rows.push(layout.row(&total, locale));
    PageSection {
        heading: words.by_property.to_owned(),
        subheading: Some((words.amounts_in)(statement.currency.code())),
        figures: Vec::new(),
        table: Some(Table { columns: layout.columns(words), rows }),
        empty: None,
        remarks: Vec::new(),
    }
}

impl Layout {
    /// Amounts from stays, then all others, so that the cells of a row add up to its net.
    fn stays_as_one(statement: &TiedStatement) -> Self {
        let usual = [Column::Expenses, Column::Credits];
        let co_host = Some(Column::CoHost).filter(|one| statement.totals.has(*one));
        Self::StaysAsOne {
            with_vat_rounding: statement.owner_level_totals.has(Column::CommissionVat),
            entered: usual.into_iter().chain(co_host).collect(),
        }
    }

    fn columns(&self, words: &Words) -> Vec<TableColumn> {
        let amounts: Vec<&str> = match self {
            Self::Each(amounts) => amounts.iter().map(Group::heading).collect(),
            Self::StaysAsOne { with_vat_rounding, entered } => {
                let rounding = with_vat_rounding.then_some(words.column_vat_rounding);
                let entered = entered.iter().map(|one| amount_heading(*one, words));
                [words.column_stays].into_iter().chain(rounding).chain(entered).collect()
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

    fn row(&self, line: &Line<'_>, locale: &Locale) -> TableRow {
        let nights = line.nights.map(|nights| locale.count(nights.into()));
        let mut cells = vec![cell(line.name), cell(&nights.unwrap_or_default())];
        let shown = |amount: Option<Money>| {
            cell(&amount.map(|amount| locale.amount(amount)).unwrap_or_default())
        };
        match self {
            Self::Each(amounts) => cells.extend(amount_cells(line.totals, amounts, locale)),
            Self::StaysAsOne { with_vat_rounding, entered } => {
                cells.push(shown(line.stays));
                cells.extend(with_vat_rounding.then(|| shown(line.vat_rounding)));
                let amount = |one: &Column| line.totals.has(*one).then(|| line.totals.amount(*one));
                cells.extend(entered.iter().map(|one| shown(amount(one))));
                cells.push(shown(Some(line.totals.net())));
            }
        }
        TableRow { role: line.role, cells, note: None, running: Vec::new() }
    }
}
