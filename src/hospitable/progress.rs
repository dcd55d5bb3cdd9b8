//! Events of a fetch, for progress bars and logs.

/// Somebody who watches; calls come from one task at a time and should return at once.
pub trait Progress: Send + Sync {
    /// Takes note of an event.
    fn on(&self, event: Event<'_>);
}

/// Watches nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quiet;

impl Progress for Quiet {
    fn on(&self, _event: Event<'_>) {}
}

/// Something happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event<'a> {
    /// The properties in scope are known.
    PropertiesFound {
        /// How many.
        count: usize,
    },
    /// The reading was split into queries: some properties, some days, one kind of date.
    QueriesPlanned {
        /// How many.
        count: usize,
    },
    /// A query begins; several may be under way.
    QueryStarted {
        /// The query in words.
        query: &'a str,
    },
    /// A page has arrived.
    PageRead {
        /// The list in words.
        list: &'a str,
        /// Its number, from 1.
        page: u64,
        /// How many pages the list has.
        pages: u64,
    },
    /// A list did not agree with itself and is read once more.
    ReadAgain {
        /// The list in words.
        list: &'a str,
        /// Why, in words.
        reason: &'a str,
    },
    /// A query is complete.
    QueryFinished {
        /// The query in words.
        query: &'a str,
        /// How many reservations it has.
        rows: usize,
    },
    /// All queries are there; their totals are being compared with the service once more.
    Recounting {
        /// How many lists.
        lists: usize,
    },
    /// Nothing is sent for a while.
    Waiting {
        /// How long, in seconds, rounded up.
        seconds: u64,
        /// Why.
        reason: WaitReason,
    },
}

/// Why nothing is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitReason {
    /// The service asked for it (429).
    RateLimit,
    /// The last attempt failed and is repeated.
    Retry,
    /// The list changed while it was read and is read again.
    ReadAgain,
}
