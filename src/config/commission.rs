//! The commission of an agreement: what it is taken from, how much, and the VAT on it.
//!
//! Base and rate have no default: a wrong guess would cost someone money.

use std::collections::BTreeMap;

use super::reader::{Table, Value};
use super::{base, channels, figures, rates, tiers};
use crate::domain::{
    BaseTerm, Channel, Commission, CommissionVat, Money, Pricing, RateTerms, VatMethod,
    VatRounding, parse_amount,
};
use crate::text::quoted;

const KEYS: &[&str] = &[
    "base",
    "bases",
    "rate",
    "rates",
    "minimum_per_booking",
    "maximum_per_booking",
    "per_booking",
    "per_night",
    "per_month",
    "tiers",
    "waivers",
    "reversals",
    "vat",
];
/// What acts on single bookings, which tiers do not look at.
const NOT_WITH_TIERS: [&str; 6] =
    ["rate", "rates", "minimum_per_booking", "maximum_per_booking", "per_booking", "per_night"];
/// Keys with rows that may name a property.
const NAMING: [&str; 2] = ["rates", "waivers"];
/// Keys with an amount.
const AMOUNTS: [&str; 5] =
    ["minimum_per_booking", "maximum_per_booking", "per_booking", "per_night", "per_month"];
const BASES_HINT: &str =
    "write a list such as [{ channel = \"booking\", base = [\"accommodation\"] }]";
const PRICE_HINT: &str = "write the part of the base, such as \"20%\" (\"0%\" for no commission), \
                          or use 'tiers' instead";
const VAT_HINT: &str = "write { rate = \"23%\", method = \"plus\" }; the method is \"plus\" \
                        (added to the commission), \"net\" (added, on a base without the rent's \
                        VAT) or \"gross\" (included in the commission)";

/// The key `commission` of an agreement.
pub(super) fn parse_commission(agreement: &Table<'_>) -> Option<Commission> {
    let hint =
        "write { base = [\"accommodation\", \"discounts\"], rate = \"20%\" } with your own terms";
    let value = agreement.required("commission", hint)?;
    let table = value.table("commission", KEYS, hint)?;
    let base = table.required("base", base::BASE_HINT).and_then(|value| base::parse_base(&value));
    let bases = table.optional("bases", BTreeMap::new(), read_bases);
    let pricing = read_pricing(&table);
    let per_month = amount(&table, "per_month");
    refuse_two_currencies(&table);
    let waivers = table.optional("waivers", Vec::new(), rates::read_waivers);
    let reversals = table.optional("reversals", true, Value::flag);
    let vat = table.optional("vat", None, |value| read_vat(value).map(Some));
    Some(Commission {
        base: base?,
        bases: bases?,
        pricing: pricing?,
        per_month: per_month?,
        reversals: reversals?,
        waivers: waivers?,
        vat: vat?,
    })
}

#[expect(clippy::option_option, reason = "a fault is not the same as no amount")]
fn amount(table: &Table<'_>, key: &str) -> Option<Option<Money>> {
    table.optional(key, None, |value| figures::amount(value).map(Some))
}

/// Amounts in two currencies would hold every stay. Unreadable amounts are reported separately.
fn refuse_two_currencies(table: &Table<'_>) {
    let mut first: Option<(&str, Money)> = None;
    for (key, value) in table.entries(&AMOUNTS) {
        let Some(amount) = value.plain_text().and_then(|text| parse_amount(text).ok()) else {
            continue;
        };
        match first {
            None => first = Some((key, amount)),
            Some((other, before)) if before.currency() != amount.currency() => {
                let (one, two) = (amount.currency(), before.currency());
                let message = format!("'{key}' is in {one}, '{other}' in {two}");
                value.refuse(message, "write all amounts of a commission in one currency");
            }
            Some(_) => {}
        }
    }
}

