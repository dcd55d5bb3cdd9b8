//! Blocked nights, and what an owner used of a yearly allowance.

use crate::domain::{BlockUse, Period};
use crate::locale::Locale;
use crate::statement::{Blocked, OwnerYear, Section};

/// A line a block, and one on the owner's nights of the year.
pub(super) fn remarks(section: &Section, locale: &Locale) -> Vec<String> {
    let blocks = section.blocked.iter().map(|one| block(one, locale));
    let year = section.owner_year.as_ref().map(|year| owner_year(year, locale));
    blocks.chain(year).collect()
}

fn block(one: &Blocked, locale: &Locale) -> String {
    let words = locale.words();
    let nights = (words.night_count)(&locale.count(one.count().into()));
    let sentence = match one.block.purpose {
        BlockUse::Owner => words.block_owner,
        BlockUse::Maintenance => words.block_maintenance,
    };
    sentence(&days(one.block.nights, locale), &nights, &one.block.reason)
}

/// "12 October 2026", or the first and the last day.
fn days(days: Period, locale: &Locale) -> String {
    match days.days() {
        1 => locale.date(days.first()),
        _ => locale.period_days(days),
    }
}

fn owner_year(year: &OwnerYear, locale: &Locale) -> String {
    let words = locale.words();
    let count = |number: u32| locale.count(number.into());
    let (used, agreed) = (count(year.used()), count(year.allowance.nights));
    let (sentence, rest) = match year.exceeded() {
        0 => (words.owner_year_left, year.left()),
        beyond => (words.owner_year_exceeded, beyond),
    };
    sentence(&days(year.days, locale), &used, &agreed, &count(rest))
}
