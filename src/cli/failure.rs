//! Every failure as its user reads it: what, where, what to do, and the exit code. The only place
//! that turns errors into words for a person.

use std::error::Error;
use std::io;

use crate::config::Faults;
use crate::hospitable::{FetchError, FetchErrorKind};
use crate::month::{MonthError, WriteError};
use crate::output::OutputError;
use crate::snapshot::SnapshotError;

/// How the program ends. The README lists these; a test compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// All statements were written.
    Success = 0,
    /// The command line is wrong.
    Usage = 2,
    /// The configuration is wrong.
    Config = 3,
    /// The token is missing, unsafe or refused.
    Token = 4,
    /// The API could not be read completely.
    Api = 5,
    /// The snapshot cannot be used.
    Snapshot = 6,
    /// Some statements are held; the others were written.
    Held = 7,
    /// Files could not be read or written.
    Files = 8,
    /// The figures do not tie out: a fault of this program.
    TieOut = 9,
    /// Any other fault of this program.
    Internal = 70,
    /// Interrupted by its user.
    Interrupted = 130,
    /// Asked to end by the system.
    Terminated = 143,
}

impl Exit {
    /// Every exit code with its meaning.
    pub const ALL: [(Self, &'static str); 12] = [
        (Self::Success, "all statements were written"),
        (Self::Usage, "the command line is wrong"),
        (Self::Config, "the configuration is wrong"),
        (Self::Token, "the token is missing, unsafe or refused"),
        (Self::Api, "the API could not be read completely"),
        (Self::Snapshot, "the snapshot cannot be used"),
        (Self::Held, "some statements are held; the others were written"),
        (Self::Files, "files could not be read or written"),
        (Self::TieOut, "the figures do not tie out: a bug in this program"),
        (Self::Internal, "another bug in this program"),
        (Self::Interrupted, "interrupted, for example with Ctrl-C"),
        (Self::Terminated, "terminated by the system, for example at shutdown"),
    ];

    /// The number that the shell sees.
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }
}

/// A failure in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) exit: Exit,
    /// What and where, one line a fault.
    pub(super) messages: Vec<String>,
    /// What to do.
    pub(super) hint: Option<String>,
}

impl Failure {
    pub(super) fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, messages: vec![message.into()], hint: None }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The system's reports that a person meets, in words.
const REPORTS: [(io::ErrorKind, &str); 9] = [
    (io::ErrorKind::NotFound, "no such file or folder"),
    (io::ErrorKind::PermissionDenied, "permission denied"),
    (io::ErrorKind::IsADirectory, "it is a folder"),
    (io::ErrorKind::NotADirectory, "part of the path is a file, not a folder"),
    (io::ErrorKind::StorageFull, "the disk is full"),
    (io::ErrorKind::QuotaExceeded, "your disk quota is used up"),
    (io::ErrorKind::FileTooLarge, "the file is larger than the system allows"),
    (io::ErrorKind::ReadOnlyFilesystem, "the disk is read-only"),
    (io::ErrorKind::InvalidData, "it is not UTF-8 text"),
];

/// What the system reported, in words for a person where there are some, without its number.
pub(super) fn reported(error: &io::Error) -> String {
    let known = REPORTS.iter().find(|(kind, _)| *kind == error.kind());
    let text = known.map_or_else(|| error.to_string(), |(_, words)| (*words).to_owned());
    text.split(" (os error").next().unwrap_or_default().to_owned()
}

/// An error with its causes in one line.
pub(super) fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let next = error.downcast_ref().map_or_else(|| error.to_string(), reported);
        if !text.ends_with(&next) {
            text.push_str(": ");
            text.push_str(&next);
        }
        cause = error.source();
    }
    text
}

impl From<crate::tables::Faults> for Failure {
    fn from(faults: crate::tables::Faults) -> Self {
        let messages = faults.iter().map(ToString::to_string).collect();
        Self { exit: Exit::Config, messages, hint: None }
            .hint("fix the file, then run the command again")
    }
}

impl From<Faults> for Failure {
    fn from(faults: Faults) -> Self {
        let messages: Vec<String> = faults.iter().map(ToString::to_string).collect();
        let hint = match messages.len() {
            1 => "fix this, then run the command again".to_owned(),
            count => format!("fix these {count} problems, then run the command again"),
        };
        Self { exit: Exit::Config, messages, hint: Some(hint) }
    }
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        let (exit, hint) = fetch_message(error.kind, error.status);
        Self::new(exit, error.to_string()).hint(hint)
    }
}

