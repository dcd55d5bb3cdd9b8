//! What happens to taxes: the keys `taxes` and `withhold` of an agreement.

use std::collections::BTreeMap;

use super::reader::Value;
use super::{base, channels, figures};
use crate::domain::{Remitter, TaxTerms, TaxTreatment, Withholding, fold};
use crate::text::quoted;

const TAXES_HINT: &str = "write { default = \"pass-through\" } or { default = \"owner\" }; for \
                          some taxes add keys such as \"channel:airbnb\", \"label:city tax\" or \
                          \"category:Host Tax\"";
const TAX_HINT: &str = "write \"owner\", \"pass-through\" (the manager pays them to the tax \
                        authority), \"withheld\", or { pass_through = \"channel\" } or { \
                        pass_through = \"manager\" }";
const KEYS_HINT: &str =
    "expected 'default', 'channel:' with a channel, or 'label:' or 'category:' with a text";
const COLLECTS_HINT: &str =
    "expected 'default', or 'channel:' with a channel such as \"channel:airbnb\"";
const WITHHOLD_BASE_HINT: &str =
    "write what the rate applies to, such as [\"accommodation\", \"discounts\"]";
const WITHHOLD_HINT: &str = "write { rate = \"21%\", base = [\"accommodation\", \"discounts\"], \
                             name = \"Withholding tax\" }";

/// What is usual: the manager pays taxes to the office.
pub(super) fn usual() -> TaxTerms {
    TaxTreatment::PassThrough { remitter: Remitter::Manager }.into()
}

/// The key `taxes`.
pub(super) fn parse_taxes(value: &Value<'_>) -> Option<TaxTerms> {
    let mut terms = usual();
    let mut is_sound = true;
    for (key, value) in value.group(TAXES_HINT)? {
        let is_read = match key.split_once(':') {
            None if key == "default" => {
                read_treatment(&value).map(|treatment| terms.default = treatment)
            }
            Some(("channel", name)) => {
                let channel = channels::of_key(name, &value);
                let treatment = read_treatment(&value);
                channel.zip(treatment).map(|(channel, treatment)| {
                    if terms.channels.insert(channel, treatment).is_some() {
                        channels::refuse_second(key, &value);
                    }
                })
            }
            Some(("label", text)) => insert_text(&mut terms.labels, key, text, &value),
            Some(("category", text)) => insert_text(&mut terms.categories, key, text, &value),
            Some(_) | None => {
                value.refuse_key(format!("unknown key {} in taxes", quoted(key)), KEYS_HINT);
                None
            }
        };
        is_sound &= is_read.is_some();
    }
    is_sound.then_some(terms)
}

/// Adds the labels or categories of a list.
fn insert_text(
    texts: &mut BTreeMap<String, TaxTreatment>,
    key: &str,
    text: &str,
    value: &Value<'_>,
) -> Option<()> {
    let treatment = read_treatment(value);
    let folded = fold(text);
    if folded.is_empty() {
        let message = format!("{} has no text", quoted(key));
        value.refuse_key(message, "write the text after the colon");
        return None;
    }
    if texts.insert(folded, treatment?).is_some() {
        let message = format!("{} appears twice", quoted(key));
        value.refuse_key(message, "case and accents are ignored, keep one of the two");
        return None;
    }
    Some(())
}

fn read_treatment(value: &Value<'_>) -> Option<TaxTreatment> {
    let by_manager = TaxTreatment::PassThrough { remitter: Remitter::Manager };
    if value.is_text() {
        let choices = [
            ("pass-through", by_manager),
            ("owner", TaxTreatment::Owner),
            ("withheld", TaxTreatment::Withheld),
        ];
        return value.choice(&choices);
    }
    let table = value.table("a tax", &["pass_through"], TAX_HINT)?;
    let by_channel = TaxTreatment::PassThrough { remitter: Remitter::Channel };
    let choices =
        [("channel", by_channel), ("manager", by_manager), ("owner", TaxTreatment::Owner)];
    table.required("pass_through", TAX_HINT)?.choice(&choices)
}

/// The key `withhold`.
pub(super) fn read_withholding(value: &Value<'_>) -> Option<Withholding> {
    let table = value.table("withhold", &["rate", "base", "name"], WITHHOLD_HINT)?;
    let rate = table.required("rate", WITHHOLD_HINT).and_then(|value| figures::rate(&value));
    let base =
        table.required("base", WITHHOLD_BASE_HINT).and_then(|value| base::parse_base(&value));
    let name = table.required("name", WITHHOLD_HINT).and_then(|value| value.text(WITHHOLD_HINT));
    Some(Withholding { rate: rate?, base: base?, name: name?.to_owned() })
}

/// The part of a key behind "channel:", where no other key but `default` is accepted.
pub(super) fn channel_of<'k>(key: &'k str, group: &str, value: &Value<'_>) -> Option<&'k str> {
    let channel = key.strip_prefix("channel:");
    if channel.is_none() {
        let message = format!("unknown key {} in {group}", quoted(key));
        value.refuse_key(message, COLLECTS_HINT);
    }
    channel
}
