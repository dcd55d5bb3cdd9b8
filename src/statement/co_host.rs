//! What a channel paid owner or manager directly of what the one owes the other.
//!
//! Where a listing has a co-host, the channel divides a payout between the two. The part that the
//! channel paid is an entry on its day; here it is compared with what is owed for the stays of that
//! channel.
//!
//! Of 160.00 that an owner who is paid by Airbnb owes, Airbnb paid the manager 100.00: 60.00
//! remain.

use std::collections::BTreeSet;

use crate::domain::{AmountError, Channel, Collector, Currency, Money, OwnerCharge};
use crate::fees::LineKind;

use super::Row;

/// What one owes the other of a property's stays of one channel in the period, and what of it the
/// channel paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoHost {
    /// The channel.
    pub channel: Channel,
    /// Who is owed: the manager where the owner is paid by the channel, else the owner.
    pub to: Collector,
    /// What of the period's stays is owed.
    pub owed: Money,
    /// What the channel paid in the period.
    pub paid: Money,
    /// `owed` less `paid`; negative where more was paid than is owed.
    pub remaining: Money,
}

impl CoHost {
    /// Whether an entry is a payout of this channel to the one who is owed.
    #[must_use]
    pub fn is_of(&self, charge: &OwnerCharge) -> bool {
        charge.category.co_host() == Some(self.to) && charge.channel.as_ref() == Some(&self.channel)
    }
}

/// A row for each channel that paid a co-host in the period, and, where the manager is paid so, for
/// each other one of which the owner owes something.
///
/// # Errors
/// A sum too large to count.
pub(super) fn of_section(
    rows: &[Row],
    charges: &[OwnerCharge],
    currency: Currency,
) -> Result<Vec<CoHost>, AmountError> {
    let key = |charge: &OwnerCharge| Some((charge.channel.clone()?, charge.category.co_host()?));
    let mut keys: BTreeSet<(Channel, Collector)> = charges.iter().filter_map(key).collect();
    if keys.iter().any(|(_, to)| *to == Collector::Manager) {
        let owing = rows.iter().filter(|row| owed_to(row) == Collector::Manager);
        keys.extend(owing.map(|row| (row.reservation.channel.clone(), Collector::Manager)));
    }
    let row = |(channel, to)| {
        let owed = owed(rows, &channel, to, currency)?;
        let row = CoHost { channel, to, owed, paid: Money::zero(currency), remaining: owed };
        let payouts = charges.iter().filter(|charge| row.is_of(charge)).map(|charge| charge.amount);
        let credited = Money::sum(currency, payouts)?;
        let paid = match to {
            Collector::Manager => credited,
            Collector::Owner => credited.negated()?,
        };
        Ok(CoHost { paid, remaining: owed.minus(paid)?, ..row })
    };
    keys.into_iter().map(row).collect()
}

/// Who is owed the net of a stay: the manager if the owner was already paid for it.
fn owed_to(row: &Row) -> Collector {
    match row.lines.iter().any(|line| line.kind == LineKind::Received) {
        true => Collector::Manager,
        false => Collector::Owner,
    }
}

/// What the stays of a channel leave to be paid to one of the two in the period.
fn owed(
    rows: &[Row],
    channel: &Channel,
    to: Collector,
    currency: Currency,
) -> Result<Money, AmountError> {
    let of_channel =
        rows.iter().filter(|row| row.reservation.channel == *channel && owed_to(row) == to);
    let net = Money::sum(currency, of_channel.map(|row| row.columns.net()))?;
    match to {
        Collector::Manager => net.negated(),
        Collector::Owner => Ok(net),
    }
}
