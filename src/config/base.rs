//! What a rate is taken from: the lines that a base is the sum of.

use super::reader::Value;
use super::wording::{DEPOSIT, accepted, did_you_mean, nearest};
use crate::domain::{AdjustmentKind, BaseTerm, FeeKind};
use crate::text::quoted;

/// What to write where a base is missing.
pub(super) const BASE_HINT: &str =
    "write what the commission is calculated on, such as [\"accommodation\", \"discounts\"]";
const TERMS_HINT: &str = "expected 'accommodation', 'discounts', 'fees', a kind of fee such as \
                          'fees.cleaning', 'channel-fee', 'adjustments', a kind such as \
                          'adjustments.damage', or 'taxes'";

/// Every term with its name in configurations.
fn terms() -> Vec<(String, BaseTerm)> {
    let mut terms = vec![
        BaseTerm::Accommodation,
        BaseTerm::Discounts,
        BaseTerm::AllFees,
        BaseTerm::ChannelFee,
        BaseTerm::AllAdjustments,
        BaseTerm::Taxes,
    ];
    terms.extend(FeeKind::of_agreements().map(BaseTerm::Fees));
    terms.extend(AdjustmentKind::ALL.iter().map(|kind| BaseTerm::Adjustments(*kind)));
    let mut named: Vec<_> = terms.into_iter().map(|term| (term.key(), term)).collect();
    named.push(("channel_fee".to_owned(), BaseTerm::ChannelFee));
    named
}

/// Each term once, and no term that is part of another.
pub(super) fn parse_base(value: &Value<'_>) -> Option<Vec<BaseTerm>> {
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
            entry
                .refuse(format!("{} appears twice in 'base'", quoted(text)), "keep one of the two");
        } else if let Some(other) = base.iter().find(|other| overlap(**other, *term)) {
            let other = terms.iter().find(|(_, term)| term == other);
            let other = other.map_or("", |(name, _)| name.as_str());
            let message = format!("'base' contains both '{other}' and {}", quoted(text));
            entry.refuse(message, "one is part of the other, keep one of the two");
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
    if text == BaseTerm::Fees(FeeKind::Deposit).key() {
        return format!("{DEPOSIT}; remove it");
    }
    let fees: Vec<&str> = FeeKind::of_agreements().map(FeeKind::key).collect();
    let adjustments: Vec<&str> = AdjustmentKind::ALL.iter().map(|kind| kind.key()).collect();
    for (group, kinds) in [("fees.", fees), ("adjustments.", adjustments)] {
        if let Some(kind) = text.strip_prefix(group) {
            return nearest(kind, &kinds).map_or_else(
                || format!("{} after '{group}'", accepted(&kinds)),
                |kind| did_you_mean(&format!("{group}{kind}")),
            );
        }
    }
    nearest(text, names).map_or_else(|| TERMS_HINT.to_owned(), did_you_mean)
}