fn read_pricing(table: &Table<'_>) -> Option<Pricing> {
    if let Some(value) = table.get("tiers") {
        for (key, value) in table.entries(&NOT_WITH_TIERS) {
            let message = format!("'{key}' cannot be combined with 'tiers'");
            value.refuse_key(
                message,
                "tiers have their own rates for all stays together, remove one of the two",
            );
        }
        return tiers::parse_tiers(&value).map(Pricing::Tiers);
    }
    let rate = table.required("rate", PRICE_HINT).and_then(|value| figures::rate(&value));
    let rows = table.optional("rates", Vec::new(), rates::parse_rates);
    let (minimum, maximum) =
        (amount(table, "minimum_per_booking"), amount(table, "maximum_per_booking"));
    let (per_booking, per_night) = (amount(table, "per_booking"), amount(table, "per_night"));
    if let (Some(Some(minimum)), Some(Some(maximum))) = (minimum, maximum)
        && maximum.minus(minimum).is_ok_and(Money::is_negative)
        && let Some(value) = table.get("maximum_per_booking")
    {
        let message = format!("the maximum, {maximum}, is below the minimum, {minimum}");
        value.refuse(message, "correct one of them");
    }
    Some(Pricing::Rates(RateTerms {
        rate: rate?,
        rows: rows?,
        minimum: minimum?,
        maximum: maximum?,
        per_booking: per_booking?,
        per_night: per_night?,
    }))
}

fn read_bases(value: &Value<'_>) -> Option<BTreeMap<Channel, Vec<BaseTerm>>> {
    let mut bases = BTreeMap::new();
    let mut is_sound = true;
    for entry in value.list(BASES_HINT)? {
        let table = entry.table("an entry of 'bases'", &["channel", "base"], BASES_HINT);
        let read = table.and_then(|table| {
            let channel = table.required("channel", channels::CHANNEL_HINT);
            let channel = channel.and_then(|value| channels::parse_channel(&value));
            let base = table.required("base", base::BASE_HINT);
            Some((channel?, base.and_then(|value| base::parse_base(&value))?))
        });
        let Some((channel, base)) = read else {
            is_sound = false;
            continue;
        };
        let message = format!("{} already has a base", quoted(channel.key()));
        if bases.insert(channel, base).is_some() {
            entry.refuse(message, "keep one of the two");
        }
    }
    is_sound.then_some(bases)
}

/// The properties named in an agreement's rates and waivers, with their positions.
pub(super) fn named_properties<'a>(agreement: &Table<'a>) -> Vec<(&'a str, Value<'a>)> {
    let mut named = Vec::new();
    let keys = agreement.get("commission").and_then(|value| value.group(""));
    for (_, rows) in keys.into_iter().flatten().filter(|(key, _)| NAMING.contains(key)) {
        for row in rows.list("").into_iter().flatten() {
            let keys = row.group("").into_iter().flatten();
            let property = keys.filter(|(key, _)| *key == "property").map(|(_, value)| value);
            named.extend(property.filter_map(|value| Some((value.plain_text()?, value))));
        }
    }
    named
}

fn read_vat(value: &Value<'_>) -> Option<CommissionVat> {
    let table = value.table("vat", &["rate", "method", "rent_vat", "rounding"], VAT_HINT)?;
    let rate = table.required("rate", VAT_HINT).and_then(|value| figures::rate(&value));
    let rent_vat = table.get("rent_vat");
    let methods = [("plus", "plus"), ("net", "net"), ("gross", "gross")];
    let method = table.required("method", VAT_HINT).and_then(|value| value.choice(&methods));
    let method = method.and_then(|method| match (method, &rent_vat) {
        ("net", Some(rent_vat)) => {
            figures::rate(rent_vat).map(|rent_vat| VatMethod::Net { rent_vat })
        }
        ("net", None) => {
            let message = "missing key 'rent_vat' in vat".to_owned();
            table.refuse(message, "write the rate of the VAT included in the rent, such as \"9%\"");
            None
        }
        (method, Some(rent_vat)) => {
            let message = format!("'rent_vat' has no effect with method \"{method}\"");
            rent_vat.refuse(message, "remove it, or write method = \"net\"");
            None
        }
        ("gross", None) => Some(VatMethod::Gross),
        (_, None) => Some(VatMethod::Plus),
    });
    let roundings = [("line", VatRounding::Line), ("document", VatRounding::Document)];
    let rounding = table.optional("rounding", VatRounding::Line, |value| value.choice(&roundings));
    if let (Some(VatMethod::Gross), Some(VatRounding::Document), Some(value)) =
        (method, rounding, table.get("rounding"))
    {
        let message = "'rounding' has no effect with method \"gross\"".to_owned();
        value.refuse(message, "remove it, or write method = \"plus\" or \"net\"");
    }
    Some(CommissionVat { rate: rate?, method: method?, rounding: rounding? })
}
