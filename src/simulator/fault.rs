//! The faults that can be switched on: their names, and at which requests they strike.
//!
//! This file only names them. Answers and the values in them are damaged by `inject` and `fields`,
//! lists by `page` and `reservations`, and bytes on their way to the client by `wire`.

use std::fmt;
use std::str::FromStr;

macro_rules! faults {
    ($( $(#[doc = $doc:literal])+ $variant:ident = $name:literal, )+) => {
        /// Something that goes wrong, as seen by authors of clients or to be expected from any server.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Fault {
            $( $(#[doc = $doc])+ $variant, )+
        }

        impl Fault {
            /// Every fault, in the order in which they are listed.
            pub const ALL: &[Self] = &[ $( Self::$variant, )+ ];

            /// The name in lower case with hyphens, as in `--fault NAME`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )+ }
            }

            /// One sentence on what happens, for a list of faults.
            #[must_use]
            pub fn description(self) -> &'static str {
                match self { $( Self::$variant => concat!($($doc),+).trim_ascii(), )+ }
            }
        }
    };
}

faults! {
    /// 429 with `Retry-After: 0`.
    RetryAfterZero = "retry-after-zero",
    /// 429 with `Retry-After: 1`.
    RetryAfterOne = "retry-after-one",
    /// 429 with `Retry-After` as an HTTP date: the first second of the simulator's day.
    RetryAfterDate = "retry-after-date",
    /// 429 without `Retry-After`.
    RetryAfterAbsent = "retry-after-absent",
    /// 500 with a page of HTML.
    ServerErrorHtml = "server-error-html",
    /// 500 with a message in JSON.
    ServerErrorJson = "server-error-json",
    /// 503 with an empty body.
    ServerErrorEmpty = "server-error-empty",
    /// 200 with the first half of the JSON.
    TruncatedJson = "truncated-json",
    /// 200 with a page of HTML, as a proxy in between would send.
    HtmlAnswer = "html-answer",
    /// 401, as if the token had been withdrawn in the middle of the work.
    TokenWithdrawn = "token-withdrawn",
    /// Headers that announce the end of this version of the API.
    Sunset = "sunset",
    /// `financials` is null on every reservation.
    FinancialsNull = "financials-null",
    /// `financials` is missing from every reservation.
    FinancialsMissing = "financials-missing",
    /// `financials` holds only its currency and an empty guest and host.
    FinancialsEmpty = "financials-empty",
    /// Single objects come without the `data` around them.
    UnwrappedSingle = "unwrapped-single",
    /// `links` of a list is an array.
    LinksArray = "links-array",
    /// Every reservation comes twice, the second time under another id.
    DuplicateCode = "duplicate-code",
    /// Amounts in CLP are whole pesos; `formatted` and other currencies stay as they are.
    ClpTimesOne = "clp-times-one",
    /// Amounts in CLP are hundredths of pesos; `formatted` and other currencies stay as they are.
    ClpTimesHundred = "clp-times-hundred",
    /// Pages have at most 5 rows whatever was asked for, so that other faults find a second page.
    SmallPages = "small-pages",
    /// Page 2 of every list answers 500.
    PageTwoFailing = "page-two-failing",
    /// The last page of the list of properties answers 429 without `Retry-After`.
    PropertyPageFailing = "property-page-failing",
    /// Pages after the first begin one row too early: one row comes twice, the last one never.
    RowsShiftBetweenPages = "rows-shift-between-pages",
    /// A row is put in front after the first page: one row comes twice, and the total grows.
    CountChangesBetweenPages = "count-changes-between-pages",
    /// A row of the first page leaves after it was read: one row never comes, the total shrinks.
    RowLeavesBetweenPages = "row-leaves-between-pages",
    /// No reservations at all, as in an outage that looks like success.
    ReservationsEmpty = "reservations-empty",
    /// Asking for reservations over more than 190 days answers 400.
    WideRangeRefused = "wide-range-refused",
    /// Asking for the reservations of an unknown property answers 403 (otherwise an empty list).
    UnknownPropertyForbidden = "unknown-property-forbidden",
    /// Asking for the reservations of an unknown property answers 404 (otherwise an empty list).
    UnknownPropertyNotFound = "unknown-property-not-found",
    /// 429 with `Retry-After` of a whole day.
    RetryAfterHuge = "retry-after-huge",
    /// 204 without a body.
    NoContent = "no-content",
    /// 307 to an address of plain HTTP on another host.
    Redirect = "redirect",
    /// 200 with lists nested 100,000 deep.
    DeepJson = "deep-json",
    /// 200 with an integer of forty digits in the JSON.
    HugeNumber = "huge-number",
    /// 200 with a key twice in the JSON, the second time with another value.
    KeyTwice = "key-twice",
    /// The body ends in the middle, though more was promised.
    Cut = "cut",
    /// The body comes in chunks and ends without the last one.
    CutChunked = "cut-chunked",
    /// Headers, half of the body, then silence.
    Stall = "stall",
    /// A body of which a byte comes every so often, without end.
    Drip = "drip",
    /// The connection is reset in the middle of the body.
    Reset = "reset",
    /// Bytes that are not HTTP.
    Garbage = "garbage",
    /// The connection is closed without an answer.
    SilentClose = "silent-close",
    /// The length promised is too small: the rest of the body comes as bytes that nobody asked for.
    WrongLength = "wrong-length",
    /// What is asked next on the same connection gets an empty list for an answer.
    StrayAnswer = "stray-answer",
    /// A compressed body that unfolds to 256 MB.
    GzipBomb = "gzip-bomb",
    /// A body without end, as fast as it can be read.
    Endless = "endless",
    /// Headers without end.
    HeaderFlood = "header-flood",
    /// Entries of a list have no id.
    IdMissing = "id-missing",
    /// Every reservation comes under another id, as after a channel was connected again.
    IdsReissued = "ids-reissued",
    /// One entry in seven lacks one of its fields.
    FieldMissing = "field-missing",
    /// One entry in seven has null in one of its fields.
    FieldNull = "field-null",
    /// One entry in seven has a field of another type: a text for a number, a list for a text.
    FieldRetyped = "field-retyped",
    /// One entry in seven has a field of absurd size.
    FieldHuge = "field-huge",
    /// One reservation in seven has a status that nobody has heard of.
    UnknownStatus = "unknown-status",
    /// One reservation in seven comes from a platform that nobody has heard of.
    UnknownPlatform = "unknown-platform",
    /// Fees of guests have a label that nobody has heard of.
    UnknownFeeLabel = "unknown-fee-label",
    /// Lists have no `meta`.
    MetaMissing = "meta-missing",
    /// `meta.current_page` is that of the next page.
    WrongCurrentPage = "wrong-current-page",
    /// Pages after the first announce one page less than there are.
    LastPageShrinks = "last-page-shrinks",
    /// `data` is empty, whatever `meta` announces.
    DataEmpty = "data-empty",
    /// Pages after the first bring the entries of the first, under their own number.
    PageRepeated = "page-repeated",
    /// A row of the first page leaves after it was read and another joins: the total stays, one row
    /// never comes.
    RowsSwapBetweenPages = "rows-swap-between-pages",
    /// The last entry of a list is hidden and not counted.
    LastRowHidden = "last-row-hidden",
    /// `start_date` and `end_date` are ignored, as names that the API does not know are.
    DatesIgnored = "dates-ignored",
    /// `date_query` is ignored: check-ins whatever was asked for.
    DateQueryIgnored = "date-query-ignored",
    /// One accepted stay is listed by its check-in and not by its check-out.
    RowOnlyByCheckIn = "row-only-by-check-in",
    /// One accepted stay is listed by its check-out and not by its check-in.
    RowOnlyByCheckOut = "row-only-by-check-out",
    /// One old stay is listed by check-out whatever days are asked for.
    RowOutsideDays = "row-outside-days",
    /// One stay has no id.
    RowWithoutId = "row-without-id",
    /// One stay has a key twice in its JSON, the second time with another value.
    RowKeyTwice = "row-key-twice",
    /// One stay comes twice in every list that has it.
    RowTwice = "row-twice",
    /// One stay has another number of nights when it is listed by its check-out.
    RowInTwoVersions = "row-in-two-versions",
    /// One stay names a property that nobody asked for.
    RowOfOtherProperty = "row-of-other-property",
    /// Lists with the reservations of one property announce one more than they have.
    TotalOneOff = "total-one-off",
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A fault was asked for that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no fault is called '{0}': simulate --help lists them")]
pub struct UnknownFault(
    /// What was asked for.
    pub String,
);

impl FromStr for Fault {
    type Err = UnknownFault;

    fn from_str(text: &str) -> Result<Self, UnknownFault> {
        let found = Self::ALL.iter().copied().find(|fault| fault.name() == text);
        found.ok_or_else(|| UnknownFault(text.to_owned()))
    }
}

/// At which requests a fault strikes. Requests are counted from 1 in the order of their arrival,
/// those that were refused included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// At every request.
    Always,
    /// At this request only.
    Request(usize),
    /// At so many requests from the start, then no more.
    First(usize),
    /// At this request and all that follow.
    From(usize),
}

impl When {
    /// Whether the fault strikes at this request, counted from 1.
    #[must_use]
    pub fn strikes(self, request: usize) -> bool {
        match self {
            Self::Always => true,
            Self::Request(number) => request == number,
            Self::First(count) => request <= count,
            Self::From(number) => request >= number,
        }
    }
}

/// A fault and when it strikes.
///
/// As text: `NAME` (always), `NAME@3` (the third request), `NAME@..3` (the first three) or
/// `NAME@3..` (from the third on).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FaultAt {
    /// What happens.
    pub fault: Fault,
    /// At which requests.
    pub when: When,
}

