//! Single expenses and credits that belong to no reservation.

use chrono::NaiveDate;

use super::{AmountError, Currency, Money, OwnerId, PropertyId};

/// An expense that an owner is charged, or a credit that an owner gets, on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it is written: "entries.csv:3".
    pub place: String,
    /// The day on which it counts.
    pub date: NaiveDate,
    /// Whose it is.
    pub scope: EntryScope,
    /// What it is.
    pub category: EntryCategory,
    /// What it was for, as the owner reads it.
    pub description: String,
    /// The amount without VAT, as it changes what the owner gets: negative for an expense.
    pub net: Money,
    /// The VAT on it, in the same way.
    pub vat: Money,
    /// Both together.
    pub amount: Money,
    /// What the receipt is called, if there is one.
    pub receipt: Option<String>,
}

/// Whose an entry is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryScope {
    /// A property, and through it its owner.
    Property(PropertyId),
    /// An owner, whatever the property.
    Owner(OwnerId),
}

impl Entry {
    /// The currency of its amounts.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.amount.currency()
    }

    /// Whether amounts and category belong together: one currency, the sign of the side, and net and
    /// VAT make the amount.
    #[must_use]
    pub fn ties_out(&self) -> bool {
        let signs_fit = [self.net, self.vat].into_iter().all(|part| match self.category.side() {
            EntrySide::Expense => part.is_zero() || part.is_negative(),
            EntrySide::Credit => !part.is_negative(),
        });
        signs_fit && self.net.plus(self.vat) == Ok(self.amount)
    }
}

/// Net, VAT and both together, summed over entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntrySums {
    /// Without VAT.
    pub net: Money,
    /// The VAT.
    pub vat: Money,
    /// Both.
    pub amount: Money,
}

impl EntrySums {
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
    pub fn plus(self, entry: &Entry) -> Result<Self, AmountError> {
        Ok(Self {
            net: self.net.plus(entry.net)?,
            vat: self.vat.plus(entry.vat)?,
            amount: self.amount.plus(entry.amount)?,
        })
    }
}

/// Whether an entry lowers or raises what the owner gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntrySide {
    /// The owner is charged.
    Expense,
    /// The owner gets it.
    Credit,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryCategory {
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
    /// Another expense.
    Expense,
    /// Another credit.
    Credit,
    /// What a guest or a channel paid for damage.
    DamagePayment,
    /// What the owner paid and gets back.
    Reimbursement,
}

impl EntryCategory {
    /// All categories: expenses, then credits.
    pub const ALL: [Self; 13] = [
        Self::Cleaning,
        Self::Linen,
        Self::Maintenance,
        Self::Repair,
        Self::Supplies,
        Self::Utilities,
        Self::Insurance,
        Self::Tax,
        Self::ManagerFee,
        Self::Expense,
        Self::Credit,
        Self::DamagePayment,
        Self::Reimbursement,
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
            Self::Expense => "expense",
            Self::Credit => "credit",
            Self::DamagePayment => "damage-payment",
            Self::Reimbursement => "reimbursement",
        }
    }

    /// The category of a name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.key() == key)
    }

    /// Whether the owner is charged or credited.
    #[must_use]
    pub fn side(self) -> EntrySide {
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
            | Self::Expense => EntrySide::Expense,
            Self::Credit | Self::DamagePayment | Self::Reimbursement => EntrySide::Credit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for (at, category) in EntryCategory::ALL.into_iter().enumerate() {
            assert_eq!(EntryCategory::from_key(category.key()), Some(category));
            assert_eq!(category as usize, at, "names in other languages stand in this order");
        }
        assert_eq!(EntryCategory::from_key("Repair"), None);
    }
}
