//! Rates from nothing to all of an amount.

use std::fmt;

use rust_decimal::Decimal;

/// A text that is not a rate from 0% to 100%.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a rate such as \"20%\" or \"12.5%\", from 0% to 100%")]
pub struct InvalidRate(String);

/// A part of a whole, from 0 to 1; a percentage on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(Decimal);

impl Rate {
    /// All of it.
    pub const WHOLE: Self = Self(Decimal::ONE);

    /// The rate that `text` names in percent, "12.5%".
    ///
    /// # Errors
    /// Anything but digits with at most six decimals and a percent sign, and rates above 100%.
    pub fn parse_percent(text: &str) -> Result<Self, InvalidRate> {
        let wrong = || InvalidRate(text.to_owned());
        let digits = text.trim().strip_suffix('%').ok_or_else(wrong)?.trim_end();
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !is_number(whole) || !is_number(decimals) || whole.len() > 3 || decimals.len() > 6 {
            return Err(wrong());
        }
        let percent: Decimal = digits.parse().map_err(|_| wrong())?;
        let fraction = percent.checked_div(Decimal::ONE_HUNDRED).ok_or_else(wrong)?;
        if fraction > Decimal::ONE {
            return Err(wrong());
        }
        Ok(Self(fraction.normalize()))
    }

    /// The rate as a fraction from 0 to 1.
    #[must_use]
    pub fn fraction(self) -> Decimal {
        self.0
    }

    /// What is left of the whole.
    #[must_use]
    pub fn complement(self) -> Self {
        Self((Decimal::ONE - self.0).normalize())
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// The percentage without the sign and without needless zeros: "12.5".
    #[must_use]
    pub fn percent(self) -> String {
        (self.0 * Decimal::ONE_HUNDRED).normalize().to_string()
    }
}

/// "12.5%".
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.percent())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_percentages_up_to_a_hundred() {
        for (text, expected) in [
            ("20%", "20%"),
            (" 12.50 %", "12.5%"),
            ("0%", "0%"),
            ("100%", "100%"),
            ("7.125%", "7.125%"),
        ] {
            assert_eq!(Rate::parse_percent(text).map(|rate| rate.to_string()), Ok(expected.into()));
        }
        for text in ["20", "0.2", "101%", "-5%", "1e1%", "%", "20%%", "12,5%", "٢%", ".5%", "5.%"]
        {
            assert!(Rate::parse_percent(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_rate_and_its_complement_make_the_whole() {
        let rate = Rate::parse_percent("12.345%").expect("a rate");
        assert_eq!(rate.fraction() + rate.complement().fraction(), Decimal::ONE);
    }
}
