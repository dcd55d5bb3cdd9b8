//! What can be wrong with a statement's figures.

use crate::domain::{AmountError, Currency, ReservationCode};

/// A statement with inconsistent figures. It means a bug in this program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TieFault {
    /// Rows went missing or were counted twice.
    #[error("{placed} placed + {excluded} excluded + {outside} outside are not {rows} rows")]
    RowsLost {
        /// On statements.
        placed: usize,
        /// Excluded with a reason.
        excluded: usize,
        /// Outside the period.
        outside: usize,
        /// In the snapshot.
        rows: usize,
    },
    /// A line's amounts are not what counts through the period, before it, and in between.
    #[error("reservation {0}: a line's amount is not the difference of its days")]
    LineOfPeriod(ReservationCode),
    /// A row's nights are not those of its stay within the period.
    #[error("reservation {0}: its nights are not those of the stay in the period")]
    Nights(ReservationCode),
    /// A row's cells are not the sums of its lines.
    #[error("reservation {0}: its cells are not the sums of its lines")]
    Row(ReservationCode),
    /// A section's totals, figures or collected amounts are not those of its rows.
    #[error("property {0}: its totals are not the sums of its rows")]
    Section(String),
    /// A property's taxes are not all that the lines of its stays hold of them.
    #[error("property {0}: its taxes are not those of its lines")]
    Taxes(String),
    /// The rows that show how the commission came about do not make the commission.
    #[error("property {0}: the rows of its commission do not make it")]
    Commission(String),
    /// What channels paid directly is not that of its entries, or what is owed not that of its
    /// stays.
    #[error("property {0}: what channels paid directly is not that of its entries and stays")]
    CoHost(String),
    /// Entries went missing or were counted twice.
    #[error("of {all} entries, {counted} are accounted for and {placed} are on statements")]
    ChargesLost {
        /// On statements.
        placed: usize,
        /// Placed or left out.
        counted: usize,
        /// Read.
        all: usize,
    },
    /// An entry appears twice, or on a statement of other days, another currency or another owner.
    #[error("the entry {0} stands where it does not belong")]
    OwnerCharge(String),
    /// Blocks or an owner's year are not those that the rows and the agreement allow.
    #[error("property {0}: its blocked nights or its owner's are not those of its stays")]
    NightsOfProperty(String),
    /// A night is counted twice, or there are more nights than days.
    #[error("property {0}: it has more nights than days, or a night that is counted twice")]
    ImpossibleNights(String),
    /// The statement's totals are not those of its sections.
    #[error("the totals are not the sums of the sections")]
    Totals,
    /// Reported lines do not make the reported revenue.
    #[error("reservation {0}: its lines do not make its revenue")]
    Revenue(ReservationCode),
    /// What the parties get is not what the guest paid.
    #[error("reservation {0}: what the parties get is not what was paid")]
    Conservation(ReservationCode),
    /// A reservation appears twice, on one statement or on two.
    #[error("reservation {0} is on statements twice")]
    Duplicate(ReservationCode),
    /// A fee or an adjustment has a party though the agreement names none for it.
    #[error("reservation {0}: the agreement does not say who gets one of its amounts")]
    Unmapped(ReservationCode),
    /// Amounts changed by exceptions differ from the exceptions, or the statement does not mention
    /// them.
    #[error("reservation {0}: its exceptions are not what its lines and notes say")]
    Exception(ReservationCode),
    /// An amount is in another currency.
    #[error("reservation {0}: an amount is not in {1}")]
    Currency(ReservationCode, Currency),
    /// An amount cannot be computed again.
    #[error(transparent)]
    Amount(#[from] AmountError),
}
