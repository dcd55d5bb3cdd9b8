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
    let not_final = (words.not_final)(&data_day(statement, locale));
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
        Column::ChannelFeeVat => words.walk_channel_fee_vat,
        Column::Commission => words.walk_commission,
        Column::CommissionVat => words.walk_commission_vat,
        Column::Taxes => words.walk_taxes,
        Column::Withheld => words.walk_withheld,
        Column::Charges => words.walk_charges,
        Column::Received => words.walk_received,
        Column::Expenses => words.walk_expenses,
        Column::Credits => words.walk_credits,
        Column::CoHost => words.walk_co_host,
    }
}

fn walk_detail(column: Column, statement: &TiedStatement, locale: &Locale) -> Option<String> {
    let words = locale.words();
    match column {
        Column::Commission => commission_detail(statement, locale),
        Column::Charges => Some(words.walk_charges_detail.to_owned()),
        Column::Expenses | Column::Credits => Some(words.walk_entries_detail.to_owned()),
        Column::CoHost => Some(words.walk_co_host_detail.to_owned()),
        Column::Withheld => withheld_detail(statement, locale),
        Column::CommissionVat => vat_detail(statement, locale),
        Column::Rent
        | Column::Fees
        | Column::Adjustments
        | Column::ChannelFee
        | Column::ChannelFeeVat
        | Column::Taxes
        | Column::Received => None,
    }
}

/// "20% of 6,480.00 rent after discounts" where that is all of it; else where to read on, if any
/// commission counts in the period.
fn commission_detail(statement: &TiedStatement, locale: &Locale) -> Option<String> {
    let words = locale.words();
    if statement.sections.iter().all(|section| section.commission.is_empty()) {
        return None;
    }
    let terms = statement.sections.first().map(|section| &section.terms);
    Some(match (statement.plain_commission(), terms) {
        (Some((rate, base)), Some(terms)) => {
            let name = locale.list(&base_name(&terms.commission.base, terms, words));
            (words.rate_of)(&rate.to_string(), &locale.amount(base), &name)
        }
        (Some(_), None) | (None, _) => words.commission_below.to_owned(),
    })
}

/// The rates of VAT on the commission.
fn vat_detail(statement: &TiedStatement, locale: &Locale) -> Option<String> {
    let vats = statement.sections.iter().filter_map(|one| one.terms.commission.vat);
    let mut rates: Vec<String> = vats.map(|vat| vat.rate.to_string()).collect();
    rates.dedup();
    (!rates.is_empty()).then(|| (locale.words().of_commission)(&locale.list(&rates)))
}

/// What is withheld, by its names.
fn withheld_detail(statement: &TiedStatement, locale: &Locale) -> Option<String> {
    let terms = statement.sections.iter().filter_map(|one| one.terms.withholding.as_ref());
    let mut names: Vec<String> =
        terms.map(|terms| format!("{}, {}", terms.name, terms.rate)).collect();
    names.dedup();
    (!names.is_empty()).then(|| locale.list(&names))
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
    let adjusted = figures.adjusted_occupancy().map(per_mille);
    let occupancy_note = match (adjusted, figures.owner_nights, figures.blocked_nights) {
        (None, ..) | (_, 0, 0) => words.occupancy_note.to_owned(),
        (Some(ratio), _, 0) => (words.occupancy_adjusted)(&ratio),
        (Some(ratio), ..) => (words.occupancy_bookable)(&ratio),
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
    for (label, nights) in
        [(words.owner_nights, figures.owner_nights), (words.blocked_nights, figures.blocked_nights)]
    {
        if nights > 0 {
            facts.push(fact(label, locale.count(nights.into()), None));
        }
    }
    facts
}

/// The day on which the account was read.
pub(super) fn data_day(statement: &TiedStatement, locale: &Locale) -> String {
    locale.date(statement.source.fetched_at.date_naive())
}
