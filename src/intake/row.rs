//! One row of a snapshot to a reservation, to a reason to hold, or to a reason to leave it out.

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::domain::{
    BookingStatus, Channel, Currency, ExclusionReason, HoldReason, NoticeKind, PropertyId, Purpose,
    Reservation, ReservationCode, ReservationId, SetAside, Stay, Unusable,
};
use crate::labels::LabelPatterns;

use super::financials::read_money;
use super::wire::{WireFinancials, WireGuest, WireHost, WireRow, names_of, parse_json};

/// The outcome of parsing a row.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It counts.
    Counts(Box<Reservation>, Vec<NoticeKind>),
    /// It may count but cannot be used.
    Unusable(Unusable),
    /// It does not count.
    SetAside(SetAside),
}

/// What a reservation's status means for its money.
#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Accepted,
    Cancelled,
    NotCounting(ExclusionReason),
    Unknown(String),
}

/// Parses a row of `property`; `offset` is its time zone offset from UTC, if known.
pub(super) fn read_row(
    text: &str,
    property: &PropertyId,
    offset: Option<FixedOffset>,
    labels: &LabelPatterns,
) -> Outcome {
    let wire: WireRow<'_> = match parse_json(text, "") {
        Ok(wire) => wire,
        Err(fault) => {
            let (id, code) = names_of(text);
            return unreadable(property, id, code, fault);
        }
    };
    let code = [&wire.code, &wire.platform_id]
        .into_iter()
        .flatten()
        .find(|text| !text.trim().is_empty())
        .unwrap_or(&wire.id)
        .clone();
    let ids = (ReservationId::new(&wire.id), ReservationCode::new(&code));
    let (Ok(id), Ok(code)) = ids else {
        return unreadable(
            property,
            wire.id,
            code,
            "an id that is empty or unprintable".to_owned(),
        );
    };
    let state = state_of(&wire);
    let stay = match (stay_of(&wire), &state) {
        (Ok(stay), _) => stay,
        (Err(fault), state) => {
            let property = property.clone();
            let Some(reason) = no_reason_to_count(&wire, state) else {
                let (id, code, reservation) = (id.to_string(), code.to_string(), None);
                let reason = fault;
                return Outcome::Unusable(Unusable {
                    id,
                    code,
                    property,
                    reservation,
                    currency: None,
                    reason,
                });
            };
            let channel = channel_of(&wire);
            return Outcome::SetAside(SetAside { id, code, channel, property, stay: None, reason });
        }
    };
    let reservation = Reservation {
        id,
        code,
        channel: channel_of(&wire),
        property: property.clone(),
        stay,
        booked_on: booked_on(&wire, offset),
        purpose: purpose_of(&wire),
        status: booking_status(&state),
        guest: wire.guest.as_ref().and_then(guest_name),
        financials: None,
    };
    classify(reservation, &wire, state, labels)
}

fn booking_status(state: &State) -> BookingStatus {
    if *state == State::Cancelled { BookingStatus::Cancelled } else { BookingStatus::Accepted }
}

fn unreadable(property: &PropertyId, id: String, code: String, fault: String) -> Outcome {
    let (property, reason) = (property.clone(), HoldReason::Unreadable(fault));
    Outcome::Unusable(Unusable { id, code, property, reservation: None, currency: None, reason })
}

/// Classifies a reservation with known dates by status and money.
fn classify(
    mut reservation: Reservation,
    wire: &WireRow<'_>,
    state: State,
    labels: &LabelPatterns,
) -> Outcome {
    if let Some(reason) = no_reason_to_count(wire, &state) {
        return set_aside(reservation, reason);
    }
    if let Err(reason) = ensure_purpose(wire) {
        return hold(reservation, reason);
    }
    let mut notices = nights_notice(wire, reservation.stay);
    match state {
        State::NotCounting(reason) => set_aside(reservation, reason),
        // an owner's stay has no money, but its cleaning may be charged
        State::Unknown(status) if reservation.purpose == Purpose::Owner => {
            hold(reservation, HoldReason::UnknownStatus(status))
        }
        State::Unknown(status) => match money_state(wire) {
            Ok(MoneyState::Empty) => set_aside(reservation, ExclusionReason::UnknownStatus),
            Ok(MoneyState::Filled) => hold(reservation, HoldReason::UnknownStatus(status)),
            // whether it takes place is as unknown as its money
            Ok(MoneyState::Unknown) => hold(reservation, HoldReason::UnknownStatus(status)),
            Err(reason) => hold(reservation, reason),
        },
        State::Accepted | State::Cancelled if reservation.purpose == Purpose::Owner => {
            owner_stay(reservation, wire, notices)
        }
        State::Accepted | State::Cancelled => {
            let money = money_of(wire)
                .and_then(|money| money.ok_or(HoldReason::NoFinancials))
                .and_then(|money| read_money(money, reservation.stay, labels));
            match money {
                Ok(money) => {
                    notices.extend(money.notices);
                    reservation.financials = Some(money.financials);
                    Outcome::Counts(Box::new(reservation), notices)
                }
                Err(reason) => hold_money(reservation, wire, reason),
            }
        }
    }
}

