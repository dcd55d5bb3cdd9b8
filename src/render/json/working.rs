//! How an amount came about and when it counts, for machines.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::BaseTerm;
use crate::fees;
use crate::recognition;

use super::amount::Amount;

#[derive(Serialize)]
#[serde(tag = "how", rename_all = "kebab-case")]
pub(super) enum Working {
    Reported,
    Counterpart,
    Net { of: Amount, part: Amount },
    Part { rate: String, of: Amount },
    FixedPart { fixed: Amount, of: Amount },
    Rest { of: Amount },
    Rate { rate: String, base: Amount, terms: Vec<String> },
    Charge(Box<Charge>),
    Tier(Box<Tier>),
    Vat { rate: String, of: Amount, within: bool },
    Waived { reason: String },
    Collected,
    Fixed,
}

/// A commission step by step.
#[derive(Serialize)]
pub(super) struct Charge {
    base: Amount,
    terms: Vec<String>,
    without_vat: Option<RateAmount>,
    rates: Vec<String>,
    rated: Amount,
    bound: Option<Amount>,
    flat: Option<Amount>,
    vat_taken_out: Option<RateAmount>,
    commission: Amount,
}

/// A rate of VAT and what is left without it.
#[derive(Serialize)]
struct RateAmount {
    rate: String,
    left: Amount,
}

impl RateAmount {
    fn of((rate, left): (crate::domain::Rate, crate::domain::Money)) -> Self {
        Self { rate: rate.to_string(), left: left.into() }
    }
}

/// A stay's part of what tiers make of a property's period.
#[derive(Serialize)]
pub(super) struct Tier {
    base: Amount,
    commission: Amount,
    before: TierTotal,
    through: TierTotal,
}

#[derive(Serialize)]
struct TierTotal {
    base: Amount,
    commission: Amount,
}

impl TierTotal {
    fn of(total: fees::TierTotal) -> Self {
        Self { base: total.base.into(), commission: total.commission.into() }
    }
}

impl Working {
    pub(super) fn of(working: &fees::Working) -> Self {
        match working {
            fees::Working::Reported => Self::Reported,
            fees::Working::Counterpart => Self::Counterpart,
            fees::Working::Net { of, part } => Self::Net { of: (*of).into(), part: (*part).into() },
            fees::Working::Part { rate, of } => {
                Self::Part { rate: rate.to_string(), of: (*of).into() }
            }
            fees::Working::FixedPart { fixed, of } => {
                Self::FixedPart { fixed: (*fixed).into(), of: (*of).into() }
            }
            fees::Working::Rest { of } => Self::Rest { of: (*of).into() },
            fees::Working::Rate { rate, base, terms } => {
                Self::Rate { rate: rate.to_string(), base: (*base).into(), terms: keys(terms) }
            }
            fees::Working::Charge(charge) => Self::Charge(Box::new(Charge::of(charge))),
            fees::Working::Tier(share) => Self::Tier(Box::new(Tier {
                base: share.base.into(),
                commission: share.commission.into(),
                before: TierTotal::of(share.before),
                through: TierTotal::of(share.through),
            })),
            fees::Working::Vat { rate, of, within } => {
                Self::Vat { rate: rate.to_string(), of: (*of).into(), within: *within }
            }
            fees::Working::Waived(reason) => Self::Waived { reason: reason.clone() },
            fees::Working::Collected => Self::Collected,
            fees::Working::Fixed => Self::Fixed,
        }
    }
}

impl Charge {
    fn of(charge: &fees::Charge) -> Self {
        Self {
            base: charge.base.into(),
            terms: keys(&charge.terms),
            without_vat: charge.without_vat.map(RateAmount::of),
            rates: charge.rates.iter().map(ToString::to_string).collect(),
            rated: charge.rated.into(),
            bound: charge.bound.map(Amount::from),
            flat: charge.flat.map(Amount::from),
            vat_taken_out: charge.vat_taken_out.map(RateAmount::of),
            commission: charge.commission.into(),
        }
    }
}

/// Base terms as configurations write them.
fn keys(terms: &[BaseTerm]) -> Vec<String> {
    terms.iter().map(|term| term.key()).collect()
}

#[derive(Serialize)]
#[serde(tag = "when", rename_all = "kebab-case")]
pub(super) enum Timing {
    OnDay { day: NaiveDate },
    EvenlyByNight,
    ByNightPrice,
    ByNightRate { rates: Vec<String> },
}

impl Timing {
    pub(super) fn of(timing: &recognition::Timing) -> Self {
        match timing {
            recognition::Timing::On(day) => Self::OnDay { day: *day },
            recognition::Timing::Evenly(_) => Self::EvenlyByNight,
            recognition::Timing::ByPrice(..) => Self::ByNightPrice,
            recognition::Timing::ByRate(_, rates) => {
                Self::ByNightRate { rates: rates.iter().map(ToString::to_string).collect() }
            }
        }
    }
}
