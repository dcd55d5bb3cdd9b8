//! What was collected from guests and is not the owner's.

use std::collections::BTreeMap;

use crate::domain::{AmountError, FeeKind, Money, Party, Remitter, ReportedKind};
use crate::fees::LineKind;

use super::PeriodLine;

/// What was collected from guests in the period and is not the owner's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Collected {
    /// Guest fees that the manager keeps, by kind.
    pub fees_kept: BTreeMap<FeeKind, Money>,
    /// Guest fees that are remitted to a third party.
    pub fees_passed_on: BTreeMap<(Remitter, FeeKind), Money>,
    /// Taxes that are remitted to an authority.
    pub taxes: BTreeMap<Remitter, Money>,
    /// Deposits, which are held for the guests.
    pub deposits: Option<Money>,
}

impl Collected {
    /// Adds a line if it is one that was collected for others.
    ///
    /// # Errors
    /// A sum too large to count, or two currencies.
    pub fn add(&mut self, line: &PeriodLine) -> Result<(), AmountError> {
        match line.kind {
            LineKind::Reported(ReportedKind::GuestFee(kind)) => match line.party {
                Party::Manager => add_to(&mut self.fees_kept, kind, line.amount),
                Party::PassThrough(remitter) => {
                    add_to(&mut self.fees_passed_on, (remitter, kind), line.amount)
                }
                Party::Guest => {
                    let so_far = self.deposits.unwrap_or(Money::zero(line.amount.currency()));
                    self.deposits = Some(so_far.plus(line.amount)?);
                    Ok(())
                }
                Party::Owner | Party::Channel => Ok(()),
            },
            LineKind::Reported(ReportedKind::Tax) | LineKind::TaxWithheld => match line.party {
                Party::PassThrough(remitter) => add_to(&mut self.taxes, remitter, line.amount),
                Party::Owner | Party::Manager | Party::Channel | Party::Guest => Ok(()),
            },
            LineKind::Reported(
                ReportedKind::Accommodation
                | ReportedKind::Discount
                | ReportedKind::ChannelFee
                | ReportedKind::Adjustment(_),
            )
            | LineKind::ChannelFeeOf(_)
            | LineKind::PassedOnByOwner(_)
            | LineKind::ChannelFeeVat
            | LineKind::Withholding
            | LineKind::Commission
            | LineKind::CommissionWaived
            | LineKind::CommissionVat
            | LineKind::OwnerStayCleaning
            | LineKind::Received => Ok(()),
        }
    }
}

/// Adds an amount to the sum of its key.
pub(super) fn add_to<K: Ord>(
    sums: &mut BTreeMap<K, Money>,
    key: K,
    amount: Money,
) -> Result<(), AmountError> {
    let sum = match sums.get(&key) {
        Some(sum) => sum.plus(amount)?,
        None => amount,
    };
    sums.insert(key, sum);
    Ok(())
}
