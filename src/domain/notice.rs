//! What a person should know about a figure, although the run continues.
//!
//! A notice is an enum with a code that never changes its meaning; `locale::messages` has its
//! words.

use chrono::NaiveDate;

use super::{
    Channel, Currency, FlippedList, Money, PropertyId, ReportedKind, ReservationCode, SharedNights,
    Unused,
};

/// A notice; the run continues.
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
    /// A guest fee whose label matches no pattern; the agreement's default applies.
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
    /// An owner's nights of the year cannot be given: arrivals are missing.
    OwnerYearNotReached {
        /// The year's first day.
        since: NaiveDate,
        /// The day from which arrivals would have to be there.
        needed: NaiveDate,
    },
    /// An owner's nights of the year cannot be given: a row may change them.
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
    /// The snapshot was changed after it was written, and the manager accepts that.
    SnapshotEdited,
    /// A remark of the fetch.
    FetchRemark(String),
    /// Characters that no installed font has; the PDF shows a placeholder, CSV and JSON the text.
    NoFontFor(String),
    /// The manager excludes a reservation.
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
    /// The answers contradict themselves, and no configured property is touched.
    OddAnswer {
        /// The oddity's id.
        id: String,
        /// What was seen.
        what: String,
    },
    /// The manager accepts an oddity.
    OddityAccepted {
        /// The oddity's id.
        id: String,
        /// What was seen.
        what: String,
        /// Why it is accepted.
        reason: String,
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
            Self::SnapshotEdited => "snapshot-edited",
            Self::FetchRemark(_) => "fetch-remark",
            Self::NoFontFor(_) => "no-font",
            Self::ExceptionExcludes { .. } => "exception-excludes",
            Self::ExceptionSets { .. } => "exception-sets",
            Self::ExceptionUnused { .. } => "exception-unused",
            Self::OddAnswer { .. } => "odd-answer",
            Self::OddityAccepted { .. } => "oddity-accepted",
        }
    }
}
