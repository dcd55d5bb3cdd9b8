//! Messages for invalid amounts.

use crate::domain::InvalidAmount;
use crate::text::quoted;

/// Why a text is not an amount; `usual` describes what would be accepted.
pub(super) fn wrong_amount(fault: InvalidAmount, text: &str, usual: &str) -> String {
    let text = quoted(text);
    match fault {
        InvalidAmount::NoCurrency | InvalidAmount::NotANumber => {
            format!("{text} is not an amount: write {usual}")
        }
        InvalidAmount::Decimals(currency) => {
            format!("{text}: {currency} has {} decimals", currency.exponent())
        }
        InvalidAmount::TooLarge => format!("{text} is too large"),
    }
}
