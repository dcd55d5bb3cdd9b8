//! How the commission was worked out: every base with its rate, and what is added or taken off.

use crate::domain::Money;
use crate::locale::{Locale, Words};
use crate::render::page::{Cell, ColumnKind, PageSection, RowRole, Table, TableColumn, TableRow};
use crate::statement::{CommissionRow, CommissionTotals, TiedStatement};

use super::names::base_name;
use super::reservations::{cell, column};

/// A money column: its heading, its amount in a row and in the totals.
struct Amount {
    heading: fn(&Words) -> &'static str,
    of_row: fn(&CommissionRow) -> Option<Money>,
    of_totals: fn(&CommissionTotals) -> Option<Money>,
    /// Whether it is there where nothing stands in it.
    always: bool,
}

const AMOUNTS: [Amount; 9] = [
    Amount {
        heading: |words| words.commission_base_with_vat,
        of_row: |row| row.base_with_vat,
        of_totals: |totals| totals.base_with_vat,
        always: false,
    },
    Amount {
        heading: |words| words.commission_base,
        of_row: |row| Some(row.base),
        of_totals: |totals| Some(totals.base),
        always: true,
    },
    Amount {
        heading: |words| words.commission_rated,
        of_row: |row| Some(row.rated),
        of_totals: |totals| Some(totals.rated),
        always: true,
    },
    Amount {
        heading: |words| words.commission_fixed,
        of_row: |row| Some(row.fixed),
        of_totals: |totals| Some(totals.fixed),
        always: false,
    },
    Amount {
        heading: |words| words.commission_rounding,
        of_row: |row| Some(row.rounding),
        of_totals: |totals| Some(totals.rounding),
        always: false,
    },
    Amount {
        heading: |words| words.commission_vat_included,
        of_row: |row| Some(row.vat_included),
        of_totals: |totals| Some(totals.vat_included),
        always: false,
    },
    Amount {
        heading: |words| words.commission_waived_column,
        of_row: |row| Some(row.waived),
        of_totals: |totals| Some(totals.waived),
        always: false,
    },
    Amount {
        heading: |words| words.column_commission,
        of_row: |row| Some(row.commission),
        of_totals: |totals| Some(totals.commission),
        always: true,
    },
    Amount {
        heading: |words| words.column_commission_vat,
        of_row: |row| Some(row.vat),
        of_totals: |totals| Some(totals.vat),
        always: false,
    },
];

/// The section; none where one line of the walk says it all, or where there is no commission.
pub(super) fn section(statement: &TiedStatement, locale: &Locale) -> Option<PageSection> {
    if statement.plain_commission().is_some() {
        return None;
    }
    let words = locale.words();
    let totals = statement.commission_totals().ok().flatten()?;
    let layout = Layout::of(statement, locale);
    let mut rows: Vec<TableRow> = Vec::new();
    for section in &statement.sections {
        for row in &section.commission {
            let vat = section.terms.commission.vat.map(|vat| vat.rate);
            rows.push(layout.row(&section.property.name, row, vat));
        }
    }
    for difference in &statement.vat_differences {
        rows.push(layout.vat_difference(difference.charged().ok()?));
    }
    rows.push(layout.total(&totals));
    Some(PageSection {
        heading: words.commission_section.to_owned(),
        subheading: Some((words.amounts_in)(statement.currency.code())),
        figures: Vec::new(),
        table: Some(Table { columns: layout.columns(), rows }),
        empty: None,
        remarks: remarks(statement, &totals, locale),
    })
}

/// What the bases are, and why a column is there.
fn remarks(statement: &TiedStatement, totals: &CommissionTotals, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let mut bases: Vec<(String, Vec<String>)> = Vec::new();
    for section in statement.sections.iter().filter(|section| !section.commission.is_empty()) {
        let commission = &section.terms.commission;
        let mut said = (words.commission_base_is)(&locale.list(&base_name(
            &commission.base,
            &section.terms,
            words,
        )));
        for (channel, base) in &commission.bases {
            let base = locale.list(&base_name(base, &section.terms, words));
            said = format!("{said} {}", (words.commission_base_of)(&channel.to_string(), &base));
        }
        match bases.iter_mut().find(|(known, _)| *known == said) {
            Some((_, names)) => names.push(section.property.name.clone()),
            None => bases.push((said, vec![section.property.name.clone()])),
        }
    }
    let several = bases.len() > 1;
    let mut remarks: Vec<String> = bases
        .into_iter()
        .map(|(said, names)| match several {
            true => format!("{} {said}", (words.method_for)(&locale.list(&names))),
            false => said,
        })
        .collect();
    let by_tiers = |one: &crate::statement::Section| {
        one.terms.commission.tiers().is_some() && !one.commission.is_empty()
    };
    if statement.sections.iter().any(by_tiers) {
        remarks.push(words.commission_tiers_remark.to_owned());
    }
    if !totals.rounding.is_zero() || has(statement, |row| Some(row.rounding)) {
        remarks.push(words.commission_rounding_remark.to_owned());
    }
    remarks
}

