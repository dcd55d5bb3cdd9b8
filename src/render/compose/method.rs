//! How a statement was calculated: the agreement in plain lines.

use crate::domain::{
    Agreement, Basis, Bearer, CancellationTerms, FeeKind, NightSplit, Remitter, TaxTreatment,
    Treatment,
};
use crate::locale::Locale;
use crate::render::page::Notes;
use crate::statement::TiedStatement;

use super::names::{base_name, fee_name};

/// The terms of every property, each agreement once, and the rounding.
pub(super) fn method(statement: &TiedStatement, locale: &Locale) -> Notes {
    let words = locale.words();
    let mut agreements: Vec<(&Agreement, Vec<String>)> = Vec::new();
    for section in &statement.sections {
        let name = section.property.name.clone();
        match agreements.iter_mut().find(|(terms, _)| terms.id == section.terms.id) {
            Some((_, names)) => names.push(name),
            None => agreements.push((&section.terms, vec![name])),
        }
    }
    let manager = &statement.manager.name;
    let several = agreements.len() > 1;
    let mut lines = Vec::new();
    for (terms, names) in agreements {
        if several {
            let text = agreement_in_words(terms, manager, locale).join(" ");
            lines.push(format!("{} {text}", (words.method_for)(&locale.list(&names))));
        } else {
            lines.extend(agreement_in_words(terms, manager, locale));
        }
    }
    lines.push(words.method_rounding.to_owned());
    Notes { heading: words.method.to_owned(), lines }
}

/// An agreement in plain lines, as its statements print it; `manager` is the manager's name.
#[must_use]
pub fn agreement_in_words(terms: &Agreement, manager: &str, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let basis = match (terms.basis, terms.night_split) {
        (Basis::CheckIn, _) => words.basis_check_in,
        (Basis::CheckOut, _) => words.basis_check_out,
        (Basis::Nights, NightSplit::Even) => words.basis_nights,
        (Basis::Nights, NightSplit::ByPrice) => words.basis_nights_by_price,
        (Basis::Booked, _) => words.basis_booked,
    };
    let channel_fee = match terms.channel_fee {
        Bearer::Owner => words.channel_fee_by_owner,
        Bearer::Manager => words.channel_fee_by_manager,
    };
    let taxes = match terms.taxes {
        TaxTreatment::Owner => words.taxes_to_owner.to_owned(),
        TaxTreatment::PassThrough { remitter: Remitter::Channel } => {
            (words.taxes_passed_on)(words.the_channel)
        }
        TaxTreatment::PassThrough { remitter: Remitter::Manager } => {
            (words.taxes_passed_on)(manager)
        }
    };
    let cancellations = match terms.cancellations {
        CancellationTerms::Excluded => words.cancellations_excluded,
        CancellationTerms::WithCommission => words.cancellations_with_commission,
        CancellationTerms::WithoutCommission => words.cancellations_without_commission,
    };
    let cleaning = terms
        .owner_stay_cleaning
        .map(|amount| (words.method_owner_cleaning)(&locale.amount_with_currency(amount)));
    let mut lines = vec![basis.to_owned(), commission(terms, locale)];
    lines.extend(fees(terms, locale));
    lines.extend([channel_fee.to_owned(), taxes, cancellations.to_owned()]);
    lines.extend(cleaning);
    lines
}

fn commission(terms: &Agreement, locale: &Locale) -> String {
    let words = locale.words();
    let base = locale.list(&base_name(&terms.commission.base, words));
    let mut parts = vec![(words.method_commission)(&terms.commission.rate.to_string(), &base)];
    let channels = terms.commission.channel_rates.iter();
    parts.extend(channels.map(|(channel, rate)| {
        (words.method_channel_rate)(&rate.to_string(), &channel.to_string())
    }));
    format!("{}.", parts.join("; "))
}

fn fees(terms: &Agreement, locale: &Locale) -> Option<String> {
    let words = locale.words();
    let say = |name: &str, treatment: Treatment| match treatment {
        Treatment::Owner => (words.fee_to_owner)(name),
        Treatment::Manager => (words.fee_to_manager)(name),
        Treatment::Split { owner } => (words.fee_split)(name, &owner.to_string()),
    };
    let mut parts: Vec<String> = terms
        .fees
        .kinds
        .iter()
        .filter(|(kind, _)| **kind != FeeKind::Other)
        .map(|(kind, treatment)| say(&fee_name(*kind, words).to_lowercase(), *treatment))
        .collect();
    let others = terms.fees.treatment(FeeKind::Other);
    let name = if parts.is_empty() { words.fee_all } else { words.fee_others };
    parts.extend(others.map(|treatment| say(name, treatment)));
    (!parts.is_empty()).then(|| (words.method_fees)(&parts.join("; ")))
}