/// Why a row does not count regardless of its dates: because of its status, or because it is known
/// to have no money.
fn no_reason_to_count(wire: &WireRow<'_>, state: &State) -> Option<ExclusionReason> {
    match state {
        State::Accepted => None,
        State::NotCounting(reason) => Some(reason.clone()),
        State::Cancelled => {
            let nothing = match purpose_of(wire) {
                Purpose::Guest => revenue_is_zero(wire),
                Purpose::Owner => {
                    matches!(money_state(wire), Ok(MoneyState::Empty | MoneyState::Unknown))
                }
            };
            nothing.then_some(ExclusionReason::CancelledWithoutMoney)
        }
        State::Unknown(_) => {
            let is_guests = purpose_of(wire) == Purpose::Guest;
            let empty = is_guests && matches!(money_state(wire), Ok(MoneyState::Empty));
            empty.then_some(ExclusionReason::UnknownStatus)
        }
    }
}

/// An owner's stay must not have money.
fn owner_stay(reservation: Reservation, wire: &WireRow<'_>, notices: Vec<NoticeKind>) -> Outcome {
    match money_state(wire) {
        Ok(MoneyState::Filled) => hold(reservation, HoldReason::OwnerStayWithMoney),
        Ok(MoneyState::Empty | MoneyState::Unknown) => {
            Outcome::Counts(Box::new(reservation), notices)
        }
        Err(reason) => hold(reservation, reason),
    }
}

/// A hold because of the money, with its currency.
fn hold_money(reservation: Reservation, wire: &WireRow<'_>, reason: HoldReason) -> Outcome {
    let money = money_of(wire).ok().flatten();
    let currency = money.and_then(|money| Currency::from_code(&money.currency?));
    hold_in(reservation, currency, reason)
}

fn hold(reservation: Reservation, reason: HoldReason) -> Outcome {
    hold_in(reservation, None, reason)
}

fn hold_in(reservation: Reservation, currency: Option<Currency>, reason: HoldReason) -> Outcome {
    Outcome::Unusable(Unusable {
        id: reservation.id.to_string(),
        code: reservation.code.to_string(),
        property: reservation.property.clone(),
        reservation: Some(Box::new(reservation)),
        currency,
        reason,
    })
}

fn set_aside(reservation: Reservation, reason: ExclusionReason) -> Outcome {
    let Reservation { id, code, channel, property, stay, .. } = reservation;
    Outcome::SetAside(SetAside { id, code, channel, property, stay: Some(stay), reason })
}

fn state_of(wire: &WireRow<'_>) -> State {
    let current = wire.reservation_status.as_ref().and_then(|status| status.current.as_ref());
    let category = current.and_then(|current| current.category.as_deref()).unwrap_or("none");
    let category = category.trim().to_lowercase().replace('_', " ");
    match category.as_str() {
        "accepted" => State::Accepted,
        "cancelled" | "canceled" => State::Cancelled,
        "not accepted" => State::NotCounting(ExclusionReason::NotAccepted),
        "request" => State::NotCounting(ExclusionReason::Request),
        "checkpoint" => State::NotCounting(ExclusionReason::Checkpoint),
        _ => State::Unknown(category),
    }
}

fn channel_of(wire: &WireRow<'_>) -> Channel {
    wire.platform.as_deref().map_or_else(Channel::unknown, Channel::from_name)
}

fn purpose_of(wire: &WireRow<'_>) -> Purpose {
    if stay_type(wire).starts_with("owner") { Purpose::Owner } else { Purpose::Guest }
}

fn stay_type(wire: &WireRow<'_>) -> String {
    wire.stay_type.as_deref().unwrap_or_default().trim().to_lowercase()
}

