//! Amounts of money: whole minor units with their currency.
//!
//! Fractions exist only inside [`Unrounded`], between a multiplication and its rounding; the
//! rounding rule is named and applied here and nowhere else. Two currencies never mix.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};

use super::Rate;

/// Why an amount could not be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Two currencies met.
    #[error("{0} and {1} cannot be added up")]
    TwoCurrencies(Currency, Currency),
    /// The amount is too large to be counted in 64 bits.
    #[error("an amount is too large to be calculated exactly")]
    TooLarge,
    /// A share of nothing: the weights of a split sum to zero.
    #[error("nothing to split by: all weights are zero")]
    NoWeights,
}

/// An ISO-4217 currency with a known number of decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The currency of an ISO code such as "EUR" (any case).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let found = iso_currency::Currency::from_code(&code.trim().to_ascii_uppercase())?;
        // metals, test codes and units of account have no decimals and no statement
        found.exponent().filter(|exponent| matches!(exponent, 0 | 2 | 3))?;
        Some(Self(found))
    }

    /// The ISO code, "EUR".
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Whether amounts of it can be written with `sign`: "$" with dollars and pesos of many
    /// countries, "€" with the euro alone.
    #[must_use]
    pub fn is_written_with(self, sign: char) -> bool {
        self.0.symbol().symbol.contains(sign)
    }

    /// Decimals of the currency: 0, 2 or 3.
    #[must_use]
    pub fn exponent(self) -> u32 {
        self.0.exponent().map_or(2, u32::from)
    }

    fn ensure_same(self, other: Self) -> Result<(), AmountError> {
        if self == other { Ok(()) } else { Err(AmountError::TwoCurrencies(self, other)) }
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// By ISO code, so that statements come in the same order everywhere.
impl Ord for Currency {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.code().cmp(other.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount in whole minor units (cents) of one currency; negative amounts are charges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// `minor` units of `currency`: 12345 and EUR are 123.45 EUR.
    #[must_use]
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in `currency`.
    #[must_use]
    pub fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Whole minor units.
    #[must_use]
    pub fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    #[must_use]
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// Whether it is below nothing.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.minor < 0
    }

    /// The sum.
    ///
    /// # Errors
    /// Two currencies; a sum beyond 64 bits.
    pub fn plus(self, other: Self) -> Result<Self, AmountError> {
        self.currency.ensure_same(other.currency)?;
        let minor = self.minor.checked_add(other.minor).ok_or(AmountError::TooLarge)?;
        Ok(Self::new(minor, self.currency))
    }

    /// The difference.
    ///
    /// # Errors
    /// Two currencies; a difference beyond 64 bits.
    pub fn minus(self, other: Self) -> Result<Self, AmountError> {
        self.plus(other.negated()?)
    }

    /// The same amount on the other side.
    ///
    /// # Errors
    /// The one amount that 64 bits cannot negate.
    pub fn negated(self) -> Result<Self, AmountError> {
        let minor = self.minor.checked_neg().ok_or(AmountError::TooLarge)?;
        Ok(Self::new(minor, self.currency))
    }

    /// The sum of `amounts`; zero in `currency` if there are none.
    ///
    /// # Errors
    /// An amount in another currency; a sum beyond 64 bits.
    pub fn sum(
        currency: Currency,
        amounts: impl IntoIterator<Item = Self>,
    ) -> Result<Self, AmountError> {
        amounts.into_iter().try_fold(Self::zero(currency), Self::plus)
    }

    /// This amount times a rate, still to be rounded.
    ///
    /// # Errors
    /// A product beyond the decimal's 28 digits.
    pub fn times(self, rate: Rate) -> Result<Unrounded, AmountError> {
        let value = Decimal::from(self.minor).checked_mul(rate.fraction());
        Ok(Unrounded { value: value.ok_or(AmountError::TooLarge)?, currency: self.currency })
    }

    /// `part` of `whole` equal pieces of this amount, still to be rounded: A * K / n.
    ///
    /// # Errors
    /// A `whole` of zero; a product beyond the decimal's 28 digits.
    pub fn portion(self, part: u32, whole: u32) -> Result<Unrounded, AmountError> {
        self.scaled(Decimal::from(part), Decimal::from(whole))
    }

    /// This amount times the mean of `rates`, still to be rounded: A * (r1 + ... + rn) / n.
    ///
    /// # Errors
    /// No rates; a product beyond the decimal's 28 digits.
    pub fn times_mean(self, rates: &[Rate]) -> Result<Unrounded, AmountError> {
        self.scaled(sum_of(rates)?, Decimal::from(rates.len()))
    }

    /// The part of this amount that the first `count` of `rates` have in all of them, still to be
    /// rounded.
    ///
    /// # Errors
    /// Rates that are all zero; a product beyond the decimal's 28 digits.
    pub fn weighed(self, rates: &[Rate], count: u32) -> Result<Unrounded, AmountError> {
        let first = rates.get(..count as usize).unwrap_or(rates);
        self.scaled(sum_of(first)?, sum_of(rates)?)
    }

    /// This amount without the VAT of `rate` that it contains, not yet rounded:
    /// A / (1 + v).
    ///
    /// # Errors
    /// A product beyond the decimal's 28 digits.
    pub fn without_vat(self, rate: Rate) -> Result<Unrounded, AmountError> {
        self.scaled(Decimal::ONE, Decimal::ONE + rate.fraction())
    }

    /// The VAT of `rate` that is in this amount, still to be rounded: A * v / (1 + v).
    ///
    /// # Errors
    /// A product beyond the decimal's 28 digits.
    pub fn vat_within(self, rate: Rate) -> Result<Unrounded, AmountError> {
        self.scaled(rate.fraction(), Decimal::ONE + rate.fraction())
    }

    fn scaled(self, numerator: Decimal, denominator: Decimal) -> Result<Unrounded, AmountError> {
        if denominator.is_zero() {
            return Err(AmountError::NoWeights);
        }
        let value = Decimal::from(self.minor)
            .checked_mul(numerator)
            .and_then(|product| product.checked_div(denominator))
            .ok_or(AmountError::TooLarge)?;
        Ok(Unrounded { value, currency: self.currency })
    }

    /// The lower of two amounts.
    ///
    /// # Errors
    /// Two currencies.
    pub fn at_most(self, other: Self) -> Result<Self, AmountError> {
        self.currency.ensure_same(other.currency)?;
        Ok(Self::new(self.minor.min(other.minor), self.currency))
    }

    /// The higher of two amounts.
    ///
    /// # Errors
    /// Two currencies.
    pub fn at_least(self, other: Self) -> Result<Self, AmountError> {
        self.currency.ensure_same(other.currency)?;
        Ok(Self::new(self.minor.max(other.minor), self.currency))
    }

    /// This amount `count` times.
    ///
    /// # Errors
    /// A product beyond 64 bits.
    pub fn repeated(self, count: u32) -> Result<Self, AmountError> {
        let minor = self.minor.checked_mul(i64::from(count)).ok_or(AmountError::TooLarge)?;
        Ok(Self::new(minor, self.currency))
    }

    /// Splits the amount by `weights` so that the pieces sum to it exactly: each piece is cut off
    /// towards zero and the cents left over go to the largest remainders, the first of equals
    /// first.
    ///
    /// # Errors
    /// Weights that are all zero, or an intermediate beyond 128 bits.
    ///
    /// # Examples
    /// 5 cents by 70 and 30 are 4 and 1; 8.00 in three are 2.67, 2.67 and 2.66.
    pub fn allocate(self, weights: &[u64]) -> Result<Vec<Self>, AmountError> {
        let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
        if total == 0 {
            return Err(AmountError::NoWeights);
        }
        let amount = u128::from(self.minor.unsigned_abs());
        let mut pieces = Vec::with_capacity(weights.len());
        let mut remainders = Vec::with_capacity(weights.len());
        for (place, weight) in weights.iter().enumerate() {
            let product = amount.checked_mul(u128::from(*weight)).ok_or(AmountError::TooLarge)?;
            pieces.push(product / total);
            remainders.push((product % total, place));
        }
        let handed_out: u128 = pieces.iter().sum();
        let left = usize::try_from(amount - handed_out).map_err(|_| AmountError::TooLarge)?;
        remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, place) in remainders.into_iter().take(left) {
            pieces[place] += 1;
        }
        pieces.into_iter().map(|piece| self.with_magnitude(piece)).collect()
    }

    /// Splits the amount over `shares`, exact parts that are about as much together and may be of
    /// both signs: each is cut off below, and the units left over go one by one to the largest
    /// remainders, the first of equals first. What is below zero mirrors what is above.
    ///
    /// # Errors
    /// No shares to split something over; two currencies; an amount beyond 64 bits.
    ///
    /// # Examples
    /// 17 cents over 10.2 and 6.4 are 10 and 7; 7 cents over 10 and -3.3 are 10 and -3.
    pub fn apportion(self, shares: &[Unrounded]) -> Result<Vec<Self>, AmountError> {
        if self.is_negative() {
            let mirrored: Vec<Unrounded> = shares.iter().map(|share| share.negated()).collect();
            let pieces = self.negated()?.apportion(&mirrored)?;
            return pieces.into_iter().map(Self::negated).collect();
        }
        let Some(count) = i128::try_from(shares.len()).ok().filter(|count| *count > 0) else {
            return if self.is_zero() { Ok(Vec::new()) } else { Err(AmountError::NoWeights) };
        };
        shares.iter().try_for_each(|share| self.currency.ensure_same(share.currency))?;
        let floors: Vec<Decimal> = shares.iter().map(|share| share.value.floor()).collect();
        let mut pieces: Vec<i128> = Vec::with_capacity(floors.len());
        for floor in &floors {
            pieces.push(i128::try_from(*floor).map_err(|_| AmountError::TooLarge)?);
        }
        let left = i128::from(self.minor) - pieces.iter().sum::<i128>();
        let mut places: Vec<usize> = (0..pieces.len()).collect();
        let remainder = |place: &usize| shares[*place].value - floors[*place];
        places.sort_by(|a, b| remainder(b).cmp(&remainder(a)).then(a.cmp(b)));
        let (of_each, over) = (left.div_euclid(count), left.rem_euclid(count));
        for (rank, place) in (0..).zip(places) {
            pieces[place] += of_each + i128::from(rank < over);
        }
        let minors = pieces.into_iter().map(i64::try_from);
        minors
            .map(|minor| Ok(Self::new(minor.map_err(|_| AmountError::TooLarge)?, self.currency)))
            .collect()
    }

    fn with_magnitude(self, magnitude: u128) -> Result<Self, AmountError> {
        let signed = i128::try_from(magnitude).map_err(|_| AmountError::TooLarge)?;
        let signed = signed * i128::from(self.minor.signum());
        Ok(Self::new(i64::try_from(signed).map_err(|_| AmountError::TooLarge)?, self.currency))
    }
}

