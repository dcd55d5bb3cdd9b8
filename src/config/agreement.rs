//! The section `[[agreement]]`: when money counts and who gets what.
//!
//! What decides about money has no default (`recognise`, `commission`, `channel_fee`); what only
//! is common practice has one.

use std::collections::BTreeMap;

use super::reader::{Table, Value};
use super::{commission, dates, figures, shares, taxes};
use crate::domain::{
    AdjustmentTerms, Agreement, AgreementId, Allowance, Basis, CancellationTerms, CollectTerms,
    FeeKind, FeeTerms, Money, NightSplit, Recognition, YearStart,
};

/// The keys of an agreement.
pub(super) const KEYS: &[&str] = &[
    "id",
    "recognise",
    "nights",
    "commission",
    "fees",
    "channel_fee",
    "taxes",
    "withhold",
    "adjustments",
    "collects",
    "cancellations",
    "owner_stays",
];

const BASIS_HINT: &str = "write when money counts: \"check-in\" (on the day of check-in), \
                          \"check-out\" (on the day of check-out), \"nights\" (divided over the \
                          nights) or \"booked\" (on the day of booking, before it is earned)";

/// An agreement without its id, which is read before to resolve references.
pub(super) fn parse_agreement(table: &Table<'_>, id: Option<AgreementId>) -> Option<Agreement> {
    let recognition = table.required("recognise", BASIS_HINT);
    let recognition = recognition.and_then(|value| read_recognition(&value));
    let splits = [("even", NightSplit::Even), ("by-price", NightSplit::ByPrice)];
    let night_split = table.optional("nights", NightSplit::Even, |value| value.choice(&splits));
    let commission = commission::parse_commission(table);
    let fees = table.optional("fees", FeeTerms::default(), shares::read_fees);
    let channel_fee = table.required("channel_fee", shares::BEARER_HINT);
    let channel_fee = channel_fee.and_then(|value| shares::read_channel_fee(&value));
    let taxes = table.optional("taxes", taxes::usual(), taxes::parse_taxes);
    let withholding =
        table.optional("withhold", None, |value| taxes::read_withholding(value).map(Some));
    let adjustments =
        table.optional("adjustments", AdjustmentTerms::default(), shares::read_adjustments);
    let collects = table.optional("collects", CollectTerms::default(), shares::read_collects);
    let cancellations =
        table.optional("cancellations", CancellationTerms::WithCommission, read_cancellations);
    let owner_stays = table.optional("owner_stays", OwnerStays::default(), read_owner_stays);
    let owner_stays = owner_stays?;
    let agreement = Agreement {
        id: id?,
        recognition: recognition?,
        night_split: night_split?,
        commission: commission?,
        fees: fees?,
        channel_fee: channel_fee?,
        taxes: taxes?,
        withholding: withholding?,
        adjustments: adjustments?,
        cancellations: cancellations?,
        collects: collects?,
        owner_stay_cleaning: owner_stays.cleaning,
        allowance: owner_stays.allowance,
    };
    refuse_contradictions(table, &agreement);
    Some(agreement)
}

/// Terms that are valid on their own but contradict each other or have no effect together.
fn refuse_contradictions(table: &Table<'_>, agreement: &Agreement) {
    let recognition = &agreement.recognition;
    if agreement.commission.tiers().is_some() && recognition.of_commission() == Basis::Nights {
        let message =
            "'tiers' cannot be combined with a commission that counts by nights".to_owned();
        let hint = "let the commission count on one day: recognise = { default = \"nights\", \
                    commission = \"check-out\" }";
        refuse_at(table, "recognise", message, hint);
    }
    let by_price =
        recognition.default == Basis::Nights && agreement.night_split == NightSplit::ByPrice;
    if by_price && agreement.shows_rent_net() {
        let message =
            "nightly prices do not apply to a rent that is shown net of its channel fee".to_owned();
        let hint = "write nights = \"even\", or remove report = \"net\" from channel_fee";
        refuse_at(table, "nights", message, hint);
    }
}

/// Records a fault of a key that is there.
fn refuse_at(table: &Table<'_>, key: &str, message: String, hint: &str) {
    match table.get(key) {
        Some(value) => value.refuse(message, hint),
        None => table.refuse(message, hint),
    }
}

