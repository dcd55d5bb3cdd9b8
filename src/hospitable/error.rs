//! Why a month could not be read.

use std::fmt;

use super::answer::printable;

/// Characters of a failure's own words: some come from the service, a key or an id for example.
const WHAT_CHARS_MAX: usize = 500;

/// The kind of a failure; decides hint and exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FetchErrorKind {
    /// The base address is not usable.
    BadBaseUrl,
    /// The token cannot be sent: empty, or with characters that no header may hold.
    BadToken,
    /// The plan asks for days that do not exist, for too many, or for no property.
    BadPlan,
    /// The connection could not be set up on this machine, no certificates for example.
    Setup,
    /// 401: the token is unknown or has expired.
    Unauthorised,
    /// 403: the token may not read this.
    Forbidden,
    /// A property is not known to the account.
    UnknownProperty,
    /// The request was understood and refused: 400, 404, 422 and the like.
    Refused,
    /// The answer points elsewhere; the token is not carried there.
    Redirected,
    /// The token gets reservations, but no money with any of them.
    NoFinancials,
    /// The service or the way to it failed.
    Unavailable {
        /// How often it was tried.
        tries: u32,
    },
    /// A web page came in place of data.
    WebPage,
    /// The answers are not what the API documents.
    Malformed,
    /// The account has nothing, no property or no reservation at all.
    Empty,
    /// A list did not agree with the total it announced, however often it was read.
    Incomplete,
    /// The account changed while it was read, again and again.
    ChangedWhileReading,
    /// A limit of the settings was reached: bytes of a page, pages, requests.
    LimitReached,
    /// The time for the whole reading is over.
    Deadline,
}

/// A fetch error, with the request and the service's message. It contains no credentials and no
/// address except the description of the request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct FetchError {
    /// What kind of failure.
    pub kind: FetchErrorKind,
    /// What went wrong, in words.
    pub what: String,
    /// Which request, in words: "page 3 of the reservations of Sea Cottage ...".
    pub request: Option<String>,
    /// The HTTP status of the last answer, where there was one.
    pub status: Option<u16>,
    /// How often it was tried.
    pub tries: u32,
    /// The service's own words, without control characters and at most a few hundred long.
    pub service_message: Option<String>,
    /// The service's number for the request (`x-hospitable-trace`), for its support.
    pub trace: Option<String>,
}

impl FetchError {
    pub(super) fn new(kind: FetchErrorKind, what: impl Into<String>) -> Self {
        let what = printable(&what.into(), WHAT_CHARS_MAX);
        Self {
            kind,
            what,
            request: None,
            status: None,
            tries: 1,
            service_message: None,
            trace: None,
        }
    }

    pub(super) fn during(mut self, request: &impl fmt::Display) -> Self {
        self.request = Some(request.to_string());
        self
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(request) = &self.request {
            write!(f, "reading {request}: ")?;
        }
        f.write_str(&self.what)?;
        match (self.status, self.tries) {
            (None, ..=1) => {}
            (Some(status), ..=1) => write!(f, " (status {status})")?,
            (None, tries) => write!(f, " ({tries} attempts)")?,
            (Some(status), tries) => write!(f, " (status {status}, {tries} attempts)")?,
        }
        if let Some(service_message) = &self.service_message {
            write!(f, ": \"{service_message}\"")?;
        }
        if let Some(trace) = &self.trace {
            write!(f, " [trace {trace}]")?;
        }
        Ok(())
    }
}