/// A stay with details of an owner's stay is one, or says in `stay_type` that it is a guest's;
/// without either, its nights and its cleaning charge would silently be treated as a guest's.
fn ensure_purpose(wire: &WireRow<'_>) -> Result<(), HoldReason> {
    let kind = stay_type(wire);
    let looks_like_owner =
        wire.owner_stay.is_some_and(|raw| !matches!(raw.get(), "null" | "false"));
    if looks_like_owner && !kind.starts_with("owner") && !kind.starts_with("guest") {
        let fault = format!("stay_type: '{kind}', although owner_stay is set");
        return Err(HoldReason::Unreadable(fault));
    }
    Ok(())
}

fn stay_of(wire: &WireRow<'_>) -> Result<Stay, HoldReason> {
    let arrival = calendar_date(wire.arrival_date.as_deref(), "arrival_date")?;
    let departure = calendar_date(wire.departure_date.as_deref(), "departure_date")?;
    Stay::new(arrival, departure).map_err(HoldReason::Dates)
}

/// The first ten characters: the property's local date, regardless of the offset.
fn calendar_date(text: Option<&str>, field: &str) -> Result<NaiveDate, HoldReason> {
    let unreadable = |what: &str| HoldReason::Unreadable(format!("{field}: {what}"));
    let text = text.ok_or_else(|| unreadable("missing"))?;
    let date = text.get(..10).and_then(|date| NaiveDate::parse_from_str(date, "%Y-%m-%d").ok());
    date.ok_or_else(|| unreadable("not a date"))
}

/// The day of booking as the property's clock shows it.
fn booked_on(wire: &WireRow<'_>, offset: Option<FixedOffset>) -> Option<NaiveDate> {
    let instant = DateTime::parse_from_rfc3339(wire.booking_date.as_deref()?).ok()?;
    let arrival = wire.arrival_date.as_deref();
    let offset = offset
        .or_else(|| DateTime::parse_from_rfc3339(arrival?).ok().map(|arrival| *arrival.offset()));
    Some(match offset {
        Some(offset) => instant.with_timezone(&offset).date_naive(),
        None => instant.date_naive(),
    })
}

fn guest_name(guest: &WireGuest) -> Option<String> {
    let parts = [guest.first_name.as_deref(), guest.last_name.as_deref()];
    let parts: Vec<&str> =
        parts.into_iter().flatten().map(str::trim).filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn nights_notice(wire: &WireRow<'_>, stay: Stay) -> Vec<NoticeKind> {
    match wire.nights {
        Some(reported) if reported != i64::from(stay.nights()) => {
            vec![NoticeKind::NightsDisagree { reported, counted: stay.nights() }]
        }
        Some(_) | None => Vec::new(),
    }
}

/// The financials of a row, if present and not null.
fn money_of(wire: &WireRow<'_>) -> Result<Option<WireFinancials>, HoldReason> {
    let Some(raw) = wire.financials else { return Ok(None) };
    parse_json(raw.get(), "financials").map_err(HoldReason::Unreadable)
}

/// What is known about the money of a row.
enum MoneyState {
    /// No money: every amount is known and zero.
    Empty,
    /// Some amount is other than zero.
    Filled,
    /// Unknown: amounts are missing, and all others are zero.
    Unknown,
}

fn money_state(wire: &WireRow<'_>) -> Result<MoneyState, HoldReason> {
    let host = money_of(wire)?.and_then(|money| money.host).unwrap_or_default();
    let WireHost {
        accommodation,
        accommodation_breakdown,
        guest_fees,
        host_fees,
        discounts,
        adjustments,
        taxes,
        revenue,
    } = host;
    let lists = [accommodation_breakdown, guest_fees, host_fees, discounts, adjustments, taxes];
    let named = accommodation.is_some() && revenue.is_some();
    let lines = lists.into_iter().flatten().flatten().chain(accommodation).chain(revenue);
    let amounts: Vec<Option<i64>> =
        lines.map(|line| line.amount.map(|amount| amount.units)).collect();
    Ok(if amounts.iter().flatten().any(|units| *units != 0) {
        MoneyState::Filled
    } else if named && amounts.iter().all(Option::is_some) {
        MoneyState::Empty
    } else {
        MoneyState::Unknown
    })
}

/// Whether the revenue is known, and known to be nothing.
fn revenue_is_zero(wire: &WireRow<'_>) -> bool {
    let money = money_of(wire).ok().flatten();
    let revenue = money.and_then(|money| money.host).and_then(|host| host.revenue);
    revenue.and_then(|line| line.amount).is_some_and(|amount| amount.units == 0)
}
