//! What the manager's files contain.

use crate::domain::{Exception, OwnerCharge};

/// The contents of the manager's files, parsed and as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ManagerFiles {
    /// Decisions about single reservations.
    pub exceptions: Vec<Exception>,
    /// The text of the register of owners, copied unchanged into the month's folder.
    pub owners_text: Option<String>,
    /// Single expenses and credits, of any day.
    pub charges: Vec<OwnerCharge>,
    /// How many rows of entries wait for the account to tell their currency.
    pub waiting: usize,
    /// The text of the entries file, copied unchanged into the month's folder.
    pub charges_text: Option<String>,
    /// The text of the exceptions file, copied unchanged into the month's folder.
    pub exceptions_text: Option<String>,
}
