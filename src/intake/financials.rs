//! The money of a row: complete, in one known unit, and reconciled, or refused.

use crate::domain::{
    Currency, Financials, FlippedList, HoldReason, Money, NoticeKind, Reading, ReportedKind,
    ReportedLine, Stay,
};
use crate::labels::{LabelPatterns, adjustment_kind, fee_kind};

use super::reconcile::{Sums, reconcile};
use super::scale::{Scale, has_other_sign, is_of_other_currency, minor_units, scale_of};
use super::wire::{WireAmount, WireFinancials, WireHost, WireLine};
use crate::text::Destination;

/// A row's money and what there is to know about it.
#[derive(Debug)]
pub(super) struct ReadMoney {
    pub(super) financials: Financials,
    pub(super) notices: Vec<NoticeKind>,
}

/// Reads the host's side of `wire`.
///
/// A part that is missing is unknown, never zero: it refuses the row.
pub(super) fn read_money(
    wire: WireFinancials,
    stay: Stay,
    labels: &LabelPatterns,
) -> Result<ReadMoney, HoldReason> {
    let host = wire.host.unwrap_or_default();
    if host.is_empty() {
        return Err(HoldReason::NoFinancials);
    }
    let code = wire.currency.ok_or_else(|| missing("financials.currency"))?;
    let currency =
        Currency::from_code(&code).ok_or_else(|| HoldReason::UnknownCurrency(code.clone()))?;
    let (lists, breakdown) = complete(host)?;
    let mut notices = Vec::new();
    let unit = find_unit(&lists, breakdown.as_deref(), currency, &mut notices)?;
    let mut lines = Vec::new();
    for (list, wire_lines) in &lists.lists {
        for line in wire_lines {
            lines.push(reported_line(*list, line, unit, labels)?);
        }
    }
    let revenue = unit.money(lists.revenue.amount)?;
    let sums = sums_of(&lines, revenue).map_err(HoldReason::Amount)?;
    let (reading, difference) = reconcile(&sums)?;
    if !signs_support(reading, difference, &lists) {
        return Err(HoldReason::DoubtfulScale { line: None });
    }
    apply(reading, &mut lines).map_err(HoldReason::Amount)?;
    notices.extend(reading_notice(reading));
    if !difference.is_zero() {
        notices.push(NoticeKind::RoundingDifference(difference));
    }
    let night_prices =
        breakdown.and_then(|nights| night_prices(&nights, stay, unit, sums.accommodation));
    let financials = Financials {
        currency,
        lines,
        night_prices,
        revenue,
        reading,
        difference,
        overridden: None,
    };
    Ok(ReadMoney { financials, notices })
}

/// Whether the printed texts allow a reading. Lines that make the revenue exactly as delivered have
/// the signs they need. Any other reading is an explanation, and a line whose text has the opposite
/// sign is a better one, unless it is the flipped list that the texts contradict.
fn signs_support(reading: Reading, difference: Money, lists: &Lists) -> bool {
    let flipped = match reading {
        Reading::AsDelivered if difference.is_zero() => return true,
        Reading::AsDelivered
        | Reading::TaxesOutside
        | Reading::NetOfDiscounts
        | Reading::ByException => None,
        Reading::Flipped(FlippedList::ChannelFees) => Some(List::ChannelFees),
        Reading::Flipped(FlippedList::GuestFees) => Some(List::GuestFees),
        Reading::Flipped(FlippedList::Discounts) => Some(List::Discounts),
    };
    let contradicted = |line: &FullLine| {
        line.formatted.as_deref().is_some_and(|text| has_other_sign(line.amount.units, text))
    };
    let others = lists.lists.iter().filter(|(list, _)| Some(*list) != flipped);
    !others.flat_map(|(_, lines)| lines).chain([&lists.revenue]).any(contradicted)
}

fn missing(part: &str) -> HoldReason {
    HoldReason::IncompleteFinancials { missing: part.to_owned() }
}

/// The lists of a reservation, in the order in which lines are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Accommodation,
    GuestFees,
    ChannelFees,
    Discounts,
    Adjustments,
    Taxes,
}

/// A line with an amount.
#[derive(Debug)]
struct FullLine {
    amount: WireAmount,
    formatted: Option<String>,
    label: String,
    category: String,
}

#[derive(Debug)]
struct Lists {
    lists: Vec<(List, Vec<FullLine>)>,
    revenue: FullLine,
}

