//! The table of expenses and credits.

use chrono::Datelike as _;

use crate::domain::{ChargeCategory, ChargeSums, Money, OwnerCharge, Period};
use crate::locale::Locale;
use crate::render::page::{Cell, ColumnKind, PageSection, RowRole, Table, TableRow};
use crate::statement::{self, TiedStatement};

use super::cells::{cell, column};
use super::names::category_name;

/// Every entry of the statement, with the property where there are several, and their total.
pub(super) fn section(statement: &TiedStatement, locale: &Locale) -> Option<PageSection> {
    statement.expenses_and_credits().next()?;
    let words = locale.words();
    let layout = Layout {
        with_property: statement.sections.len() > 1,
        with_vat: statement.expenses_and_credits().any(|(_, charge)| !charge.vat.is_zero()),
        year: statement.period.last().year(),
        locale,
    };
    let mut columns = vec![
        column(words.column_date, ColumnKind::Short),
        column(words.column_description, ColumnKind::Text),
    ];
    if layout.with_property {
        columns.push(column(words.property, ColumnKind::Text));
    }
    if layout.with_vat {
        columns.push(column(words.column_without_vat, ColumnKind::Number));
        columns.push(column(words.column_vat, ColumnKind::Number));
    }
    columns.push(column(words.column_amount, ColumnKind::Number));
    let mut rows = Vec::new();
    let mut running = Some(ChargeSums::none(statement.currency));
    for (section, charge) in statement.expenses_and_credits() {
        running = running.and_then(|sums| sums.plus(charge).ok());
        let forward = running.map(|sums| layout.total("", sums)).unwrap_or_default();
        rows.push(layout.row(section, charge, forward));
    }
    let cells = layout.total(words.total, statement.charge_totals);
    rows.push(TableRow { role: RowRole::Total, cells, note: None, running: Vec::new() });
    Some(PageSection {
        heading: words.entries.to_owned(),
        subheading: Some((words.amounts_in)(statement.currency.code())),
        figures: Vec::new(),
        table: Some(Table { columns, rows }),
        empty: None,
        remarks: Vec::new(),
    })
}

struct Layout<'a> {
    with_property: bool,
    with_vat: bool,
    year: i32,
    locale: &'a Locale,
}

impl Layout<'_> {
    fn row(
        &self,
        section: Option<&statement::Section>,
        charge: &OwnerCharge,
        running: Vec<Cell>,
    ) -> TableRow {
        let words = self.locale.words();
        let reference = charge.reference.as_deref().map(words.reference);
        let sub: Vec<String> = std::iter::once(category_name(charge.category, words).to_owned())
            .chain(charge.channel.as_ref().map(ToString::to_string))
            .chain(charge.vendor.clone())
            .chain(reference)
            .collect();
        let mut cells = vec![
            cell(&self.locale.short_date(charge.date, self.year)),
            Cell { text: description(charge, self.locale), sub: Some(sub.join(" \u{b7} ")) },
        ];
        if self.with_property {
            cells.push(cell(section.map_or(words.no_property, |one| &one.property.name)));
        }
        cells.extend(self.amounts(charge.net, charge.vat, charge.amount));
        let running = running.into_iter().map(|cell| cell.text).collect();
        let note = charge.receipt_name().map(words.receipt);
        TableRow { role: RowRole::Line, cells, note, running }
    }

    fn total(&self, label: &str, sums: ChargeSums) -> Vec<Cell> {
        let mut cells = vec![cell(label), Cell::default()];
        if self.with_property {
            cells.push(Cell::default());
        }
        cells.extend(self.amounts(sums.net, sums.vat, sums.amount));
        cells
    }

    fn amounts(&self, net: Money, vat: Money, all: Money) -> Vec<Cell> {
        let shown = if self.with_vat { vec![net, vat, all] } else { vec![all] };
        shown.into_iter().map(|amount| cell(&self.locale.amount(amount))).collect()
    }
}

/// What an entry was for. A flat fee a month is described by its month.
fn description(charge: &OwnerCharge, locale: &Locale) -> String {
    let month = Period::parse_month(&charge.description).ok();
    let month = month.filter(|_| charge.category == ChargeCategory::MonthlyFee);
    month.map_or_else(|| charge.description.clone(), |month| locale.period_name(month))
}
