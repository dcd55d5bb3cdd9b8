//! Who receives and pays what under an agreement, in plain sentences.

use crate::domain::{Collector, FeeKind, FeeTreatment, Remitter, TaxTreatment, Treatment};

use super::agreement_text::AgreementText;
use super::names::base_name;

pub(super) fn share_lines(agreement: &AgreementText<'_>) -> Vec<String> {
    let mut lines = agreement.fees();
    lines.extend(agreement.net().map(str::to_owned));
    lines.extend(agreement.channel_fee());
    lines.extend(agreement.taxes());
    lines.extend(agreement.withholding());
    lines.extend(agreement.collects());
    lines
}

impl AgreementText<'_> {
    /// A sentence for the fees that share a treatment, in the order of the kinds.
    fn fees(&self) -> Vec<String> {
        let words = self.locale.words();
        let fees = &self.terms.fees;
        let mut groups: Vec<(FeeTreatment, Vec<String>)> = Vec::new();
        for (kind, treatment) in fees.kinds.iter().filter(|(kind, _)| **kind != FeeKind::Other) {
            // a fixed amount is one for each kind
            let same = groups.iter_mut().find(|(one, _)| one == treatment && !is_fixed(*one));
            match same {
                Some((_, names)) => names.push(self.fee(*kind)),
                None => groups.push((*treatment, vec![self.fee(*kind)])),
            }
        }
        if let Some(others) = fees.treatment(FeeKind::Other) {
            let name = match (groups.is_empty(), is_fixed(others)) {
                (true, true) => words.terms.each_fee,
                (true, false) => words.all_fees,
                (false, true) => words.terms.each_other_fee,
                (false, false) => words.other_fees,
            };
            match groups.iter_mut().find(|(one, _)| *one == others && !is_fixed(*one)) {
                Some((_, names)) => names.push(name.to_owned()),
                None => groups.push((others, vec![name.to_owned()])),
            }
        }
        groups
            .into_iter()
            .map(|(treatment, names)| self.fee_treatment(&self.locale.list(&names), treatment))
            .collect()
    }

    fn fee_treatment(&self, names: &str, treatment: FeeTreatment) -> String {
        let (words, locale) = (self.locale.words(), self.locale);
        let terms = &words.terms;
        match treatment {
            FeeTreatment::Shared(Treatment::Owner) => (words.fees_to_owner)(names),
            FeeTreatment::Shared(Treatment::Manager) => (words.fees_to_manager)(names),
            FeeTreatment::Shared(Treatment::Split { owner }) => {
                (words.fees_split)(names, &owner.to_string())
            }
            FeeTreatment::FixedForManager(amount) => {
                (terms.fee_fixed_manager)(names, &locale.amount_with_currency(amount))
            }
            FeeTreatment::FixedForOwner(amount) => {
                (terms.fee_fixed_owner)(names, &locale.amount_with_currency(amount))
            }
            FeeTreatment::PassedOn(Remitter::Manager) => (terms.fees_passed_on)(names),
            FeeTreatment::PassedOn(Remitter::Channel) => (terms.fees_passed_on_by_channel)(names),
            FeeTreatment::PassedOnByOwner => (terms.fees_passed_on_by_you)(names),
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
            let channel = channel.to_string();
            lines.push(match bearer {
                Treatment::Owner => (terms.channel_fee_on_by_owner)(&channel),
                Treatment::Manager => (terms.channel_fee_on_by_manager)(&channel),
                Treatment::Split { owner } => {
                    (terms.channel_fee_on_shared)(&channel, &owner.to_string())
                }
            });
        }
        for (channel, rate) in &fee.irrecoverable_vat {
            let say = match fee.bearer(channel).unwrap_or(fee.borne_by) {
                Treatment::Owner => terms.channel_fee_vat_by_owner,
                Treatment::Manager => terms.channel_fee_vat_by_manager,
                Treatment::Split { .. } => terms.channel_fee_vat_shared,
            };
            lines.push(say(&channel.to_string(), &rate.to_string()));
        }
        lines
    }

    fn taxes(&self) -> Vec<String> {
        let words = &self.locale.words().terms;
        let taxes = &self.terms.taxes;
        let mut lines = vec![self.tax(words.taxes_all, taxes.default)];
        for (channel, treatment) in &taxes.channels {
            lines.push(self.tax(&(words.taxes_through)(&channel.to_string()), *treatment));
        }
        for (text, treatment) in taxes.categories.iter().chain(&taxes.labels) {
            lines.push(self.tax(&(words.taxes_called)(text), *treatment));
        }
        lines
    }

    fn tax(&self, which: &str, treatment: TaxTreatment) -> String {
        let words = &self.locale.words().terms;
        let say = match treatment {
            TaxTreatment::Owner => words.taxes_by_owner,
            TaxTreatment::PassThrough { remitter: Remitter::Manager } => words.taxes_by_manager,
            TaxTreatment::PassThrough { remitter: Remitter::Channel } => words.taxes_by_channel,
            TaxTreatment::Withheld => words.taxes_withheld,
        };
        say(which)
    }

    fn withholding(&self) -> Option<String> {
        let words = self.locale.words();
        let terms = self.terms.withholding.as_ref()?;
        let base = self.locale.list(&base_name(&terms.base, self.terms, words));
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

/// Whether the treatment names an amount, which holds for each kind of fee by itself.
fn is_fixed(treatment: FeeTreatment) -> bool {
    matches!(treatment, FeeTreatment::FixedForManager(_) | FeeTreatment::FixedForOwner(_))
}
