//! A configuration file as a whole: its schema, its sections in order, and what they make together.

use crate::domain::{GuestNames, Portfolio};
use crate::labels::LabelPatterns;
use crate::tables::SheetForm;

use super::fault::Faults;
use super::portfolio::RegisterFile;
use super::reader::{Reader, Table};
use super::settings::FetchSettings;
use super::{
    agreement, blocks, labels, parties, portfolio, reader, recurring, secrets, settings, syntax,
};

/// The schema of the files that this version reads.
const SCHEMA: i64 = 1;

/// Said where a value is missing without any fault: a mistake of this module, not of the file.
const UNEXPLAINED: &str = "this file cannot be read, for an unknown reason";

/// A configuration without faults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Manager, agreements, owners and properties.
    pub portfolio: Portfolio,
    /// The language and country of the statements, one of [`crate::locale::Locale::tags`].
    pub locale: String,
    /// How much of a guest's name statements show.
    pub guest_names: GuestNames,
    /// The path of the manager's logo as written, relative to the configuration.
    pub logo: Option<String>,
    /// The path of the register of owners and properties as written, relative to the configuration,
    /// if they are in one.
    pub owners: Option<String>,
    /// The path of the file of exceptions as written, relative to the configuration.
    pub exceptions: Option<String>,
    /// The path of the file of entries as written, relative to the configuration.
    pub entries: Option<String>,
    /// How the file of entries writes numbers and dates.
    pub entries_form: SheetForm,
    /// The manager's own patterns for labels of fees and adjustments.
    pub labels: LabelPatterns,
    /// How the booking system is asked.
    pub fetch: FetchSettings,
}

/// Reads a configuration that names no register of owners; one that does is refused.
///
/// # Errors
/// As [`read_with`].
pub fn parse_config(file_name: &str, text: &str) -> Result<Config, Faults> {
    read_with(file_name, text, &|_| Err("there are no other files here".to_owned()))
}

/// Reads the configuration `text` of the file `file_name`, a name for messages only. `beside`
/// returns the text of the register of owners, or why it cannot be read, by its name as written.
///
/// # Errors
/// All faults of the file, in order of their places. Three kinds are reported alone because nothing
/// after them can be trusted: tokens and passwords, TOML syntax errors, and a newer schema.
pub fn read_with(
    file_name: &str,
    text: &str,
    beside: &dyn Fn(&str) -> Result<String, String>,
) -> Result<Config, Faults> {
    let reader = Reader::new(file_name, text);
    let (document, mistakes) = toml::de::DeTable::parse_recoverable(text);
    secrets::refuse(&reader, text, document.get_ref(), !mistakes.is_empty());
    if !reader.has_no_faults() {
        return Err(reader.into_faults());
    }
    syntax::refuse(&reader, text, &mistakes);
    if !mistakes.iter().all(syntax::leaves_the_rest_readable) {
        return Err(reader.into_faults());
    }
    let config = read_document(&reader, document.get_ref(), beside);
    match config.filter(|_| reader.has_no_faults()) {
        Some(config) => Ok(config),
        None => {
            if reader.has_no_faults() {
                reader.fault(0, UNEXPLAINED.to_owned(), "");
            }
            Err(reader.into_faults())
        }
    }
}

/// The keys of the file and of its sections, by the section's name (nothing for the file itself):
/// for whoever documents them.
#[must_use]
pub fn keys() -> [(&'static str, &'static [&'static str]); 8] {
    [
        ("", portfolio::KEYS),
        ("entries", settings::ENTRIES_KEYS),
        ("manager", parties::MANAGER_KEYS),
        ("agreement", agreement::KEYS),
        ("owner", parties::OWNER_KEYS),
        ("property", parties::PROPERTY_KEYS),
        ("recurring", recurring::KEYS),
        ("block", blocks::KEYS),
    ]
}

fn read_document<'a>(
    reader: &'a Reader<'a>,
    document: &'a toml::de::DeTable<'a>,
    beside: &dyn Fn(&str) -> Result<String, String>,
) -> Option<Config> {
    if is_of_newer_schema(reader, document) {
        return None;
    }
    let root = Table::root(reader, document, portfolio::KEYS);
    if let Some(schema) = root.required("schema", "write schema = 1 as the first line") {
        schema.whole_number(SCHEMA, SCHEMA, "write schema = 1");
    }
    let labels = labels::parse_labels(&root);
    let exceptions = settings::read_path(&root, "exceptions");
    let entries = settings::entries_file(&root);
    let fetch = settings::read_fetch(&root);
    let manager = root.section("manager", parties::MANAGER_KEYS, parties::MANAGER_HINT);
    let printed = manager.as_ref().and_then(settings::read_printed);
    let owners = settings::read_path(&root, "owners");
    let register = owners.clone().flatten().map(|name| {
        let text = beside(&name);
        RegisterFile { name, text }
    });
    let manager = manager.as_ref().and_then(parties::read_manager);
    let portfolio = portfolio::parse_portfolio(&root, manager, register.as_ref());
    let (printed, entries) = (printed?, entries?);
    Some(Config {
        portfolio: portfolio?,
        locale: printed.locale,
        guest_names: printed.guest_names,
        logo: printed.logo,
        owners: owners?,
        exceptions: exceptions?,
        entries: entries.path,
        entries_form: entries.form,
        labels: labels?,
        fetch: fetch?,
    })
}

/// Refuses a file of a later version by one fault: its other keys mean nothing here.
fn is_of_newer_schema(reader: &Reader<'_>, document: &toml::de::DeTable<'_>) -> bool {
    let Some(value) = document.get("schema") else { return false };
    let number = value.get_ref().as_integer().and_then(reader::whole_number_of);
    let Some(number) = number.filter(|number| *number > SCHEMA) else { return false };
    reader.fault(
        value.span().start,
        format!("this file is for a newer version of the program (schema {number})"),
        "this version supports schema = 1",
    );
    true
}
