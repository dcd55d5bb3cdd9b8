//! Who receives or pays what: the keys `fees`, `adjustments`, `channel_fee` and `collects`.

use std::collections::BTreeMap;

use super::reader::{Table, Value};
use super::wording::{DEPOSIT, DEPOSIT_HINT};
use super::{channels, figures, taxes};
use crate::domain::{
    AdjustmentKind, AdjustmentTerms, Channel, ChannelFeeTerms, CollectTerms, Collector, FeeKind,
    FeeTerms, FeeTreatment, Rate, Remitter, Report, Treatment,
};

/// Hint for when it is not stated who pays the channels' fees.
pub(super) const BEARER_HINT: &str = "write who pays the channels' fees: { borne_by = \"owner\" } \
                                      or { borne_by = \"manager\" }";
const TREATMENT_HINT: &str = "write \"owner\", \"manager\", or a part such as { owner = \"80%\" } \
                              or { manager = \"20%\" }";
const FEE_HINT: &str = "write \"owner\", \"manager\", a part such as { owner = \"80%\" }, a fixed \
                        part such as { manager = \"30.00 EUR\" }, or { pass_through = \"manager\" \
                        }";
const PART_HINT: &str = "write a part such as \"20%\" or an amount such as \"30.00 EUR\"";
const REPORTS: [(&str, Report); 2] = [("gross", Report::Gross), ("net", Report::Net)];

/// The key `fees`.
pub(super) fn read_fees(value: &Value<'_>) -> Option<FeeTerms> {
    let mut keys: Vec<&str> = FeeKind::ALL.iter().map(|kind| kind.key()).collect();
    keys.extend(["default", "report"]);
    let hint = "write { default = \"owner\" }, or a treatment for each kind of fee";
    let table = value.table("fees", &keys, hint)?;
    let mut terms = FeeTerms::default();
    for (key, value) in table.entries(&keys) {
        if key == FeeKind::Deposit.key() {
            value.refuse_key(DEPOSIT.to_owned(), DEPOSIT_HINT);
            continue;
        }
        if key == "report" {
            terms.report = value.choice(&REPORTS).unwrap_or_default();
            continue;
        }
        let Some(treatment) = read_fee(&value) else { continue };
        match FeeKind::from_key(key) {
            Some(kind) => {
                terms.kinds.insert(kind, treatment);
            }
            None => terms.default = Some(treatment),
        }
    }
    Some(terms)
}

fn read_fee(value: &Value<'_>) -> Option<FeeTreatment> {
    if value.is_text() {
        return read_whole(value).map(FeeTreatment::Shared);
    }
    let table = value.table("a split", &["owner", "manager", "pass_through"], FEE_HINT)?;
    if let Some(remitter) = table.get("pass_through") {
        let remitters = [
            ("channel", FeeTreatment::PassedOn(Remitter::Channel)),
            ("manager", FeeTreatment::PassedOn(Remitter::Manager)),
            ("owner", FeeTreatment::PassedOnByOwner),
        ];
        for (key, value) in table.entries(&["owner", "manager"]) {
            let message = format!("'{key}' cannot be combined with 'pass_through'");
            value.refuse_key(
                message,
                "amounts that are passed on are not shared, remove one of the two",
            );
        }
        return remitter.choice(&remitters);
    }
    let (part, of_owner) = read_part(&table, FEE_HINT)?;
    let written = part.plain_text().unwrap_or("%");
    if !written.contains('%') {
        if !written.contains(char::is_alphabetic) {
            part.refuse_text(written, PART_HINT);
            return None;
        }
        let fixed = figures::amount(&part)?;
        return Some(match of_owner {
            true => FeeTreatment::FixedForOwner(fixed),
            false => FeeTreatment::FixedForManager(fixed),
        });
    }
    Some(split(figures::rate(&part)?, of_owner).into())
}

fn read_whole(value: &Value<'_>) -> Option<Treatment> {
    value.choice(&[("owner", Treatment::Owner), ("manager", Treatment::Manager)])
}

/// The one part that a split names, and whether it is the owner's.
fn read_part<'a>(table: &Table<'a>, hint: &str) -> Option<(Value<'a>, bool)> {
    match (table.get("owner"), table.get("manager")) {
        (Some(owner), None) => Some((owner, true)),
        (None, Some(manager)) => Some((manager, false)),
        (Some(_), Some(_)) => {
            let message = "a split gives both parts".to_owned();
            table.refuse(message, "write only one of them, the other one gets the rest");
            None
        }
        (None, None) => {
            if !table.has_unknown() {
                table.refuse("a split without a part".to_owned(), hint);
            }
            None
        }
    }
}

fn split(part: Rate, of_owner: bool) -> Treatment {
    Treatment::Split { owner: if of_owner { part } else { part.complement() } }
}

