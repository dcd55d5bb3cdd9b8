//! The section `[[agreement]]`: when money counts and who gets what.
//!
//! What decides about money has no default (`recognise`, `commission`, `channel_fee`); what only
//! says what is usual has one.

use std::collections::BTreeMap;

use super::reader::{Table, Value};
use super::{commission, figures};
use crate::domain::{
    AdjustmentKind, AdjustmentTerms, Agreement, AgreementId, Basis, Bearer, CancellationTerms,
    FeeKind, FeeTerms, Money, NightSplit, Remitter, TaxTreatment, Treatment,
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
    "adjustments",
    "cancellations",
    "owner_stays",
];

const BASIS_HINT: &str = "say when money counts: \"check-in\" (all of it on the day of arrival), \
    \"check-out\" (on the day of departure), \"nights\" (spread over the nights) or \"booked\" (on \
    the day of booking, before it is earned)";
const BEARER_HINT: &str = "say who bears what channels keep: { borne_by = \"owner\" } or \
    { borne_by = \"manager\" }";
const TREATMENT_HINT: &str = "write \"owner\", \"manager\", or a part such as { owner = \"80%\" } \
    or { manager = \"20%\" }";
const TAXES_HINT: &str = "write { default = \"pass-through\" } or { default = \"owner\" }";
const TAX_HINT: &str = "write \"owner\", \"pass-through\" (the manager pays them to the tax \
    office), or { pass_through = \"channel\" } or { pass_through = \"manager\" }";

/// An agreement without its id, which is read before to resolve references.
pub(super) fn read(table: &Table<'_>, id: Option<AgreementId>) -> Option<Agreement> {
    let basis = table.required("recognise", BASIS_HINT).and_then(|value| read_basis(&value));
    let splits = [("even", NightSplit::Even), ("by-price", NightSplit::ByPrice)];
    let night_split = table.optional("nights", NightSplit::Even, |value| value.choice(&splits));
    let commission = commission::read(table);
    let fees = table.optional("fees", FeeTerms::default(), read_fees);
    let channel_fee =
        table.required("channel_fee", BEARER_HINT).and_then(|value| read_bearer(&value));
    let usual_taxes = TaxTreatment::PassThrough { remitter: Remitter::Manager };
    let taxes = table.optional("taxes", usual_taxes, |value| read_taxes(value, usual_taxes));
    let adjustments = table.optional("adjustments", AdjustmentTerms::default(), read_adjustments);
    let cancellations =
        table.optional("cancellations", CancellationTerms::WithCommission, read_cancellations);
    let owner_stay_cleaning = table.optional("owner_stays", None, read_owner_stays);
    Some(Agreement {
        id: id?,
        basis: basis?,
        night_split: night_split?,
        commission: commission?,
        fees: fees?,
        channel_fee: channel_fee?,
        taxes: taxes?,
        adjustments: adjustments?,
        cancellations: cancellations?,
        owner_stay_cleaning: owner_stay_cleaning?,
    })
}

fn read_basis(value: &Value<'_>) -> Option<Basis> {
    let text = value.text(BASIS_HINT)?;
    let found = Basis::ALL.iter().find(|(_, name)| *name == text).map(|(basis, _)| *basis);
    if found.is_none() {
        value.refuse_text(text, BASIS_HINT);
    }
    found
}

fn read_bearer(value: &Value<'_>) -> Option<Bearer> {
    let table = value.table("channel_fee", &["borne_by"], BEARER_HINT)?;
    let bearers = [("owner", Bearer::Owner), ("manager", Bearer::Manager)];
    table.required("borne_by", "write \"owner\" or \"manager\"")?.choice(&bearers)
}

fn read_fees(value: &Value<'_>) -> Option<FeeTerms> {
    let mut keys: Vec<&str> = FeeKind::ALL.iter().map(|kind| kind.key()).collect();
    keys.push("default");
    let hint = "write { default = \"owner\" }, or a treatment for each kind of fee";
    let table = value.table("fees", &keys, hint)?;
    let mut terms = FeeTerms::default();
    for (key, value) in table.entries(&keys) {
        let Some(treatment) = read_treatment(&value) else { continue };
        match FeeKind::from_key(key) {
            Some(kind) => {
                terms.kinds.insert(kind, treatment);
            }
            None => terms.default = Some(treatment),
        }
    }
    Some(terms)
}

/// The usual terms, with those that the agreement mentions in their place.
fn read_adjustments(value: &Value<'_>) -> Option<AdjustmentTerms> {
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

fn read_treatment(value: &Value<'_>) -> Option<Treatment> {
    if value.is_text() {
        return value.choice(&[("owner", Treatment::Owner), ("manager", Treatment::Manager)]);
    }
    let table = value.table("a split", &["owner", "manager"], TREATMENT_HINT)?;
    let owner = table.get("owner").map(|value| figures::rate(&value));
    let manager = table.get("manager").map(|value| figures::rate(&value));
    match (owner, manager) {
        (Some(owner), None) => Some(Treatment::Split { owner: owner? }),
        (None, Some(manager)) => Some(Treatment::Split { owner: manager?.complement() }),
        (Some(_), Some(_)) => {
            let message = "a split names both parts".to_owned();
            table.refuse(message, "write one of them, the other gets the rest");
            None
        }
        (None, None) => {
            table.refuse("a split without a part".to_owned(), TREATMENT_HINT);
            None
        }
    }
}

fn read_taxes(value: &Value<'_>, usual: TaxTreatment) -> Option<TaxTreatment> {
    let table = value.table("taxes", &["default"], TAXES_HINT)?;
    table.optional("default", usual, |value| {
        if value.is_text() {
            return value.choice(&[("pass-through", usual), ("owner", TaxTreatment::Owner)]);
        }
        let remitters = [("channel", Remitter::Channel), ("manager", Remitter::Manager)];
        let table = value.table("'default' of taxes", &["pass_through"], TAX_HINT)?;
        let remitter = table.required("pass_through", TAX_HINT)?.choice(&remitters)?;
        Some(TaxTreatment::PassThrough { remitter })
    })
}

fn read_cancellations(value: &Value<'_>) -> Option<CancellationTerms> {
    let hint = "write { include = true, commission = true }";
    let table = value.table("cancellations", &["include", "commission"], hint)?;
    let include = table.optional("include", true, Value::flag);
    let commission = table.get("commission");
    let with_commission = commission.as_ref().map_or(Some(true), Value::flag);
    if let (Some(false), Some(commission)) = (include, &commission) {
        let message = "'commission' says nothing where 'include' is false".to_owned();
        commission.refuse(message, "remove one of the two");
    }
    Some(match (include?, with_commission?) {
        (false, _) => CancellationTerms::Excluded,
        (true, true) => CancellationTerms::WithCommission,
        (true, false) => CancellationTerms::WithoutCommission,
    })
}

#[expect(clippy::option_option, reason = "a fault is not the same as no charge")]
fn read_owner_stays(value: &Value<'_>) -> Option<Option<Money>> {
    let table = value.table("owner_stays", &["cleaning"], "write { cleaning = \"85.00 EUR\" }")?;
    table.optional("cleaning", None, |value| figures::amount(value).map(Some))
}
