//! What to check although the work goes on.

use chrono::NaiveDate;

use crate::domain::{
    Channel, Currency, FlippedList, Money, NoticeKind, ReportedKind, SharedNights, Unused,
};

use super::exclusions::exclusion_text;
use super::holds::{ODD, hold_text};

const EDITED: &str = "the snapshot was changed after it was written, and --accept-edited was given; \
                      the figures are computed from the changed data";

/// What a notice says.
#[must_use]
pub fn notice_text(kind: &NoticeKind) -> String {
    match kind {
        NoticeKind::UnmappedFee { label } => {
            format!("the fee '{label}' is of no known kind: the agreement's default applies")
        }
        NoticeKind::TaxesOutsideRevenue => TAXES_KEPT.to_owned(),
        NoticeKind::RentNetOfDiscounts => DISCOUNTS_TAKEN_OFF.to_owned(),
        NoticeKind::SignFlipped(list) => {
            format!(
                "the {} were reported with the opposite sign; corrected",
                flipped_list_name(*list)
            )
        }
        NoticeKind::RoundingDifference(difference) => {
            format!("the reported revenue differs from the sum of its lines by {difference}")
        }
        NoticeKind::ScaleConverted { delivered, currency } => scaled(*delivered, *currency),
        NoticeKind::ScaleNotVerified(currency) => {
            format!("no printed amount confirms the unit of the {currency} amounts")
        }
        NoticeKind::AmountOfUnusualType => UNUSUAL_TYPE.to_owned(),
        NoticeKind::NightsDisagree { reported, counted } => format!(
            "the reported number of nights is {reported}, by the dates it is {counted}; the dates count"
        ),
        NoticeKind::PricesDoNotMatch => NO_PRICES.to_owned(),
        NoticeKind::SameStayTwice { ids } => {
            format!("the same stay also exists as {}; it is counted once", ids.join(", "))
        }
        NoticeKind::NightsShared { channel, with } => shared_nights(channel, with),
        NoticeKind::BookedBasis => {
            "money counts on the day of booking, before the guest has stayed".to_owned()
        }
        NoticeKind::NoReservations { listed } => no_reservations(*listed).to_owned(),
        NoticeKind::UnknownProperty { name } => {
            format!("'{name}' is in the account but not in the configuration, so it is left out")
        }
        NoticeKind::LookBackReached { first } => look_back(*first),
        NoticeKind::OwnerYearNotReached { since, needed } => not_reached(*since, *needed),
        NoticeKind::OwnerYearUnclear { since, code } => unclear(*since, code),
        NoticeKind::PeriodNotOver { read_on } => {
            format!("the data is from {read_on}, before the period was over; more may come")
        }
        NoticeKind::SnapshotEdited => EDITED.to_owned(),
        NoticeKind::FetchRemark(text) => text.clone(),
        NoticeKind::NoFontFor(characters) => {
            format!(
                "no installed font can print '{characters}'; the PDF shows a placeholder instead"
            )
        }
        NoticeKind::ExceptionExcludes { reason } => {
            format!("left out of the statement by an exception: {reason}")
        }
        NoticeKind::ExceptionSets { line, amount, reason } => set(*line, *amount, reason),
        NoticeKind::ExceptionUnused { place, code, why } => {
            format!("the exception for {code} ({place}) has no effect: {}", unused(why))
        }
        NoticeKind::OddAnswer { id, what } => format!("{ODD} (oddity {id}): {what}"),
        NoticeKind::OddityAccepted { id, what, reason } => {
            format!("oddity {id} was accepted by an exception ({reason}): {what}")
        }
    }
}

/// The name of a list whose sign was turned.
#[must_use]
pub fn flipped_list_name(list: FlippedList) -> &'static str {
    match list {
        FlippedList::ChannelFees => "channel fees",
        FlippedList::GuestFees => "guest fees",
        FlippedList::Discounts => "discounts",
    }
}

/// Why an exception has no effect.
fn unused(why: &Unused) -> String {
    match why {
        Unused::NotInSnapshot => "no such reservation was read".to_owned(),
        Unused::NotInPeriod => "the reservation is not part of this period".to_owned(),
        Unused::DoesNotCount(reason) => {
            format!("the reservation does not count anyway ({})", exclusion_text(reason))
        }
        Unused::HeldOtherwise(reason) => {
            format!("the reservation is held for another reason: {}", hold_text(reason))
        }
        Unused::NoSuchOddity => {
            "the snapshot has no such oddity (it is gone, or its evidence changed)".to_owned()
        }
        Unused::OwnerStay => "an owner stay has no amounts to set".to_owned(),
    }
}

/// What a stay shares with another, and how to leave one of them out.
fn shared_nights(channel: &Channel, with: &SharedNights) -> String {
    let nights: Vec<String> = with.nights.iter().map(ToString::to_string).collect();
    let (count, code) = (nights.len(), &with.code);
    let noun = if count == 1 { "night" } else { "nights" };
    format!(
        "this stay ({channel}) overlaps {code} ({}) on {count} {noun}: {}; each night is counted \
         once, for {code}, and the money of both stays is counted. If this is a double booking or \
         a calendar import, leave one out: add a row with its code and the action 'exclude' to \
         exceptions.csv",
        with.channel,
        nights.join(", "),
    )
}

fn not_reached(since: NaiveDate, needed: NaiveDate) -> String {
    format!(
        "the owner's nights used since {since} cannot be given: check-ins from {needed} on are \
         needed (raise fetch.look_back_days and fetch again)"
    )
}

fn unclear(since: NaiveDate, code: &str) -> String {
    let what = match code {
        "" => "a reservation".to_owned(),
        code => format!("reservation {code}"),
    };
    format!(
        "the owner's nights used since {since} cannot be given: {what} cannot be used and may be \
         the owner's"
    )
}

fn no_reservations(listed: bool) -> &'static str {
    if listed {
        "no reservations in this period; check that this is right"
    } else {
        "no reservations in this period, and the property is not listed; the API may hide its stays"
    }
}

const NO_PRICES: &str =
    "no nightly prices match the stay, so the rent is divided evenly over its nights";

fn scaled(delivered: u32, currency: Currency) -> String {
    let decimals = currency.exponent();
    format!(
        "amounts were reported with {delivered} decimals and converted to the {decimals} of {currency}"
    )
}

fn look_back(first: NaiveDate) -> String {
    format!(
        "there are very long stays, and {first} is the first check-in that was read; an earlier \
         one may be missing (raise fetch.look_back_days)"
    )
}

fn set(line: ReportedKind, amount: Money, reason: &str) -> String {
    let (line, currency) = (line.key(), amount.currency());
    format!("{line} set to {amount} {currency} by an exception: {reason}")
}

const DISCOUNTS_TAKEN_OFF: &str =
    "the discounts were already taken off the rent; they are counted once";

const UNUSUAL_TYPE: &str =
    "an amount was reported as text or with a decimal point; its value is whole";

const TAXES_KEPT: &str = "the channel kept the taxes; they are not part of the revenue";
