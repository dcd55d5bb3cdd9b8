//! The sections `[manager]`, `[[owner]]` and `[[property]]`: names, addresses and references.

use super::reader::{Table, Value};
use super::wording::{accepted, did_you_mean, nearest};
use super::{figures, shares};
use crate::domain::{AgreementId, Manager, Owner, OwnerId, Property, PropertyId};

/// The keys of `[manager]`.
pub(super) const MANAGER_KEYS: &[&str] = &[
    "name",
    "address",
    "email",
    "telephone",
    "tax_id",
    "website",
    "logo",
    "locale",
    "guest_names",
];
/// Hint for a missing manager.
pub(super) const MANAGER_HINT: &str =
    "write [manager] and below it name = \"the name of your company\"";
/// The keys of `[[owner]]`.
pub(super) const OWNER_KEYS: &[&str] = &["id", "name", "email", "address", "tax_id"];
/// The keys of `[[property]]`.
pub(super) const PROPERTY_KEYS: &[&str] =
    &["id", "name", "agreement", "owner", "currency", "collects"];

const TEXT_HINT: &str = "write text in quotation marks";
const ADDRESS_HINT: &str =
    "write a list with one text per line, such as [\"Quay House\", \"Example Town\"]";
/// What an owner's id is.
pub(super) const OWNER_ID_HINT: &str = "use 1 to 64 letters a to z, digits, - and _, starting \
                                        with a letter or digit; files are named after it";
/// What a property's id is.
pub(super) const PROPERTY_ID_HINT: &str =
    "write the id shown in Hospitable, such as \"550e8400-e29b-41d4-a716-446655440000\"";
const ID_CHARACTERS_MAX: usize = 64;

/// Names that Windows keeps for devices, so that no file can have them.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];
/// The folder of the manager's own files.
const MANAGERS_FOLDER: &str = "manager";

/// Who issues; the settings in the same section are read elsewhere.
pub(super) fn read_manager(table: &Table<'_>) -> Option<Manager> {
    let name = read_name(table);
    let address = read_address(table);
    let email = table.optional("email", None, read_email);
    let text = |key| table.optional(key, None, |value| value.text_or_nothing(TEXT_HINT));
    let (telephone, tax_id, website) = (text("telephone"), text("tax_id"), text("website"));
    Some(Manager {
        name: name?,
        address: address?,
        email: email?,
        telephone: telephone?.map(str::to_owned),
        tax_id: tax_id?.map(str::to_owned),
        website: website?.map(str::to_owned),
    })
}

/// An owner without the id, which is read before to resolve references.
pub(super) fn read_owner(table: &Table<'_>, id: Option<OwnerId>) -> Option<Owner> {
    let name = read_name(table);
    let address = read_address(table);
    let email = table.optional("email", None, read_email);
    let tax_id = table.optional("tax_id", None, |value| value.text_or_nothing(TEXT_HINT));
    Some(Owner {
        id: id?,
        name: name?,
        address: address?,
        email: email?,
        tax_id: tax_id?.map(str::to_owned),
    })
}

/// A property whose references resolve to one of the given ids; an empty list of ids is a separate
/// fault and accepts any.
pub(super) fn read_property(
    table: &Table<'_>,
    id: Option<PropertyId>,
    agreements: &[&str],
    owners: &[&str],
) -> Option<Property> {
    let name = read_name(table);
    let agreement = read_reference(table, "agreement", agreements);
    let owner = read_reference(table, "owner", owners);
    let currency = table.optional("currency", None, |value| figures::currency(value).map(Some));
    let collects =
        table.optional("collects", None, |value| shares::read_own_collects(value).map(Some));
    Some(Property {
        id: id?,
        name: name?,
        agreement: AgreementId::new(agreement?).ok()?,
        owner: OwnerId::new(owner?).ok()?,
        currency: currency?,
        collects: collects?,
    })
}