fn sum_of(rates: &[Rate]) -> Result<Decimal, AmountError> {
    let mut fractions = rates.iter().map(|rate| rate.fraction());
    fractions.try_fold(Decimal::ZERO, Decimal::checked_add).ok_or(AmountError::TooLarge)
}

/// A plain decimal with the currency's decimals, "-1234.50"; the form of CSV and JSON.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = self.currency.exponent();
        let unit = 10_u64.pow(decimals);
        let magnitude = self.minor.unsigned_abs();
        if self.minor < 0 {
            f.write_str("-")?;
        }
        write!(f, "{}", magnitude / unit)?;
        if decimals > 0 {
            write!(f, ".{:0width$}", magnitude % unit, width = decimals as usize)?;
        }
        Ok(())
    }
}

/// How an unrounded amount becomes whole minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest minor unit, halves away from zero, so that a refund mirrors its charge.
    HalfAwayFromZero,
}

/// An amount with a fraction of a minor unit; it leaves only by [`Unrounded::round`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "a fraction of a cent has to be rounded"]
pub struct Unrounded {
    value: Decimal,
    currency: Currency,
}

/// What a computation gave, before and after its rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Computed {
    /// Before.
    pub exact: Unrounded,
    /// After.
    pub rounded: Money,
}

impl Unrounded {
    /// Keeps the fraction with the rounded amount, to show how it was rounded.
    ///
    /// # Errors
    /// An amount beyond 64 bits.
    pub fn computed(self, rule: Rounding) -> Result<Computed, AmountError> {
        Ok(Computed { exact: self, rounded: self.round(rule)? })
    }

