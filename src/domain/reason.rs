//! Why a statement is held and why a reservation is left out.
//!
//! Reasons are enums with codes that never change their meaning; a hold comes with a hint.

use std::fmt;

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
    },
    /// An adjustment that the agreement does not mention.
    AdjustmentWithoutTerms {
        /// What it was taken for.
        kind: AdjustmentKind,
        /// The label as delivered.
        label: String,
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
    /// Nothing says the currency of an empty statement.
    NoCurrency,
    /// An exception's amount is in another currency than the reservation.
    ExceptionInOtherCurrency {
        /// The exception's.
        exception: Currency,
        /// The reservation's.
        reservation: Currency,
    },
    /// An entry is in a currency in which its owner has nothing.
    EntryInOtherCurrency {
        /// Where the entry is written.
        place: String,
        /// The entry's.
        entry: Currency,
        /// The property's or, for an owner's entry, the statement's.
        expected: Currency,
    },
    /// The money cannot be used, and the exceptions that stand for all of it lack the rent.
    ExceptionWithoutRent(Box<HoldReason>),
    /// An exception's code means several stays.
    ExceptionForSeveral {
        /// Where the exception is written.
        place: String,
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
            Self::EntryInOtherCurrency { .. } => "entry-in-other-currency",
            Self::ExceptionWithoutRent(_) => "exception-without-rent",
            Self::ExceptionForSeveral { .. } => "exception-for-several",
        }
    }

    /// What the manager can do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unreadable(_)
            | Self::Dates(_)
            | Self::IncompleteFinancials { .. }
            | Self::DoubtfulScale { .. } => {
                "look the reservation up in Hospitable and fetch the month again; if it stays so, \
                 ask Hospitable's support"
            }
            Self::NoFinancials => "price the reservation in Hospitable, then fetch the month again",
            Self::UnknownCurrency(_) => "correct the reservation's currency in Hospitable",
            Self::NoCurrency => {
                "set the property's currency in Hospitable, or currency = \"EUR\" on the property \
                 in the configuration"
            }
            Self::DoesNotReconcile { .. } | Self::ReconcilesInSeveralWays => {
                "compare the reservation's amounts in Hospitable; nothing is made to fit here"
            }
            Self::UnknownStatus(_) => {
                "look up in Hospitable whether the stay takes place, then fetch the month again"
            }
            Self::ConflictingCopies { .. } => {
                "remove the wrong copy in Hospitable, then fetch the month again"
            }
            Self::FeeWithoutTerms { .. } => {
                "say in the agreement who gets it: fees = { default = \"owner\" }, or name its kind \
                 under [fee_labels]"
            }
            Self::AdjustmentWithoutTerms { .. } => {
                "say in the agreement whose it is: adjustments = { other = \"owner\" }, or name its \
                 kind under [adjustment_labels]"
            }
            Self::AgreementInOtherCurrency { .. } => {
                "give the property an agreement with amounts in its own currency"
            }
            Self::NoBookingDate => "choose another basis than 'booked' for this property",
            Self::NoChannel => {
                "look up in Hospitable where the stay was booked, then fetch the month again"
            }
            Self::OwnerStayWithMoney => {
                "an owner's stay has no price: correct it in Hospitable, or make it a guest stay"
            }
            Self::Amount(_) => "look the reservation up in Hospitable: an amount cannot be right",
            Self::PropertyNotInAccount => {
                "correct the property's id in the configuration, or remove the property"
            }
            Self::PropertyNotInSnapshot => "fetch the month again for all properties",
            Self::ExceptionInOtherCurrency { .. } => {
                "write the exception's amount in the reservation's own currency"
            }
            Self::EntryInOtherCurrency { .. } => {
                "write the entry's amounts in the currency in which the owner is paid"
            }
            Self::ExceptionWithoutRent(_) => {
                "add a row with the line 'accommodation' for it to the exceptions, 0.00 if there is none"
            }
            Self::ExceptionForSeveral { .. } => {
                "name the property in the exception's row; where both stays are of one property, \
                 remove the wrong one in Hospitable"
            }
        }
    }
}

