//! Where a reservation is and with which amount, or why it is missing and what to do.

use std::collections::BTreeSet;

use crate::domain::{ExclusionReason, Subject};
use crate::locale::{exclusion_hint, exclusion_text, hold_hint, hold_text};
use crate::render::compose::amount_heading;
use crate::render::page::{ColumnKind, PageSection, RowRole, Table};
use crate::statement::{Column, Hold, Row, TraceOutcome};

use super::builder::{ExplanationBuilder, cell, column, row, section, sentence};
use super::explanation::Verdict;

impl ExplanationBuilder<'_> {
    pub(super) fn verdict(&self) -> Verdict {
        let (ex, trace) = (self.ex(), self.trace);
        let period = self.context.locale.period_name(self.context.period);
        match &trace.outcome {
            TraceOutcome::OnStatement { files, place, of } => {
                let owner = trace.owner.as_ref().map_or("", |owner| owner.name.as_str());
                let (place, of) = (place.to_string(), of.to_string());
                let mut lines = vec![
                    format!("{}.", (ex.on_statement)(owner, &period)),
                    format!("{}.", (ex.row_of)(&place, &of, &trace.property_name)),
                ];
                lines.extend(files.iter().map(|path| (ex.file)(path)));
                let net = trace.row.as_ref().map(|row| row.columns.net());
                let amount = net.map(|net| self.context.locale.amount_with_currency(net));
                Verdict { caption: (ex.net_in)(&period), amount, lines }
            }
            TraceOutcome::LeftOut { reason, holds } => Verdict {
                caption: (ex.on_no_statement)(&period),
                amount: None,
                lines: self.left_out(reason, holds),
            },
            TraceOutcome::Outside => {
                let mut lines = vec![ex.outside_why.to_owned()];
                lines.extend(trace.row.iter().flat_map(|row| self.other_periods(row)));
                Verdict { caption: (ex.outside)(&period), amount: None, lines }
            }
        }
    }

    fn left_out(&self, reason: &ExclusionReason, holds: &[Hold]) -> Vec<String> {
        let ex = self.ex();
        let mut lines = vec![sentence(&(ex.why)(&exclusion_text(reason)))];
        for hold in holds {
            if matches!(reason, ExclusionReason::StatementHeld(_)) {
                let about = self.subject(hold);
                lines.push(sentence(&(ex.held_by)(&about, &hold_text(&hold.reason))));
            }
            lines.push(sentence(&(ex.what_to_do)(hold_hint(&hold.reason))));
        }
        // one stay can hold for one reason more than once
        let mut seen = BTreeSet::new();
        lines.retain(|line| seen.insert(line.clone()));
        lines.extend(exclusion_hint(reason).map(|hint| sentence(&(ex.what_to_do)(hint))));
        if self.trace.row.is_some() {
            lines.push(ex.would_be.to_owned());
        }
        lines
    }

    fn subject(&self, hold: &Hold) -> String {
        match (&hold.subject, hold.code.is_empty()) {
            (Subject::Property(id) | Subject::Reservation(id, _), true) => id.to_string(),
            (_, false) => (self.ex().reservation)(&hold.code),
            (Subject::Run, true) => String::new(),
        }
    }

    /// The amounts of the owner's row as the statement shows them.
    pub(super) fn statement_row(&self) -> Option<PageSection> {
        let words = self.words();
        let shown = self.trace.row.as_ref().filter(|_| self.is_placed())?;
        let amounts: Vec<Column> = Column::ALL
            .into_iter()
            .filter(|one| *one == Column::Rent || shown.columns.has(*one))
            .collect();
        let mut columns = vec![column(words.column_reservation, ColumnKind::Short)];
        columns.extend(
            amounts.iter().map(|one| column(amount_heading(*one, words), ColumnKind::Number)),
        );
        columns.push(column(words.column_net, ColumnKind::Number));
        let mut cells = vec![cell(&self.trace.code)];
        cells.extend(amounts.iter().map(|one| cell(self.amount(shown.columns.amount(*one)))));
        cells.push(cell(self.amount(shown.columns.net())));
        let remarks = self.other_periods(shown);
        let table = Table { columns, rows: vec![row(RowRole::Line, cells, &[])] };
        let mut section = section(words.explain.statement_row, Some(table), remarks);
        let currency = shown.columns.net().currency();
        section.subheading = Some((words.amounts_in)(currency.code()));
        Some(section)
    }

    /// What of the owner's net counts earlier and later.
    fn other_periods(&self, shown: &Row) -> Vec<String> {
        let (ex, locale, period) = (self.ex(), self.context.locale, self.context.period);
        let mut remarks = Vec::new();
        if !shown.earlier.is_zero() {
            let amount = locale.amount_with_currency(shown.earlier);
            remarks.push((ex.net_before)(&amount, &locale.date(period.first())));
        }
        if !shown.later.is_zero() {
            let amount = locale.amount_with_currency(shown.later);
            remarks.push((ex.net_after)(&amount, &locale.date(period.last())));
        }
        remarks
    }
}
