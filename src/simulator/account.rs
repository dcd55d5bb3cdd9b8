//! What the simulator serves: the raw values of one account, from a folder or built in.
//!
//! Values stay as they were written: nothing is normalised, so that a recorded oddity reaches the
//! client as it was recorded. Only the shape that filtering needs is checked.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

/// The configuration that belongs to [`SimulatedAccount::demo`]: a complete
/// `owner-statements.toml`.
pub const DEMO_CONFIG: &str = include_str!("../../fixtures/demo/owner-statements.toml");

/// The entries that the configuration names, as the text of `entries.csv`.
pub const DEMO_ENTRIES: &str = include_str!("../../fixtures/demo/entries.csv");

/// The receipts that the entries name, by their paths.
pub const DEMO_RECEIPTS: [(&str, &[u8]); 2] = [
    (
        "receipts/boiler-service.pdf",
        include_bytes!("../../fixtures/demo/receipts/boiler-service.pdf"),
    ),
    ("receipts/firewood.png", include_bytes!("../../fixtures/demo/receipts/firewood.png")),
];

const DEMO_USER: &str = include_str!("../../fixtures/demo/user.json");
const DEMO_PROPERTIES: &str = include_str!("../../fixtures/demo/properties.json");
const DEMO_RESERVATIONS: &str = include_str!("../../fixtures/demo/reservations.json");

/// The data of an account could not be read.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// A file or folder is missing or cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// A file is not JSON.
    #[error("{} is not JSON", path.display())]
    Json {
        /// The file.
        path: PathBuf,
        /// Where and why reading stopped.
        source: serde_json::Error,
    },
    /// A file is JSON of another shape than the simulator can serve.
    #[error("{}: {what}", path.display())]
    Shape {
        /// The file.
        path: PathBuf,
        /// What was expected, with the row counted from 1 where one row is at fault.
        what: String,
    },
}

/// The raw values of one account.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulatedAccount {
    pub(super) user: Value,
    pub(super) properties: Vec<Value>,
    pub(super) reservations: Vec<Value>,
    pub(super) transactions: Vec<Value>,
    pub(super) payouts: Vec<Value>,
    /// Recorded calendars by property id: the object in `data`.
    pub(super) calendars: BTreeMap<String, Value>,
}

impl SimulatedAccount {
    /// An account of these properties and reservations, with an invented user and nothing else.
    ///
    /// # Errors
    /// Refuses a property or reservation without an `id`, and a reservation that names no property
    /// (`properties[0].id`, or the key `property_id`, which is never served).
    pub fn new(properties: Vec<Value>, reservations: Vec<Value>) -> Result<Self, AccountError> {
        let account = Self {
            user: json!({"id": "00000000-0000-4000-8000-000000000001", "email": "host@example.com",
                "name": "Example Host", "profile_picture": null, "business": false}),
            properties,
            reservations,
            transactions: Vec::new(),
            payouts: Vec::new(),
            calendars: BTreeMap::new(),
        };
        account.check(Path::new("properties"), Path::new("reservations"))?;
        Ok(account)
    }

    /// Reads an account from a folder: `properties.json` and `reservations.json`; if they are there
    /// also `user.json`, `transactions.json`, `payouts.json` and `calendar/<property id>.json`.
    ///
    /// Lists may be bare arrays or wrapped in `{"data": [...]}`, objects likewise.
    ///
    /// # Errors
    /// Refuses a missing required file, a file that is not JSON or of another shape, and what
    /// [`SimulatedAccount::new`] refuses.
    pub fn load(dir: &Path) -> Result<Self, AccountError> {
        let (properties, reservations) =
            (dir.join("properties.json"), dir.join("reservations.json"));
        let mut account = Self::new(Vec::new(), Vec::new())?;
        account.properties = rows(&properties, read(&properties)?)?;
        account.reservations = rows(&reservations, read(&reservations)?)?;
        account.check(&properties, &reservations)?;
        let user = dir.join("user.json");
        if let Some(value) = read_optional(&user)? {
            account.user = object(&user, value)?;
        }
        account.transactions = optional_rows(&dir.join("transactions.json"))?;
        account.payouts = optional_rows(&dir.join("payouts.json"))?;
        account.calendars = calendars(&dir.join("calendar"))?;
        Ok(account)
    }

    /// The built-in account of an invented manager; its month of statements is October 2026.
    ///
    /// It cannot fail at run time: the texts are part of the program, and a test reads them.
    #[must_use]
    pub fn demo() -> Self {
        let value = |text| serde_json::from_str(text).unwrap_or(Value::Null);
        let list = |text| serde_json::from_str(text).unwrap_or_default();
        Self {
            user: value(DEMO_USER),
            properties: list(DEMO_PROPERTIES),
            reservations: list(DEMO_RESERVATIONS),
            transactions: Vec::new(),
            payouts: Vec::new(),
            calendars: BTreeMap::new(),
        }
    }

    /// The properties as they were written.
    #[must_use]
    pub fn properties(&self) -> &[Value] {
        &self.properties
    }

