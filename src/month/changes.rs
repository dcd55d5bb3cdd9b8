//! What changed on the statements since the month was made before.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{AmountError, Currency, Money};
use crate::render::index::{Change, What};
use crate::statement::TiedStatement;

use super::past::{Past, PastStatement};

/// All changes, by owner and currency.
///
/// # Errors
/// Differences that are too large.
pub(super) fn changes(
    past: &Past,
    statements: &[TiedStatement],
    is_partial: bool,
) -> Result<Vec<Change>, AmountError> {
    let mut found = Vec::new();
    let mut seen: BTreeSet<(String, Currency)> = BTreeSet::new();
    for statement in statements {
        let key = (statement.owner.id.to_string(), statement.currency);
        let owner = statement.owner.name.clone();
        match past.statements.get(&key) {
            None => {
                let by = statement.totals.net();
                found.push(Change { owner, what: What::NewStatement, by });
            }
            Some(before) => compare(before, statement, &mut found)?,
        }
        seen.insert(key);
    }
    // a run for some owners says nothing of the others
    let gone = past.statements.iter().filter(|(key, _)| !is_partial && !seen.contains(*key));
    for (_, before) in gone {
        let by = before.net.negated()?;
        found.push(Change { owner: before.name.clone(), what: What::NoStatement, by });
    }
    Ok(found)
}

fn compare(
    before: &PastStatement,
    statement: &TiedStatement,
    found: &mut Vec<Change>,
) -> Result<(), AmountError> {
    let owner = &statement.owner.name;
    let mut push = |what, by| found.push(Change { owner: owner.clone(), what, by });
    let mut rest = statement.totals.net().minus(before.net)?;
    let Some(stays) = &before.stays else {
        if !rest.is_zero() {
            let (before, now) = (before.net, statement.totals.net());
            push(What::Whole { before, now }, rest);
        }
        return Ok(());
    };
    let mut left: BTreeMap<&(String, String), Money> =
        stays.iter().map(|(key, net)| (key, *net)).collect();
    for section in &statement.sections {
        for row in &section.rows {
            let key = (section.property.id.to_string(), row.reservation.code.to_string());
            let (property, code) = (section.property.name.clone(), key.1.clone());
            let now = row.columns.net();
            match left.remove(&key) {
                None => {
                    rest = rest.minus(now)?;
                    push(What::Added { property, code }, now);
                }
                Some(before) if before != now => {
                    let by = now.minus(before)?;
                    rest = rest.minus(by)?;
                    push(What::Changed { property, code, before, now }, by);
                }
                Some(_) => {}
            }
        }
    }
    for ((id, code), before) in left {
        let by = before.negated()?;
        rest = rest.minus(by)?;
        let known = statement.sections.iter().find(|one| one.property.id.as_str() == id);
        let property = known.map_or_else(|| id.clone(), |one| one.property.name.clone());
        push(What::Gone { property, code: code.clone() }, by);
    }
    if !rest.is_zero() {
        push(What::Others, rest);
    }
    Ok(())
}