impl From<Fault> for FaultAt {
    fn from(fault: Fault) -> Self {
        Self { fault, when: When::Always }
    }
}

impl FromStr for FaultAt {
    type Err = UnknownFault;

    fn from_str(text: &str) -> Result<Self, UnknownFault> {
        let unknown = || UnknownFault(text.to_owned());
        let Some((name, place)) = text.split_once('@') else {
            return Fault::from_str(text).map(Self::from);
        };
        let number = |digits: &str| match digits.parse() {
            Ok(number) if number > 0 => Ok(number),
            _ => Err(unknown()),
        };
        let when = match (place.strip_prefix(".."), place.strip_suffix("..")) {
            (Some(last), _) => When::First(number(last)?),
            (None, Some(first)) => When::From(number(first)?),
            (None, None) => When::Request(number(place)?),
        };
        Ok(Self { fault: name.parse().map_err(|_| unknown())?, when })
    }
}

impl fmt::Display for FaultAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.when {
            When::Always => write!(f, "{}", self.fault),
            When::Request(number) => write!(f, "{}@{number}", self.fault),
            When::First(count) => write!(f, "{}@..{count}", self.fault),
            When::From(number) => write!(f, "{}@{number}..", self.fault),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_there_and_back() {
        for &fault in Fault::ALL {
            assert_eq!(fault.to_string().parse(), Ok(fault));
            assert!(fault.description().ends_with('.'), "{fault}");
            for when in [When::Always, When::Request(2), When::First(3), When::From(4)] {
                let at = FaultAt { fault, when };
                assert_eq!(at.to_string().parse(), Ok(at));
            }
        }
        for text in [
            "",
            "nothing",
            "sunset@",
            "sunset@0",
            "sunset@x",
            "nothing@1",
            "sunset@..",
            "sunset@1..2",
        ] {
            assert_eq!(text.parse::<FaultAt>(), Err(UnknownFault(text.into())));
        }
    }

    #[test]
    fn requests_are_counted_from_one() {
        let struck = |when: When| (1..=5).filter(|n| when.strikes(*n)).collect::<Vec<_>>();
        assert_eq!(struck(When::Always), [1, 2, 3, 4, 5]);
        assert_eq!(struck(When::Request(2)), [2]);
        assert_eq!(struck(When::First(2)), [1, 2]);
        assert_eq!(struck(When::From(4)), [4, 5]);
    }
}
