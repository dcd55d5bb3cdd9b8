//! What a person must know about a figure though the work goes on.
//!
//! A notice is an enum with a code that never changes its meaning.

use std::fmt;

use chrono::NaiveDate;

use super::{
    Channel, Currency, FlippedList, Money, PropertyId, ReportedKind, ReservationCode, SharedNights,
    Unused,
};

/// Something to know; the work goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it is about.
    pub subject: Subject,
    /// What there is to know.
    pub kind: NoticeKind,
}

/// What a notice or a reason is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The run as a whole.
    Run,
    /// A property.
    Property(PropertyId),
    /// A reservation of a property.
    Reservation(PropertyId, ReservationCode),
}

impl Subject {
    /// The property, where the subject is one or belongs to one.
    #[must_use]
    pub fn property(&self) -> Option<&PropertyId> {
        match self {
            Self::Run => None,
            Self::Property(id) | Self::Reservation(id, _) => Some(id),
        }
    }

    /// The reservation's code, where the subject is one.
    #[must_use]
    pub fn code(&self) -> Option<&ReservationCode> {
        match self {
            Self::Reservation(_, code) => Some(code),
            Self::Run | Self::Property(_) => None,
        }
    }
}

/// The kinds of notices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeKind {
    /// A guest fee whose label no pattern knows; the agreement's default applies.
    UnmappedFee {
        /// The label as delivered.
        label: String,
    },
    /// The channel kept the taxes: they are not in the reported revenue.
    TaxesOutsideRevenue,
    /// The reported rent has the discounts taken off already.
    RentNetOfDiscounts,
    /// A list was delivered with the opposite sign.
    SignFlipped(FlippedList),
    /// Lines and revenue differ by one or two minor units.
    RoundingDifference(Money),
    /// Amounts are delivered in another unit than the currency's smallest.
    ScaleConverted {
        /// Decimals of the amounts as delivered.
        delivered: u32,
        /// The currency.
        currency: Currency,
    },
    /// No formatted text to check the unit of amounts against.
    ScaleNotVerified(Currency),
    /// An amount came as text or as a number with a decimal point, though whole.
    AmountOfUnusualType,
    /// The number of nights disagrees with the dates, which count.
    NightsDisagree {
        /// As reported.
        reported: i64,
        /// By the dates.
        counted: u32,
    },
    /// No prices that match the nights; the rent is spread evenly.
    PricesDoNotMatch,
    /// The same stay came under several ids.
    SameStayTwice {
        /// The ids that are not used.
        ids: Vec<String>,
    },
    /// Nights of this stay are also those of another one, which keeps them: nights count once.
    NightsShared {
        /// Where this stay was booked.
        channel: Channel,
        /// The other stay and the nights.
        with: SharedNights,
    },
    /// Money that counts before it is earned.
    BookedBasis,
    /// A property without any reservation in the period.
    NoReservations {
        /// Whether the property is off the market, in which case the API may hide its stays.
        listed: bool,
    },
    /// A property of the account that no configuration mentions.
    UnknownProperty {
        /// Its name in the account.
        name: String,
    },
    /// A stay is almost as long as the days that were read: longer ones may be missing.
    LookBackReached {
        /// The first day that was read.
        first: NaiveDate,
    },
    /// An owner's nights since a year began are not told: arrivals are missing.
    OwnerYearNotReached {
        /// The year's first day.
        since: NaiveDate,
        /// The day from which arrivals would have to be there.
        needed: NaiveDate,
    },
    /// An owner's nights since a year began are not told: a row may change them.
    OwnerYearUnclear {
        /// The year's first day.
        since: NaiveDate,
        /// The row's code, as far as it could be read.
        code: String,
    },
    /// The account was read before the period was over: there may be more to come.
    PeriodNotOver {
        /// The day on which it was read.
        read_on: NaiveDate,
    },
    /// Something the fetch had to say.
    FetchRemark(String),
    /// Characters that no font here has; the PDF shows a stand-in, CSV and JSON the text.
    NoFontFor(String),
    /// The manager leaves a reservation out.
    ExceptionExcludes {
        /// Why.
        reason: String,
    },
    /// The manager sets an amount.
    ExceptionSets {
        /// The kind of the lines that it replaces.
        line: ReportedKind,
        /// The amount.
        amount: Money,
        /// Why.
        reason: String,
    },
    /// An exception changes nothing in this run.
    ExceptionUnused {
        /// Where it is written.
        place: String,
        /// The code that it names.
        code: ReservationCode,
        /// Why it changes nothing.
        why: Unused,
    },
}

impl NoticeKind {
    /// The code: stable, for machines and for searching the manual.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnmappedFee { .. } => "unmapped-fee",
            Self::TaxesOutsideRevenue => "taxes-outside-revenue",
            Self::RentNetOfDiscounts => "rent-net-of-discounts",
            Self::SignFlipped(_) => "sign-flipped",
            Self::RoundingDifference(_) => "rounding-difference",
            Self::ScaleConverted { .. } => "scale-converted",
            Self::ScaleNotVerified(_) => "scale-not-verified",
            Self::AmountOfUnusualType => "amount-of-unusual-type",
            Self::NightsDisagree { .. } => "nights-disagree",
            Self::PricesDoNotMatch => "prices-do-not-match",
            Self::SameStayTwice { .. } => "same-stay-twice",
            Self::NightsShared { .. } => "nights-shared",
            Self::BookedBasis => "booked-basis",
            Self::NoReservations { .. } => "no-reservations",
            Self::UnknownProperty { .. } => "unknown-property",
            Self::LookBackReached { .. } => "look-back-reached",
            Self::OwnerYearNotReached { .. } => "owner-year-not-reached",
            Self::OwnerYearUnclear { .. } => "owner-year-unclear",
            Self::PeriodNotOver { .. } => "period-not-over",
            Self::FetchRemark(_) => "fetch-remark",
            Self::NoFontFor(_) => "no-font",
            Self::ExceptionExcludes { .. } => "exception-excludes",
            Self::ExceptionSets { .. } => "exception-sets",
            Self::ExceptionUnused { .. } => "exception-unused",
        }
    }
}

