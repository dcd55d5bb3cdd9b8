//! Why a statement is held and why a reservation is left out.
//!
//! Reasons are enums with codes that never change their meaning; `locale::messages` has their
//! words.

use super::{AdjustmentKind, AmountError, CalendarError, Currency, Money, OwnerId};

/// Why an owner's statement cannot be written as if it were complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoldReason {
    /// The reservation cannot be read.
    Unreadable(String),
    /// The dates make no stay.
    Dates(CalendarError),
    /// No amounts, though it counts.
    NoFinancials,
    /// A part of the amounts is missing.
    IncompleteFinancials {
        /// The part, as in the API.
        missing: String,
    },
    /// The currency is not one with known decimals.
    UnknownCurrency(String),
    /// Amounts and their formatted texts fit no unit, or contradict each other in sign or currency.
    DoubtfulScale {
        /// One that does, if a single one can be blamed: its label, amount and text.
        line: Option<String>,
    },
    /// The lines do not sum to the reported revenue.
    DoesNotReconcile {
        /// Revenue less the sum of the lines.
        by: Money,
    },
    /// The lines sum to the revenue in more than one way.
    ReconcilesInSeveralWays,
    /// The status is not known, and there is or may be money, or the cleaning of an owner's stay.
    UnknownStatus(String),
    /// The same stay came several times with different contents.
    ConflictingCopies {
        /// The ids of the copies.
        ids: Vec<String>,
    },
    /// A guest fee that the agreement does not mention, and no default.
    FeeWithoutTerms {
        /// The label as delivered.
        label: String,
        /// What the guest paid.
        amount: Money,
    },
    /// An adjustment that the agreement does not mention.
    AdjustmentWithoutTerms {
        /// How it was classified.
        kind: AdjustmentKind,
        /// The label as delivered.
        label: String,
        /// The amount.
        amount: Money,
    },
    /// The agreement's amounts are in another currency.
    AgreementInOtherCurrency {
        /// The agreement's.
        agreement: Currency,
        /// The reservation's.
        reservation: Currency,
    },
    /// The basis is the booking date, which is not known.
    NoBookingDate,
    /// The agreement has rates by channel, and the stay names no channel.
    NoChannel,
    /// An owner's stay with money.
    OwnerStayWithMoney,
    /// Amounts too large, or of two currencies.
    Amount(AmountError),
    /// A configured property that the account does not have.
    PropertyNotInAccount,
    /// A configured property that the snapshot was not asked to hold.
    PropertyNotInSnapshot,
    /// The currency of an empty statement is unknown.
    NoCurrency,
    /// An exception's amount is in another currency than the reservation.
    ExceptionInOtherCurrency {
        /// The exception's.
        exception: Currency,
        /// The reservation's.
        reservation: Currency,
    },
    /// An entry is in a currency in which its owner has nothing.
    ChargeInOtherCurrency {
        /// Where the entry is written.
        place: String,
        /// The entry's.
        charge: Currency,
        /// The property's or, for an owner's entry, the statement's.
        expected: Currency,
    },
    /// The money cannot be used, and the exceptions that replace it lack the rent.
    ExceptionWithoutRent(Box<HoldReason>),
    /// An exception's code means several stays.
    ExceptionForSeveral {
        /// Where the exception is written.
        place: String,
    },
    /// The booking system's answers contradict themselves in the same way every time.
    OddAnswer {
        /// The oddity's id, by which an exception accepts it.
        id: String,
        /// What was seen, what should have been, and what accepting it does.
        what: String,
    },
}

impl HoldReason {
    /// The code: stable, for machines and for searching the manual.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::Dates(_) => "dates",
            Self::NoFinancials => "no-financials",
            Self::IncompleteFinancials { .. } => "incomplete-financials",
            Self::UnknownCurrency(_) => "unknown-currency",
            Self::DoubtfulScale { .. } => "doubtful-scale",
            Self::DoesNotReconcile { .. } => "does-not-reconcile",
            Self::ReconcilesInSeveralWays => "reconciles-in-several-ways",
            Self::UnknownStatus(_) => "unknown-status",
            Self::ConflictingCopies { .. } => "conflicting-copies",
            Self::FeeWithoutTerms { .. } => "fee-without-terms",
            Self::AdjustmentWithoutTerms { .. } => "adjustment-without-terms",
            Self::AgreementInOtherCurrency { .. } => "agreement-in-other-currency",
            Self::NoBookingDate => "no-booking-date",
            Self::NoChannel => "no-channel",
            Self::OwnerStayWithMoney => "owner-stay-with-money",
            Self::Amount(_) => "amount",
            Self::PropertyNotInAccount => "property-not-in-account",
            Self::PropertyNotInSnapshot => "property-not-in-snapshot",
            Self::NoCurrency => "no-currency",
            Self::ExceptionInOtherCurrency { .. } => "exception-in-other-currency",
            Self::ChargeInOtherCurrency { .. } => "entry-in-other-currency",
            Self::ExceptionWithoutRent(_) => "exception-without-rent",
            Self::ExceptionForSeveral { .. } => "exception-for-several",
            Self::OddAnswer { .. } => "odd-answer",
        }
    }
}

/// Why a reservation of the period is on no statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExclusionReason {
    /// Never took place: declined, withdrawn, expired.
    NotAccepted,
    /// Only asked for.
    Request,
    /// A checkpoint of the channel, or voided.
    Checkpoint,
    /// Cancelled, and nothing was kept or charged.
    CancelledWithoutMoney,
    /// Cancelled, and the agreement excludes such money.
    CancellationExcluded,
    /// An unknown status, without money.
    UnknownStatus,
    /// Another copy of a stay that is placed.
    Copy,
    /// Its property is in no configuration.
    UnknownProperty,
    /// Its property is left out on purpose.
    IgnoredProperty,
    /// The run was asked for other owners or properties.
    NotAskedFor,
    /// It cannot be used and holds the statement.
    Holds(Box<HoldReason>),
    /// Its owner's statement is held because of another reservation.
    StatementHeld(OwnerId),
    /// The manager excludes it.
    Exception {
        /// Why.
        reason: String,
    },
}

impl ExclusionReason {
    /// The code: stable, for machines and for searching the manual.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAccepted => "not-accepted",
            Self::Request => "request",
            Self::Checkpoint => "checkpoint",
            Self::CancelledWithoutMoney => "cancelled-without-money",
            Self::CancellationExcluded => "cancellation-excluded",
            Self::UnknownStatus => "unknown-status",
            Self::Copy => "copy",
            Self::UnknownProperty => "unknown-property",
            Self::IgnoredProperty => "ignored-property",
            Self::NotAskedFor => "not-asked-for",
            Self::Holds(_) => "holds",
            Self::StatementHeld(_) => "statement-held",
            Self::Exception { .. } => "exception",
        }
    }
}
