//! What owner, manager, channel and those who are paid through them get of a whole stay.
//!
//! Each amount that a party receives is one [`WholeLine`], rounded once, with its working. How much
//! of it belongs to a period is `recognition`'s business; nothing here knows a period.
//!
//! Worked example: rent 480.00 and cleaning 20.00 to the owner, a channel fee of 50.00 that the
//! owner pays, 20% of the rent as commission: the owner gets 480.00 + 20.00 - 50.00 - 96.00 =
//! 354.00, the manager 96.00, the channel 50.00, together the 500.00 that the guest paid.

mod allocate;
mod amounts;
mod commission;
mod line;
mod stay_input;
mod taxes;
mod tier_share;
mod tiers;
mod whole_stay;
mod working;

pub use allocate::{StayTerms, allocate};
pub use amounts::AmountsByKind;
pub use commission::night_rates;
pub use line::{LineKind, WholeLine};
pub use taxes::tax_treatment;
pub use tier_share::{TierShare, TierTotal};
pub use tiers::tier_base;
pub use whole_stay::WholeStay;
pub use working::{Charge, Working};
