//! An owner's period as plain data, and the proof that it ties out.
//!
//! [`assemble`] places every reservation of an account: on a statement, among the excluded with a
//! reason, or outside the period. A [`Statement`] becomes a [`TiedStatement`] only by passing every
//! check of [`tie_out`]; renderers take nothing else. Nothing here knows a word of a language.

mod allowance;
mod assemble;
mod batch;
mod builder;
mod co_host;
mod columns;
mod commission;
mod figures;
mod monthly;
mod nights;
mod overlap;
mod recurring;
mod row;
mod taxes;
mod tie_out;
mod tiers;
mod trace;
mod vat;

pub use allowance::OwnerYear;
pub use assemble::{Scope, assemble, expected_row};
pub use batch::{Batch, ChargeCounts, Excluded, Hold};
pub use co_host::CoHost;
pub use columns::{Column, Columns};
pub use commission::{CommissionAmounts, CommissionRow};
pub use figures::{Figures, Ratio};
pub use nights::Blocked;
pub use row::{LineSum, PeriodLine, Row};
pub use taxes::{StayTaxes, Tax, TaxDuty, TaxRow};
pub use tie_out::{TieFault, TiedStatement, tie_out};
pub use tiers::{STAY_ACROSS, tiers_begin};
pub use trace::{ReservationTrace, TraceOutcome};
pub use vat::VatDifference;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::domain::{
    Agreement, AmountError, ChargeSums, Currency, FeeKind, Manager, Money, Notice, Owner,
    OwnerCharge, Party, Period, Property, Remitter, ReportedKind,
};
use crate::fees::LineKind;

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
    /// Sums over the owner's entries of no property and these.
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

fn add_to<K: Ord>(sums: &mut BTreeMap<K, Money>, key: K, amount: Money) -> Result<(), AmountError> {
    let sum = match sums.get(&key) {
        Some(sum) => sum.plus(amount)?,
        None => amount,
    };
    sums.insert(key, sum);
    Ok(())
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
