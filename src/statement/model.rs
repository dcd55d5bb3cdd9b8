//! A statement and its parts, as data.

use chrono::{DateTime, Utc};

use crate::domain::{
    Agreement, AmountError, ChargeSums, Currency, Manager, Money, Notice, Owner, OwnerCharge,
    Period, Property, Rate,
};

use super::{Blocked, CoHost, Collected, Columns, CommissionRow, Figures, OwnerYear, Row, TaxRow};

/// Where the data of a statement came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// When the account was read.
    pub fetched_at: DateTime<Utc>,
    /// SHA-256 of the snapshot file, hexadecimal.
    pub snapshot_sha256: String,
    /// SHA-256 of the configuration file, hexadecimal.
    pub config_sha256: String,
}

/// What an owner gets of a period, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Who issues it.
    pub manager: Manager,
    /// The owner.
    pub owner: Owner,
    /// The period.
    pub period: Period,
    /// The currency of every amount.
    pub currency: Currency,
    /// Whether the owner has statements in several currencies for the period.
    pub one_of_several: bool,
    /// Where the data came from.
    pub source: Source,
    /// A section a property, by name.
    pub sections: Vec<Section>,
    /// Expenses and credits of the owner that belong to no property, by date.
    pub owner_charges: Vec<OwnerCharge>,
    /// What makes the VAT on commissions agree with their sums.
    pub vat_differences: Vec<VatDifference>,
    /// Sums over the owner's charges of no property and these differences.
    pub owner_level_totals: Columns,
    /// Net and VAT over all expenses and credits, those of properties too.
    pub charge_totals: ChargeSums,
    /// Sums over the rows of all sections.
    pub reservation_totals: Columns,
    /// Sums over everything.
    pub totals: Columns,
    /// Figures over all sections.
    pub figures: Figures,
    /// What there is to know about this statement's properties and reservations.
    pub notices: Vec<Notice>,
}

/// A property's part of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The property.
    pub property: Property,
    /// Its address in one line.
    pub address: Option<String>,
    /// The terms that its amounts follow.
    pub terms: Agreement,
    /// Its reservations by arrival.
    pub rows: Vec<Row>,
    /// Sums over the rows.
    pub reservation_totals: Columns,
    /// Expenses and credits of the property, by date.
    pub charges: Vec<OwnerCharge>,
    /// Sums over rows and entries.
    pub totals: Columns,
    /// The blocks that meet the period, by date.
    pub blocked: Vec<Blocked>,
    /// What the owner used of a yearly allowance, where one is agreed and the use is known.
    pub owner_year: Option<OwnerYear>,
    /// Figures of the property.
    pub figures: Figures,
    /// What was collected from guests and is not the owner's.
    pub collected: Collected,
    /// What channels paid directly of what one owes the other, where they paid any.
    pub co_host: Vec<CoHost>,
    /// How its commission came about, by channel and rate.
    pub commission: Vec<CommissionRow>,
    /// The taxes of its stays, by channel, label and category.
    pub taxes: Vec<TaxRow>,
}

/// What makes the VAT on all commissions of one rate agree with their sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VatDifference {
    /// The rate of VAT.
    pub rate: Rate,
    /// The commissions of the period that carry it.
    pub commission: Money,
    /// The VAT on their sum.
    pub vat: Money,
    /// What the owner gets (or pays, if negative) in addition to the VAT of the single stays.
    pub amount: Money,
}

impl VatDifference {
    /// What the owner is charged beside the VAT of the single stays.
    ///
    /// # Errors
    /// An amount too large to count.
    pub fn charged(&self) -> Result<Money, AmountError> {
        self.amount.negated()
    }
}

impl Statement {
    /// Every entry with its section, those of no property last.
    pub fn all_charges(&self) -> impl Iterator<Item = (Option<&Section>, &OwnerCharge)> {
        let of_section = |section| move |charge| (Some(section), charge);
        let sections = self.sections.iter();
        let of_properties =
            sections.flat_map(move |section| section.charges.iter().map(of_section(section)));
        of_properties.chain(self.owner_charges.iter().map(|charge| (None, charge)))
    }

    /// The entries but for what channels paid directly, with their sections.
    pub fn expenses_and_credits(&self) -> impl Iterator<Item = (Option<&Section>, &OwnerCharge)> {
        self.all_charges().filter(|(_, charge)| charge.category.co_host().is_none())
    }

    /// The rows of all sections.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.sections.iter().flat_map(|section| &section.rows)
    }
}
