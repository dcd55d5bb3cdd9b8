//! What each party gets of the whole stay, with the working of every amount.

use crate::domain::{BaseTerm, Computed, Financials, Money, Party, ReportedKind};
use crate::fees::{AmountsByKind, LineKind, Working};
use crate::render::compose::line_name;
use crate::render::page::{ColumnKind, PageSection, RowRole, Table, TableRow};
use crate::statement::PeriodLine;

use super::builder::{ExplanationBuilder, cell, column, row, section};

impl ExplanationBuilder<'_> {
    pub(super) fn whole(&self) -> Option<PageSection> {
        let ex = self.ex();
        let settled = self.trace.row.as_ref().filter(|row| !row.lines.is_empty())?;
        let (parties, all) = settled.sums().ok()?;
        let mut rows: Vec<TableRow> = Vec::new();
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
            Some(_) if settled.lines.iter().any(|line| line.kind == LineKind::Received) => {
                vec![ex.all_remark_received.to_owned()]
            }
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
            Working::Net { of, part } => {
                let part = part.negated().unwrap_or(*part);
                vec![(ex.less_part)(&self.amount(*of), &self.amount(part))]
            }
            Working::Part { rate, of } => {
                let product = (ex.rate_times)(&rate.to_string(), &self.amount(*of));
                vec![self.product(&product, computed)]
            }
            Working::FixedPart { fixed, of } => {
                vec![(ex.fixed_part)(&self.amount(*fixed), &self.amount(*of))]
            }
            Working::Rest { of } => vec![(ex.rest_of)(&self.amount(*of))],
            Working::Rate { rate, base, terms } => {
                let product = (ex.rate_times)(&rate.to_string(), &self.amount(*base));
                let mut working = vec![self.product(&product, computed)];
                working.extend(self.base(line.party, terms));
                working
            }
            Working::Charge(charge) => {
                let mut working = self.charge(charge);
                working.extend(self.base(line.party, &charge.terms));
                working
            }
            Working::Tier(share) => self.tier(share),
            Working::Vat { rate, of, within } => {
                let say = if *within { ex.vat_in } else { ex.vat_on };
                vec![self.product(&say(&rate.to_string(), &self.amount(*of)), computed)]
            }
            Working::Waived(reason) => vec![(ex.waived)(reason)],
            Working::Collected => vec![ex.collected.to_owned()],
            Working::Fixed => vec![ex.fixed.to_owned()],
        }
    }

    /// "20% of 412.27 = 82.454, rounded to 82.45".
    pub(super) fn product(&self, product: &str, computed: Option<Computed>) -> String {
        let (ex, locale) = (self.ex(), self.context.locale);
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
        if matches!(kind, LineKind::Reported(kind) if self.is_by_exception(kind)) {
            return self.ex().by_exception.to_owned();
        }
        let lines = self.financials().into_iter().flat_map(|money| &money.lines);
        let amounts: Vec<String> = lines
            .filter(|line| LineKind::Reported(line.kind) == kind)
            .map(|line| self.amount(line.amount))
            .collect();
        match amounts.len() {
            0 | 1 => self.ex().as_delivered.to_owned(),
            _ => (self.ex().sum_of)(&self.context.locale.list(&amounts)),
        }
    }

    /// The amounts that add up to the base; shown once, for the owner.
    fn base(&self, party: Party, terms: &[BaseTerm]) -> Option<String> {
        let (money, agreement) = (self.financials()?, self.trace.terms.as_ref()?);
        let shown = AmountsByKind::of(money, agreement).ok().filter(|_| party == Party::Owner)?;
        let amounts: Vec<String> = shown
            .in_base(money, agreement, terms)
            .flat_map(|(kind, amount)| self.in_base(kind, amount, money))
            .collect();
        (!amounts.is_empty()).then(|| (self.ex().base_of)(&self.context.locale.list(&amounts)))
    }

    /// The reported lines of a kind where they are what is in the base, else their sum.
    fn in_base(&self, kind: ReportedKind, amount: Money, money: &Financials) -> Vec<String> {
        let lines: Vec<_> = money.lines.iter().filter(|line| line.kind == kind).collect();
        let sum = Money::sum(amount.currency(), lines.iter().map(|line| line.amount));
        let named_by_kind = matches!(kind, ReportedKind::Accommodation | ReportedKind::Tax);
        let name = line_name(LineKind::Reported(kind), self.words());
        if sum != Ok(amount) {
            return vec![format!("{name} {}", self.amount(amount))];
        }
        let told = lines.iter().map(|line| {
            let name = if named_by_kind { name } else { line.label.as_str() };
            format!("{name} {}", self.amount(line.amount))
        });
        told.collect()
    }
}
