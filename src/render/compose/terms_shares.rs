//! Who gets and bears what by an agreement, in plain lines.

use crate::domain::{Collector, FeeKind, FeeTreatment, Remitter, TaxTreatment, Treatment};

use super::method::Telling;
use super::names::base_name;

pub(super) fn lines(telling: &Telling<'_>) -> Vec<String> {
    let mut lines: Vec<String> = telling.fees().into_iter().collect();
    lines.extend(telling.net().map(str::to_owned));
    lines.extend(telling.channel_fee());
    lines.extend(telling.taxes());
    lines.extend(telling.withholding());
    lines.extend(telling.collects());
    lines
}

impl Telling<'_> {
    fn fees(&self) -> Option<String> {
        let words = self.locale.words();
        let fees = &self.terms.fees;
        let mut parts: Vec<String> = fees
            .kinds
            .iter()
            .filter(|(kind, _)| **kind != FeeKind::Other)
            .map(|(kind, treatment)| self.fee_treatment(&self.fee(*kind), *treatment))
            .collect();
        let name = if parts.is_empty() { words.fee_all } else { words.fee_others };
        let others = fees.treatment(FeeKind::Other);
        parts.extend(others.map(|treatment| self.fee_treatment(name, treatment)));
        (!parts.is_empty()).then(|| (words.method_fees)(&parts.join("; ")))
    }

    fn fee_treatment(&self, name: &str, treatment: FeeTreatment) -> String {
        let (words, locale) = (self.locale.words(), self.locale);
        let terms = &words.terms;
        match treatment {
            FeeTreatment::Shared(Treatment::Owner) => (words.fee_to_owner)(name),
            FeeTreatment::Shared(Treatment::Manager) => (words.fee_to_manager)(name),
            FeeTreatment::Shared(Treatment::Split { owner }) => {
                (words.fee_split)(name, &owner.to_string())
            }
            FeeTreatment::FixedForManager(amount) => {
                (terms.fee_fixed_manager)(name, &locale.amount_with_currency(amount))
            }
            FeeTreatment::FixedForOwner(amount) => {
                (terms.fee_fixed_owner)(name, &locale.amount_with_currency(amount))
            }
            FeeTreatment::PassedOn(remitter) => {
                (terms.fee_passed_on)(name, self.remitter(remitter))
            }
            FeeTreatment::PassedOnByOwner => (terms.fee_passed_on_by_you)(name),
        }
    }

    fn remitter(&self, remitter: Remitter) -> &str {
        match remitter {
            Remitter::Channel => self.locale.words().the_channel,
            Remitter::Manager => self.manager,
        }
    }

    fn net(&self) -> Option<&'static str> {
        let words = &self.locale.words().terms;
        match (self.terms.shows_rent_net(), self.terms.shows_fees_net()) {
            (true, _) => Some(words.rent_net),
            (false, true) => Some(words.fees_net),
            (false, false) => None,
        }
    }

    fn channel_fee(&self) -> Vec<String> {
        let words = self.locale.words();
        let (terms, fee) = (&words.terms, &self.terms.channel_fee);
        let mut lines = vec![match fee.borne_by {
            Treatment::Owner => words.channel_fee_by_owner.to_owned(),
            Treatment::Manager => words.channel_fee_by_manager.to_owned(),
            Treatment::Split { owner } => (terms.channel_fee_shared)(&owner.to_string()),
        }];
        for (channel, bearer) in &fee.channels {
            let who = match bearer {
                Treatment::Owner => terms.by_you.to_owned(),
                Treatment::Manager => terms.by_manager.to_owned(),
                Treatment::Split { owner } => (terms.by_both)(&owner.to_string()),
            };
            lines.push((terms.channel_fee_on)(&channel.to_string(), &who));
        }
        for (channel, rate) in &fee.irrecoverable_vat {
            lines.push((terms.channel_fee_vat)(&channel.to_string(), &rate.to_string()));
        }
        lines
    }

    fn taxes(&self) -> Vec<String> {
        let words = &self.locale.words().terms;
        let taxes = &self.terms.taxes;
        let rule =
            |which: &str, treatment: TaxTreatment| (words.tax_rule)(which, &self.tax(treatment));
        let mut lines = vec![rule(words.taxes_all, taxes.default)];
        for (channel, treatment) in &taxes.channels {
            lines.push(rule(&(words.taxes_through)(&channel.to_string()), *treatment));
        }
        for (text, treatment) in taxes.categories.iter().chain(&taxes.labels) {
            lines.push(rule(&(words.taxes_called)(text), *treatment));
        }
        lines
    }

    fn tax(&self, treatment: TaxTreatment) -> String {
        let words = &self.locale.words().terms;
        match treatment {
            TaxTreatment::Owner => words.tax_yours.to_owned(),
            TaxTreatment::PassThrough { remitter } => {
                (words.tax_passed_on)(self.remitter(remitter))
            }
            TaxTreatment::Withheld => words.tax_withheld.to_owned(),
        }
    }

    fn withholding(&self) -> Option<String> {
        let words = self.locale.words();
        let terms = self.terms.withholding.as_ref()?;
        let base = self.locale.list(&base_name(&terms.base, words));
        Some((words.terms.withheld)(&terms.name, &terms.rate.to_string(), &base))
    }

    fn collects(&self) -> Vec<String> {
        let words = &self.locale.words().terms;
        let of_property = self.properties.first().and_then(|property| property.collects.as_ref());
        let collects = of_property.unwrap_or(&self.terms.collects);
        let (usual, differing) = match collects.default {
            Collector::Owner => (Some(words.owner_collects), words.manager_collects_on),
            Collector::Manager => (None, words.owner_collects_on),
        };
        let others = collects.channels.iter().filter(|(_, who)| **who != collects.default);
        let others = others.map(|(channel, _)| differing(&channel.to_string()));
        usual.map(str::to_owned).into_iter().chain(others).collect()
    }
}
