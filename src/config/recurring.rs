//! The sections `[[recurring]]`: expenses and credits that come again and again.

use super::reader::{Table, Value};
use super::wording::{did_you_mean, nearest};
use super::{dates, figures, parties};
use crate::domain::{ChargeCategory, ChargeScope, Every, Recurring};
use crate::text::quoted;

/// The keys of a recurring entry.
pub(super) const KEYS: &[&str] = &[
    "property",
    "owner",
    "category",
    "description",
    "vendor",
    "net",
    "vat",
    "every",
    "from",
    "to",
];

const HINT: &str =
    "write [[recurring]] and below it property, category, description, net and every";
const SCOPE_HINT: &str = "write the id of the property or owner it is for";
const CATEGORY_HINT: &str = "write a category, such as \"utilities\"";
const DESCRIPTION_HINT: &str = "write what it is for, as printed on the statement";
const NET_HINT: &str = "write the amount each time without VAT, such as \"12.00 EUR\"";
const EVERY_HINT: &str = "write \"month\", \"week\", \"stay\", \"booked-night\" or \"owner-stay\"";

/// The ids that a scope may name; an empty list accepts any id, because that is a separate fault.
pub(super) struct DeclaredIds<'a> {
    pub(super) properties: &'a [&'a str],
    pub(super) owners: &'a [&'a str],
}

/// The recurring entries in the order of the file.
pub(super) fn parse_recurring(root: &Table<'_>, known: &DeclaredIds<'_>) -> Option<Vec<Recurring>> {
    if root.get("recurring").is_none() {
        return Some(Vec::new());
    }
    let tables = root.sections("recurring", KEYS, HINT);
    let read: Vec<Option<Recurring>> =
        tables.iter().enumerate().map(|(at, table)| read_one(table, at + 1, known)).collect();
    read.into_iter().collect()
}

fn read_one(table: &Table<'_>, number: usize, known: &DeclaredIds<'_>) -> Option<Recurring> {
    let scope = read_scope(table, known);
    let category = table.required("category", CATEGORY_HINT).and_then(|one| read_category(&one));
    let text = |key, hint| table.required(key, hint).and_then(|value| value.text(hint));
    let description = text("description", DESCRIPTION_HINT);
    let vendor = table.optional("vendor", None, |value| value.text("write who is paid").map(Some));
    let net = table.required("net", NET_HINT).and_then(|value| read_net(&value));
    let vat = table.optional("vat", None, |value| figures::rate(value).map(Some));
    let from = table.optional("from", None, |value| dates::parse_date(value).map(Some));
    let to = table.optional("to", None, |value| dates::parse_date(value).map(Some));
    if let (Some(Some(first)), Some(Some(last)), Some(value)) = (from, to, table.get("to"))
        && last < first
    {
        let message = format!("'to' is {last}, before 'from', {first}");
        value.refuse(message, "correct one of them");
        return None;
    }
    let (category, scope, from) = (category?, scope?, from?);
    if let (ChargeCategory::Disbursement, Some(value)) = (category, table.get("vat")) {
        value.refuse("a disbursement is charged at cost".to_owned(), "remove 'vat'");
    }
    let every = read_every(table, &scope, from)?;
    Some(Recurring {
        place: format!("recurring {number}"),
        scope,
        category,
        description: description?.to_owned(),
        vendor: vendor?.map(str::to_owned),
        net: net?,
        vat: vat?,
        every,
        from,
        to: to?,
    })
}

fn read_scope(table: &Table<'_>, known: &DeclaredIds<'_>) -> Option<ChargeScope> {
    match (table.get("property"), table.get("owner")) {
        (Some(value), None) => {
            let text = named(&value, known.properties, "property")?;
            parties::property_id(&value, text).map(ChargeScope::Property)
        }
        (None, Some(value)) => {
            let text = named(&value, known.owners, "owner")?;
            parties::owner_id(&value, text).map(ChargeScope::Owner)
        }
        (Some(_), Some(owner)) => {
            owner.refuse(
                "'owner' cannot be combined with 'property'".to_owned(),
                "keep one of the two",
            );
            None
        }
        (None, None) => {
            if !table.has_unknown() {
                table.refuse("there is neither a property nor an owner".to_owned(), SCOPE_HINT);
            }
            None
        }
    }
}

fn named<'a>(value: &Value<'a>, known: &[&str], kind: &str) -> Option<&'a str> {
    let text = value.text(SCOPE_HINT)?;
    if known.is_empty() || known.contains(&text) {
        return Some(text);
    }
    let none = || format!("there is no {kind} with this id");
    value.refuse_text(text, &nearest(text, known).map_or_else(none, did_you_mean));
    None
}

fn read_category(value: &Value<'_>) -> Option<ChargeCategory> {
    let is_written =
        |one: &ChargeCategory| *one != ChargeCategory::PaidByOwner && one.co_host().is_none();
    let written = ChargeCategory::ALL.into_iter().filter(is_written);
    let choices: Vec<(&str, ChargeCategory)> = written.map(|one| (one.key(), one)).collect();
    value.choice(&choices)
}

fn read_net(value: &Value<'_>) -> Option<crate::domain::Money> {
    let net = figures::amount(value)?;
    if net.is_zero() {
        value.refuse(format!("{} has no effect", quoted(&net.to_string())), NET_HINT);
        return None;
    }
    Some(net)
}

fn read_every(
    table: &Table<'_>,
    scope: &ChargeScope,
    from: Option<chrono::NaiveDate>,
) -> Option<Every> {
    let value = table.required("every", EVERY_HINT)?;
    let since = from.unwrap_or_default();
    let every = value.choice(&[
        ("month", Every::Month),
        ("week", Every::Week(since)),
        ("stay", Every::Stay),
        ("booked-night", Every::BookedNight),
        ("owner-stay", Every::OwnerStay),
    ])?;
    if matches!(every, Every::Week(_)) && from.is_none() {
        let hint = "add 'from', the first day; the others follow every seven days";
        value.refuse("weekly entries without a first day".to_owned(), hint);
        return None;
    }
    if every.follows_stays() && matches!(scope, ChargeScope::Owner(_)) {
        let hint = "write the property, or use \"month\" or \"week\"";
        value.refuse("only properties have stays, owners do not".to_owned(), hint);
        return None;
    }
    Some(every)
}
