//! What an account really has: its fees, adjustments, taxes and channels, as a first configuration
//! asks about them.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{AmountError, Channel, Currency, Money, ReportedKind, Reservation};
use crate::intake;
use crate::snapshot::{Snapshot, SnapshotError};

/// How often something occurred.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// The labels as delivered.
    pub labels: BTreeSet<String>,
    /// On how many stays.
    pub stays: usize,
    /// The sum of its amounts by currency; of a channel, the revenue.
    pub sums: BTreeMap<Currency, Money>,
}

/// What occurred in a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Observed {
    /// Stays with money.
    pub stays: usize,
    /// Kinds of amounts other than nothing.
    pub kinds: BTreeMap<ReportedKind, Seen>,
    /// Channels.
    pub channels: BTreeMap<Channel, Seen>,
}

/// Why it cannot be said what an account has.
#[derive(Debug, thiserror::Error)]
pub enum ObserveError {
    /// Rows that cannot be unpacked.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// Sums that are too large.
    #[error(transparent)]
    Amount(#[from] AmountError),
}

/// What occurs on the stays of a snapshot that end in its period or later.
///
/// # Errors
/// Rows that cannot be unpacked, and sums that are too large.
pub fn observe(snapshot: &Snapshot) -> Result<Observed, ObserveError> {
    let account = intake::read_account(snapshot, &Default::default())?;
    let first = snapshot.window.period.first();
    let mut observed = Observed::default();
    for reservation in account.reservations.iter().filter(|one| one.stay.departure() >= first) {
        observed.add(reservation)?;
    }
    Ok(observed)
}

impl Observed {
    fn add(&mut self, reservation: &Reservation) -> Result<(), AmountError> {
        let Some(money) = &reservation.financials else { return Ok(()) };
        self.stays += 1;
        let channel = self.channels.entry(reservation.channel.clone()).or_default();
        channel.stays += 1;
        channel.add(money.revenue)?;
        let mut kinds = BTreeSet::new();
        for line in money.lines.iter().filter(|line| !line.amount.is_zero()) {
            let seen = self.kinds.entry(line.kind).or_default();
            seen.stays += usize::from(kinds.insert(line.kind));
            seen.add(line.amount)?;
            seen.labels.insert(line.label.clone());
        }
        Ok(())
    }
}

impl Seen {
    fn add(&mut self, amount: Money) -> Result<(), AmountError> {
        let currency = amount.currency();
        let sum = self.sums.entry(currency).or_insert(Money::zero(currency));
        *sum = sum.plus(amount)?;
        Ok(())
    }
}