impl fmt::Display for HoldReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(what) => write!(f, "cannot be read: {what}"),
            Self::Dates(error) => error.fmt(f),
            Self::NoFinancials => f.write_str("has no amounts yet, and missing is not zero"),
            Self::IncompleteFinancials { missing } => {
                write!(f, "its amounts are incomplete: {missing} is missing")
            }
            Self::UnknownCurrency(code) => write!(f, "its currency '{code}' is not known"),
            Self::DoubtfulScale { line } => doubtful_scale(f, line.as_deref()),
            Self::DoesNotReconcile { by } => {
                write!(f, "does not reconcile by {by} {}", by.currency())
            }
            Self::ReconcilesInSeveralWays => {
                f.write_str("its lines give the reported revenue in more than one way")
            }
            Self::UnknownStatus(status) => {
                write!(f, "its status '{status}' is not known, and there is or may be money")
            }
            Self::ConflictingCopies { ids } => {
                write!(f, "came several times with different contents ({})", ids.join(", "))
            }
            Self::FeeWithoutTerms { label } => {
                write!(f, "the agreement does not say who gets the fee '{label}'")
            }
            Self::AdjustmentWithoutTerms { kind, label } => write!(
                f,
                "the agreement does not say whose the adjustment '{label}' ({}) is",
                kind.key()
            ),
            Self::AgreementInOtherCurrency { agreement, reservation } => {
                write!(f, "is in {reservation}, while the agreement has an amount in {agreement}")
            }
            Self::NoBookingDate => f.write_str("its booking date is not known"),
            Self::NoChannel => {
                f.write_str("its channel is not known, and the agreement depends on the channel")
            }
            Self::OwnerStayWithMoney => f.write_str("is an owner's stay but has money"),
            Self::Amount(error) => error.fmt(f),
            Self::PropertyNotInAccount => {
                f.write_str("is in the configuration but not in the account")
            }
            Self::PropertyNotInSnapshot => {
                f.write_str("is in the configuration, but the snapshot was not asked to hold it")
            }
            Self::NoCurrency => f.write_str("has no currency and no priced reservation"),
            Self::ExceptionInOtherCurrency { exception, reservation } => {
                write!(f, "is in {reservation}, while its exception has an amount in {exception}")
            }
            Self::EntryInOtherCurrency { place, entry, expected } => {
                write!(f, "has an entry ({place}) in {entry}, while it is paid in {expected}")
            }
            Self::ExceptionWithoutRent(reason) => write!(
                f,
                "{reason}; its exceptions have to be all of its money, and they lack the rent"
            ),
            Self::ExceptionForSeveral { place } => {
                write!(f, "has an exception ({place}) whose code several stays have")
            }
        }
    }
}

fn doubtful_scale(f: &mut fmt::Formatter<'_>, line: Option<&str>) -> fmt::Result {
    f.write_str(
        "its amounts and their printed texts disagree about sign, currency or decimal point",
    )?;
    line.map_or(Ok(()), |line| write!(f, ": {line}"))
}

/// Why a reservation of the period stands on no statement.
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
    /// Cancelled, and the agreement leaves such money out.
    CancellationExcluded,
    /// A status nobody knows, without money.
    UnknownStatus,
    /// Another copy of a stay that is placed.
    Copy,
    /// Its property is in no configuration.
    UnknownProperty,
    /// Its property is left out on purpose.
    IgnoredProperty,
    /// The run was asked for other owners or properties.
    NotAskedFor,
    /// It cannot stand on a statement and holds it.
    Holds(String),
    /// Its owner's statement is held because of another reservation.
    StatementHeld(OwnerId),
    /// The manager leaves it out.
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

impl ExclusionReason {
    /// What the manager can do if it should count, where there is anything.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NotAccepted | Self::CancelledWithoutMoney => Some(
                "nothing, if that is right; else correct the reservation in Hospitable and fetch \
                 the month again",
            ),
            Self::Request | Self::Checkpoint => {
                Some("nothing yet; once it is accepted, fetch the month again")
            }
            Self::CancellationExcluded => Some(
                "nothing, if that was agreed; else change what the agreement says of cancellations",
            ),
            Self::UnknownStatus => Some(
                "look up in Hospitable whether the stay takes place, then fetch the month again",
            ),
            Self::Copy => Some("nothing: the other copy counts"),
            Self::UnknownProperty => Some("add the property to the configuration, or ignore it"),
            Self::IgnoredProperty => {
                Some("nothing; to report on the property, take it off the ignored ones")
            }
            Self::NotAskedFor => Some("run without choosing owners or properties"),
            Self::Exception { .. } => {
                Some("nothing, if that is right; else take its row out of the exceptions file")
            }
            // the hold itself says what to do
            Self::Holds(_) | Self::StatementHeld(_) => None,
        }
    }
}

impl fmt::Display for ExclusionReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAccepted => f.write_str("declined, withdrawn or expired: it never took place"),
            Self::Request => f.write_str("only a request so far"),
            Self::Checkpoint => f.write_str("a checkpoint of the channel, or voided"),
            Self::CancelledWithoutMoney => f.write_str("cancelled, and no money was kept"),
            Self::CancellationExcluded => {
                f.write_str("cancelled, and the agreement leaves such money out")
            }
            Self::UnknownStatus => f.write_str("its status is not known, and there is no money"),
            Self::Copy => f.write_str("another copy of a stay that counts once"),
            Self::UnknownProperty => f.write_str("its property is not in the configuration"),
            Self::IgnoredProperty => f.write_str("its property is left out on purpose"),
            Self::NotAskedFor => f.write_str("the run was asked for other owners or properties"),
            Self::Holds(reason) => write!(f, "holds the statement: {reason}"),
            Self::StatementHeld(owner) => write!(f, "the statement of '{owner}' is held"),
            Self::Exception { reason } => write!(f, "left out by an exception: {reason}"),
        }
    }
}
