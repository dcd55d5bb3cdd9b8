//! Rates and amounts as the file writes them: texts, because a number such as 0.1 is not exact.

use super::reader::Value;
use crate::domain::{self, Currency, InvalidAmount, Money, Rate};

const RATE_HINT: &str = "write a rate in quotation marks such as \"20%\" or \"12.5%\", from \
                         \"0%\" to \"100%\"";
const AMOUNT_HINT: &str = "write an amount in quotation marks such as \"85.00 EUR\"";

/// A rate, "20%".
pub(super) fn rate(value: &Value<'_>) -> Option<Rate> {
    let text = value.text(RATE_HINT)?;
    let rate = Rate::parse_percent(text).ok();
    if rate.is_none() {
        value.refuse_text(text, RATE_HINT);
    }
    rate
}

/// An amount that is not negative, "85.00 EUR".
pub(super) fn amount(value: &Value<'_>) -> Option<Money> {
    let text = value.text(AMOUNT_HINT)?;
    match parse_amount(text) {
        Ok(amount) => Some(amount),
        Err(hint) => {
            value.refuse_text(text, &hint);
            None
        }
    }
}

/// A currency by its code, "EUR".
pub(super) fn currency(value: &Value<'_>) -> Option<Currency> {
    let hint = "write the three-letter code of a currency such as \"EUR\"";
    let text = value.text(hint)?;
    let currency = Currency::from_code(text);
    if currency.is_none() {
        value.refuse_text(text, hint);
    }
    currency
}

/// The amount, or what is accepted instead.
fn parse_amount(text: &str) -> Result<Money, String> {
    let usual = || AMOUNT_HINT.to_owned();
    if text.starts_with('-') {
        return Err("write an amount of zero or more such as \"85.00 EUR\"".to_owned());
    }
    domain::parse_amount(text).map_err(|fault| match fault {
        InvalidAmount::NoCurrency => usual(),
        InvalidAmount::NotANumber => {
            format!("{AMOUNT_HINT}, with a decimal point and no other separators")
        }
        InvalidAmount::Decimals(currency) => {
            format!("{currency} has {} decimals", currency.exponent())
        }
        InvalidAmount::TooLarge => "the amount is too large".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_at_most_their_currencys_decimals() {
        for (text, minor) in [
            ("85.00 EUR", 8500),
            ("85 eur", 8500),
            ("85.5  EUR", 8550),
            ("0 EUR", 0),
            ("5000 CLP", 5000),
            ("1.234 KWD", 1234),
            ("92233720368547758.07 EUR", i64::MAX),
        ] {
            assert_eq!(parse_amount(text).map(Money::minor), Ok(minor), "{text}");
        }
        for text in [
            "85.00",
            "EUR 85.00",
            "85,00 EUR",
            "1,250.00 EUR",
            "85.001 EUR",
            "50.0 CLP",
            "-1 EUR",
            "+1 EUR",
            "1e2 EUR",
            ".5 EUR",
            "5. EUR",
            "85.00 XAU",
            "85 EUR extra",
            "٣ EUR",
            "92233720368547758.08 EUR",
        ] {
            assert!(parse_amount(text).is_err(), "{text}");
        }
    }
}