fn read_name(table: &Table<'_>) -> Option<String> {
    let name = table.required("name", "write the name to print")?;
    name.text("write the name to print, in quotation marks").map(str::to_owned)
}

fn read_address(table: &Table<'_>) -> Option<Vec<String>> {
    table.optional("address", Vec::new(), |value| {
        let lines = value.list(ADDRESS_HINT)?;
        let lines: Vec<Option<&str>> = lines.iter().map(|line| line.text(ADDRESS_HINT)).collect();
        lines.into_iter().map(|line| line.map(str::to_owned)).collect()
    })
}

#[expect(clippy::option_option, reason = "a fault is not the same as no address")]
fn read_email(value: &Value<'_>) -> Option<Option<String>> {
    let hint = "write one address such as \"owners@harbourpine.example\"";
    let Some(text) = value.text_or_nothing(hint)? else { return Some(None) };
    if !is_email(text) {
        value.refuse_text(text, hint);
        return None;
    }
    Some(Some(text.to_owned()))
}

/// Whether a text can be an address for mail.
pub(super) fn is_email(text: &str) -> bool {
    !text.contains(|c: char| c.is_whitespace() || ",;<>\"".contains(c))
        && text.split_once('@').is_some_and(|(who, host)| {
            !who.is_empty() && !host.contains('@') && !host.trim_matches('.').is_empty()
        })
}

fn read_reference<'a>(table: &Table<'a>, kind: &str, ids: &[&str]) -> Option<&'a str> {
    let hint = format!("write the id of an [[{kind}]]");
    let value = table.required(kind, &hint)?;
    let text = value.text(&hint)?;
    if !ids.is_empty() && !ids.contains(&text) {
        let hint = match nearest(text, ids) {
            Some(id) => did_you_mean(id),
            None if ids.len() <= 10 => accepted(ids),
            None => format!("there is no [[{kind}]] with this id"),
        };
        value.refuse_text(text, &hint);
        return None;
    }
    Some(text)
}

/// The id of an agreement.
pub(super) fn agreement_id(value: &Value<'_>, text: &str) -> Option<AgreementId> {
    let id = AgreementId::new(text).ok();
    if id.is_none() {
        value.refuse_text(text, TEXT_HINT);
    }
    id
}

/// Whether no owner may have this id although its letters would do.
pub(super) fn is_reserved(id: &str) -> bool {
    DEVICES.contains(&id) || id == MANAGERS_FOLDER
}

/// The id of an owner, which becomes the name of a folder on any system.
pub(super) fn owner_id(value: &Value<'_>, text: &str) -> Option<OwnerId> {
    parse_owner_id(text).map_err(|hint| value.refuse_text(text, hint)).ok()
}

/// The id of an owner, or what would be accepted.
pub(super) fn parse_owner_id(text: &str) -> Result<OwnerId, &'static str> {
    let is_accepted =
        |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    let is_first = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    if text.len() > ID_CHARACTERS_MAX
        || !text.bytes().all(is_accepted)
        || !text.as_bytes().first().is_some_and(is_first)
    {
        return Err(OWNER_ID_HINT);
    }
    if is_reserved(text) && text != MANAGERS_FOLDER {
        return Err("Windows reserves this name, choose another");
    }
    if text == MANAGERS_FOLDER {
        return Err("the folder with this name is for the manager's files, choose another");
    }
    OwnerId::new(text).map_err(|_| OWNER_ID_HINT)
}

/// The id of a property in the booking system.
pub(super) fn property_id(value: &Value<'_>, text: &str) -> Option<PropertyId> {
    parse_property_id(text).map_err(|hint| value.refuse_text(text, hint)).ok()
}

/// The id of a property, or what would be accepted.
pub(super) fn parse_property_id(text: &str) -> Result<PropertyId, &'static str> {
    let is_plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if !is_plain || text.len() > ID_CHARACTERS_MAX {
        return Err(PROPERTY_ID_HINT);
    }
    PropertyId::new(text).map_err(|_| PROPERTY_ID_HINT)
}
