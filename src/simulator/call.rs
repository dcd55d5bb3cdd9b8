//! What the answer to one request is made from.

use super::account::SimulatedAccount;
use super::fault::Fault;
use super::options::Options;
use super::query::Query;

/// What the answer to one request may use.
pub(super) struct Call<'a> {
    pub(super) account: &'a SimulatedAccount,
    pub(super) options: &'a Options,
    /// The address that `links` are built on, without a slash at its end.
    pub(super) origin: &'a str,
    pub(super) query: &'a Query,
    pub(super) faults: &'a [Fault],
}

impl Call<'_> {
    pub(super) fn suffers(&self, fault: Fault) -> bool {
        self.faults.contains(&fault)
    }
}