fn read_basis(value: &Value<'_>) -> Option<Basis> {
    let text = value.text(BASIS_HINT)?;
    let found = Basis::ALL.iter().find(|(_, name)| *name == text).map(|(basis, _)| *basis);
    if found.is_none() {
        value.refuse_text(text, BASIS_HINT);
    }
    found
}

fn read_recognition(value: &Value<'_>) -> Option<Recognition> {
    if value.is_text() {
        return read_basis(value).map(Recognition::from);
    }
    let keys = ["default", "commission", "channel-fee", "taxes", "fees"];
    let table = value.table("recognise", &keys, BASIS_HINT)?;
    let default = table.required("default", BASIS_HINT).and_then(|value| read_basis(&value));
    let basis = |key| table.optional(key, None, |value| read_basis(value).map(Some));
    let (commission, channel_fee, taxes) =
        (basis("commission"), basis("channel-fee"), basis("taxes"));
    let fees = table.optional("fees", (BTreeMap::new(), None), read_fee_bases);
    let (fees, other_fees) = fees?;
    Some(Recognition {
        default: default?,
        commission: commission?,
        channel_fee: channel_fee?,
        taxes: taxes?,
        fees,
        other_fees,
    })
}

/// One basis for all guest fees, or one for each kind.
fn read_fee_bases(value: &Value<'_>) -> Option<(BTreeMap<FeeKind, Basis>, Option<Basis>)> {
    if value.is_text() {
        return Some((BTreeMap::new(), Some(read_basis(value)?)));
    }
    let mut keys: Vec<&str> = FeeKind::of_agreements().map(FeeKind::key).collect();
    keys.push("default");
    let hint = "write a basis for all guest fees, or a group such as { cleaning = \"check-out\" }";
    let table = value.table("fees of recognise", &keys, hint)?;
    let (mut kinds, mut others, mut is_sound) = (BTreeMap::new(), None, true);
    for (key, value) in table.entries(&keys) {
        match (read_basis(&value), FeeKind::from_key(key)) {
            (Some(basis), Some(kind)) => {
                kinds.insert(kind, basis);
            }
            (Some(basis), None) => others = Some(basis),
            (None, _) => is_sound = false,
        }
    }
    is_sound.then_some((kinds, others))
}

fn read_cancellations(value: &Value<'_>) -> Option<CancellationTerms> {
    let hint = "write { include = true, commission = true }";
    let table = value.table("cancellations", &["include", "commission"], hint)?;
    let include = table.optional("include", true, Value::flag);
    let commission = table.get("commission");
    let with_commission = commission.as_ref().map_or(Some(true), Value::flag);
    if let (Some(false), Some(commission)) = (include, &commission) {
        let message = "'commission' has no effect if 'include' is false".to_owned();
        commission.refuse(message, "remove one of the two");
    }
    Some(match (include?, with_commission?) {
        (false, _) => CancellationTerms::Excluded,
        (true, true) => CancellationTerms::WithCommission,
        (true, false) => CancellationTerms::WithoutCommission,
    })
}

/// What is agreed about owners' own nights.
#[derive(Default)]
struct OwnerStays {
    cleaning: Option<Money>,
    allowance: Option<Allowance>,
}

fn read_owner_stays(value: &Value<'_>) -> Option<OwnerStays> {
    let hint = "write { cleaning = \"85.00 EUR\", nights_per_year = 28 }, or one of the two";
    let keys = ["cleaning", "nights_per_year", "year_starts"];
    let table = value.table("owner_stays", &keys, hint)?;
    let cleaning = table.optional("cleaning", None, |value| figures::amount(value).map(Some));
    let nights = table.optional("nights_per_year", None, |value| {
        let hint = "write a whole number from 0 to 366, without quotation marks";
        value.whole_number(0, 366, hint).and_then(|nights| u32::try_from(nights).ok()).map(Some)
    });
    let year = table.optional("year_starts", YearStart::default(), dates::read_year_start);
    if let (Some(None), Some(starts)) = (nights, table.get("year_starts")) {
        let message = "'year_starts' has no effect without 'nights_per_year'".to_owned();
        starts.refuse_key(message, "add nights_per_year = 28, or remove it");
    }
    let (cleaning, nights, year) = (cleaning?, nights?, year?);
    Some(OwnerStays { cleaning, allowance: nights.map(|nights| Allowance { nights, year }) })
}
