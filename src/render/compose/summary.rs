//! The table of properties: what each brought, and what belongs to none of them.

use crate::domain::Money;
use crate::locale::{Locale, Words};
use crate::render::page::{Column, ColumnKind, Row, RowRole, Section, Table};
use crate::statement::{Column as Amount, Columns, TiedStatement};

use super::groups::{Group, amount_cells, groups};
use super::reservations::{COLUMNS_MAX, amount_heading, cell, column};

/// What the columns show: each its own amount, or, where those do not fit, stays as one.
enum Layout {
    Each(Vec<Group>),
    StaysAsOne { with_vat_rounding: bool, entered: Vec<Amount> },
}

/// What stands in a row.
struct Line<'a> {
    role: RowRole,
    name: &'a str,
    nights: Option<u32>,
    /// The net of the stays, where there can be any.
    stays: Option<Money>,
    /// What makes the VAT of a whole document right, where it stands in this row.
    vat_rounding: Option<Money>,
    totals: &'a Columns,
}

/// One row a property, one for what belongs to none, and their total.
pub(super) fn summary(statement: &TiedStatement, locale: &Locale) -> Section {
    let words = locale.words();
    let amounts = groups(&statement.totals, usize::MAX, words);
    let layout = match amounts.len() + 3 > COLUMNS_MAX {
        true => Layout::stays_as_one(statement),
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
            vat_rounding: None,
            totals: &one.totals,
        })
        .map(|line| layout.row(&line, locale))
        .collect();
    let rounded = statement.own.has(Amount::CommissionVat);
    let vat_rounding = rounded.then(|| statement.own.amount(Amount::CommissionVat));
    if !statement.entries.is_empty() || rounded {
        let (name, totals) = (words.no_property, &statement.own);
        let own =
            Line { role: RowRole::Line, name, nights: None, stays: None, vat_rounding, totals };
        rows.push(layout.row(&own, locale));
    }
    let total = Line {
        role: RowRole::Total,
        name: words.total,
        nights: Some(statement.figures.guest_nights),
        stays: Some(statement.stays.net()),
        vat_rounding,
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
    /// From stays, then what is no stay's, so that the cells of a row make its net.
    fn stays_as_one(statement: &TiedStatement) -> Self {
        let usual = [Amount::Expenses, Amount::Credits];
        let co_host = Some(Amount::CoHost).filter(|one| statement.totals.has(*one));
        Self::StaysAsOne {
            with_vat_rounding: statement.own.has(Amount::CommissionVat),
            entered: usual.into_iter().chain(co_host).collect(),
        }
    }

    fn columns(&self, words: &Words) -> Vec<Column> {
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

    fn row(&self, line: &Line<'_>, locale: &Locale) -> Row {
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
                let amount = |one: &Amount| line.totals.has(*one).then(|| line.totals.amount(*one));
                cells.extend(entered.iter().map(|one| shown(amount(one))));
                cells.push(shown(Some(line.totals.net())));
            }
        }
        Row { role: line.role, cells, note: None, running: Vec::new() }
    }
}