impl NoticeKind {
    /// What an exception does; nothing for other kinds.
    fn of_exception(&self) -> String {
        if let Self::ExceptionExcludes { reason } = self {
            return format!("left out of the statement by an exception: {reason}");
        }
        if let Self::ExceptionSets { line, amount, reason } = self {
            let (line, currency) = (line.key(), amount.currency());
            return format!("{line} set to {amount} {currency} by an exception: {reason}");
        }
        if let Self::ExceptionUnused { place, code, why } = self {
            return format!("the exception for {code} ({place}) changes nothing: {why}");
        }
        String::new()
    }
}

fn not_reached(f: &mut fmt::Formatter<'_>, since: NaiveDate, needed: NaiveDate) -> fmt::Result {
    let what_to_do = "raise fetch.look_back_days and fetch again";
    write!(f, "{UNTOLD} {since}: arrivals from {needed} on would have to be read ({what_to_do})")
}

fn unclear(f: &mut fmt::Formatter<'_>, since: NaiveDate, code: &str) -> fmt::Result {
    let what = if code.is_empty() { "a reservation" } else { "reservation " };
    write!(f, "{UNTOLD} {since}: {what}{code} cannot be used and may be the owner's")
}

const UNTOLD: &str = "it is not told how many nights the owner used since";

fn shared_nights(channel: &Channel, with: &SharedNights) -> String {
    let nights: Vec<String> = with.nights.iter().map(ToString::to_string).collect();
    let (count, code) = (nights.len(), &with.code);
    let noun = if count == 1 { "night" } else { "nights" };
    format!(
        "this stay ({channel}) overlaps {code} ({}) on {count} {noun}: {}; each night is counted \
         once, for {code}, and the money of both stays is counted. If this is a double booking or a \
         calendar import, leave one out: add a row with its code and the action 'exclude' to \
         exceptions.csv",
        with.channel,
        nights.join(", "),
    )
}

fn same_stay(ids: &[String]) -> String {
    format!("the same stay came under further ids ({}); it counts once", ids.join(", "))
}

impl fmt::Display for FlippedList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ChannelFees => "channel fees",
            Self::GuestFees => "guest fees",
            Self::Discounts => "discounts",
        })
    }
}

impl fmt::Display for NoticeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnmappedFee { label } => {
                write!(f, "the fee '{label}' is of no known kind: the agreement's default applies")
            }
            Self::TaxesOutsideRevenue => {
                f.write_str("the channel kept the taxes: they are not part of the revenue")
            }
            Self::RentNetOfDiscounts => {
                f.write_str("the rent came with the discounts taken off already: they count once")
            }
            Self::SignFlipped(list) => {
                write!(f, "the {list} came with the opposite sign and are read the right way round")
            }
            Self::RoundingDifference(difference) => {
                write!(f, "the reported revenue differs from its lines by {difference}")
            }
            Self::ScaleConverted { delivered, currency } => {
                let decimals = currency.exponent();
                write!(
                    f,
                    "amounts came with {delivered} decimals, {currency} has {decimals}: converted"
                )
            }
            Self::ScaleNotVerified(currency) => {
                write!(f, "no formatted amount to check the unit of {currency} amounts against")
            }
            Self::AmountOfUnusualType => {
                f.write_str("an amount came as text or with a decimal point; its value is whole")
            }
            Self::NightsDisagree { reported, counted } => {
                write!(f, "{reported} nights reported, {counted} by the dates, which count")
            }
            Self::PricesDoNotMatch => {
                f.write_str("no nightly prices that match the nights: the rent is spread evenly")
            }
            Self::SameStayTwice { ids } => f.write_str(&same_stay(ids)),
            Self::NightsShared { channel, with } => f.write_str(&shared_nights(channel, with)),
            Self::BookedBasis => {
                f.write_str("money counts on the day of booking, before the stay has earned it")
            }
            Self::NoReservations { listed } => f.write_str(no_reservations(*listed)),
            Self::UnknownProperty { name } => {
                write!(f, "'{name}' is in the account but not in the configuration: left out")
            }
            Self::LookBackReached { first } => {
                write!(f, "there are very long stays, and {first} {LOOK_BACK}")
            }
            Self::OwnerYearNotReached { since, needed } => not_reached(f, *since, *needed),
            Self::OwnerYearUnclear { since, code } => unclear(f, *since, code),
            Self::PeriodNotOver { read_on } => {
                write!(f, "read on {read_on}, before the period was over: more may come")
            }
            Self::FetchRemark(text) => f.write_str(text),
            Self::NoFontFor(characters) => {
                write!(f, "no installed font has '{characters}': the PDF shows a stand-in for it")
            }
            Self::ExceptionExcludes { .. }
            | Self::ExceptionSets { .. }
            | Self::ExceptionUnused { .. } => f.write_str(&self.of_exception()),
        }
    }
}

const LOOK_BACK: &str = "is the first arrival that was read: an earlier one may be missing (raise \
                         fetch.look_back_days)";

fn no_reservations(listed: bool) -> &'static str {
    if listed {
        "no reservation at all in this period: is that right?"
    } else {
        "no reservation at all in this period, and the property is not listed: the API may hide \
         its stays"
    }
}
