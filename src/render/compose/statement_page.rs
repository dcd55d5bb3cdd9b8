//! A statement's page, part by part.

use super::{answer, method, notes, reservations, summary};
use crate::locale::Locale;
use crate::render::page::{Fact, NameBlock, Page, PagingWords};
use crate::statement::TiedStatement;

/// Writes a statement in words.
#[must_use]
pub fn compose(statement: &TiedStatement, locale: &Locale) -> Page {
    let words = locale.words();
    let period = locale.period_name(statement.period);
    let several = statement.sections.len() > 1;
    Page {
        language: locale.tag().to_owned(),
        document_title: format!("{}, {period}, {}", words.title, statement.owner.name),
        title: words.title.to_owned(),
        period: locale.period_days(statement.period),
        mark: Some(words.draft.to_owned()),
        running_heading: format!(
            "{} \u{b7} {} \u{b7} {period}",
            statement.manager.name, statement.owner.name
        ),
        manager: manager(statement, locale),
        owner: owner(statement, locale),
        properties: properties(statement, locale),
        facts: facts(statement, locale),
        answer: answer::answer(statement, locale),
        walk_heading: (words.walk_heading)(&period, statement.currency.code()),
        walk: answer::walk(statement, locale),
        figures: answer::figures(&statement.figures, locale),
        summary: several.then(|| summary::summary(statement, locale)),
        sections: reservations::sections(statement, locale),
        method: method::method(statement, locale),
        notes: notes::notes(statement, locale),
        footer: footer(statement, locale),
        paging: PagingWords {
            page_of: words.page_of.to_owned(),
            carried_forward: words.carried_forward.to_owned(),
            brought_forward: words.brought_forward.to_owned(),
            continued: words.continued.to_owned(),
        },
    }
}

fn manager(statement: &TiedStatement, locale: &Locale) -> NameBlock {
    let manager = &statement.manager;
    let tax_id = manager.tax_id.as_deref().map(locale.words().tax_number);
    let contact = [&manager.email, &manager.telephone, &manager.website];
    let contact = contact.into_iter().flatten().cloned();
    let lines = manager.address.iter().cloned().chain(contact).chain(tax_id).collect();
    NameBlock { heading: String::new(), name: manager.name.clone(), lines }
}

fn owner(statement: &TiedStatement, locale: &Locale) -> NameBlock {
    let (owner, words) = (&statement.owner, locale.words());
    let tax_id = owner.tax_id.as_deref().map(words.tax_number);
    let lines = owner.address.iter().chain(&owner.email).cloned().chain(tax_id).collect();
    NameBlock { heading: words.owner.to_owned(), name: owner.name.clone(), lines }
}

fn properties(statement: &TiedStatement, locale: &Locale) -> NameBlock {
    let words = locale.words();
    match &statement.sections[..] {
        [only] => NameBlock {
            heading: words.property.to_owned(),
            name: only.property.name.clone(),
            lines: only.address.iter().cloned().collect(),
        },
        several => {
            let names = several.iter().map(|section| section.property.name.clone());
            NameBlock {
                heading: words.properties.to_owned(),
                name: String::new(),
                lines: names.collect(),
            }
        }
    }
}

fn facts(statement: &TiedStatement, locale: &Locale) -> Vec<Fact> {
    let words = locale.words();
    let fact = |label: &str, value: String| Fact { label: label.to_owned(), value, note: None };
    vec![
        fact(words.currency, statement.currency.code().to_owned()),
        fact(words.state, words.state_draft.to_owned()),
        fact(words.data_as_of, answer::data_day(statement, locale)),
    ]
}

fn footer(statement: &TiedStatement, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let hash: String = statement.source.snapshot_sha256.chars().take(16).collect();
    vec![words.legal.to_owned(), (words.fingerprint)(&answer::data_day(statement, locale), &hash)]
}
