//! Puts the sections of the file together: ids once, references that resolve, no owner without a
//! statement.

use std::collections::{BTreeMap, BTreeSet};

use super::reader::{Table, Value};
use super::{agreement, blocks, commission, parties, recurring, register};
use crate::domain::{
    Agreement, AgreementId, Manager, Owner, OwnerId, Portfolio, Property, PropertyId,
};
use crate::text::quoted;

/// The keys and sections of the file.
pub(super) const KEYS: &[&str] = &[
    "schema",
    "ignore",
    "owners",
    "exceptions",
    "entries",
    "manager",
    "fetch",
    "fee_labels",
    "adjustment_labels",
    "agreement",
    "owner",
    "property",
    "recurring",
    "block",
];

/// A kind of section of which there are many, each with an id.
struct Kind {
    key: &'static str,
    keys: &'static [&'static str],
    /// What to write where there is none.
    hint: &'static str,
    /// What to write where one has no id.
    id_hint: &'static str,
}

const AGREEMENT: Kind = Kind {
    key: "agreement",
    keys: agreement::KEYS,
    hint: "write [[agreement]] and below it id, recognise, commission and channel_fee",
    id_hint: "write a short name that properties refer to, such as \"standard\"",
};
const OWNER: Kind = Kind {
    key: "owner",
    keys: parties::OWNER_KEYS,
    hint: "write [[owner]] and below it id and name, once for each owner",
    id_hint: parties::OWNER_ID_HINT,
};
const PROPERTY: Kind = Kind {
    key: "property",
    keys: parties::PROPERTY_KEYS,
    hint: "write [[property]] and below it id, name, agreement and owner, once for each property",
    id_hint: parties::PROPERTY_ID_HINT,
};

/// A section that others refer to by id. The id is kept even if it is invalid, so that one fault
/// does not cause many.
struct Declared<'a> {
    table: Table<'a>,
    id: Option<(&'a str, Value<'a>)>,
}

/// The name of a register and its text, or why it cannot be read.
pub(super) struct RegisterFile {
    pub(super) name: String,
    pub(super) text: Result<String, String>,
}

/// All sections of the file, and the register in place of those of owners and properties.
pub(super) fn parse_portfolio(
    root: &Table<'_>,
    manager: Option<Manager>,
    register: Option<&RegisterFile>,
) -> Option<Portfolio> {
    match register {
        Some(register) => read_with_register(root, manager, register),
        None => read_sections(root, manager),
    }
}

fn read_with_register(
    root: &Table<'_>,
    manager: Option<Manager>,
    file: &RegisterFile,
) -> Option<Portfolio> {
    let agreements = declare(root, &AGREEMENT);
    for key in ["owner", "property"] {
        if let Some(section) = root.get(key) {
            let message = format!("[[{key}]] cannot be combined with 'owners'");
            let hint = format!(
                "owners and properties are in {}, remove one of the two",
                quoted(&file.name)
            );
            section.refuse(message, &hint);
        }
    }
    let ignored = read_ignored(root, &[]);
    let agreements_read = agreements.iter().map(|declared| {
        agreement::parse_agreement(&declared.table, declared.checked(parties::agreement_id))
    });
    let by_id = all(agreements_read, |agreement| agreement.id.clone());
    let register = match &file.text {
        Ok(text) => match register::parse_register(&file.name, text, &ids(&agreements)) {
            Ok(register) => Some(register),
            Err(faults) => {
                root.adopt(&faults);
                None
            }
        },
        Err(why) => {
            if let Some(value) = root.get("owners") {
                let message = format!("cannot read {}: {why}", quoted(&file.name));
                value.refuse(message, "the path is relative to the configuration's folder");
            }
            None
        }
    };
    let properties = register.iter().flat_map(|one| one.properties.keys());
    let properties: Vec<&str> = properties.map(PropertyId::as_str).collect();
    let owners = register.iter().flat_map(|one| one.owners.keys());
    let owners: Vec<&str> = owners.map(OwnerId::as_str).collect();
    let known = recurring::DeclaredIds { properties: &properties, owners: &owners };
    let recurring = recurring::parse_recurring(root, &known);
    let blocks = blocks::parse_blocks(root, &properties);
    let (register, ignored) = (register?, ignored?);
    if let (Some(id), Some(value)) =
        (ignored.iter().find(|id| register.properties.contains_key(*id)), root.get("ignore"))
    {
        let message =
            format!("{} is in both 'ignore' and {}", quoted(id.as_str()), quoted(&file.name));
        value.refuse(message, "remove it from one of them");
    }
    let by_id = by_id?;
    refuse_strange_properties(&agreements, &by_id, &register.properties);
    Some(Portfolio {
        manager: manager?,
        agreements: by_id,
        owners: register.owners,
        properties: register.properties,
        ignored,
        recurring: recurring?,
        blocks: blocks?,
    })
}

