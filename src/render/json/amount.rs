//! An amount as a text.

use serde::Serialize;

use crate::domain::Money;

/// An amount with its currency, as every JSON file of this program writes it.
#[derive(Debug, Serialize)]
pub struct Amount {
    amount: String,
    currency: &'static str,
}

impl From<Money> for Amount {
    fn from(money: Money) -> Self {
        Self { amount: money.to_string(), currency: money.currency().code() }
    }
}