/// An amount that owner and manager share in percent.
fn read_treatment(value: &Value<'_>) -> Option<Treatment> {
    if value.is_text() {
        return read_whole(value);
    }
    let table = value.table("a split", &["owner", "manager"], TREATMENT_HINT)?;
    let (part, of_owner) = read_part(&table, TREATMENT_HINT)?;
    Some(split(figures::rate(&part)?, of_owner))
}

/// The usual terms, with those that the agreement mentions in their place.
pub(super) fn read_adjustments(value: &Value<'_>) -> Option<AdjustmentTerms> {
    let keys: Vec<&str> = AdjustmentKind::ALL.iter().map(|kind| kind.key()).collect();
    let hint = "write a group such as { damage = \"owner\", other = \"owner\" }";
    let table = value.table("adjustments", &keys, hint)?;
    let said: BTreeMap<AdjustmentKind, Treatment> = table
        .entries(&keys)
        .into_iter()
        .filter_map(|(key, value)| Some((AdjustmentKind::from_key(key)?, read_treatment(&value)?)))
        .collect();
    let mut terms = AdjustmentTerms::default();
    terms.kinds.extend(said);
    Some(terms)
}

/// The key `channel_fee`.
pub(super) fn read_channel_fee(value: &Value<'_>) -> Option<ChannelFeeTerms> {
    let keys = ["borne_by", "channels", "irrecoverable_vat", "report"];
    let table = value.table("channel_fee", &keys, BEARER_HINT)?;
    let hint = "write \"owner\", \"manager\" or a part such as { owner = \"50%\" }";
    let borne_by = table.required("borne_by", hint).and_then(|value| read_treatment(&value));
    let hint = "write a group such as { direct = \"manager\" }";
    let channels = table
        .optional("channels", BTreeMap::new(), |value| by_channel(value, hint, read_treatment));
    let hint = "write a group such as { booking = \"21%\" }";
    let irrecoverable_vat = table.optional("irrecoverable_vat", BTreeMap::new(), |value| {
        by_channel(value, hint, figures::rate)
    });
    let report = table.optional("report", Report::Gross, |value| value.choice(&REPORTS));
    let (borne_by, channels, report) = (borne_by?, channels?, report?);
    let owner_alone =
        borne_by == Treatment::Owner && channels.values().all(|one| *one == Treatment::Owner);
    if report == Report::Net && !owner_alone {
        let message = "report = \"net\" needs the owner to pay all channel fees".to_owned();
        let hint = "write only borne_by = \"owner\", or remove 'report'";
        table.refuse(message, hint);
    }
    Some(ChannelFeeTerms { borne_by, channels, irrecoverable_vat: irrecoverable_vat?, report })
}

/// The values of a group for each channel that it names.
fn by_channel<T>(
    value: &Value<'_>,
    hint: &str,
    read: impl Fn(&Value<'_>) -> Option<T>,
) -> Option<BTreeMap<Channel, T>> {
    let mut said = BTreeMap::new();
    let mut is_sound = true;
    for (key, value) in value.group(hint)? {
        match (channels::of_key(key, &value), read(&value)) {
            (Some(channel), Some(thing)) => {
                if said.insert(channel, thing).is_some() {
                    channels::refuse_second(key, &value);
                }
            }
            _ => is_sound = false,
        }
    }
    is_sound.then_some(said)
}

const COLLECTS_HINT: &str = "write \"manager\", \"owner\", or { default = \"manager\", \
                             \"channel:airbnb\" = \"owner\" }";

/// The key `collects` of a property. It replaces the agreement's `collects` as a whole, including
/// its channels.
pub(super) fn read_own_collects(value: &Value<'_>) -> Option<CollectTerms> {
    let says_default = |group: &[(&str, Value<'_>)]| group.iter().any(|(key, _)| *key == "default");
    if !value.is_text() && !says_default(&value.group(COLLECTS_HINT)?) {
        let message = "'collects' of a property needs 'default'".to_owned();
        value.refuse_key(message, "add who is paid for stays on all other channels");
        return None;
    }
    read_collects(value)
}

/// The key `collects` of an agreement.
pub(super) fn read_collects(value: &Value<'_>) -> Option<CollectTerms> {
    if value.is_text() {
        let default = value.choice(&Collector::ALL)?;
        return Some(CollectTerms { default, ..CollectTerms::default() });
    }
    let mut terms = CollectTerms::default();
    let mut is_sound = true;
    for (key, value) in value.group(COLLECTS_HINT)? {
        let collector = value.choice(&Collector::ALL);
        if key == "default" {
            is_sound &= collector.is_some();
            terms.default = collector.unwrap_or(terms.default);
            continue;
        }
        let name = taxes::channel_of(key, "collects", &value);
        match (name.and_then(|name| channels::of_key(name, &value)), collector) {
            (Some(channel), Some(collector)) => {
                if terms.channels.insert(channel, collector).is_some() {
                    channels::refuse_second(key, &value);
                }
            }
            _ => is_sound = false,
        }
    }
    is_sound.then_some(terms)
}