/// Refuses a host side that lacks a list, a line or an amount. The nightly prices alone may be
/// absent, as for flat-rate stays.
fn complete(host: WireHost) -> Result<(Lists, Option<Vec<FullLine>>), HoldReason> {
    let one = |line: Option<WireLine>, name: &str| {
        let line = line.ok_or_else(|| missing(&format!("financials.host.{name}")))?;
        full_line(line, name)
    };
    let many = |lines: Option<Vec<WireLine>>, name: &str| -> Result<Vec<FullLine>, HoldReason> {
        let lines = lines.ok_or_else(|| missing(&format!("financials.host.{name}")))?;
        let numbered = lines.into_iter().enumerate();
        numbered.map(|(i, line)| full_line(line, &format!("{name}[{i}]"))).collect()
    };
    let lists = vec![
        (List::Accommodation, vec![one(host.accommodation, "accommodation")?]),
        (List::Discounts, many(host.discounts, "discounts")?),
        (List::GuestFees, many(host.guest_fees, "guest_fees")?),
        (List::Adjustments, many(host.adjustments, "adjustments")?),
        (List::Taxes, many(host.taxes, "taxes")?),
        (List::ChannelFees, many(host.host_fees, "host_fees")?),
    ];
    let revenue = one(host.revenue, "revenue")?;
    let breakdown = match host.accommodation_breakdown {
        Some(lines) => Some(many(Some(lines), "accommodation_breakdown")?),
        None => None,
    };
    Ok((Lists { lists, revenue }, breakdown))
}

fn full_line(line: WireLine, place: &str) -> Result<FullLine, HoldReason> {
    let amount = line.amount.ok_or_else(|| missing(&format!("financials.host.{place}.amount")))?;
    Ok(FullLine {
        amount,
        formatted: line.formatted,
        label: line.label.unwrap_or_default(),
        category: line.category.unwrap_or_default(),
    })
}

/// The unit of a reservation's amounts.
#[derive(Debug, Clone, Copy)]
struct Unit {
    scale: Scale,
    currency: Currency,
}

impl Unit {
    fn money(self, amount: WireAmount) -> Result<Money, HoldReason> {
        minor_units(amount.units, self.scale, self.currency)
            .map(|minor| Money::new(minor, self.currency))
            .ok_or(HoldReason::DoubtfulScale { line: None })
    }
}

fn find_unit(
    lists: &Lists,
    breakdown: Option<&[FullLine]>,
    currency: Currency,
    notices: &mut Vec<NoticeKind>,
) -> Result<Unit, HoldReason> {
    let all = || {
        let listed = lists.lists.iter().flat_map(|(_, lines)| lines);
        listed.chain([&lists.revenue]).chain(breakdown.into_iter().flatten())
    };
    let is_foreign = |line: &&FullLine| {
        line.formatted.as_deref().is_some_and(|text| is_of_other_currency(text, currency))
    };
    if let Some(foreign) = all().find(is_foreign) {
        return Err(HoldReason::DoubtfulScale { line: Some(line_text(foreign)) });
    }
    let printed = |line: &'_ FullLine| (line.amount.units, line.formatted.clone());
    let fits = |lines: &[(i64, Option<String>)]| {
        scale_of(currency, lines.iter().map(|(units, text)| (*units, text.as_deref())))
    };
    let lines: Vec<_> = all().map(printed).collect();
    let scale = fits(&lines).map_err(|_| HoldReason::DoubtfulScale {
        line: all().find(|line| fits(&[printed(line)]).is_err()).map(line_text),
    })?;
    if scale.decimals != currency.exponent() {
        notices.push(NoticeKind::ScaleConverted { delivered: scale.decimals, currency });
    } else if !scale.confirmed && currency.exponent() != 2 {
        notices.push(NoticeKind::ScaleNotVerified(currency));
    }
    if all().any(|line| line.amount.unusual) {
        notices.push(NoticeKind::AmountOfUnusualType);
    }
    Ok(Unit { scale, currency })
}

/// A line with its amount as delivered and as printed.
fn line_text(line: &FullLine) -> String {
    let short = |text: &str| -> String { Destination::Line.clean(text).chars().take(60).collect() };
    let text = line.formatted.as_deref().unwrap_or_default();
    let (label, text) = (short(&line.label), short(text));
    format!("'{label}' is {} and printed '{text}'", line.amount.units)
}

