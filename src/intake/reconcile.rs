//! How the lines of a reservation make up its revenue.
//!
//! `revenue = accommodation + guest fees + host fees + discounts + adjustments + taxes`, signs as
//! delivered; else exactly one of the known other readings; else two minor units of rounding.
//! Nothing is made to fit.

use crate::domain::{AmountError, FlippedList, HoldReason, Money, Reading};

/// The sums of a reservation's lists, as delivered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sums {
    pub(super) accommodation: Money,
    pub(super) guest_fees: Money,
    pub(super) channel_fees: Money,
    pub(super) discounts: Money,
    pub(super) adjustments: Money,
    pub(super) taxes: Money,
    pub(super) revenue: Money,
}

const ROUNDING_MAX: u64 = 2;

/// The reading under which the lines make the revenue, and what is left over.
pub(super) fn reconcile(sums: &Sums) -> Result<(Reading, Money), HoldReason> {
    let left = left_over(sums).map_err(HoldReason::Amount)?;
    if left.is_zero() {
        return Ok((Reading::AsDelivered, left));
    }
    let others = other_readings(sums).map_err(HoldReason::Amount)?;
    let mut exact = others.iter().filter(|(_, explained)| *explained == left);
    match (exact.next(), exact.next()) {
        (Some((reading, _)), None) => return Ok((*reading, Money::zero(left.currency()))),
        (Some(_), Some(_)) => return Err(HoldReason::ReconcilesInSeveralWays),
        (None, _) => {}
    }
    if is_rounding(left) {
        return Ok((Reading::AsDelivered, left));
    }
    let mut near = Vec::new();
    for (reading, explained) in others {
        let rest = left.minus(explained).map_err(HoldReason::Amount)?;
        if !matches!(reading, Reading::Flipped(_)) && is_rounding(rest) {
            near.push((reading, rest));
        }
    }
    match near.as_slice() {
        [] => Err(HoldReason::DoesNotReconcile { by: left }),
        [only] => Ok(*only),
        [_, _, ..] => Err(HoldReason::ReconcilesInSeveralWays),
    }
}

fn is_rounding(amount: Money) -> bool {
    amount.minor().unsigned_abs() <= ROUNDING_MAX
}

/// Revenue less all lines as delivered.
fn left_over(sums: &Sums) -> Result<Money, AmountError> {
    let parts = [
        sums.accommodation,
        sums.guest_fees,
        sums.channel_fees,
        sums.discounts,
        sums.adjustments,
        sums.taxes,
    ];
    sums.revenue.minus(Money::sum(sums.revenue.currency(), parts)?)
}

/// The other readings, each with the left-over amount that it explains. A list without money
/// explains nothing and is not a separate reading.
fn other_readings(sums: &Sums) -> Result<Vec<(Reading, Money)>, AmountError> {
    let twice = |amount: Money| amount.plus(amount)?.negated();
    let readings = [
        (Reading::TaxesOutside, sums.taxes, sums.taxes.negated()?),
        (Reading::NetOfDiscounts, sums.discounts, sums.discounts.negated()?),
        (Reading::Flipped(FlippedList::ChannelFees), sums.channel_fees, twice(sums.channel_fees)?),
        (Reading::Flipped(FlippedList::GuestFees), sums.guest_fees, twice(sums.guest_fees)?),
        (Reading::Flipped(FlippedList::Discounts), sums.discounts, twice(sums.discounts)?),
    ];
    let with_money = readings.into_iter().filter(|(_, list, _)| !list.is_zero());
    Ok(with_money.map(|(reading, _, explained)| (reading, explained)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;

    /// accommodation, guest fees, channel fees, discounts, adjustments, taxes, revenue
    fn check(minors: [i64; 7], expected: Result<(Reading, i64), HoldReason>) {
        let eur = |minor| Money::new(minor, Currency::from_code("EUR").expect("a currency"));
        let [accommodation, guest_fees, channel_fees, discounts, adjustments, taxes, revenue] =
            minors.map(eur);
        let sums = Sums {
            accommodation,
            guest_fees,
            channel_fees,
            discounts,
            adjustments,
            taxes,
            revenue,
        };
        let found = reconcile(&sums).map(|(reading, left)| (reading, left.minor()));
        assert_eq!(found, expected, "{minors:?}");
    }

    #[test]
    fn exact_readings_come_before_rounding() {
        let flipped = Reading::Flipped;
        // the contract's own example: 242.00 + 124.00 - 56.73 = 309.27
        check([24200, 12400, -5673, 0, 0, 0, 30927], Ok((Reading::AsDelivered, 0)));
        check([15245, 6000, -4587, 0, 0, 396, 16658], Ok((Reading::TaxesOutside, 0)));
        check([54000, 12400, -10757, -6000, 0, 0, 55643], Ok((Reading::NetOfDiscounts, 0)));
        check([24200, 12400, 5673, 0, 0, 0, 30927], Ok((flipped(FlippedList::ChannelFees), 0)));
        check([24200, -12400, -5673, 0, 0, 0, 30927], Ok((flipped(FlippedList::GuestFees), 0)));
        check([24200, 0, 0, 200, 0, 0, 24000], Ok((flipped(FlippedList::Discounts), 0)));
        check([24200, 12400, -5673, 0, 0, 0, 30929], Ok((Reading::AsDelivered, 2)));
        check([24200, 12400, -5673, 0, 0, 0, 30925], Ok((Reading::AsDelivered, -2)));
        check([15245, 6000, -4587, 0, 0, 396, 16659], Ok((Reading::TaxesOutside, 1)));
    }

    #[test]
    fn nothing_is_made_to_fit() {
        let eur = Currency::from_code("EUR").expect("a currency");
        let by = |minor| Err(HoldReason::DoesNotReconcile { by: Money::new(minor, eur) });
        check([24200, 12400, -5673, 0, 0, 0, 30930], by(3));
        check([24200, 12400, -5673, 0, 0, 0, 0], by(-30927));
        // taxes of 100 kept by the channel, or guest fees of 50 with the wrong sign?
        let several = Err(HoldReason::ReconcilesInSeveralWays);
        check([10000, 50, 0, 0, 0, 100, 10050], several);
        let too_large = || Err(HoldReason::Amount(AmountError::TooLarge));
        check([i64::MAX, 1, 0, 0, 0, 0, 0], too_large());
        check([1 << 62, 0, 0, 0, 0, 0, -(1 << 62)], by(i64::MIN));
        check([0, 0, 0, 0, 0, 0, i64::MIN], by(i64::MIN));
        check([1, 0, i64::MIN, 0, 0, 0, 0], too_large());
        // taxes of 1.00 taken back and kept outside, or a discount that was taken off already?
        check([10000, 0, 0, -101, 0, -100, 9901], Err(HoldReason::ReconcilesInSeveralWays));
    }
}
