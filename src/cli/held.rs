//! Held statements on the terminal: each remedy once, then what it settles.

use serde_json::{Value, json};

use crate::domain::Portfolio;
use crate::month::{Month, Settled, remedies};

use super::terminal::Ui;

/// So many lines of what a remedy settles are shown; the index page has all of them.
const SETTLED_SHOWN: usize = 12;

/// So many names of owners are shown.
const NAMES_SHOWN: usize = 3;

/// Which statements are held and what to do, on standard error.
pub(super) fn tell(ui: Ui, month: &Month, portfolio: &Portfolio) {
    let held = &month.report.held;
    if held.is_empty() {
        return;
    }
    let name =
        |id| portfolio.owners.get(id).map_or_else(|| format!("{id}"), |one| one.name.clone());
    let names: Vec<String> = held.keys().map(name).collect();
    let names =
        if names.len() > NAMES_SHOWN { String::new() } else { format!(": {}", names.join(", ")) };
    ui.warning(&match held.len() {
        1 => format!("1 statement is held{names}"),
        count => format!("{count} statements are held{names}"),
    });
    for group in remedies(held, portfolio) {
        ui.hint(&group.advice);
        for settled in group.settles.iter().take(SETTLED_SHOWN) {
            ui.warning(&format!("  {}", line(settled)));
        }
        let more = group.settles.len().saturating_sub(SETTLED_SHOWN);
        if more > 0 {
            ui.warning(&format!("  and {more} more: see index.html"));
        }
    }
}

/// "A. Lindqvist: Sea Cottage (5f0e…), reservation HM1, 60.00 EUR: why".
fn line(settled: &Settled) -> String {
    let Settled { owner_name, property, property_name, code, amount, why, .. } = settled;
    let property = property.as_ref().map(|id| match property_name {
        Some(name) => format!("{name} ({id})"),
        None => id.to_string(),
    });
    let code = (!code.is_empty()).then(|| format!("reservation {code}"));
    let amount = amount.map(|amount| format!("{amount} {}", amount.currency()));
    let what: Vec<String> = property.into_iter().chain(code).chain(amount).collect();
    format!("{owner_name}: {}: {why}", what.join(", "))
}

/// The remedies for other programs.
pub(super) fn as_json(month: &Month, portfolio: &Portfolio) -> Vec<Value> {
    let settled = |one: &Settled| {
        json!({
            "owner": one.owner.as_str(),
            "property": one.property.as_ref().map(|id| id.as_str()),
            "reservation": Some(&one.code).filter(|code| !code.is_empty()),
            "amount": one.amount.map(|amount| amount.to_string()),
            "currency": one.amount.map(|amount| amount.currency().code()),
            "reason": one.why,
        })
    };
    let groups = remedies(&month.report.held, portfolio).into_iter().map(|group| {
        json!({
            "advice": group.advice,
            "agreement": group.agreement.as_ref().map(|id| id.as_str()),
            "line": group.remedy.line(),
            "settles": group.settles.iter().map(settled).collect::<Vec<_>>(),
        })
    });
    groups.collect()
}