    /// The reservations as they were written, all parts included.
    #[must_use]
    pub fn reservations(&self) -> &[Value] {
        &self.reservations
    }

    /// The property with this id.
    pub(super) fn property(&self, id: &str) -> Option<&Value> {
        self.properties.iter().find(|property| text_field(property, "id") == Some(id))
    }

    /// The account as it is shown inside a property or reservation.
    pub(super) fn user_in_short(&self) -> Value {
        let short: Map<String, Value> = ["id", "email", "name", "profile_picture"]
            .into_iter()
            .filter_map(|key| Some((key.to_owned(), self.user.get(key)?.clone())))
            .collect();
        Value::Object(short)
    }

    fn check(&self, properties: &Path, reservations: &Path) -> Result<(), AccountError> {
        for (path, rows) in [(properties, &self.properties), (reservations, &self.reservations)] {
            let nameless = rows.iter().position(|row| text_field(row, "id").is_none());
            if let Some(index) = nameless {
                return Err(shape(path, format!("row {} has no id", index + 1)));
            }
        }
        match self.reservations.iter().position(|row| property_of(row).is_none()) {
            None => Ok(()),
            Some(index) => Err(shape(
                reservations,
                format!("row {} names no property (properties[0].id or property_id)", index + 1),
            )),
        }
    }
}

/// The property of a reservation: the helper key first, else the first of `properties`.
pub(super) fn property_of(reservation: &Value) -> Option<&str> {
    text_field(reservation, "property_id")
        .or_else(|| reservation.pointer("/properties/0/id")?.as_str())
}

/// A key's text, if it has one.
pub(super) fn text_field<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str()
}

fn shape(path: &Path, what: impl Into<String>) -> AccountError {
    AccountError::Shape { path: path.to_owned(), what: what.into() }
}

fn read(path: &Path) -> Result<Value, AccountError> {
    let text = fs::read_to_string(path)
        .map_err(|source| AccountError::Read { path: path.to_owned(), source })?;
    serde_json::from_str(&text)
        .map_err(|source| AccountError::Json { path: path.to_owned(), source })
}

fn read_optional(path: &Path) -> Result<Option<Value>, AccountError> {
    if path.exists() { read(path).map(Some) } else { Ok(None) }
}

/// The content of `data`, or the value itself if there is no envelope.
fn unwrapped(mut value: Value) -> Value {
    match value.get_mut("data") {
        Some(data) if is_container(data) => data.take(),
        _ => value,
    }
}

fn is_container(value: &Value) -> bool {
    value.is_array() || value.is_object()
}

fn rows(path: &Path, value: Value) -> Result<Vec<Value>, AccountError> {
    match unwrapped(value).as_array_mut() {
        Some(rows) if rows.iter().all(Value::is_object) => Ok(std::mem::take(rows)),
        _ => Err(shape(path, "expected an array of objects, bare or in {\"data\": [...]}")),
    }
}

fn object(path: &Path, value: Value) -> Result<Value, AccountError> {
    let value = unwrapped(value);
    if value.is_object() {
        return Ok(value);
    }
    Err(shape(path, "expected an object, bare or in {\"data\": {...}}"))
}

fn optional_rows(path: &Path) -> Result<Vec<Value>, AccountError> {
    read_optional(path)?.map_or_else(|| Ok(Vec::new()), |value| rows(path, value))
}

/// The calendars of a folder by file name; days in a bare array get the object around them.
fn calendars(dir: &Path) -> Result<BTreeMap<String, Value>, AccountError> {
    let mut calendars = BTreeMap::new();
    if !dir.is_dir() {
        return Ok(calendars);
    }
    let failed = |source| AccountError::Read { path: dir.to_owned(), source };
    for entry in fs::read_dir(dir).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let mut calendar = unwrapped(read(&path)?);
        if calendar.is_array() {
            calendar = json!({"listing_id": null, "provider": null, "days": calendar});
        }
        if !calendar.get("days").is_some_and(Value::is_array) {
            return Err(shape(&path, "expected an array of days, or an object with `days`"));
        }
        if let Some(id) = path.file_stem().and_then(|stem| stem.to_str()) {
            calendars.insert(id.to_owned(), calendar);
        }
    }
    Ok(calendars)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_texts_are_an_account() {
        let demo = SimulatedAccount::demo();
        assert!(demo.user.is_object());
        assert_eq!((demo.properties.len(), demo.reservations.len()), (6, 45));
        assert!(SimulatedAccount::new(demo.properties.clone(), demo.reservations.clone()).is_ok());
        assert!(DEMO_CONFIG.parse::<toml::Table>().is_ok());
    }

    #[test]
    fn a_reservation_must_name_its_property() {
        let refused =
            SimulatedAccount::new(Vec::new(), vec![json!({"id": "r1"})]).map_err(|e| e.to_string());
        assert_eq!(
            refused,
            Err("reservations: row 1 names no property (properties[0].id or property_id)".into())
        );
        assert!(
            SimulatedAccount::new(vec![], vec![json!({"id": "r1", "property_id": "p"})]).is_ok()
        );
    }
}
