//! What a reading tells while it goes on, for bars and logs.

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
    /// The reading was split into pieces: some properties, some days, one kind of date.
    PiecesPlanned {
        /// How many.
        count: usize,
    },
    /// A piece begins; several may be under way.
    PieceStarted {
        /// The piece in words.
        piece: &'a str,
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
    /// A piece is complete.
    PieceFinished {
        /// The piece in words.
        piece: &'a str,
        /// How many reservations it has.
        rows: usize,
    },
    /// All pieces are there; their totals are being compared with the service once more.
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
