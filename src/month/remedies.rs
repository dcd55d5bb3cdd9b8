//! Held statements by what resolves them: each remedy once, with everything it settles.

use std::collections::BTreeMap;

use crate::domain::{AgreementId, HoldReason, Money, OwnerId, Portfolio, PropertyId, Remedy, Stay};
use crate::locale::{hold_hint, hold_text};
use crate::statement::Hold;

/// What holds have in common that one remedy settles; the last part is what the manager reads.
type Key = (Remedy, Option<AgreementId>, &'static str);

/// A remedy and the holds that it resolves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemedyGroup {
    /// What to do.
    pub remedy: Remedy,
    /// The agreement to change, if there is one to change.
    pub agreement: Option<AgreementId>,
    /// What to do in words, without a full stop: what to add, and where.
    pub advice: String,
    /// What it settles, by owner, property and code, each once.
    pub settles: Vec<Settled>,
}

/// A hold, as one of those that a remedy resolves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Whose statement is held.
    pub owner: OwnerId,
    /// Their name.
    pub owner_name: String,
    /// The property.
    pub property: Option<PropertyId>,
    /// Its name in the configuration, if it is there.
    pub property_name: Option<String>,
    /// The reservation's code, empty if it is not about a reservation.
    pub code: String,
    /// Its nights, if known.
    pub stay: Option<Stay>,
    /// The amount for which an answer is missing.
    pub amount: Option<Money>,
    /// Why it holds the statement.
    pub why: String,
}

impl Settled {
    /// By what they are listed.
    fn place(&self) -> (&OwnerId, Option<&PropertyId>, &str, &str) {
        (&self.owner, self.property.as_ref(), &self.code, &self.why)
    }
}

/// The remedies for held statements: those that a line in an agreement resolves first, and within
/// each kind the ones that settle most.
#[must_use]
pub fn remedies(held: &BTreeMap<OwnerId, Vec<Hold>>, portfolio: &Portfolio) -> Vec<RemedyGroup> {
    let mut groups: BTreeMap<Key, Vec<Settled>> = BTreeMap::new();
    for (owner, holds) in held {
        for hold in holds {
            let remedy = hold.reason.remedy();
            let property = hold.subject.property().and_then(|id| portfolio.properties.get(id));
            let agreement = property.filter(|_| remedy.changes_agreement());
            let key = (remedy, agreement.map(|one| one.agreement.clone()), hold_hint(&hold.reason));
            let settles = groups.entry(key).or_default();
            let settled = settled(owner, hold, portfolio);
            if !settles.contains(&settled) {
                settles.push(settled);
            }
        }
    }
    let mut groups: Vec<RemedyGroup> = groups
        .into_iter()
        .map(|((remedy, agreement, hint), mut settles)| {
            settles.sort_by(|one, other| one.place().cmp(&other.place()));
            let advice = advice(remedy, agreement.as_ref(), hint, portfolio);
            RemedyGroup { remedy, agreement, advice, settles }
        })
        .collect();
    groups.sort_by_key(|one| {
        (one.remedy.line().is_none(), std::cmp::Reverse(one.settles.len()), one.remedy)
    });
    groups
}

fn settled(owner: &OwnerId, hold: &Hold, portfolio: &Portfolio) -> Settled {
    let property = hold.subject.property();
    let known = property.and_then(|id| portfolio.properties.get(id));
    let name = portfolio.owners.get(owner).map(|one| one.name.clone());
    Settled {
        owner: owner.clone(),
        owner_name: name.unwrap_or_else(|| owner.to_string()),
        property: property.cloned(),
        property_name: known.map(|one| one.name.clone()),
        code: hold.code.clone(),
        stay: hold.stay,
        amount: amount(&hold.reason),
        why: hold_text(&hold.reason),
    }
}

fn amount(reason: &HoldReason) -> Option<Money> {
    let (HoldReason::FeeWithoutTerms { amount, .. }
    | HoldReason::AdjustmentWithoutTerms { amount, .. }) = reason
    else {
        return None;
    };
    Some(*amount)
}

/// What to do, with the place of the line to add. A table that is there already takes the key into
/// it: a second line of that name would be refused.
fn advice(
    remedy: Remedy,
    agreement: Option<&AgreementId>,
    hint: &str,
    portfolio: &Portfolio,
) -> String {
    let terms = agreement.and_then(|id| portfolio.agreements.get(id));
    let of = agreement.map(|id| format!(" '{id}'")).unwrap_or_default();
    match remedy {
        Remedy::FeeTerms if terms.is_some_and(|one| !one.fees.kinds.is_empty()) => format!(
            "in the agreement{of}, say who receives all other guest fees: put default = \"owner\" or \
             default = \"manager\" into its 'fees'"
        ),
        Remedy::FeeTerms => format!(
            "in the agreement{of}, say who receives guest fees: add the line {} (or \"manager\")",
            remedy.line().unwrap_or_default()
        ),
        Remedy::AdjustmentTerms(_) => format!(
            "in the agreement{of}, say who receives these adjustments: add the line {} (or \
             \"manager\"), or put that key into its 'adjustments'",
            remedy.line().unwrap_or_default()
        ),
        Remedy::Agreement => format!("{hint} (its agreement is{of})"),
        Remedy::Elsewhere => hint.to_owned(),
    }
}