fn has(statement: &TiedStatement, amount: fn(&CommissionRow) -> Option<Money>) -> bool {
    let mut rows = statement.sections.iter().flat_map(|section| &section.commission);
    rows.any(|row| amount(row).is_some_and(|amount| !amount.is_zero()))
}

struct Layout<'a> {
    amounts: Vec<&'static Amount>,
    with_property: bool,
    with_channel: bool,
    locale: &'a Locale,
}

impl<'a> Layout<'a> {
    fn of(statement: &TiedStatement, locale: &'a Locale) -> Self {
        let amounts = AMOUNTS.iter().filter(|one| one.always || has(statement, one.of_row));
        let mut rows = statement.sections.iter().flat_map(|section| &section.commission);
        Self {
            amounts: amounts.collect(),
            with_property: statement.sections.len() > 1,
            with_channel: rows.any(|row| row.channel.is_some()),
            locale,
        }
    }

    fn columns(&self) -> Vec<TableColumn> {
        let words = self.locale.words();
        let mut columns = Vec::new();
        if self.with_property {
            columns.push(column(words.property, ColumnKind::Text));
        } else if self.with_channel {
            columns.push(column(words.commission_channel, ColumnKind::Text));
        }
        columns.push(column(words.commission_rate, ColumnKind::Number));
        let headings = self.amounts.iter().map(|one| (one.heading)(words));
        columns.extend(headings.map(|heading| column(heading, ColumnKind::Number)));
        columns
    }

    fn row(
        &self,
        property: &str,
        row: &CommissionRow,
        vat: Option<crate::domain::Rate>,
    ) -> TableRow {
        let channel = row.channel.as_ref().map(ToString::to_string);
        let mut cells = Vec::new();
        if self.with_property {
            cells.push(Cell { text: property.to_owned(), sub: channel });
        } else if self.with_channel {
            cells.push(cell(&channel.unwrap_or_default()));
        }
        cells.push(cell(&row.rate.to_string()));
        cells.extend(self.amounts.iter().map(|one| self.amount((one.of_row)(row))));
        let has_vat = self.amounts.len() > 1 && !row.vat.is_zero();
        if let (Some(rate), Some(last), true) = (vat, cells.last_mut(), has_vat) {
            last.sub = Some(match row.vat_rounding.is_zero() {
                true => rate.to_string(),
                false => (self.locale.words().commission_vat_rounding)(
                    &rate.to_string(),
                    &self.locale.amount(row.vat_rounding),
                ),
            });
        }
        TableRow { role: RowRole::Line, cells, note: None, running: Vec::new() }
    }

    /// What makes the VAT of the document as a whole right.
    fn vat_difference(&self, vat: Money) -> TableRow {
        let mut cells = self.blanks(self.locale.words().column_vat_rounding);
        cells.extend(self.amounts.iter().skip(1).map(|_| Cell::default()));
        cells.push(self.amount(Some(vat)));
        TableRow { role: RowRole::Line, cells, note: None, running: Vec::new() }
    }

    fn total(&self, totals: &CommissionTotals) -> TableRow {
        let mut cells = self.blanks(self.locale.words().total);
        cells.extend(self.amounts.iter().map(|one| self.amount((one.of_totals)(totals))));
        TableRow { role: RowRole::Total, cells, note: None, running: Vec::new() }
    }

    /// A label, and nothing under what is no amount.
    fn blanks(&self, label: &str) -> Vec<Cell> {
        let mut cells = vec![cell(label)];
        cells.extend((self.with_property || self.with_channel).then(Cell::default));
        cells
    }

    fn amount(&self, amount: Option<Money>) -> Cell {
        amount.map_or_else(Cell::default, |amount| cell(&self.locale.amount(amount)))
    }
}
