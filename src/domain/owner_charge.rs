//! Single expenses and credits that belong to no reservation.

use chrono::NaiveDate;

use super::{AmountError, Channel, Collector, Currency, Money, OwnerId, PropertyId};

/// A single expense or credit of an owner, on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerCharge {
    /// Where it is written: "entries.csv:3".
    pub place: String,
    /// The day on which it counts.
    pub date: NaiveDate,
    /// The property or owner that is charged.
    pub scope: ChargeScope,
    /// What it is.
    pub category: ChargeCategory,
    /// What it was for, as the owner reads it.
    pub description: String,
    /// Who was paid, if that is known.
    pub vendor: Option<String>,
    /// The channel that it is about: of a co-host payout always, of a channel's fee where it is
    /// known.
    pub channel: Option<Channel>,
    /// The amount without VAT, as it changes what the owner gets: negative for an expense.
    pub net: Money,
    /// What the manager adds to the cost, within `net` and with its sign. Owners' documents do not
    /// show it.
    pub markup: Money,
    /// The VAT on it, in the same way.
    pub vat: Money,
    /// Both together.
    pub amount: Money,
    /// What the receipt or invoice is called on paper, its number for example.
    pub reference: Option<String>,
    /// The receipt's file: a path as the manager wrote it, from the configuration's folder.
    pub receipt: Option<String>,
}

/// The property or owner that is charged.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChargeScope {
    /// A property, and through it its owner.
    Property(PropertyId),
    /// An owner, not a particular property.
    Owner(OwnerId),
}

impl OwnerCharge {
    /// The currency of its amounts.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.amount.currency()
    }

    /// The receipt's file name, without folders.
    #[must_use]
    pub fn receipt_name(&self) -> Option<&str> {
        let path = self.receipt.as_deref()?;
        path.rsplit('/').next()
    }

    /// Whether amounts and category belong together: one currency, the sign of the side, a mark-up
    /// within the net, and net and VAT make the amount.
    #[must_use]
    pub fn ties_out(&self) -> bool {
        let Ok(cost) = self.net.minus(self.markup) else { return false };
        let parts = [self.net, self.vat, self.markup, cost];
        let signs_fit = parts.into_iter().all(|part| match self.category.side() {
            ChargeSide::Expense => part.is_zero() || part.is_negative(),
            ChargeSide::Credit => !part.is_negative(),
        });
        signs_fit && self.net.plus(self.vat) == Ok(self.amount)
    }
}

/// Net, VAT and both together, summed over entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChargeSums {
    /// Without VAT.
    pub net: Money,
    /// The VAT.
    pub vat: Money,
    /// Both.
    pub amount: Money,
}

impl ChargeSums {
    /// No entries yet.
    #[must_use]
    pub fn none(currency: Currency) -> Self {
        let nothing = Money::zero(currency);
        Self { net: nothing, vat: nothing, amount: nothing }
    }

    /// The sums with one entry more.
    ///
    /// # Errors
    /// Two currencies; a sum too large to count.
    pub fn plus(self, charge: &OwnerCharge) -> Result<Self, AmountError> {
        Ok(Self {
            net: self.net.plus(charge.net)?,
            vat: self.vat.plus(charge.vat)?,
            amount: self.amount.plus(charge.amount)?,
        })
    }
}

/// Whether an entry lowers or raises what the owner gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChargeSide {
    /// The owner is charged.
    Expense,
    /// The owner gets it.
    Credit,
}

