//! A tied statement to a [`Page`]: every string formatted once, for all printed formats.
//!
//! This picks words and formats figures; it adds nothing up except the running totals that a page
//! break may need.

mod answer;
mod blocks;
mod charges;
mod co_host;
mod commission;
mod groups;
mod method;
mod names;
mod reservations;
mod summary;
mod terms_commission;
mod terms_shares;

use crate::domain::Notice;
use crate::domain::NoticeKind;
use crate::fees::LineKind;
use crate::locale::Locale;
use crate::statement::TiedStatement;

use super::page::{Fact, NameBlock, Notes, Page, PagingWords};

pub use method::{agreement_in_words, bases_in_words};
pub(super) use reservations::amount_heading;

pub use names::{category_name, line_name};

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
        notes: notes(statement, locale),
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
        fact(words.data_as_of, data_day(statement, locale)),
    ]
}

/// The day on which the account was read.
fn data_day(statement: &TiedStatement, locale: &Locale) -> String {
    locale.date(statement.source.fetched_at.date_naive())
}

fn notes(statement: &TiedStatement, locale: &Locale) -> Notes {
    let words = locale.words();
    let mut lines: Vec<String> = Vec::new();
    for notice in &statement.notices {
        if let Some(line) = owner_note(notice, locale)
            && !lines.contains(&line)
        {
            lines.push(line);
        }
    }
    for difference in &statement.vat_differences {
        let [commission, vat, amount] = [difference.commission, difference.vat, difference.amount]
            .map(|money| locale.amount_with_currency(money));
        let rate = difference.rate.to_string();
        lines.push((words.note_vat_rounding)(&rate, &commission, &vat, &amount));
    }
    if let Some(email) = &statement.manager.email {
        lines.push((words.questions)(email));
    }
    Notes { heading: words.notes.to_owned(), lines }
}

/// What an owner must know: notices that touch the owner's money.
fn owner_note(notice: &Notice, locale: &Locale) -> Option<String> {
    let words = locale.words();
    let code = notice.subject.code().map_or("", |code| code.as_str());
    match &notice.kind {
        NoticeKind::UnmappedFee { label } => Some((words.note_unmapped_fee)(code, label)),
        NoticeKind::PricesDoNotMatch => Some((words.note_prices)(code)),
        NoticeKind::RoundingDifference(difference) => {
            Some((words.note_rounding)(code, &locale.amount_with_currency(*difference)))
        }
        NoticeKind::BookedBasis => Some(words.note_booked.to_owned()),
        NoticeKind::ExceptionExcludes { reason } => Some((words.note_excluded)(code, reason)),
        NoticeKind::ExceptionSets { line, amount, reason } => {
            let name = line_name(LineKind::Reported(*line), words);
            Some((words.note_set)(code, name, &locale.amount(*amount), reason))
        }
        NoticeKind::TaxesOutsideRevenue
        | NoticeKind::RentNetOfDiscounts
        | NoticeKind::SignFlipped(_)
        | NoticeKind::ScaleConverted { .. }
        | NoticeKind::ScaleNotVerified(_)
        | NoticeKind::AmountOfUnusualType
        | NoticeKind::NightsDisagree { .. }
        | NoticeKind::SameStayTwice { .. }
        | NoticeKind::NightsShared { .. }
        | NoticeKind::NoReservations { .. }
        | NoticeKind::UnknownProperty { .. }
        | NoticeKind::LookBackReached { .. }
        | NoticeKind::OwnerYearNotReached { .. }
        | NoticeKind::OwnerYearUnclear { .. }
        | NoticeKind::PeriodNotOver { .. }
        | NoticeKind::SnapshotEdited
        | NoticeKind::FetchRemark(_)
        | NoticeKind::NoFontFor(_)
        | NoticeKind::ExceptionUnused { .. }
        | NoticeKind::OddAnswer { .. }
        | NoticeKind::OddityAccepted { .. } => None,
    }
}

fn footer(statement: &TiedStatement, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let hash: String = statement.source.snapshot_sha256.chars().take(16).collect();
    vec![words.legal.to_owned(), (words.fingerprint)(&data_day(statement, locale), &hash)]
}
