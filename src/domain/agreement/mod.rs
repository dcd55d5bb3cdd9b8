//! What manager and owner agreed: when money counts, what the manager keeps, who pays what.

mod allowance;
mod basis;
mod commission;
mod portfolio;
mod taxes;
mod terms;
mod treatment;

pub use allowance::Allowance;
pub use basis::{Basis, NightSplit, Recognition};
pub use commission::{
    Band, BaseTerm, Commission, CommissionVat, Pricing, RateRow, RateTerms, ScopeDay, ScopeDays,
    StayScope, TierMethod, TierSpan, Tiers, VatMethod, VatRounding, Waiver,
};
pub use portfolio::{GuestNames, Manager, Owner, Portfolio, Property};
pub use taxes::{TaxTerms, TaxTreatment, Withholding};
pub use terms::Agreement;
pub use treatment::{
    AdjustmentTerms, CancellationTerms, ChannelFeeTerms, CollectTerms, Collector, FeeTerms,
    FeeTreatment, Party, Remitter, Report, Treatment,
};