/// The category of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChargeCategory {
    /// Cleaning that no guest paid for.
    Cleaning,
    /// Linen and laundry.
    Linen,
    /// Regular upkeep: garden, pool, boiler.
    Maintenance,
    /// A repair.
    Repair,
    /// Things used up or replaced.
    Supplies,
    /// Power, water, heating, internet.
    Utilities,
    /// Insurance.
    Insurance,
    /// A tax or permit paid for the owner.
    Tax,
    /// A service of the manager's that is not the commission.
    ManagerFee,
    /// A flat fee of the manager's for a month.
    MonthlyFee,
    /// An estimate of what a channel or a payment processor takes and does not report.
    ChannelFee,
    /// What the manager laid out for the owner, charged at its cost.
    Disbursement,
    /// Another expense.
    Expense,
    /// Another credit.
    Credit,
    /// What a guest or a channel paid for damage.
    DamagePayment,
    /// What the owner paid and gets back.
    Reimbursement,
    /// The other side of an expense that the owner has paid already.
    PaidByOwner,
    /// What a channel paid the manager directly, as co-host of the owner's listing.
    CoHostPayoutToManager,
    /// What a channel paid the owner directly, as co-host of the manager's listing.
    CoHostPayoutToOwner,
}

impl ChargeCategory {
    /// All categories: expenses, then credits, then what channels paid directly.
    pub const ALL: [Self; 19] = [
        Self::Cleaning,
        Self::Linen,
        Self::Maintenance,
        Self::Repair,
        Self::Supplies,
        Self::Utilities,
        Self::Insurance,
        Self::Tax,
        Self::ManagerFee,
        Self::MonthlyFee,
        Self::ChannelFee,
        Self::Disbursement,
        Self::Expense,
        Self::Credit,
        Self::DamagePayment,
        Self::Reimbursement,
        Self::PaidByOwner,
        Self::CoHostPayoutToManager,
        Self::CoHostPayoutToOwner,
    ];

    /// The name in the manager's files and in machine-readable ones.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Cleaning => "cleaning",
            Self::Linen => "linen",
            Self::Maintenance => "maintenance",
            Self::Repair => "repair",
            Self::Supplies => "supplies",
            Self::Utilities => "utilities",
            Self::Insurance => "insurance",
            Self::Tax => "tax",
            Self::ManagerFee => "manager-fee",
            Self::MonthlyFee => "monthly-fee",
            Self::ChannelFee => "channel-fee",
            Self::Disbursement => "disbursement",
            Self::Expense => "expense",
            Self::Credit => "credit",
            Self::DamagePayment => "damage-payment",
            Self::Reimbursement => "reimbursement",
            Self::PaidByOwner => "paid-by-owner",
            Self::CoHostPayoutToManager => "co-host-payout-to-manager",
            Self::CoHostPayoutToOwner => "co-host-payout-to-owner",
        }
    }

    /// The category of a name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.key() == key)
    }

    /// Whether the owner is charged or credited.
    #[must_use]
    pub fn side(self) -> ChargeSide {
        match self {
            Self::Cleaning
            | Self::Linen
            | Self::Maintenance
            | Self::Repair
            | Self::Supplies
            | Self::Utilities
            | Self::Insurance
            | Self::Tax
            | Self::ManagerFee
            | Self::MonthlyFee
            | Self::ChannelFee
            | Self::Disbursement
            | Self::Expense
            | Self::CoHostPayoutToOwner => ChargeSide::Expense,
            Self::Credit
            | Self::DamagePayment
            | Self::Reimbursement
            | Self::PaidByOwner
            | Self::CoHostPayoutToManager => ChargeSide::Credit,
        }
    }

    /// Whom a channel paid directly, where the entry is such a payout.
    #[must_use]
    pub fn co_host(self) -> Option<Collector> {
        let payouts = [
            (Self::CoHostPayoutToManager, Collector::Manager),
            (Self::CoHostPayoutToOwner, Collector::Owner),
        ];
        payouts.into_iter().find(|(payout, _)| *payout == self).map(|(_, to)| to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for (at, category) in ChargeCategory::ALL.into_iter().enumerate() {
            assert_eq!(ChargeCategory::from_key(category.key()), Some(category));
            assert_eq!(category as usize, at, "names in other languages stand in this order");
        }
        assert_eq!(ChargeCategory::from_key("Repair"), None);
    }
}
