//! How each line was classified and why, and who receives it under the agreement.

use crate::domain::{
    Agreement, Channel, FeeKind, FeeTreatment, Financials, Reading, Remitter, ReportedKind,
    ReportedLine, TaxTreatment, Treatment,
};
use crate::fees::LineKind;
use crate::labels::{Evidence, PatternOrigin, PatternPlace, decide_adjustment, decide_fee};
use crate::render::compose::line_name;
use crate::render::page::{Cell, ColumnKind, PageSection, RowRole, Table, TableRow};

use super::builder::{ExplanationBuilder, cell, column, row, section};

impl ExplanationBuilder<'_> {
    pub(super) fn kinds(&self) -> Option<PageSection> {
        let ex = self.ex();
        let money = self.financials()?;
        let columns = vec![
            column(ex.column_line, ColumnKind::Text),
            column(ex.column_kind, ColumnKind::Text),
            column(ex.column_treatment, ColumnKind::Text),
        ];
        let rows: Vec<TableRow> = money
            .lines
            .iter()
            .map(|line| {
                let kind = line_name(LineKind::Reported(line.kind), self.words());
                let cells = vec![
                    cell(&line.label),
                    Cell { text: kind.to_owned(), sub: Some(self.why(line)) },
                    cell(self.treatment(line, money)),
                ];
                row(RowRole::Line, cells, &[])
            })
            .collect();
        Some(section(ex.kinds, Some(Table { columns, rows }), Vec::new()))
    }

    fn why(&self, line: &ReportedLine) -> String {
        let labels = self.context.labels;
        if self.is_by_exception(line.kind) {
            return self.ex().by_exception.to_owned();
        }
        match line.kind {
            ReportedKind::GuestFee(_) => {
                self.evidence(decide_fee(&line.label, &line.category, labels).by)
            }
            ReportedKind::Adjustment(_) => {
                let takes_money = line.delivered.is_negative();
                self.evidence(decide_adjustment(&line.label, takes_money, labels).by)
            }
            ReportedKind::Accommodation
            | ReportedKind::Discount
            | ReportedKind::ChannelFee
            | ReportedKind::Tax => self.ex().by_list.to_owned(),
        }
    }

    /// Whether an exception sets the amount of a kind.
    pub(super) fn is_by_exception(&self, kind: ReportedKind) -> bool {
        let overridden = self.financials().and_then(|money| money.overridden.as_ref());
        overridden.is_some_and(|overridden| overridden.sets(kind))
    }

    fn evidence(&self, evidence: Option<Evidence<'_>>) -> String {
        let ex = self.ex();
        let Some(evidence) = evidence else { return ex.by_nothing.to_owned() };
        let found = match evidence.place {
            PatternPlace::Label => (ex.by_label)(evidence.pattern),
            PatternPlace::Category => (ex.by_category)(evidence.pattern),
        };
        match evidence.origin {
            PatternOrigin::Own => (ex.by_own)(&found),
            PatternOrigin::BuiltIn => found,
        }
    }

    fn treatment(&self, line: &ReportedLine, money: &Financials) -> String {
        let ex = self.ex();
        let Some(terms) = &self.trace.terms else { return ex.no_terms.to_owned() };
        match line.kind {
            ReportedKind::Accommodation | ReportedKind::Discount => ex.to_owner.to_owned(),
            ReportedKind::GuestFee(FeeKind::Deposit) => self.words().held_for_guest.to_owned(),
            ReportedKind::GuestFee(fee) => self.fee(fee, terms),
            ReportedKind::ChannelFee => match self.channel_fee_bearer(terms) {
                Some(Treatment::Owner) => ex.borne_by_owner.to_owned(),
                Some(Treatment::Manager) => (ex.borne_by)(&self.context.manager.name),
                Some(split) => self.shared(split),
                None => ex.no_terms.to_owned(),
            },
            ReportedKind::Adjustment(kind) => match terms.adjustments.kinds.get(&kind) {
                Some(treatment) => self.shared(*treatment),
                None => ex.no_terms.to_owned(),
            },
            ReportedKind::Tax => {
                let channel = self.trace.channel.clone().unwrap_or_else(Channel::unknown);
                match (money.reading, terms.taxes.treatment(line, &channel)) {
                    (Reading::TaxesOutside, _) => self.passed_on(Remitter::Channel),
                    (_, Ok(TaxTreatment::Owner)) => ex.to_owner.to_owned(),
                    (_, Ok(TaxTreatment::PassThrough { remitter })) => self.passed_on(remitter),
                    (_, Ok(TaxTreatment::Withheld)) => self.words().tax_withheld.to_lowercase(),
                    (_, Err(_)) => ex.no_terms.to_owned(),
                }
            }
        }
    }

    fn passed_on(&self, remitter: Remitter) -> String {
        (self.words().passed_on_by)(self.remitter(remitter))
    }

    fn channel_fee_bearer(&self, terms: &Agreement) -> Option<Treatment> {
        let channel = self.trace.channel.clone().unwrap_or_else(Channel::unknown);
        terms.channel_fee.bearer(&channel).ok()
    }

    fn fee(&self, fee: FeeKind, terms: &Agreement) -> String {
        let ex = self.ex();
        match (terms.fees.kinds.get(&fee), terms.fees.default) {
            (Some(treatment), _) => self.fee_treatment(*treatment),
            (None, Some(treatment)) => (ex.like_others)(&self.fee_treatment(treatment)),
            (None, None) => ex.no_terms.to_owned(),
        }
    }

    fn fee_treatment(&self, treatment: FeeTreatment) -> String {
        let (ex, manager) = (self.ex(), self.context.manager.name.as_str());
        let with_currency = |amount| self.context.locale.amount_with_currency(amount);
        match treatment {
            FeeTreatment::Shared(treatment) => self.shared(treatment),
            FeeTreatment::FixedForManager(amount) => {
                (ex.fixed_for_manager)(&with_currency(amount), manager)
            }
            FeeTreatment::FixedForOwner(amount) => {
                (ex.fixed_for_owner)(&with_currency(amount), manager)
            }
            FeeTreatment::PassedOn(remitter) => {
                (self.words().fees_passed_on_by)(self.remitter(remitter))
            }
            FeeTreatment::PassedOnByOwner => ex.passed_on_by_owner.to_owned(),
        }
    }

    fn shared(&self, treatment: Treatment) -> String {
        let (ex, manager) = (self.ex(), self.context.manager.name.as_str());
        match treatment {
            Treatment::Owner => ex.to_owner.to_owned(),
            Treatment::Manager => (ex.to_manager)(manager),
            Treatment::Split { owner } => (ex.to_both)(&owner.to_string(), manager),
        }
    }
}
