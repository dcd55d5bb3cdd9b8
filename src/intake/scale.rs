//! The unit of a reservation's amounts, found by comparing them with their printed texts.
//!
//! The API counts two-decimal currencies in cents; for others it is not settled, so the texts
//! decide (`docs/api.md`). One reservation has one unit: all of its lines must agree.

use crate::domain::Currency;

/// How many decimals the amounts of a reservation have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    /// Decimals of the amounts as delivered.
    pub(super) decimals: u32,
    /// Whether any printed text confirmed it.
    pub(super) confirmed: bool,
}

/// Amounts and texts that fit no unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoScale;

/// The unit in which every amount equals its printed text.
///
/// Tries the currency's own decimals, then two, then none. Three decimals are tried only for
/// currencies that have them: "1.000" would otherwise turn a thousand into one.
pub(super) fn scale_of<'a>(
    currency: Currency,
    lines: impl Iterator<Item = (i64, Option<&'a str>)>,
) -> Result<Scale, NoScale> {
    let printed: Vec<(u128, Printed)> = lines
        .filter_map(|(amount, text)| {
            Some((u128::from(amount.unsigned_abs()), Printed::read(text?)?))
        })
        .collect();
    let own = currency.exponent();
    if printed.is_empty() {
        return Ok(Scale { decimals: own, confirmed: false });
    }
    [own, 2, 0]
        .into_iter()
        .find(|decimals| printed.iter().all(|(amount, text)| text.equals(*amount, *decimals)))
        .map(|decimals| Scale { decimals, confirmed: true })
        .ok_or(NoScale)
}

/// Whether a printed amount has another sign than the amount itself.
pub(super) fn has_other_sign(amount: i64, text: &str) -> bool {
    let is_negative = text.contains(['-', '\u{2212}']) || text.trim_start().starts_with('(');
    amount != 0 && Printed::read(text).is_some() && is_negative != (amount < 0)
}

/// Whether a printed amount is one of another currency: by an ISO code in it, or by a sign that
/// `currency` is not written with.
pub(super) fn is_of_other_currency(text: &str, currency: Currency) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic());
    let codes =
        words.filter(|word| word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase()));
    let mut named = codes.filter_map(Currency::from_code);
    let signs = ['€', '£', '$'];
    named.any(|other| other != currency)
        || signs.iter().any(|sign| text.contains(*sign) && !currency.is_written_with(*sign))
}

/// `units` of `scale` in the currency's own minor units, if that is a whole number that fits.
pub(super) fn minor_units(units: i64, scale: Scale, currency: Currency) -> Option<i64> {
    let own = currency.exponent();
    if scale.decimals <= own {
        units.checked_mul(10_i64.pow(own - scale.decimals))
    } else {
        let unit = 10_i64.pow(scale.decimals - own);
        (units % unit == 0).then_some(units / unit)
    }
}

/// The magnitude that a text such as "-CLP 332,900" or "$1,213.65" prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Printed {
    digits: u128,
    decimals: u32,
}

impl Printed {
    /// Everything but digits and the last full stop is dropped.
    fn read(text: &str) -> Option<Self> {
        let (whole, decimals) = text.rsplit_once('.').unwrap_or((text, ""));
        let digits_of =
            |part: &str| -> String { part.chars().filter(char::is_ascii_digit).collect() };
        let (whole, decimals) = (digits_of(whole), digits_of(decimals));
        let digits = format!("{whole}{decimals}").parse().ok()?;
        Some(Self { digits, decimals: u32::try_from(decimals.len()).ok()? })
    }

    fn equals(self, amount: u128, decimals: u32) -> bool {
        let raised = |number: u128, power: u32| {
            10_u128.checked_pow(power).and_then(|unit| number.checked_mul(unit))
        };
        match (raised(amount, self.decimals), raised(self.digits, decimals)) {
            (Some(amount), Some(text)) => amount == text,
            (None, _) | (_, None) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, lines: &[(i64, &str)], expected: Option<(u32, i64)>) {
        let currency = Currency::from_code(code).expect("a currency");
        let scale = scale_of(currency, lines.iter().map(|(amount, text)| (*amount, Some(*text))));
        let found = scale.ok().and_then(|scale| {
            Some((scale.decimals, minor_units(lines.first()?.0, scale, currency)?))
        });
        assert_eq!(found, expected, "{code} {lines:?}");
    }

    #[test]
    fn the_printed_text_decides_the_unit() {
        check("USD", &[(121_365, "$1,213.65"), (-3751, "-$37.51")], Some((2, 121_365)));
        check("USD", &[(-12345, "$-123.45")], Some((2, -12345)));
        check("CLP", &[(332_900, "CLP\u{a0}332,900")], Some((0, 332_900)));
        check("CLP", &[(16_645_000, "CLP 166,450"), (0, "CLP 0")], Some((2, 166_450)));
        check("CLP", &[(16_645_050, "CLP 166,450.50")], None);
        check("KWD", &[(1234, "KWD 1.234")], Some((3, 1234)));
        check("KWD", &[(12345, "KWD 123.45")], Some((2, 123_450)));
        check("EUR", &[(12345, "€12,345")], Some((0, 1_234_500)));
        // European separators would make a thousand one: refused
        check("EUR", &[(1000, "€1.000")], None);
        check("CLP", &[(333_000, "CLP 333.000")], None);
        // two lines that disagree
        check("CLP", &[(332_900, "CLP 332,900"), (4_500_000, "CLP 45,000")], None);
        check("EUR", &[(0, "€5.00")], None);
    }

    #[test]
    fn a_text_can_contradict_sign_and_currency() {
        for (amount, text, expected) in [
            (-5673, "-$56.73", false),
            (-5673, "$-56.73", false),
            (-5673, "(56.73)", false),
            (-5673, "\u{2212}€56.73", false),
            (5673, "-$56.73", true),
            (-5673, "$56.73", true),
            (0, "-$0.00", false),
            (-5673, "free", false),
        ] {
            assert_eq!(has_other_sign(amount, text), expected, "{amount} {text}");
        }
        for (code, text, expected) in [
            ("USD", "$1.00", false),
            ("CAD", "CA$1.00", false),
            ("BRL", "R$1.00", false),
            ("EUR", "€1.00", false),
            ("CLP", "CLP\u{a0}332,900", false),
            ("CHF", "CHF 1.00", false),
            ("EUR", "$1.00", true),
            ("USD", "€1.00", true),
            ("USD", "£1.00", true),
            ("USD", "CLP 332,900", true),
            ("EUR", "1.00", false),
            ("EUR", "VAT 1.00", false),
        ] {
            let currency = Currency::from_code(code).expect("a currency");
            assert_eq!(is_of_other_currency(text, currency), expected, "{code} {text}");
        }
    }

    #[test]
    fn without_texts_the_currencys_own_unit_is_taken_unconfirmed() {
        let clp = Currency::from_code("CLP").expect("a currency");
        let lines = [(100, None), (5, Some("free"))].into_iter();
        assert_eq!(scale_of(clp, lines), Ok(Scale { decimals: 0, confirmed: false }));
    }
}
