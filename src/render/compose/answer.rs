//! The answer, the walk to it and the strip of small figures.

use crate::locale::{Locale, Words};
use crate::statement::{Column, Figures, TiedStatement};

use super::names::base_name;
use crate::render::page::{Answer, Fact, RowRole, WalkLine};

/// The one large figure: what a draft estimates.
pub(super) fn answer(statement: &TiedStatement, locale: &Locale) -> Answer {
    let words = locale.words();
    let period = locale.period_name(statement.period);
    let net = statement.totals.net();
    let caption =
        if net.is_negative() { words.estimate_owed_for } else { words.estimate_for }(&period);
    let not_final = (words.not_final)(&super::data_day(statement, locale));
    let note = match net.is_zero() {
        true => format!("{} {not_final}", words.nothing_to_pay),
        false => not_final,
    };
    let shown = if net.is_negative() { net.negated().unwrap_or(net) } else { net };
    Answer { caption, amount: locale.amount_with_currency(shown), note }
}

/// From the rent to what is left: the columns that have anything, then the net.
pub(super) fn walk(statement: &TiedStatement, locale: &Locale) -> Vec<WalkLine> {
    let words = locale.words();
    let columns = Column::ALL
        .into_iter()
        .filter(|column| *column == Column::Rent || statement.totals.has(*column));
    let mut walk: Vec<WalkLine> = columns
        .map(|column| WalkLine {
            role: RowRole::Line,
            label: walk_label(column, words).to_owned(),
            detail: walk_detail(column, statement, locale),
            amount: locale.amount(statement.totals.amount(column)),
        })
        .collect();
    walk.push(WalkLine {
        role: RowRole::Total,
        label: (words.walk_net)(&locale.period_name(statement.period)),
        detail: None,
        amount: locale.amount(statement.totals.net()),
    });
    walk
}

fn walk_label(column: Column, words: &Words) -> &'static str {
    match column {
        Column::Rent => words.walk_rent,
        Column::Fees => words.walk_fees,
        Column::Adjustments => words.walk_adjustments,
        Column::ChannelFee => words.walk_channel_fee,
        Column::Commission => words.walk_commission,
        Column::Taxes => words.walk_taxes,
        Column::Charges => words.walk_charges,
        Column::Expenses => words.walk_expenses,
        Column::Credits => words.walk_credits,
    }
}

fn walk_detail(column: Column, statement: &TiedStatement, locale: &Locale) -> Option<String> {
    let words = locale.words();
    match column {
        Column::Commission => Some(commission_detail(statement, locale)),
        Column::Charges => Some(words.walk_charges_detail.to_owned()),
        Column::Expenses | Column::Credits => Some(words.walk_entries_detail.to_owned()),
        Column::Rent | Column::Fees | Column::Adjustments | Column::ChannelFee | Column::Taxes => {
            None
        }
    }
}

/// "20% of rent after discounts" where that is true of every property and channel.
fn commission_detail(statement: &TiedStatement, locale: &Locale) -> String {
    let words = locale.words();
    let mut terms = statement.sections.iter().map(|section| &section.terms.commission);
    let Some(first) = terms.next() else { return words.several_rates.to_owned() };
    let same = terms.all(|other| other.base == first.base && other.rate == first.rate);
    if !same || statement.sections.iter().any(|one| !one.terms.commission.channel_rates.is_empty())
    {
        return words.several_rates.to_owned();
    }
    let base = locale.list(&base_name(&first.base, words));
    (words.rate_of)(&first.rate.to_string(), &base)
}

/// Nights, occupancy, average prices and stays; small, for money dominates.
pub(super) fn figures(figures: &Figures, locale: &Locale) -> Vec<Fact> {
    let words = locale.words();
    let fact = |label: &str, value: String, note: Option<String>| Fact {
        label: label.to_owned(),
        value,
        note,
    };
    let none = || words.no_ratio.to_owned();
    let per_mille = |ratio: crate::statement::Ratio| locale.percentage(ratio.scaled(1000));
    let amount =
        |money: Option<crate::domain::Money>| money.map_or_else(none, |m| locale.amount(m));
    let adjusted = figures.adjusted_occupancy().filter(|_| figures.owner_nights > 0);
    let occupancy_note = match adjusted {
        Some(ratio) => (words.occupancy_adjusted)(&per_mille(ratio)),
        None => words.occupancy_note.to_owned(),
    };
    let average_stay =
        figures.average_stay().map(|ratio| (words.stays_note)(&locale.tenths(ratio.scaled(10))));
    let mut facts = vec![
        fact(
            words.nights,
            locale.count(figures.guest_nights.into()),
            Some((words.of_nights)(&locale.count(figures.days.into()))),
        ),
        fact(
            words.occupancy,
            figures.occupancy().map_or_else(none, per_mille),
            Some(occupancy_note),
        ),
        fact(
            words.daily_rate,
            amount(figures.daily_rate().ok().flatten()),
            Some(words.daily_rate_note.to_owned()),
        ),
        fact(
            words.revenue_per_night,
            amount(figures.revenue_per_day().ok().flatten()),
            Some(words.revenue_per_night_note.to_owned()),
        ),
        fact(words.stays, locale.count(figures.stays.into()), average_stay),
    ];
    if figures.owner_nights > 0 {
        facts.push(fact(words.owner_nights, locale.count(figures.owner_nights.into()), None));
    }
    facts
}
