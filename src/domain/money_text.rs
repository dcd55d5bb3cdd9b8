//! Amounts as people write them in the program's own files: "85.00 EUR", "-12.5 EUR".

use super::{Currency, Money};

/// Why a text is not an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvalidAmount {
    /// The number is not followed by a known currency.
    NoCurrency,
    /// The number is not digits with a point before the decimals.
    NotANumber,
    /// More decimals than the currency has.
    Decimals(Currency),
    /// More than 64 bits can count.
    TooLarge,
}

/// A number and its currency, "-85.00 EUR".
///
/// # Errors
/// [`InvalidAmount`]; nothing is rounded or guessed.
pub fn parse_amount(text: &str) -> Result<Money, InvalidAmount> {
    let (number, code) = text.split_once(char::is_whitespace).ok_or(InvalidAmount::NoCurrency)?;
    let digits = number.strip_prefix('-').unwrap_or(number);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    if !is_number(whole) || !is_number(decimals) {
        return Err(InvalidAmount::NotANumber);
    }
    let currency = Currency::from_code(code).ok_or(InvalidAmount::NoCurrency)?;
    parse_number(number, currency)
}

/// A number of `currency`, "-85.00".
///
/// # Errors
/// [`InvalidAmount`]; nothing is rounded or guessed.
pub fn parse_number(text: &str, currency: Currency) -> Result<Money, InvalidAmount> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    if !is_number(whole) || (digits.contains('.') && !is_number(decimals)) {
        return Err(InvalidAmount::NotANumber);
    }
    let places = usize::try_from(currency.exponent()).map_err(|_| InvalidAmount::TooLarge)?;
    if decimals.len() > places {
        return Err(InvalidAmount::Decimals(currency));
    }
    let minor = format!("{sign}{whole}{decimals:0<places$}");
    let minor = minor.parse().map_err(|_| InvalidAmount::TooLarge)?;
    Ok(Money::new(minor, currency))
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_may_be_negative_and_nothing_is_rounded() {
        for (text, expected) in [
            ("-85.5 EUR", Ok(-8550)),
            ("0.00 EUR", Ok(0)),
            ("5000 CLP", Ok(5000)),
            ("85.00", Err(InvalidAmount::NoCurrency)),
            ("--1 EUR", Err(InvalidAmount::NotANumber)),
            ("- EUR", Err(InvalidAmount::NotANumber)),
            ("1,50 EUR", Err(InvalidAmount::NotANumber)),
            ("99999999999999999999 EUR", Err(InvalidAmount::TooLarge)),
        ] {
            assert_eq!(parse_amount(text).map(Money::minor), expected, "{text}");
        }
    }
}
