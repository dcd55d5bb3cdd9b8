//! How the commission was worked out: every base with its rate, and what is added or taken off.

use crate::domain::{Money, Rate};
use crate::locale::{Locale, Words};
use crate::render::page::{Cell, ColumnKind, PageSection, RowRole, Table, TableColumn, TableRow};
use crate::statement::{CommissionAmounts, CommissionRow, TiedStatement};

use super::cells::{cell, column};
use super::names::base_name;

/// Which of the amounts a column shows.
type Shown = fn(&CommissionAmounts) -> Option<Money>;

/// A money column.
struct AmountColumn {
    heading: fn(&Words) -> &'static str,
    shown: Shown,
    /// Whether it is there where nothing stands in it.
    always: bool,
}

const fn always(heading: fn(&Words) -> &'static str, shown: Shown) -> AmountColumn {
    AmountColumn { heading, shown, always: true }
}

const fn if_any(heading: fn(&Words) -> &'static str, shown: Shown) -> AmountColumn {
    AmountColumn { heading, shown, always: false }
}

const AMOUNTS: [AmountColumn; 9] = [
    if_any(|words| words.commission_base_with_vat, |amounts| amounts.base_with_vat),
    always(|words| words.commission_base, |amounts| Some(amounts.base)),
    always(|words| words.commission_rated, |amounts| Some(amounts.rated)),
    if_any(|words| words.commission_fixed, |amounts| Some(amounts.fixed)),
    if_any(|words| words.commission_rounding, |amounts| Some(amounts.rounding)),
    if_any(|words| words.commission_vat_included, |amounts| Some(amounts.vat_included)),
    if_any(|words| words.commission_waived_column, |amounts| Some(amounts.waived)),
    always(|words| words.column_commission, |amounts| Some(amounts.commission)),
    if_any(|words| words.column_commission_vat, |amounts| Some(amounts.vat)),
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
        remarks: remarks(statement, locale),
    })
}

/// What the bases are, and why a column is there.
fn remarks(statement: &TiedStatement, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let mut bases: Vec<(String, Vec<String>)> = Vec::new();
    for section in statement.sections.iter().filter(|section| !section.commission.is_empty()) {
        let commission = &section.terms.commission;
        let name = |base| locale.list(&base_name(base, &section.terms, words));
        let mut sentences = vec![(words.commission_base_is)(&name(&commission.base))];
        for (channel, base) in &commission.bases {
            sentences.push((words.commission_base_of)(&channel.to_string(), &name(base)));
        }
        let text = sentences.join(" ");
        match bases.iter_mut().find(|(known, _)| *known == text) {
            Some((_, names)) => names.push(section.property.name.clone()),
            None => bases.push((text, vec![section.property.name.clone()])),
        }
    }
    let several = bases.len() > 1;
    let mut remarks: Vec<String> = bases
        .into_iter()
        .map(|(text, names)| match several {
            true => format!("{} {text}", (words.method_for)(&locale.list(&names))),
            false => text,
        })
        .collect();
    let by_tiers = |one: &crate::statement::Section| {
        one.terms.commission.tiers().is_some() && !one.commission.is_empty()
    };
    if statement.sections.iter().any(by_tiers) {
        remarks.push(words.commission_tiers_remark.to_owned());
    }
    if has(statement, |amounts| Some(amounts.rounding)) {
        remarks.push(words.commission_rounding_remark.to_owned());
    }
    remarks
}

fn has(statement: &TiedStatement, shown: Shown) -> bool {
    let mut rows = statement.sections.iter().flat_map(|section| &section.commission);
    rows.any(|row| shown(&row.amounts).is_some_and(|amount| !amount.is_zero()))
}

struct Layout<'a> {
    amounts: Vec<&'static AmountColumn>,
    with_property: bool,
    with_channel: bool,
    locale: &'a Locale,
}

impl<'a> Layout<'a> {
    fn of(statement: &TiedStatement, locale: &'a Locale) -> Self {
        let amounts = AMOUNTS.iter().filter(|one| one.always || has(statement, one.shown));
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

    fn row(&self, property: &str, row: &CommissionRow, vat: Option<Rate>) -> TableRow {
        let channel = row.channel.as_ref().map(ToString::to_string);
        let mut cells = Vec::new();
        if self.with_property {
            cells.push(Cell { text: property.to_owned(), sub: channel });
        } else if self.with_channel {
            cells.push(cell(&channel.unwrap_or_default()));
        }
        cells.push(cell(&row.rate.to_string()));
        cells.extend(self.amounts.iter().map(|one| self.amount((one.shown)(&row.amounts))));
        let CommissionAmounts { vat: charged, vat_rounding, .. } = row.amounts;
        // where there is any VAT, it stands in the last column
        if let (Some(rate), Some(last), false) = (vat, cells.last_mut(), charged.is_zero()) {
            let (rate, rounding) = (rate.to_string(), self.locale.amount(vat_rounding));
            last.sub = Some(match vat_rounding.is_zero() {
                true => rate,
                false => (self.locale.words().commission_vat_rounding)(&rate, &rounding),
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

    fn total(&self, totals: &CommissionAmounts) -> TableRow {
        let mut cells = self.blanks(self.locale.words().total);
        cells.extend(self.amounts.iter().map(|one| self.amount((one.shown)(totals))));
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