    /// The sum, still to be rounded.
    ///
    /// # Errors
    /// Two currencies; a sum beyond the decimal's 28 digits.
    pub fn plus(self, other: Self) -> Result<Self, AmountError> {
        self.currency.ensure_same(other.currency)?;
        let value = self.value.checked_add(other.value).ok_or(AmountError::TooLarge)?;
        Ok(Self { value, currency: self.currency })
    }

    /// The same on the other side.
    fn negated(self) -> Self {
        Self { value: -self.value, currency: self.currency }
    }

    /// Whether rounding changes nothing.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.value.fract().is_zero()
    }

    /// Whole minor units by `rule`.
    ///
    /// # Errors
    /// An amount beyond 64 bits.
    pub fn round(self, rule: Rounding) -> Result<Money, AmountError> {
        let strategy = match rule {
            Rounding::HalfAwayFromZero => RoundingStrategy::MidpointAwayFromZero,
        };
        #[expect(clippy::disallowed_methods, reason = "the one place where amounts are rounded")]
        let whole = self.value.round_dp_with_strategy(0, strategy);
        let minor = i64::try_from(whole).map_err(|_| AmountError::TooLarge)?;
        Ok(Money::new(minor, self.currency))
    }
}

/// An exact plain decimal in the currency's main unit, with at least the currency's decimals:
/// "97.1125"; only for showing what was rounded.
impl fmt::Display for Unrounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = self.currency.exponent() as usize;
        let plain = self.value.normalize().to_string();
        let (sign, digits) =
            plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
        let (minor, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let minor = format!("{minor:0>width$}", width = decimals + 1);
        let (whole, cents) = minor.split_at(minor.len() - decimals);
        let point = if cents.is_empty() && fraction.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{cents}{fraction}")
    }
}

#[cfg(test)]
mod tests;