fn fetch_message(kind: FetchErrorKind, status: Option<u16>) -> (Exit, &'static str) {
    match kind {
        FetchErrorKind::BadBaseUrl => {
            (Exit::Usage, "use https://public.api.hospitable.com/v2, or leave out --base-url")
        }
        FetchErrorKind::BadToken => {
            (Exit::Token, "copy the whole token again, without anything else")
        }
        FetchErrorKind::BadPlan => (Exit::Usage, "ask for other days"),
        FetchErrorKind::Setup => {
            (Exit::Api, "check that the certificates of this computer are installed")
        }
        FetchErrorKind::Unauthorised => (
            Exit::Token,
            "create a new token with only Read in Hospitable (Apps, API access, Access tokens), \
             and check that you copied all of it",
        ),
        FetchErrorKind::Forbidden | FetchErrorKind::NoFinancials => (
            Exit::Token,
            "ask the account's owner to create the token with Read; check that the plan includes \
             API access and financial data",
        ),
        FetchErrorKind::UnknownProperty => {
            (Exit::Config, "correct the property's id in the configuration, or remove the property")
        }
        FetchErrorKind::WebPage => (
            Exit::Api,
            "open any page in a browser on this computer, in case the network asks you to sign in \
             first, as in a hotel; otherwise check --base-url, or try again after Hospitable's \
             maintenance (nothing was written)",
        ),
        FetchErrorKind::Redirected => (Exit::Api, WRONG_ADDRESS),
        FetchErrorKind::Refused if status == Some(404) => (Exit::Api, WRONG_ADDRESS),
        FetchErrorKind::Refused | FetchErrorKind::Malformed => (
            Exit::Api,
            "try again later; if it keeps happening, report it with the trace number (nothing was \
             written)",
        ),
        FetchErrorKind::Unavailable { .. } | FetchErrorKind::Deadline => {
            (Exit::Api, of_trouble(status))
        }
        FetchErrorKind::Empty => (
            Exit::Api,
            "check in Hospitable whether they are there; if so, try again later with a token that \
             the account's owner created (nothing was written)",
        ),
        FetchErrorKind::Incomplete | FetchErrorKind::ChangedWhileReading => (
            Exit::Api,
            "someone is changing the account right now; try again later (nothing was written)",
        ),
        FetchErrorKind::LimitReached => (
            Exit::Api,
            "try again later; if it keeps happening, report it, because no account should need \
             that much (nothing was written)",
        ),
    }
}

const WRONG_ADDRESS: &str = "leave out --base-url, or correct it: the API address is probably \
                             wrong (nothing was written)";

/// What helps where the service or the way to it fails.
fn of_trouble(status: Option<u16>) -> &'static str {
    match status {
        Some(429) => {
            "wait a few minutes and stop other programs that use the account; to send fewer \
             requests, lower fetch.per_minute in the configuration (nothing was written)"
        }
        Some(_) => "try again later: the problem is on Hospitable's side (nothing was written)",
        None => {
            "check that this computer is online and that no firewall or proxy blocks the \
             connection, then try again (nothing was written)"
        }
    }
}

impl From<SnapshotError> for Failure {
    fn from(error: SnapshotError) -> Self {
        let hint = match error {
            SnapshotError::Newer { .. } => {
                "update this program, or use it to fetch the month again"
            }
            SnapshotError::Edited => {
                "fetch the month again; if you changed the file on purpose, add --accept-edited: \
                 the manifest and the index page will say so"
            }
            SnapshotError::NotASnapshot
            | SnapshotError::Damaged(_)
            | SnapshotError::Malformed(_)
            | SnapshotError::TooLarge { .. } => {
                "use another snapshot file or a copy of this one, or fetch the month again"
            }
        };
        Self::new(Exit::Snapshot, with_causes(&error)).hint(hint)
    }
}

impl From<MonthError> for Failure {
    fn from(error: MonthError) -> Self {
        let message = error.to_string();
        match error {
            MonthError::OtherPeriod { held, .. } => Self::new(Exit::Snapshot, message)
                .hint(format!("use the snapshot's period, {held}, or fetch the other period")),
            MonthError::NoLookBack { look_back_days, .. } => Self::new(Exit::Snapshot, message)
                .hint(format!(
                    "set look_back_days = {look_back_days} or more under [fetch] in the \
                     configuration, then fetch again"
                )),
            MonthError::Unreadable { .. } => {
                Self::new(Exit::Snapshot, message).hint("run the command again")
            }
            MonthError::NoLookAhead { .. } => Self::new(Exit::Snapshot, message)
                .hint("fetch the month again with this configuration"),
            MonthError::NothingRead { .. } => Self::new(Exit::Api, message).hint(
                "check in Hospitable that there are reservations, then fetch again: this looks \
                 like an outage or a token without access (nothing was written)",
            ),
            MonthError::DoesNotTieOut { .. } => Self::new(Exit::TieOut, message)
                .hint("report this with the program's version (nothing was written)"),
        }
    }
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        let failure = Self::new(Exit::Files, with_causes(&error));
        match error.hint() {
            Some(hint) => failure.hint(hint),
            None => failure.hint("report this with the program's version (nothing was replaced)"),
        }
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Output(error) => error.into(),
            WriteError::Logo(error) => {
                Self::new(Exit::Config, format!("the logo cannot be used: {error}"))
                    .hint("save it as a PNG of at most 1 MiB and set manager.logo to that file")
            }
            WriteError::Receipts(messages) => Self { exit: Exit::Config, messages, hint: None }.hint(
                "put each receipt where its row says, or correct the row; paths are relative to \
                 the configuration's folder (nothing was replaced)",
            ),
            WriteError::Stopped => Self::new(Exit::Interrupted, error.to_string())
                .hint("run the command again (nothing was replaced)"),
            WriteError::Locale(_)
            | WriteError::Pdf { .. }
            | WriteError::Html { .. }
            | WriteError::Table(_)
            | WriteError::Json(_) => Self::new(Exit::Internal, with_causes(&error))
                .hint("report this with the program's version (nothing was replaced)"),
        }
    }
}