fn read_sections(root: &Table<'_>, manager: Option<Manager>) -> Option<Portfolio> {
    let agreements = declare(root, &AGREEMENT);
    let owners = declare(root, &OWNER);
    let properties = declare(root, &PROPERTY);
    let ignored = read_ignored(root, &properties);
    let known = recurring::DeclaredIds { properties: &ids(&properties), owners: &ids(&owners) };
    let recurring = recurring::parse_recurring(root, &known);
    let blocks = blocks::parse_blocks(root, &ids(&properties));
    refuse_idle_owners(&owners, &properties);

    let agreements_read = agreements.iter().map(|declared| {
        agreement::parse_agreement(&declared.table, declared.checked(parties::agreement_id))
    });
    let owners_read = owners
        .iter()
        .map(|declared| parties::read_owner(&declared.table, declared.checked(parties::owner_id)));
    let (agreement_ids, owner_ids) = (ids(&agreements), ids(&owners));
    let properties_read = properties.iter().map(|declared| {
        let id = declared.checked(parties::property_id);
        parties::read_property(&declared.table, id, &agreement_ids, &owner_ids)
    });

    let by_id = all(agreements_read, |agreement| agreement.id.clone());
    let owners = all(owners_read, |owner: &Owner| owner.id.clone());
    let properties = all(properties_read, |property: &Property| property.id.clone());
    let (by_id, properties) = (by_id?, properties?);
    refuse_strange_properties(&agreements, &by_id, &properties);
    Some(Portfolio {
        manager: manager?,
        agreements: by_id,
        owners: owners?,
        properties,
        ignored: ignored?,
        recurring: recurring?,
        blocks: blocks?,
    })
}

/// Properties that an agreement names have to have it.
fn refuse_strange_properties(
    declared: &[Declared<'_>],
    agreements: &BTreeMap<AgreementId, Agreement>,
    properties: &BTreeMap<PropertyId, Property>,
) {
    for agreement in agreements.values() {
        let table = declared
            .iter()
            .find(|one| one.id.as_ref().is_some_and(|(text, _)| *text == agreement.id.as_str()));
        let Some(declared) = table else { continue };
        let has_it = |id: &str| {
            let property = properties.iter().find(|(known, _)| known.as_str() == id);
            property.is_some_and(|(_, property)| property.agreement == agreement.id)
        };
        for (id, value) in commission::named_properties(&declared.table) {
            if !has_it(id) {
                let hint = "name one of its properties, or remove the row";
                let message = format!("no property {} has this agreement", quoted(id));
                value.refuse(message, hint);
            }
        }
    }
}

impl Declared<'_> {
    /// The id as `check` takes it.
    fn checked<T>(&self, check: impl Fn(&Value<'_>, &str) -> Option<T>) -> Option<T> {
        self.id.as_ref().and_then(|(text, value)| check(value, text))
    }
}

fn ids<'a>(declared: &[Declared<'a>]) -> Vec<&'a str> {
    declared.iter().filter_map(|declared| declared.id.as_ref().map(|(text, _)| *text)).collect()
}

/// By id, if all could be read; every one is looked at.
fn all<K: Ord, T>(
    read: impl Iterator<Item = Option<T>>,
    id_of: impl Fn(&T) -> K,
) -> Option<BTreeMap<K, T>> {
    let read: Vec<Option<T>> = read.collect();
    read.into_iter().map(|one| one.map(|one| (id_of(&one), one))).collect()
}

/// The sections of a kind with their ids, each of which may be there once.
fn declare<'a>(root: &Table<'a>, kind: &Kind) -> Vec<Declared<'a>> {
    let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
    let mut declared = Vec::new();
    for table in root.sections(kind.key, kind.keys, kind.hint) {
        let id = table
            .required("id", kind.id_hint)
            .and_then(|value| Some((value.text(kind.id_hint)?, value)));
        if let Some((text, value)) = &id {
            if let Some(line) = lines.get(text) {
                let message =
                    format!("there are two [[{}]] with the id {}", kind.key, quoted(text));
                value.refuse(message, &format!("the first one is on line {line}"));
            } else {
                lines.insert(text, value.line());
            }
        }
        declared.push(Declared { table, id });
    }
    declared
}

/// Properties of the account that are left out on purpose.
fn read_ignored(root: &Table<'_>, properties: &[Declared<'_>]) -> Option<BTreeSet<PropertyId>> {
    let hint = "write a list of property ids in quotation marks";
    let Some(value) = root.get("ignore") else { return Some(BTreeSet::new()) };
    let mut ignored = BTreeSet::new();
    for entry in value.list(hint)? {
        let Some(text) = entry.text(hint) else { continue };
        let managed = properties
            .iter()
            .filter_map(|property| property.id.as_ref())
            .find(|(id, _)| *id == text);
        if let Some((_, property)) = managed {
            let message = format!("{} is both in 'ignore' and a [[property]]", quoted(text));
            let hint = format!("remove it here or on line {}", property.line());
            entry.refuse(message, &hint);
        } else if let Some(id) = parties::property_id(&entry, text)
            && !ignored.insert(id)
        {
            let message = format!("{} appears twice in 'ignore'", quoted(text));
            entry.refuse(message, "keep one of the two");
        }
    }
    Some(ignored)
}

/// An owner without any property would never get a statement. Not reported if a property's owner is
/// unknown: that fault explains this one.
fn refuse_idle_owners(owners: &[Declared<'_>], properties: &[Declared<'_>]) {
    let known = ids(owners);
    let mut busy: BTreeSet<String> = BTreeSet::new();
    for property in properties {
        let owner = property.table.get("owner").and_then(|value| value.plain_text());
        match owner.filter(|owner| known.contains(owner)) {
            Some(owner) => busy.insert(owner.to_owned()),
            None => return,
        };
    }
    if properties.is_empty() {
        return;
    }
    for (text, value) in owners.iter().filter_map(|owner| owner.id.as_ref()) {
        if !busy.contains(*text) {
            let message = format!("{} owns no [[property]]", quoted(text));
            value.refuse(message, "add a property with this owner, or remove the owner");
        }
    }
}
