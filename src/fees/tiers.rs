//! What a stay adds to the base of its property's tiers.

use crate::domain::{Agreement, HoldReason, Money, Reservation};

use super::amounts::AmountsByKind;
use super::commission;
use super::stay_input::takes_commission;

/// What a stay adds to its property's base; `None` if it does not count.
///
/// # Errors
/// [`HoldReason`] where the base depends on something that is not known, is in another currency
/// than the bands, or is too large to count.
pub fn tier_base(
    reservation: &Reservation,
    terms: &Agreement,
) -> Result<Option<Money>, HoldReason> {
    let (Some(tiers), Some(financials)) = (terms.commission.tiers(), &reservation.financials)
    else {
        return Ok(None);
    };
    if !takes_commission(reservation, terms) {
        return Ok(None);
    }
    tiers.ensure_currency(financials.currency)?;
    let by_kind = AmountsByKind::of(financials, terms).map_err(HoldReason::Amount)?;
    Ok(commission::base(reservation, &by_kind, terms)?.map(|base| base.rated()))
}
