//! A reservation's row as the API writes it, read strictly: a value of another type than the
//! contract's refuses the row.
//!
//! An absent key and a null are the same here: unknown. Unknown is never read as zero.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};
use serde_json::value::RawValue;

use crate::snapshot::json::Value;

/// The keys of a row that matter.
#[derive(Debug, Deserialize)]
pub(super) struct WireRow<'a> {
    pub(super) id: String,
    pub(super) code: Option<String>,
    pub(super) platform: Option<String>,
    pub(super) platform_id: Option<String>,
    pub(super) booking_date: Option<String>,
    pub(super) arrival_date: Option<String>,
    pub(super) departure_date: Option<String>,
    pub(super) nights: Option<i64>,
    pub(super) stay_type: Option<String>,
    #[serde(borrow)]
    pub(super) owner_stay: Option<&'a RawValue>,
    pub(super) reservation_status: Option<WireStatus>,
    pub(super) guest: Option<WireGuest>,
    #[serde(borrow)]
    pub(super) financials: Option<&'a RawValue>,
}

#[derive(Debug, Deserialize)]
pub(super) struct WireStatus {
    pub(super) current: Option<WireCurrent>,
}

#[derive(Debug, Deserialize)]
pub(super) struct WireCurrent {
    pub(super) category: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct WireGuest {
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
}

/// The money of a row; the guest's side is not read.
#[derive(Debug, Deserialize)]
pub(super) struct WireFinancials {
    pub(super) currency: Option<String>,
    pub(super) host: Option<WireHost>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct WireHost {
    pub(super) accommodation: Option<WireLine>,
    pub(super) accommodation_breakdown: Option<Vec<WireLine>>,
    pub(super) guest_fees: Option<Vec<WireLine>>,
    pub(super) host_fees: Option<Vec<WireLine>>,
    pub(super) discounts: Option<Vec<WireLine>>,
    pub(super) adjustments: Option<Vec<WireLine>>,
    pub(super) taxes: Option<Vec<WireLine>>,
    pub(super) revenue: Option<WireLine>,
}

impl WireHost {
    /// Whether every field is missing, as for a stay that has no price yet.
    pub(super) fn is_empty(&self) -> bool {
        self.accommodation.is_none()
            && self.revenue.is_none()
            && [&self.guest_fees, &self.host_fees, &self.discounts, &self.adjustments, &self.taxes]
                .iter()
                .all(|list| list.as_ref().is_none_or(Vec::is_empty))
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct WireLine {
    pub(super) amount: Option<WireAmount>,
    pub(super) formatted: Option<String>,
    pub(super) label: Option<String>,
    pub(super) category: Option<String>,
}

/// An amount in the API's units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WireAmount {
    pub(super) units: i64,
    /// Whether it came as a text or with a decimal point.
    pub(super) unusual: bool,
}

impl<'de> Deserialize<'de> for WireAmount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AmountVisitor)
    }
}

struct AmountVisitor;

impl Visitor<'_> for AmountVisitor {
    type Value = WireAmount;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number of the currency's units")
    }

    fn visit_i64<E: de::Error>(self, units: i64) -> Result<WireAmount, E> {
        Ok(WireAmount { units, unusual: false })
    }

    fn visit_u64<E: de::Error>(self, units: u64) -> Result<WireAmount, E> {
        let units = i64::try_from(units).map_err(|_| E::custom("a number too large to count"))?;
        self.visit_i64(units)
    }

    /// Whole numbers up to 2^53, beyond which a float no longer counts in ones.
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<WireAmount, E> {
        const EXACT_MAX: u64 = 1 << 53;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the next line checks that it is exact"
        )]
        let units = number as i64;
        #[expect(clippy::cast_precision_loss, reason = "both sides are below 2^53")]
        let is_exact = units.unsigned_abs() <= EXACT_MAX && units as f64 == number;
        if !is_exact {
            return Err(E::custom("a number with a fraction, or too large to count"));
        }
        Ok(WireAmount { units, unusual: true })
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<WireAmount, E> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse() {
            Ok(units) if is_whole => Ok(WireAmount { units, unusual: true }),
            Ok(_) | Err(_) => Err(E::custom("a text that is not a whole number")),
        }
    }
}

/// The id and the code of a row that cannot be read as a whole, as far as they can.
pub(super) fn names_of(text: &str) -> (String, String) {
    let value = Value::read(text).ok();
    let named = |key| value.as_ref().and_then(|row| row.field(key)?.as_text()).map(str::trim);
    let id = named("id").unwrap_or_default();
    let code = named("code").filter(|code| !code.is_empty()).or_else(|| named("platform_id"));
    (id.to_owned(), code.unwrap_or_default().to_owned())
}

/// Reads `text`, naming the field where it cannot.
pub(super) fn parse_json<'a, T: Deserialize<'a>>(text: &'a str, place: &str) -> Result<T, String> {
    let mut json = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let at = if path == "." { place.to_owned() } else { join(place, &path) };
        let cause = error.inner().to_string();
        // drop serde's line number: a row is one line
        let cause = cause.split(" at line ").next().unwrap_or_default().to_owned();
        format!("{at}: {cause}")
    })
}

fn join(place: &str, path: &str) -> String {
    if place.is_empty() { path.to_owned() } else { format!("{place}.{path}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_whole_or_refused() {
        let cases = [
            ("12345", Some((12345, false))),
            ("-5", Some((-5, false))),
            ("12345.0", Some((12345, true))),
            ("1e3", Some((1000, true))),
            (r#""-4211""#, Some((-4211, true))),
            ("123.45", None),
            ("true", None),
            (r#""12.3""#, None),
            (r#""+5""#, None),
            ("9223372036854775808", None),
            ("1e300", None),
            ("-1e300", None),
            ("-9223372036854775809", None),
            ("-9223372036854775808", Some((i64::MIN, false))),
            ("-0.0", Some((0, true))),
            ("[1]", None),
        ];
        for (text, expected) in cases {
            let read = parse_json::<WireAmount>(text, "").ok().map(|one| (one.units, one.unusual));
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn a_fault_names_its_field() {
        let text = r#"{"currency":"EUR","host":{"guest_fees":[{"amount":true}]}}"#;
        let fault =
            parse_json::<WireFinancials>(text, "financials").expect_err("a bool is no amount");
        assert!(fault.starts_with("financials.host.guest_fees[0].amount: invalid type"), "{fault}");
    }
}
