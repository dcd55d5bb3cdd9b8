//! What every fault may lead to, and nothing else.

use owner_statements::cli::Exit;
use owner_statements::hospitable::FetchErrorKind::{self, ChangedWhileReading, Incomplete};
use owner_statements::simulator::Fault;

/// How a fault shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// No row is touched: the reading is the same.
    None,
    /// The request fails and is tried again; if that never helps, with this kind.
    Trouble(FetchErrorKind),
    /// The reading is refused at the first strike.
    Refusal(FetchErrorKind),
    /// Some answers do not agree with each other: read again, and refused if that never helps.
    Discord(&'static [FetchErrorKind]),
    /// Values are others than they should be, in the same way whenever they are struck: read again
    /// if it passes; if it stays, statements are right or held.
    Values(&'static [FetchErrorKind]),
    /// One row is odd in the same way whenever it is struck: read again if it passes; if it stays,
    /// whom it may touch is held.
    Odd(&'static [FetchErrorKind]),
    /// A lie that nothing contradicts if it is repeated every time, so it is only tested as a
    /// temporary fault.
    Lie(&'static [FetchErrorKind]),
}

/// Five tries is what the settings allow.
const UNAVAILABLE: FetchErrorKind = FetchErrorKind::Unavailable { tries: 5 };
const MALFORMED: FetchErrorKind = FetchErrorKind::Malformed;

const UNSETTLED: &[FetchErrorKind] = &[Incomplete, ChangedWhileReading];
const UNSETTLED_OR_GARBAGE: &[FetchErrorKind] = &[Incomplete, ChangedWhileReading, MALFORMED];

const EFFECTS: &[(Effect, &[Fault])] = &[
    (
        Effect::None,
        &[
            Fault::Sunset,
            Fault::UnwrappedSingle,
            Fault::LinksArray,
            Fault::SmallPages,
            Fault::WideRangeRefused,
            Fault::UnknownPropertyForbidden,
            Fault::UnknownPropertyNotFound,
            Fault::ClpTimesOne,
            Fault::ClpTimesHundred,
        ],
    ),
    (
        Effect::Trouble(UNAVAILABLE),
        &[
            Fault::RetryAfterZero,
            Fault::RetryAfterOne,
            Fault::RetryAfterDate,
            Fault::RetryAfterAbsent,
            Fault::RetryAfterHuge,
            Fault::ServerErrorHtml,
            Fault::ServerErrorJson,
            Fault::ServerErrorEmpty,
            Fault::Cut,
            Fault::CutChunked,
            Fault::Stall,
            Fault::Drip,
            Fault::Reset,
            Fault::Garbage,
            Fault::SilentClose,
            Fault::HeaderFlood,
        ],
    ),
    (
        Effect::Trouble(MALFORMED),
        &[
            Fault::TruncatedJson,
            Fault::NoContent,
            Fault::DeepJson,
            Fault::HugeNumber,
            Fault::KeyTwice,
            Fault::WrongLength,
        ],
    ),
    (Effect::Trouble(FetchErrorKind::WebPage), &[Fault::HtmlAnswer]),
    (Effect::Refusal(FetchErrorKind::Unauthorised), &[Fault::TokenWithdrawn]),
    (Effect::Refusal(FetchErrorKind::Redirected), &[Fault::Redirect]),
    (Effect::Refusal(FetchErrorKind::LimitReached), &[Fault::GzipBomb, Fault::Endless]),
    (Effect::Discord(&[UNAVAILABLE]), &[Fault::PageTwoFailing, Fault::PropertyPageFailing]),
    (Effect::Discord(&[MALFORMED]), &[Fault::IdMissing, Fault::MetaMissing]),
    (
        Effect::Discord(UNSETTLED),
        &[
            Fault::RowsShiftBetweenPages,
            Fault::CountChangesBetweenPages,
            Fault::RowLeavesBetweenPages,
            Fault::WrongCurrentPage,
            Fault::LastPageShrinks,
            Fault::DataEmpty,
            Fault::PageRepeated,
            Fault::DatesIgnored,
            Fault::DateQueryIgnored,
        ],
    ),
    (
        Effect::Discord(&[Incomplete, ChangedWhileReading, FetchErrorKind::Empty]),
        &[Fault::ReservationsEmpty],
    ),
    (
        Effect::Discord(&[Incomplete, ChangedWhileReading, UNAVAILABLE, MALFORMED]),
        &[Fault::StrayAnswer],
    ),
    (
        Effect::Values(&[ChangedWhileReading, FetchErrorKind::NoFinancials]),
        &[Fault::FinancialsMissing],
    ),
    (
        Effect::Values(UNSETTLED_OR_GARBAGE),
        &[
            Fault::FinancialsNull,
            Fault::FinancialsEmpty,
            Fault::DuplicateCode,
            Fault::IdsReissued,
            Fault::FieldMissing,
            Fault::FieldNull,
            Fault::FieldRetyped,
            Fault::FieldHuge,
            Fault::UnknownStatus,
            Fault::UnknownPlatform,
            Fault::UnknownFeeLabel,
        ],
    ),
    (
        Effect::Odd(UNSETTLED),
        &[
            Fault::RowOnlyByCheckIn,
            Fault::RowOnlyByCheckOut,
            Fault::RowOutsideDays,
            Fault::RowWithoutId,
            Fault::RowKeyTwice,
            Fault::RowTwice,
            Fault::RowInTwoVersions,
            Fault::RowOfOtherProperty,
            Fault::TotalOneOff,
        ],
    ),
    (Effect::Lie(UNSETTLED), &[Fault::RowsSwapBetweenPages, Fault::LastRowHidden]),
];

/// What the fault does.
pub fn effect(fault: Fault) -> Effect {
    let found: Vec<&(Effect, &[Fault])> =
        EFFECTS.iter().filter(|(_, faults)| faults.contains(&fault)).collect();
    assert_eq!(found.len(), 1, "{fault} must be listed once");
    found[0].0
}

/// The exit code that the manual gives for a failed reading.
pub fn exit(kind: FetchErrorKind) -> Exit {
    match kind {
        FetchErrorKind::BadBaseUrl | FetchErrorKind::BadPlan => Exit::Usage,
        FetchErrorKind::BadToken
        | FetchErrorKind::Unauthorised
        | FetchErrorKind::Forbidden
        | FetchErrorKind::NoFinancials => Exit::Token,
        FetchErrorKind::UnknownProperty => Exit::Config,
        FetchErrorKind::Setup
        | FetchErrorKind::Refused
        | FetchErrorKind::Redirected
        | FetchErrorKind::Unavailable { .. }
        | FetchErrorKind::WebPage
        | FetchErrorKind::Malformed
        | FetchErrorKind::Empty
        | FetchErrorKind::Incomplete
        | FetchErrorKind::ChangedWhileReading
        | FetchErrorKind::LimitReached
        | FetchErrorKind::Deadline => Exit::Api,
    }
}
