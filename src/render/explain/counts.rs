//! What of the whole stay counts in the period, and why.

use chrono::NaiveDate;

use crate::domain::Stay;
use crate::fees::LineKind;
use crate::recognition::Timing;
use crate::render::compose::{bases_in_words, line_name};
use crate::render::page::{Cell, ColumnKind, Fact, PageSection, RowRole, Table, TableRow};
use crate::statement::{LineSum, PeriodLine, Row as Settled};

use super::builder::{ExplanationBuilder, cell, column, fact, row, section};

impl ExplanationBuilder<'_> {
    pub(super) fn counts(&self) -> Option<PageSection> {
        let (ex, locale, period) = (self.ex(), self.context.locale, self.context.period);
        let settled = self.trace.row.as_ref()?;
        let terms = self.trace.terms.as_ref()?;
        let (parties, all) = settled.sums().ok()?;
        let mut rows: Vec<TableRow> = Vec::new();
        for (party, sum) in parties {
            let name = self.party(party);
            for line in settled.lines.iter().filter(|line| line.party == party) {
                let line_name = line_name(line.kind, self.words());
                let cells = self.cells(&name, line_name, LineSum::of(line));
                rows.push(row(RowRole::Line, cells, &self.shares(line)));
            }
            let cells = self.cells(&(ex.party_total)(&name), "", sum);
            rows.push(row(RowRole::Subtotal, cells, &[]));
        }
        rows.push(row(RowRole::Total, self.cells(ex.all_parties, "", all), &[]));
        let columns = vec![
            column(ex.column_party, ColumnKind::Text),
            column(ex.column_line, ColumnKind::Text),
            column(ex.column_whole, ColumnKind::Number),
            column((ex.column_through)(&self.short(period.day_before())), ColumnKind::Number),
            column((ex.column_through)(&self.short(period.last())), ColumnKind::Number),
            column(ex.column_in_period, ColumnKind::Number),
        ];
        let table = (!settled.lines.is_empty()).then_some(Table { columns, rows });
        let heading = (ex.counts_in)(&locale.period_name(period));
        let mut remarks = self.days(settled);
        if table.is_some() {
            remarks.push(ex.through_remark.to_owned());
            remarks.push(self.words().method_rounding.to_owned());
        }
        let mut section = section(heading, table, remarks);
        section.subheading = Some(bases_in_words(terms, locale).join(" "));
        section.figures = self.night_figures(settled);
        Some(section)
    }

    fn cells(&self, party: &str, line: &str, sum: LineSum) -> Vec<Cell> {
        let amounts = [sum.whole, sum.before, sum.through, sum.amount];
        let amounts = amounts.map(|amount| cell(self.amount(amount)));
        [cell(party), cell(line)].into_iter().chain(amounts).collect()
    }

    /// The days on which lines count in full, each mentioned once.
    fn days(&self, settled: &Settled) -> Vec<String> {
        let ex = self.ex();
        let mut remarks: Vec<String> = Vec::new();
        for line in &settled.lines {
            let Timing::On(day) = &line.timing else { continue };
            let say = match (line.kind, self.trace.is_cancelled()) {
                (LineKind::OwnerStayCleaning, _) => ex.charged_on,
                (_, true) => ex.cancelled_on,
                (_, false) => ex.counts_on,
            };
            let remark = say(&self.context.locale.date(*day));
            if !remarks.contains(&remark) {
                remarks.push(remark);
            }
        }
        remarks
    }

    fn night_figures(&self, settled: &Settled) -> Vec<Fact> {
        if !settled.reservation.takes_place() {
            return Vec::new();
        }
        let (ex, period, stay) = (self.ex(), self.context.period, settled.reservation.stay);
        let before = stay.nights_through(period.day_before());
        let after = stay.nights() - stay.nights_through(period.last());
        let figure = |label, nights: u32| fact(label, nights.to_string(), None);
        vec![
            figure(ex.nights_before, before),
            Fact {
                note: self.shared_nights(settled),
                ..figure(ex.nights_within, settled.nights_in_period)
            },
            figure(ex.nights_after, after),
        ]
    }

    /// The nights that another stay of the property keeps.
    fn shared_nights(&self, settled: &Settled) -> Option<String> {
        let notes = settled.shared.iter().map(|shared| {
            let days: Vec<String> = shared.nights.iter().map(|night| self.short(*night)).collect();
            let nights = self.context.locale.list(&days);
            (self.words().nights_shared)(&nights, shared.code.as_str())
        });
        let notes: Vec<String> = notes.collect();
        (!notes.is_empty()).then(|| notes.join(" "))
    }

    /// How the nights share a line, for the days on which only some of them are over.
    fn shares(&self, line: &PeriodLine) -> Vec<String> {
        let stay = match &line.timing {
            Timing::Evenly(stay) | Timing::ByPrice(stay, _) | Timing::ByRate(stay, _) => *stay,
            Timing::On(_) => return Vec::new(),
        };
        let period = self.context.period;
        let days = [period.day_before(), period.last()].into_iter();
        let during = days.filter(|day| (1..stay.nights()).contains(&stay.nights_through(*day)));
        during.map(|day| self.share(line, stay, day)).collect()
    }

    fn share(&self, line: &PeriodLine, stay: Stay, day: NaiveDate) -> String {
        let ex = self.ex();
        let (over, nights) = (stay.nights_through(day).to_string(), stay.nights().to_string());
        let working = match line.timing.computed_through(line.whole, day).ok().flatten() {
            Some(computed) => {
                let product = match &line.timing {
                    Timing::ByRate(..) => {
                        let part = (ex.night_rates)(&over, &nights);
                        (ex.rate_times)(&part, &self.amount(line.whole))
                    }
                    Timing::On(_) | Timing::Evenly(_) | Timing::ByPrice(..) => {
                        (ex.night_share)(&self.amount(line.whole), &over, &nights)
                    }
                };
                self.product(&product, Some(computed))
            }
            None => (ex.night_prices)(&over, &nights),
        };
        (ex.through_day)(&self.short(day), &working)
    }

    /// The nights with their prices, where they decide.
    pub(super) fn prices(&self) -> Option<PageSection> {
        let (ex, period) = (self.ex(), self.context.period);
        let settled = self.trace.row.as_ref()?;
        let (stay, prices) = settled.lines.iter().find_map(|line| match &line.timing {
            Timing::ByPrice(stay, prices) => Some((*stay, prices)),
            Timing::On(_) | Timing::Evenly(_) | Timing::ByRate(..) => None,
        })?;
        let rows = stay.night_dates().zip(prices).map(|(night, price)| {
            let belongs = match night {
                early if early < period.first() => ex.before_period,
                late if late > period.last() => ex.after_period,
                _ => ex.in_period,
            };
            let role = if period.contains(night) { RowRole::Line } else { RowRole::Muted };
            row(role, vec![cell(self.short(night)), cell(belongs), cell(self.amount(*price))], &[])
        });
        let columns = vec![
            column(ex.column_night, ColumnKind::Short),
            column(ex.column_belongs, ColumnKind::Text),
            column(ex.column_price, ColumnKind::Number),
        ];
        let table = Table { columns, rows: rows.collect() };
        Some(section(ex.prices, Some(table), Vec::new()))
    }
}
