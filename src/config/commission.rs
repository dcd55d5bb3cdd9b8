//! The commission of an agreement: what it is taken from, and its rates.
//!
//! Neither has a default: a guess here would be somebody's money.

use std::collections::BTreeMap;

use super::figures;
use super::reader::{Table, Value};
use super::wording::{accepted, did_you_mean, meant_or_accepted, nearest};
use crate::domain::{AdjustmentKind, BaseTerm, Channel, Commission, FeeKind, Rate};
use crate::sheet::quoted;

const BASE_HINT: &str = "write what it is taken from, such as [\"accommodation\", \"discounts\"]";
const TERMS_HINT: &str = "accepted are 'accommodation', 'discounts', 'fees', 'fees.cleaning' and so on, 'channel-fee', \
    'adjustments', 'adjustments.damage' and so on, and 'taxes'";
const RATE_HINT: &str = "write its part of the base, such as \"20%\"; \"0%\" for none";
const RATES_HINT: &str =
    "write a list such as [{ channel = \"direct\", rate = \"15%\" }] for channels that differ";

/// The channels that a slip is measured against.
const KNOWN_CHANNELS: [&str; 6] = ["airbnb", "vrbo", "booking", "booking.com", "direct", "manual"];
const CHANNEL_CHARACTERS_MAX: usize = 40;

/// The key `commission` of an agreement.
pub(super) fn read(agreement: &Table<'_>) -> Option<Commission> {
    let hint =
        "write { base = [\"accommodation\", \"discounts\"], rate = \"20%\" } with your own terms";
    let value = agreement.required("commission", hint)?;
    let table = value.table("commission", &["base", "rate", "rates"], hint)?;
    let base = table.required("base", BASE_HINT).and_then(|value| read_base(&value));
    let rate = table.required("rate", RATE_HINT).and_then(|value| figures::rate(&value));
    let channel_rates = table.optional("rates", BTreeMap::new(), read_channel_rates);
    Some(Commission { base: base?, rate: rate?, channel_rates: channel_rates? })
}

/// Every term with its name in configurations.
fn terms() -> Vec<(String, BaseTerm)> {
    let mut terms: Vec<(String, BaseTerm)> = [
        ("accommodation", BaseTerm::Accommodation),
        ("discounts", BaseTerm::Discounts),
        ("fees", BaseTerm::AllFees),
        ("channel-fee", BaseTerm::ChannelFee),
        ("channel_fee", BaseTerm::ChannelFee),
        ("adjustments", BaseTerm::AllAdjustments),
        ("taxes", BaseTerm::Taxes),
    ]
    .map(|(name, term)| (name.to_owned(), term))
    .into();
    let fees = FeeKind::ALL.iter();
    terms.extend(fees.map(|kind| (format!("fees.{}", kind.key()), BaseTerm::Fees(*kind))));
    let adjustments = AdjustmentKind::ALL.iter();
    terms.extend(
        adjustments
            .map(|kind| (format!("adjustments.{}", kind.key()), BaseTerm::Adjustments(*kind))),
    );
    terms
}

fn read_base(value: &Value<'_>) -> Option<Vec<BaseTerm>> {
    let terms = terms();
    let entries = value.list(BASE_HINT)?;
    if entries.is_empty() {
        value.refuse("'base' is empty".to_owned(), BASE_HINT);
        return None;
    }
    let mut base: Vec<BaseTerm> = Vec::new();
    let mut is_sound = true;
    for entry in &entries {
        let Some(text) = entry.text(TERMS_HINT) else {
            is_sound = false;
            continue;
        };
        let Some((_, term)) = terms.iter().find(|(name, _)| name == text) else {
            let names: Vec<&str> = terms.iter().map(|(name, _)| name.as_str()).collect();
            entry.refuse_text(text, &hint_for_unknown_term(text, &names));
            is_sound = false;
            continue;
        };
        if base.contains(term) {
            entry.refuse(format!("{} is in 'base' twice", quoted(text)), "keep one of the two");
        } else if let Some(other) = base.iter().find(|other| overlap(**other, *term)) {
            let other = terms.iter().find(|(_, term)| term == other);
            let other = other.map_or("", |(name, _)| name.as_str());
            let message = format!("'base' has '{other}' and {} too", quoted(text));
            entry.refuse(message, "one is a part of the other, keep one of the two");
        }
        base.push(*term);
    }
    is_sound.then_some(base)
}

/// Whether one of the two terms is a part of the other.
fn overlap(one: BaseTerm, other: BaseTerm) -> bool {
    let is_part = |part, whole| {
        matches!(
            (part, whole),
            (BaseTerm::Fees(_), BaseTerm::AllFees)
                | (BaseTerm::Adjustments(_), BaseTerm::AllAdjustments)
        )
    };
    is_part(one, other) || is_part(other, one)
}

/// What to write instead of a term that is not known.
fn hint_for_unknown_term(text: &str, names: &[&str]) -> String {
    let fees: Vec<&str> = FeeKind::ALL.iter().map(|kind| kind.key()).collect();
    let adjustments: Vec<&str> = AdjustmentKind::ALL.iter().map(|kind| kind.key()).collect();
    for (group, kinds) in [("fees.", fees), ("adjustments.", adjustments)] {
        if let Some(kind) = text.strip_prefix(group) {
            return nearest(kind, &kinds).map_or_else(
                || format!("{} behind '{group}'", accepted(&kinds)),
                |kind| did_you_mean(&format!("{group}{kind}")),
            );
        }
    }
    nearest(text, names).map_or_else(|| TERMS_HINT.to_owned(), did_you_mean)
}

fn read_channel_rates(value: &Value<'_>) -> Option<BTreeMap<Channel, Rate>> {
    let mut rates = BTreeMap::new();
    let mut is_sound = true;
    for entry in value.list(RATES_HINT)? {
        let Some(table) = entry.table("an entry of 'rates'", &["channel", "rate"], RATES_HINT)
        else {
            is_sound = false;
            continue;
        };
        let channel = table
            .required("channel", "write a channel such as \"airbnb\" or \"direct\"")
            .and_then(|value| Some((read_channel(&value)?, value)));
        let rate = table.required("rate", RATE_HINT).and_then(|value| figures::rate(&value));
        let (Some((channel, value)), Some(rate)) = (channel, rate) else {
            is_sound = false;
            continue;
        };
        let message = format!("{} has a rate already", quoted(channel.key()));
        if rates.insert(channel, rate).is_some() {
            value.refuse(message, "keep one of the two");
        }
    }
    is_sound.then_some(rates)
}

/// A channel by name. Names that are not known are accepted, because channels come and go, unless
/// they look like a slip of one that is.
fn read_channel(value: &Value<'_>) -> Option<Channel> {
    let hint =
        "write a channel such as \"airbnb\", \"vrbo\", \"booking\", \"direct\" or \"manual\"";
    let text = value.text(hint)?;
    let channel = Channel::from_name(text);
    let Channel::Other(name) = &channel else { return Some(channel) };
    let is_plausible = name.len() <= CHANNEL_CHARACTERS_MAX
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b));
    if nearest(name, &KNOWN_CHANNELS).is_some() {
        value.refuse_text(text, &meant_or_accepted(name, &KNOWN_CHANNELS));
        return None;
    }
    if !is_plausible {
        value.refuse_text(text, hint);
        return None;
    }
    Some(channel)
}
