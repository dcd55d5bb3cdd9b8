//! The owner's amounts of a row, by column.

use std::collections::BTreeMap;

use crate::domain::{AmountError, ChargeSide, Currency, Money, OwnerCharge, ReportedKind};
use crate::fees::LineKind;

/// A money column of a statement, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Rent after discounts.
    Rent,
    /// Guest fees that reach the owner.
    Fees,
    /// Refunds, damage payments and other later changes.
    Adjustments,
    /// What channels and payment providers keep.
    ChannelFee,
    /// VAT on that, where it is a cost.
    ChannelFeeVat,
    /// The manager's commission, less what is waived.
    Commission,
    /// VAT on the commission.
    CommissionVat,
    /// Taxes and fees that the owner gets and passes on.
    Taxes,
    /// Taxes that are taken from the owner's income.
    Withheld,
    /// What the owner is charged for own stays.
    Charges,
    /// What the owner has collected already.
    Received,
    /// Single expenses.
    Expenses,
    /// Single credits.
    Credits,
    /// What channels paid owner or manager directly, as a co-host's part.
    CoHost,
}

impl Column {
    /// Every column in reading order.
    pub const ALL: [Self; 14] = [
        Self::Rent,
        Self::Fees,
        Self::Adjustments,
        Self::ChannelFee,
        Self::ChannelFeeVat,
        Self::Commission,
        Self::CommissionVat,
        Self::Taxes,
        Self::Withheld,
        Self::Charges,
        Self::Received,
        Self::Expenses,
        Self::Credits,
        Self::CoHost,
    ];

    /// The column of a line of the owner.
    #[must_use]
    pub fn of(kind: LineKind) -> Self {
        match kind {
            LineKind::Reported(ReportedKind::Accommodation | ReportedKind::Discount) => Self::Rent,
            LineKind::Reported(ReportedKind::GuestFee(_)) => Self::Fees,
            LineKind::Reported(ReportedKind::Adjustment(_)) => Self::Adjustments,
            LineKind::Reported(ReportedKind::ChannelFee) | LineKind::ChannelFeeOf(_) => {
                Self::ChannelFee
            }
            LineKind::ChannelFeeVat => Self::ChannelFeeVat,
            LineKind::Reported(ReportedKind::Tax) | LineKind::PassedOnByOwner(_) => Self::Taxes,
            LineKind::TaxWithheld | LineKind::Withholding => Self::Withheld,
            LineKind::Commission | LineKind::CommissionWaived => Self::Commission,
            LineKind::CommissionVat => Self::CommissionVat,
            LineKind::OwnerStayCleaning => Self::Charges,
            LineKind::Received => Self::Received,
        }
    }

    /// The name in machine-readable files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Rent => "rent",
            Self::Fees => "fees",
            Self::Adjustments => "adjustments",
            Self::ChannelFee => "channel_fee",
            Self::ChannelFeeVat => "channel_fee_vat",
            Self::Commission => "commission",
            Self::CommissionVat => "commission_vat",
            Self::Taxes => "taxes",
            Self::Withheld => "withheld",
            Self::Charges => "charges",
            Self::Received => "received",
            Self::Expenses => "expenses",
            Self::Credits => "credits",
            Self::CoHost => "co_host",
        }
    }
}

/// Amounts by column and their sum, the owner's net.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    cells: BTreeMap<Column, Money>,
    net: Money,
}

impl Columns {
    /// No amounts yet.
    #[must_use]
    pub fn none(currency: Currency) -> Self {
        Self { cells: BTreeMap::new(), net: Money::zero(currency) }
    }

    /// Adds an amount to a column and to the net.
    ///
    /// # Errors
    /// Two currencies; a sum too large to count.
    pub fn add(&mut self, column: Column, amount: Money) -> Result<(), AmountError> {
        let cell = self.amount(column).plus(amount)?;
        self.net = self.net.plus(amount)?;
        self.cells.insert(column, cell);
        Ok(())
    }

    /// Adds an entry to its column.
    ///
    /// # Errors
    /// Two currencies; a sum too large to count.
    pub fn add_charge(&mut self, charge: &OwnerCharge) -> Result<(), AmountError> {
        let column = match (charge.category.co_host(), charge.category.side()) {
            (Some(_), _) => Column::CoHost,
            (None, ChargeSide::Expense) => Column::Expenses,
            (None, ChargeSide::Credit) => Column::Credits,
        };
        self.add(column, charge.amount)
    }

    /// Adds every column of `other`.
    ///
    /// # Errors
    /// Two currencies; a sum too large to count.
    pub fn add_all(&mut self, other: &Self) -> Result<(), AmountError> {
        if other.net.currency() != self.net.currency() {
            return Err(AmountError::TwoCurrencies(self.net.currency(), other.net.currency()));
        }
        other.cells.iter().try_for_each(|(column, amount)| self.add(*column, *amount))
    }

    /// The amount of a column, zero if no line is in it.
    #[must_use]
    pub fn amount(&self, column: Column) -> Money {
        self.cells.get(&column).copied().unwrap_or_else(|| Money::zero(self.net.currency()))
    }

    /// The sum of some columns.
    ///
    /// # Errors
    /// A sum too large to count.
    pub fn sum_of(&self, columns: &[Column]) -> Result<Money, AmountError> {
        Money::sum(self.net.currency(), columns.iter().map(|column| self.amount(*column)))
    }

    /// Whether any line is in the column, even if the lines cancel out.
    #[must_use]
    pub fn has(&self, column: Column) -> bool {
        self.cells.contains_key(&column)
    }

    /// The sum of all columns.
    #[must_use]
    pub fn net(&self) -> Money {
        self.net
    }

    #[cfg(test)]
    pub(super) fn corrupt(&mut self, column: Column, amount: Money) {
        self.cells.insert(column, amount);
    }
}
