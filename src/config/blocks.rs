//! The sections `[[block]]`: blocked nights of a property.

use std::collections::BTreeMap;

use super::reader::{Table, Value};
use super::wording::{did_you_mean, nearest};
use super::{dates, parties};
use crate::domain::{Block, BlockUse, Period, PropertyId};

/// The keys of a block.
pub(super) const KEYS: &[&str] = &["property", "from", "to", "use", "reason"];

const HINT: &str = "write [[block]] and below it property, from, to, use and reason, or remove it";
const PROPERTY_HINT: &str = "write the id of a [[property]]";
const FROM_HINT: &str = "write the date of the first blocked night, such as \"2026-07-01\"";
const TO_HINT: &str = "write the date of the last blocked night; check-in is possible on the day \
                       after it";
const REASON_HINT: &str = "write the reason as printed on the statement";

/// A block with its place in the file.
struct Placed<'a> {
    block: Block,
    from: Value<'a>,
}

/// The blocks by property and date. They must be of `managed` properties; an empty list accepts
/// any, because that is a separate fault.
pub(super) fn parse_blocks(
    root: &Table<'_>,
    managed: &[&str],
) -> Option<BTreeMap<PropertyId, Vec<Block>>> {
    let tables = match root.get("block") {
        Some(_) => root.sections("block", KEYS, HINT),
        None => Vec::new(),
    };
    let mut by_property: BTreeMap<PropertyId, Vec<Placed<'_>>> = BTreeMap::new();
    let mut is_sound = true;
    for table in &tables {
        match read_block(table, managed) {
            Some(placed) => {
                by_property.entry(placed.block.property.clone()).or_default().push(placed);
            }
            None => is_sound = false,
        }
    }
    for blocks in by_property.values_mut() {
        blocks.sort_by_key(|placed| (placed.block.nights, placed.from.offset()));
        refuse_overlaps(blocks);
    }
    let bare = |blocks: Vec<Placed<'_>>| blocks.into_iter().map(|placed| placed.block).collect();
    is_sound.then(|| by_property.into_iter().map(|(id, blocks)| (id, bare(blocks))).collect())
}

fn read_block<'a>(table: &Table<'a>, managed: &[&str]) -> Option<Placed<'a>> {
    let property = table.required("property", PROPERTY_HINT);
    let property = property.and_then(|value| read_property(&value, managed));
    let from = table.required("from", FROM_HINT);
    let to = table.required("to", TO_HINT);
    let first = from.as_ref().and_then(dates::parse_date);
    let last = to.as_ref().and_then(dates::parse_date);
    let nights = match (first, last, &to) {
        (Some(first), Some(last), Some(to)) => {
            let nights = Period::new(first, last).ok();
            if nights.is_none() {
                let message = format!("'to' is {last}, before 'from', {first}");
                to.refuse(message, "both are nights of the block, correct one of them");
            }
            nights
        }
        _ => None,
    };
    let use_hint = "write \"owner\" (nights that count as the owner's own) or \"maintenance\"";
    let purpose = table.required("use", use_hint).and_then(|value| value.choice(&BlockUse::ALL));
    let reason = table.required("reason", REASON_HINT).and_then(|value| value.text(REASON_HINT));
    let (property, nights) = (property?, nights?);
    let block = Block { property, nights, purpose: purpose?, reason: reason?.to_owned() };
    Some(Placed { block, from: from? })
}

fn read_property(value: &Value<'_>, managed: &[&str]) -> Option<PropertyId> {
    let text = value.text(PROPERTY_HINT)?;
    if !managed.is_empty() && !managed.contains(&text) {
        let hint = nearest(text, managed)
            .map_or_else(|| "there is no property with this id".to_owned(), did_you_mean);
        value.refuse_text(text, &hint);
        return None;
    }
    parties::property_id(value, text)
}

/// Of two blocks of a property that share a night the later one in the file is refused.
fn refuse_overlaps(blocks: &[Placed<'_>]) {
    let Some((mut longest, rest)) = blocks.split_first() else { return };
    for placed in rest {
        if placed.block.nights.first() <= longest.block.nights.last() {
            let (one, other) = match placed.from.offset() > longest.from.offset() {
                true => (placed, longest),
                false => (longest, placed),
            };
            let shared = one.block.nights.first().max(other.block.nights.first());
            let message = format!("the night of {shared} is in two blocks");
            let hint = format!("the other block of the property is on line {}", other.from.line());
            one.from.refuse(message, &hint);
        }
        if placed.block.nights.last() > longest.block.nights.last() {
            longest = placed;
        }
    }
}
