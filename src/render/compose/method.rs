//! How a statement was calculated: the agreement in plain lines.

use crate::domain::{Agreement, Property};
use crate::locale::Locale;
use crate::render::page::Notes;
use crate::statement::TiedStatement;

use super::agreement_text::AgreementText;
use super::{terms_commission, terms_shares};

/// The terms of every property, each agreement once, and the rounding.
pub(super) fn method(statement: &TiedStatement, locale: &Locale) -> Notes {
    let words = locale.words();
    let mut agreements: Vec<(&Agreement, Vec<&Property>)> = Vec::new();
    for section in &statement.sections {
        let property = &section.property;
        let known = agreements.iter_mut().find(|(terms, properties)| {
            let collects = properties.first().map(|first| &first.collects);
            terms.id == section.terms.id && collects == Some(&property.collects)
        });
        match known {
            Some((_, properties)) => properties.push(property),
            None => agreements.push((&section.terms, vec![property])),
        }
    }
    let several = agreements.len() > 1;
    let mut lines = vec![(words.method_parties)(&statement.manager.name, &statement.owner.name)];
    for (terms, properties) in agreements {
        let text = AgreementText { terms, properties: &properties, locale }.lines();
        if several {
            let names: Vec<String> = properties.iter().map(|one| one.name.clone()).collect();
            lines.push(format!("{} {}", (words.method_for)(&locale.list(&names)), text.join(" ")));
        } else {
            lines.extend(text);
        }
    }
    lines.push(words.method_rounding.to_owned());
    Notes { heading: words.method.to_owned(), lines }
}

/// An agreement in plain lines, as its statements print it.
#[must_use]
pub fn agreement_in_words(terms: &Agreement, locale: &Locale) -> Vec<String> {
    AgreementText { terms, properties: &[], locale }.lines()
}

/// When money counts by an agreement, and what counts by another basis.
#[must_use]
pub fn bases_in_words(terms: &Agreement, locale: &Locale) -> Vec<String> {
    AgreementText { terms, properties: &[], locale }.bases()
}

impl AgreementText<'_> {
    fn lines(&self) -> Vec<String> {
        let mut lines = self.bases();
        lines.extend(terms_commission::commission_lines(self));
        lines.extend(terms_shares::share_lines(self));
        lines.push(self.cancellations());
        let words = self.locale.words();
        let cleaning = self.terms.owner_stay_cleaning;
        lines.extend(cleaning.map(|amount| {
            (words.method_owner_cleaning)(&self.locale.amount_with_currency(amount))
        }));
        lines.extend(self.terms.allowance.map(|allowance| {
            let nights = (words.night_count)(&self.locale.count(allowance.nights.into()));
            let span = (words.terms.in_year)(&self.locale.year_day(allowance.year));
            (words.method_allowance)(&nights, &span)
        }));
        lines
    }
}
