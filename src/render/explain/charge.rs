//! The working of a commission beyond one rate on a base.

use crate::domain::{Money, Rate};
use crate::fees::{Charge, TierShare};

use super::builder::ExplanationBuilder;

impl ExplanationBuilder<'_> {
    /// A commission step by step.
    pub(super) fn charge(&self, charge: &Charge) -> Vec<String> {
        let ex = self.ex();
        let mut steps = Vec::new();
        if let Some((rate, left)) = charge.without_vat {
            let base = self.amount(charge.base);
            steps.push((ex.without_vat)(&base, &rate.to_string(), &self.amount(left)));
        }
        let rates = self.rates(&charge.rates);
        let product = (ex.rate_times)(&rates, &self.amount(charge.rated_base()));
        let computed = charge.rated_base().times_mean(&charge.rates);
        let computed =
            computed.and_then(|exact| exact.computed(crate::domain::Rounding::HalfAwayFromZero));
        steps.push(self.product(&product, computed.ok()));
        if let Some(bound) = charge.bound {
            steps.push((ex.bounded)(&self.amount(bound)));
        }
        if let Some(flat) = charge.flat {
            steps.push((ex.flat_added)(&self.amount(flat)));
        }
        if let Some((rate, left)) = charge.vat_taken_out {
            steps.push((ex.vat_taken_out)(&rate.to_string(), &self.amount(left)));
        }
        steps
    }

    /// "20%", or the rates of the nights, each with how many it has.
    fn rates(&self, rates: &[Rate]) -> String {
        let [first, .., _] = rates else {
            return rates.first().map(ToString::to_string).unwrap_or_default();
        };
        let mut runs: Vec<(Rate, usize)> = Vec::new();
        for rate in rates {
            match runs.last_mut() {
                Some((same, count)) if same == rate => *count += 1,
                _ => runs.push((*rate, 1)),
            }
        }
        if runs.len() == 1 {
            return first.to_string();
        }
        let each = runs
            .iter()
            .map(|(rate, count)| (self.ex().rate_of_nights)(&rate.to_string(), &count.to_string()));
        (self.ex().mean_of)(&self.context.locale.list(&each.collect::<Vec<_>>()))
    }

    /// What tiers make of the property's period, and this stay's part.
    pub(super) fn tier(&self, share: &TierShare) -> Vec<String> {
        let ex = self.ex();
        let amount = |money: Money| self.amount(money);
        let due = share.through.commission.minus(share.before.commission);
        let before = (ex.tier_before)(&amount(share.before.base), &amount(share.before.commission));
        let through =
            (ex.tier_through)(&amount(share.through.base), &amount(share.through.commission));
        let mut steps = vec![before, through];
        if let Ok(due) = due {
            steps.push((ex.tier_share)(&amount(due), &amount(share.base)));
        }
        steps
    }
}
