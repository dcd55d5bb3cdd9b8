//! What each party gets of the whole stay, with the working of every amount.

use crate::domain::{Computed, Party, ReportedKind};
use crate::fees::{LineKind, Working, base_lines};
use crate::render::compose::line_name;
use crate::render::page::{ColumnKind, Row, RowRole, Section, Table};
use crate::statement::PeriodLine;

use super::{Teller, cell, column, row, section};

impl Teller<'_> {
    pub(super) fn whole(&self) -> Option<Section> {
        let ex = self.ex();
        let settled = self.trace.row.as_ref().filter(|row| !row.lines.is_empty())?;
        let (parties, all) = settled.sums().ok()?;
        let mut rows: Vec<Row> = Vec::new();
        for (party, sum) in parties {
            let name = self.party(party);
            for line in settled.lines.iter().filter(|line| line.party == party) {
                let cells = vec![
                    cell(&name),
                    cell(line_name(line.kind, self.words())),
                    cell(self.amount(line.whole)),
                ];
                rows.push(row(RowRole::Line, cells, &self.working(line)));
            }
            let cells = vec![cell((ex.party_total)(&name)), cell(""), cell(self.amount(sum.whole))];
            rows.push(row(RowRole::Subtotal, cells, &[]));
        }
        let cells = vec![cell(ex.all_parties), cell(""), cell(self.amount(all.whole))];
        rows.push(row(RowRole::Total, cells, &[]));
        let columns = vec![
            column(ex.column_party, ColumnKind::Text),
            column(ex.column_line, ColumnKind::Text),
            column(ex.column_whole, ColumnKind::Number),
        ];
        let remarks = match self.financials() {
            Some(_) => vec![ex.all_remark.to_owned()],
            None => Vec::new(),
        };
        let mut section = section(ex.whole, Some(Table { columns, rows }), remarks);
        let currency = settled.columns.net().currency();
        section.subheading = Some((self.words().amounts_in)(currency.code()));
        Some(section)
    }

    fn working(&self, line: &PeriodLine) -> Vec<String> {
        let ex = self.ex();
        let computed = line.working.computed().ok().flatten();
        match &line.working {
            Working::Reported => vec![self.reported(line.kind)],
            Working::Counterpart => vec![ex.other_side.to_owned()],
            Working::Part { rate, of } => {
                let product = (ex.rate_times)(&rate.to_string(), &self.amount(*of));
                vec![self.product(&product, computed)]
            }
            Working::Rest { of } => vec![(ex.rest_of)(&self.amount(*of))],
            Working::Rate { rate, base, .. } => {
                let product = (ex.rate_times)(&rate.to_string(), &self.amount(*base));
                let mut working = vec![self.product(&product, computed)];
                if line.party == Party::Owner {
                    working.extend(self.base());
                }
                working
            }
            Working::Fixed => vec![ex.fixed.to_owned()],
        }
    }

    /// "20% of 412.27 = 82.454, rounded to 82.45".
    pub(super) fn product(&self, product: &str, computed: Option<Computed>) -> String {
        let (ex, locale) = (self.ex(), self.setting.locale);
        match computed {
            Some(Computed { exact, rounded }) if exact.is_whole() => {
                (ex.exactly)(product, &self.amount(rounded))
            }
            Some(Computed { exact, rounded }) => {
                (ex.rounded)(product, &locale.exact(exact), &self.amount(rounded))
            }
            None => product.to_owned(),
        }
    }

    /// The reported lines of a kind, where they are several.
    fn reported(&self, kind: LineKind) -> String {
        let lines = self.financials().into_iter().flat_map(|money| &money.lines);
        let amounts: Vec<String> = lines
            .filter(|line| LineKind::Reported(line.kind) == kind)
            .map(|line| self.amount(line.amount))
            .collect();
        match amounts.len() {
            0 | 1 => self.ex().as_delivered.to_owned(),
            _ => (self.ex().sum_of)(&self.setting.locale.list(&amounts)),
        }
    }

    /// The lines that the base is the sum of.
    fn base(&self) -> Option<String> {
        let (money, terms) = (self.financials()?, self.trace.terms.as_ref()?);
        let lines: Vec<String> = base_lines(money, terms)
            .map(|line| {
                let name = match line.kind {
                    ReportedKind::Accommodation | ReportedKind::Tax => {
                        line_name(LineKind::Reported(line.kind), self.words())
                    }
                    ReportedKind::Discount
                    | ReportedKind::GuestFee(_)
                    | ReportedKind::ChannelFee
                    | ReportedKind::Adjustment(_) => line.label.as_str(),
                };
                format!("{name} {}", self.amount(line.amount))
            })
            .collect();
        (!lines.is_empty()).then(|| (self.ex().base_of)(&self.setting.locale.list(&lines)))
    }
}