fn reported_line(
    list: List,
    line: &FullLine,
    unit: Unit,
    labels: &LabelPatterns,
) -> Result<ReportedLine, HoldReason> {
    let delivered = unit.money(line.amount)?;
    let unlabelled = line.label.trim().is_empty() && !delivered.is_zero();
    let kind = match list {
        // only the label says what it is: without one no term of an agreement applies, not even
        // the term for other fees
        List::GuestFees if unlabelled => return Err(missing("financials.host.guest_fees[].label")),
        List::Adjustments if unlabelled => {
            return Err(missing("financials.host.adjustments[].label"));
        }
        List::Accommodation => ReportedKind::Accommodation,
        List::Discounts => ReportedKind::Discount,
        List::GuestFees => ReportedKind::GuestFee(fee_kind(&line.label, &line.category, labels)),
        List::ChannelFees => ReportedKind::ChannelFee,
        List::Adjustments => {
            let takes_money = delivered.is_negative();
            ReportedKind::Adjustment(adjustment_kind(&line.label, takes_money, labels))
        }
        List::Taxes => ReportedKind::Tax,
    };
    let (label, category) = (line.label.clone(), line.category.clone());
    Ok(ReportedLine { kind, label, category, delivered, amount: delivered })
}

fn sums_of(lines: &[ReportedLine], revenue: Money) -> Result<Sums, crate::domain::AmountError> {
    let sum = |wanted: fn(ReportedKind) -> bool| {
        let amounts = lines.iter().filter(|line| wanted(line.kind)).map(|line| line.delivered);
        Money::sum(revenue.currency(), amounts)
    };
    Ok(Sums {
        accommodation: sum(|kind| kind == ReportedKind::Accommodation)?,
        guest_fees: sum(|kind| matches!(kind, ReportedKind::GuestFee(_)))?,
        channel_fees: sum(|kind| kind == ReportedKind::ChannelFee)?,
        discounts: sum(|kind| kind == ReportedKind::Discount)?,
        adjustments: sum(|kind| matches!(kind, ReportedKind::Adjustment(_)))?,
        taxes: sum(|kind| kind == ReportedKind::Tax)?,
        revenue,
    })
}

/// Adjusts the amounts that count to the reading; the delivered amounts are kept as well.
fn apply(reading: Reading, lines: &mut [ReportedLine]) -> Result<(), crate::domain::AmountError> {
    for line in lines {
        line.amount = match (reading, line.kind) {
            (Reading::NetOfDiscounts, ReportedKind::Discount) => {
                Money::zero(line.delivered.currency())
            }
            (Reading::Flipped(FlippedList::ChannelFees), ReportedKind::ChannelFee)
            | (Reading::Flipped(FlippedList::GuestFees), ReportedKind::GuestFee(_))
            | (Reading::Flipped(FlippedList::Discounts), ReportedKind::Discount) => {
                line.delivered.negated()?
            }
            _ => line.delivered,
        };
    }
    Ok(())
}

fn reading_notice(reading: Reading) -> Option<NoticeKind> {
    match reading {
        Reading::AsDelivered | Reading::ByException => None,
        Reading::TaxesOutside => Some(NoticeKind::TaxesOutsideRevenue),
        Reading::NetOfDiscounts => Some(NoticeKind::RentNetOfDiscounts),
        Reading::Flipped(list) => Some(NoticeKind::SignFlipped(list)),
    }
}

/// Prices that name exactly the nights of the stay and sum to the rent.
fn night_prices(
    nights: &[FullLine],
    stay: Stay,
    unit: Unit,
    accommodation: Money,
) -> Option<Vec<Money>> {
    let mut priced: Vec<(&str, Money)> = nights
        .iter()
        .map(|line| Some((line.label.as_str(), unit.money(line.amount).ok()?)))
        .collect::<Option<_>>()?;
    priced.sort_by_key(|(label, _)| *label);
    let dates = stay.night_dates().map(|date| date.to_string());
    let same_nights = priced.iter().map(|(label, _)| (*label).to_owned()).eq(dates);
    let prices: Vec<Money> = priced.into_iter().map(|(_, price)| price).collect();
    let sum = Money::sum(unit.currency, prices.iter().copied()).ok()?;
    (same_nights && sum == accommodation).then_some(prices)
}
