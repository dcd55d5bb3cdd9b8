//! A row's money as it came, without any judgement: what an explanation shows first.

use crate::domain::{Currency, Delivered, DeliveredLine, DeliveredList, Money, PropertyId};
use crate::snapshot::Snapshot;

use super::scale::{Scale, has_other_sign, minor_units, scale_of};
use super::wire::{WireFinancials, WireHost, WireLine, WireRow, parse_json};

/// The host side of the row `id` of a property, if the row has one that can be read at all.
#[must_use]
pub fn delivered(snapshot: &Snapshot, property: &PropertyId, id: &str) -> Option<Delivered> {
    let rows = snapshot.reservations.iter().flatten();
    let mut money = rows.filter(|row| row.property == *property).filter_map(|row| {
        let wire = parse_json::<WireRow<'_>>(&row.row, "").ok()?;
        let money = wire.financials.filter(|_| wire.id.trim() == id)?;
        Some(money.get().to_owned())
    });
    let wire = parse_json::<Option<WireFinancials>>(&money.next()?, "financials").ok()??;
    Some(of_host(wire.currency, wire.host.unwrap_or_default()))
}

fn of_host(currency: Option<String>, host: WireHost) -> Delivered {
    let known = currency.as_deref().and_then(Currency::from_code);
    let listed = [
        (DeliveredList::Accommodation, host.accommodation.map(|line| vec![line])),
        (DeliveredList::Discounts, host.discounts),
        (DeliveredList::GuestFees, host.guest_fees),
        (DeliveredList::Adjustments, host.adjustments),
        (DeliveredList::Taxes, host.taxes),
        (DeliveredList::ChannelFees, host.host_fees),
        (DeliveredList::Revenue, host.revenue.map(|line| vec![line])),
    ];
    let lines: Vec<(DeliveredList, WireLine)> = listed
        .into_iter()
        .flat_map(|(list, lines)| lines.into_iter().flatten().map(move |line| (list, line)))
        .collect();
    let nights = host.accommodation_breakdown.unwrap_or_default();
    let all = lines.iter().map(|(_, line)| line).chain(&nights);
    let printed = all.filter_map(|line| Some((line.amount?.units, line.formatted.as_deref())));
    let scale = known.and_then(|currency| scale_of(currency, printed).ok());
    let mut lines: Vec<DeliveredLine> =
        lines.into_iter().map(|(list, line)| of_line(list, line, known.zip(scale))).collect();
    let revenue = lines.pop_if(|line| line.list == DeliveredList::Revenue);
    Delivered {
        currency,
        decimals: scale.map(|scale| scale.decimals),
        is_confirmed: scale.is_some_and(|scale| scale.confirmed),
        lines,
        revenue,
    }
}

fn of_line(list: DeliveredList, line: WireLine, unit: Option<(Currency, Scale)>) -> DeliveredLine {
    let units = line.amount.map(|amount| amount.units);
    let amount = units.zip(unit).and_then(|(units, (currency, scale))| {
        minor_units(units, scale, currency).map(|minor| Money::new(minor, currency))
    });
    let has_other_sign = units
        .zip(line.formatted.as_deref())
        .is_some_and(|(units, text)| has_other_sign(units, text));
    DeliveredLine {
        list,
        label: line.label.unwrap_or_default(),
        category: line.category.unwrap_or_default(),
        units,
        printed: line.formatted,
        amount,
        has_other_sign,
        is_unusual: line.amount.is_some_and(|amount| amount.unusual),
    }
}
