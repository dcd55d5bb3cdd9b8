//! What earlier runs left in their folders: last month's statements, and those that this run
//! replaces.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::domain::{Currency, Money, Period, parse_number};
use crate::manifest::{Amount, MANIFEST_PATH, Manifest};
use crate::output::read_kept;

/// A month as its folder has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Past {
    /// When its data was read.
    pub(super) fetched_at: DateTime<Utc>,
    /// Whether it has some owners or properties only.
    pub(super) partial: bool,
    /// The statements, by owner and currency.
    pub(super) statements: BTreeMap<(String, Currency), PastStatement>,
}

/// A statement of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PastStatement {
    /// The owner's name.
    pub(super) name: String,
    /// What the owner gets.
    pub(super) net: Money,
    /// The owner's net of each stay, by property and code; nothing where the month has no JSON.
    pub(super) stays: Option<BTreeMap<(String, String), Money>>,
}

#[derive(Deserialize)]
struct DocumentIn {
    properties: Vec<PropertyIn>,
}

#[derive(Deserialize)]
struct PropertyIn {
    id: String,
    reservations: Vec<ReservationIn>,
}

#[derive(Deserialize)]
struct ReservationIn {
    code: String,
    amounts: AmountsIn,
}

#[derive(Deserialize)]
struct AmountsIn {
    net: Amount,
}

fn money(amount: &Amount) -> Option<Money> {
    parse_number(&amount.amount, Currency::from_code(&amount.currency)?).ok()
}

impl Past {
    /// The month in a folder, with the stays of its statements if they are wanted; nothing where
    /// there is none or where it cannot be read for sure.
    pub(super) fn read(folder: &Path, period: Period, with_stays: bool) -> Option<Self> {
        let bytes = read_kept(folder, MANIFEST_PATH)?;
        let manifest = Manifest::from_bytes(&bytes).ok()?;
        if (manifest.period.first, manifest.period.last) != (period.first(), period.last()) {
            return None;
        }
        let mut statements = BTreeMap::new();
        for one in manifest.statements {
            let net = money(&one.net)?;
            let json = one.files.iter().find(|path| is_document(path)).filter(|_| with_stays);
            let stays = json.and_then(|path| read_stays(folder, path));
            let past = PastStatement { name: one.name, net, stays };
            statements.insert((one.owner, net.currency()), past);
        }
        Some(Self {
            fetched_at: manifest.snapshot.fetched_at,
            partial: manifest.partial,
            statements,
        })
    }
}

/// Whether a path of a manifest is a statement's JSON; it never leads out of the month's folder.
fn is_document(path: &str) -> bool {
    let name = path.strip_prefix("manager/").and_then(|name| name.strip_suffix(".json"));
    name.is_some_and(|name| !name.contains(['/', '\\']) && !name.starts_with('.'))
}

fn read_stays(folder: &Path, path: &str) -> Option<BTreeMap<(String, String), Money>> {
    let bytes = read_kept(folder, path)?;
    let document: DocumentIn = serde_json::from_slice(&bytes).ok()?;
    let mut stays = BTreeMap::new();
    for property in document.properties {
        for one in property.reservations {
            stays.insert((property.id.clone(), one.code), money(&one.amounts.net)?);
        }
    }
    Some(stays)
}
