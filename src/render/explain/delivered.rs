//! The numbers as they came, and how they make the reported revenue.

use crate::domain::{Delivered, DeliveredLine, Financials, Reading, ReportedLine};
use crate::locale::flipped_list_name;
use crate::render::page::{ColumnKind, PageSection, RowRole, Table, TableRow};

use super::builder::{ExplanationBuilder, cell, column, row, section};

impl ExplanationBuilder<'_> {
    pub(super) fn delivered(&self) -> PageSection {
        let ex = self.ex();
        let delivered = self
            .trace
            .delivered
            .as_ref()
            .filter(|one| !one.lines.is_empty() || one.revenue.is_some());
        let Some(delivered) = delivered else {
            let mut section = section(ex.delivered, None, Vec::new());
            section.empty = Some(ex.nothing_delivered.to_owned());
            return section;
        };
        let read = self.financials();
        let lines = read.map(Financials::delivered_lines).unwrap_or_default();
        let counts = if lines.is_empty() { ex.column_read } else { ex.column_counts };
        let columns = vec![
            column(ex.column_label, ColumnKind::Text),
            column(ex.column_list, ColumnKind::Short),
            column(ex.column_category, ColumnKind::Text),
            column(ex.column_number, ColumnKind::Number),
            column(ex.column_printed, ColumnKind::Number),
            column(counts, ColumnKind::Number),
        ];
        let mut rows: Vec<TableRow> = delivered
            .lines
            .iter()
            .enumerate()
            .map(|(at, line)| self.delivered_row(RowRole::Line, line, lines.get(at).copied()))
            .collect();
        let revenue = delivered.revenue.as_ref();
        rows.extend(revenue.map(|line| self.delivered_row(RowRole::Total, line, None)));
        let remarks = read.map(|money| self.reading(money)).unwrap_or_default();
        let mut section = section(ex.delivered, Some(Table { columns, rows }), remarks);
        section.subheading = Some(self.unit(delivered));
        section
    }

    /// The money as read, where it could be.
    pub(super) fn financials(&self) -> Option<&Financials> {
        self.trace.reservation.as_ref()?.financials.as_ref()
    }

    fn unit(&self, delivered: &Delivered) -> String {
        let currency = delivered.currency.as_deref().unwrap_or_default();
        let say = match delivered.is_confirmed {
            true => self.ex().unit_confirmed,
            false => self.ex().unit_assumed,
        };
        match delivered.decimals {
            Some(decimals) => say(&decimals.to_string(), currency),
            None => self.ex().unit_unknown.to_owned(),
        }
    }

    fn delivered_row(
        &self,
        role: RowRole,
        line: &DeliveredLine,
        reported: Option<(&ReportedLine, bool)>,
    ) -> TableRow {
        let counts = match reported {
            Some((_, true)) => None,
            Some((one, false)) => Some(one.amount),
            None => line.amount,
        };
        let cells = vec![
            cell(&line.label),
            cell(self.ex().lists[line.list as usize]),
            cell(&line.category),
            cell(line.units.map(|units| units.to_string()).unwrap_or_default()),
            cell(line.printed.clone().unwrap_or_default()),
            cell(counts.map(|amount| self.amount(amount)).unwrap_or_default()),
        ];
        row(role, cells, &self.anomalies(line, reported))
    }

    fn anomalies(
        &self,
        line: &DeliveredLine,
        reported: Option<(&ReportedLine, bool)>,
    ) -> Vec<String> {
        let ex = self.ex();
        let turned = reported.and_then(|(one, replaced)| {
            let turned = one.amount != one.delivered;
            match (replaced, turned, one.amount.is_zero()) {
                (true, ..) => Some(ex.note_replaced),
                (false, true, true) => Some(ex.note_memo),
                (false, true, false) => Some(ex.note_flipped),
                (false, false, _) => None,
            }
        });
        let found = [
            turned,
            line.has_other_sign.then_some(ex.note_other_sign),
            line.is_unusual.then_some(ex.note_unusual),
        ];
        found.into_iter().flatten().map(str::to_owned).collect()
    }

    fn reading(&self, money: &Financials) -> Vec<String> {
        let (ex, locale) = (self.ex(), self.context.locale);
        let revenue = locale.amount_with_currency(money.revenue);
        let mut remarks = vec![match money.reading {
            Reading::AsDelivered if money.difference.is_zero() => (ex.read_as_delivered)(&revenue),
            Reading::AsDelivered => {
                (ex.read_difference)(&locale.amount_with_currency(money.difference))
            }
            Reading::TaxesOutside => (ex.read_taxes_outside)(&revenue),
            Reading::NetOfDiscounts => (ex.read_net_of_discounts)(&revenue),
            Reading::Flipped(list) => (ex.read_flipped)(&revenue, flipped_list_name(list)),
            Reading::ByException => (ex.read_by_exception)(&revenue),
        }];
        if money.reading != Reading::AsDelivered && !money.difference.is_zero() {
            let difference = locale.amount_with_currency(money.difference);
            remarks.push((ex.read_difference)(&difference));
        }
        remarks
    }
}
