//! How the simulator behaves.

use std::fmt;

use chrono::NaiveDate;

use super::fault::FaultAt;

/// Whether the days `start_date` and `end_date` themselves belong to the range. The documentation
/// says "after" and "before this day", clients see them included; a client must live with both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bounds {
    /// Both days belong to the range.
    #[default]
    Inclusive,
    /// Neither does.
    Exclusive,
}

/// How the simulator behaves.
#[derive(Clone, PartialEq, Eq)]
pub struct Options {
    /// The TCP port on 127.0.0.1; 0 for any free one.
    pub port: u16,
    /// The only token to accept; without one any non-empty bearer passes.
    pub token: Option<String>,
    /// The day it is, for the defaults of date ranges.
    pub today: NaiveDate,
    /// How date ranges are read.
    pub bounds: Bounds,
    /// What goes wrong; all that strike at a request act on it together.
    pub faults: Vec<FaultAt>,
}

impl Options {
    /// A faultless simulator on any free port, for any token, with inclusive bounds.
    #[must_use]
    pub fn new(today: NaiveDate) -> Self {
        Self { port: 0, token: None, today, bounds: Bounds::Inclusive, faults: Vec::new() }
    }

    /// The same with one more fault.
    #[must_use]
    pub fn with_fault(mut self, fault: impl Into<FaultAt>) -> Self {
        self.faults.push(fault.into());
        self
    }
}

/// The token is left out.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("port", &self.port)
            .field("today", &self.today)
            .field("bounds", &self.bounds)
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
}
