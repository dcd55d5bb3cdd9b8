//! How an amount came about and when it counts, for machines.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::BaseTerm;
use crate::fees;
use crate::recognition;

use super::model::Amount;

#[derive(Serialize)]
#[serde(tag = "how", rename_all = "kebab-case")]
pub(super) enum Working {
    Reported,
    Counterpart,
    Part { rate: String, of: Amount },
    Rest { of: Amount },
    Rate { rate: String, base: Amount, terms: Vec<String> },
    Fixed,
}

impl Working {
    pub(super) fn of(working: &fees::Working) -> Self {
        match working {
            fees::Working::Reported => Self::Reported,
            fees::Working::Counterpart => Self::Counterpart,
            fees::Working::Part { rate, of } => {
                Self::Part { rate: rate.to_string(), of: (*of).into() }
            }
            fees::Working::Rest { of } => Self::Rest { of: (*of).into() },
            fees::Working::Rate { rate, base, terms } => Self::Rate {
                rate: rate.to_string(),
                base: (*base).into(),
                terms: terms.iter().map(|term| term_key(*term)).collect(),
            },
            fees::Working::Fixed => Self::Fixed,
        }
    }
}

/// A base term as configurations write it.
fn term_key(term: BaseTerm) -> String {
    match term {
        BaseTerm::Accommodation => "accommodation".to_owned(),
        BaseTerm::Discounts => "discounts".to_owned(),
        BaseTerm::AllFees => "fees".to_owned(),
        BaseTerm::Fees(kind) => format!("fees.{}", kind.key()),
        BaseTerm::ChannelFee => "channel-fee".to_owned(),
        BaseTerm::AllAdjustments => "adjustments".to_owned(),
        BaseTerm::Adjustments(kind) => format!("adjustments.{}", kind.key()),
        BaseTerm::Taxes => "taxes".to_owned(),
    }
}

#[derive(Serialize)]
#[serde(tag = "when", rename_all = "kebab-case")]
pub(super) enum Timing {
    OnDay { day: NaiveDate },
    EvenlyByNight,
    ByNightPrice,
}

impl Timing {
    pub(super) fn of(timing: &recognition::Timing) -> Self {
        match timing {
            recognition::Timing::On(day) => Self::OnDay { day: *day },
            recognition::Timing::Evenly(_) => Self::EvenlyByNight,
            recognition::Timing::ByPrice(..) => Self::ByNightPrice,
        }
    }
}
