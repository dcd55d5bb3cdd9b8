//! The text inside a snapshot file: field names, versions, and their way to and from plain data.

use std::borrow::Cow;
use std::io::{BufReader, Read, Write};

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::contents::{Counts, FetchScope, Oddity, RawAccount, RawProperty, Snapshot, Window};
use super::digest::{DigestedReader, DigestedWriter};
use super::error::SnapshotError;
use super::rows::Rows;
use crate::domain::{GuestNames, OddityKind, Period, PropertyId};

/// The format version that is written, and the newest that is read.
pub const VERSION: u32 = 3;

/// The oldest version that is read; it has no oddities.
const VERSION_MIN: u32 = 1;

/// The oldest version that has a digest of itself.
const VERSION_WITH_DIGEST: u32 = 3;

/// Bytes that are unpacked at a time.
const READ_BYTES: usize = 64 << 10;

const FORMAT: &str = "owner-statements snapshot";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileText<'a, D> {
    format: String,
    version: u32,
    program: String,
    fetched_at: String,
    api: String,
    window: WindowText,
    scope: ScopeText,
    guest_names: String,
    account: Option<AccountText>,
    properties: Vec<PropertyText>,
    reservations: Cow<'a, Rows>,
    counts: CountsText,
    remarks: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    oddities: Vec<OddityText>,
    /// SHA-256 of all bytes of the text before it.
    #[serde(default)]
    sha256: D,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OddityText {
    id: String,
    kind: String,
    properties: Vec<String>,
    requests: Vec<String>,
    seen: String,
    expected: String,
    rows: Vec<Box<RawValue>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WindowText {
    first: String,
    last: String,
    look_back_days: u32,
    look_ahead_months: u32,
}

/// Either the word "all" or a list of property ids.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum ScopeText {
    Word(String),
    Ids(Vec<String>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AccountText {
    company: Option<String>,
    name: Option<String>,
    address_lines: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PropertyText {
    id: String,
    name: String,
    public_name: Option<String>,
    address: Option<String>,
    city: Option<String>,
    country: Option<String>,
    timezone: Option<String>,
    currency: Option<String>,
    listed: Option<bool>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CountsText {
    requests: u64,
    pages: u64,
    rows_received: u64,
    rows_kept: u64,
    rows_repeated: u64,
    rows_outside: u64,
}

/// The two fields that every version has.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u64,
}

/// Writes the JSON text of a snapshot; equal snapshots have equal text.
///
/// # Errors
/// A row that is not JSON, or what the writer refuses.
pub(super) fn write_text(snapshot: &Snapshot, out: impl Write) -> Result<(), SnapshotError> {
    let mut out = DigestedWriter::new(out);
    let window = snapshot.window;
    let text = FileText {
        format: FORMAT.to_owned(),
        version: VERSION,
        program: snapshot.program.clone(),
        fetched_at: snapshot.fetched_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        api: snapshot.api.clone(),
        window: WindowText {
            first: window.period.first().to_string(),
            last: window.period.last().to_string(),
            look_back_days: window.look_back_days,
            look_ahead_months: window.look_ahead_months,
        },
        scope: match &snapshot.scope {
            FetchScope::All => ScopeText::Word("all".to_owned()),
            FetchScope::Only(ids) => ScopeText::Ids(ids.iter().map(ToString::to_string).collect()),
        },
        guest_names: snapshot.guest_names.key().to_owned(),
        account: snapshot.account.clone().map(|account| AccountText {
            company: account.company,
            name: account.name,
            address_lines: account.address_lines,
        }),
        properties: snapshot.properties.iter().map(property_text).collect(),
        reservations: Cow::Borrowed(&snapshot.reservations),
        counts: counts_text(snapshot.counts),
        remarks: snapshot.remarks.clone(),
        oddities: snapshot.oddities.iter().map(oddity_text).collect(),
        sha256: out.digest_so_far(),
    };
    serde_json::to_writer(&mut out, &text)
        .map_err(|error| SnapshotError::Malformed(error.to_string()))
}

/// What a text holds, and whether it was changed after it was written.
pub(super) struct FileRead {
    file: FileText<'static, Option<String>>,
    pub(super) is_edited: bool,
}

/// Reads a JSON text to its end.
///
/// # Errors
/// Where it is not the text of a snapshot, or what the reader reports.
pub(super) fn read_text(text: impl Read) -> Result<FileRead, serde_json::Error> {
    let mut text = BufReader::with_capacity(READ_BYTES, DigestedReader::new(text));
    let mut json = serde_json::Deserializer::from_reader(&mut text);
    let file = FileText::<'static, Option<String>>::deserialize(&mut json)?;
    json.end()?;
    let digest = text.into_inner().digest();
    let has_digest = file.version >= VERSION_WITH_DIGEST;
    let is_edited = has_digest && file.sha256.as_deref() != Some(&digest);
    Ok(FileRead { file, is_edited })
}

/// The snapshot that a text holds.
///
/// # Errors
/// Distinguishes files that are not snapshots, files of a newer program, and format errors.
pub(super) fn snapshot(FileRead { file, .. }: FileRead) -> Result<Snapshot, SnapshotError> {
    if file.format != FORMAT {
        return Err(SnapshotError::NotASnapshot);
    }
    if !(VERSION_MIN..=VERSION).contains(&file.version) {
        return Err(other_version(file.version.into()));
    }
    Ok(Snapshot {
        program: file.program,
        fetched_at: instant(&file.fetched_at)?,
        api: file.api,
        window: window(&file.window)?,
        scope: scope(file.scope)?,
        guest_names: GuestNames::from_key(&file.guest_names).ok_or_else(unknown_guest_names)?,
        account: file.account.map(|account| RawAccount {
            company: account.company,
            name: account.name,
            address_lines: account.address_lines,
        }),
        properties: file.properties.into_iter().map(property).collect::<Result<_, _>>()?,
        reservations: file.reservations.into_owned(),
        counts: counts(&file.counts),
        remarks: file.remarks,
        oddities: file.oddities.into_iter().map(oddity).collect::<Result<_, _>>()?,
    })
}

/// Why a text could not be read as this version, by its header if it has one.
pub(super) fn wrong(text: impl Read, error: &serde_json::Error) -> SnapshotError {
    match serde_json::from_reader::<_, Head>(BufReader::new(text)) {
        Ok(head)
            if head.format == FORMAT
                && (u64::from(VERSION_MIN)..=u64::from(VERSION)).contains(&head.version) =>
        {
            SnapshotError::Malformed(error.to_string())
        }
        Ok(head) if head.format == FORMAT => other_version(head.version),
        Ok(_) | Err(_) => SnapshotError::NotASnapshot,
    }
}

fn other_version(found: u64) -> SnapshotError {
    if found > u64::from(VERSION) {
        SnapshotError::Newer { found, known: VERSION }
    } else {
        SnapshotError::Malformed(format!("format version {found} does not exist"))
    }
}

fn unknown_guest_names() -> SnapshotError {
    SnapshotError::Malformed("guest_names must be none, initials or first".to_owned())
}

fn malformed(error: &dyn std::error::Error) -> SnapshotError {
    SnapshotError::Malformed(error.to_string())
}

fn instant(text: &str) -> Result<DateTime<Utc>, SnapshotError> {
    let read = DateTime::parse_from_rfc3339(text).map_err(|error| malformed(&error))?;
    Ok(read.with_timezone(&Utc))
}

fn window(text: &WindowText) -> Result<Window, SnapshotError> {
    let day = |text: &str| text.parse::<NaiveDate>().map_err(|error| malformed(&error));
    let period =
        Period::new(day(&text.first)?, day(&text.last)?).map_err(|error| malformed(&error))?;
    Ok(Window {
        period,
        look_back_days: text.look_back_days,
        look_ahead_months: text.look_ahead_months,
    })
}

fn scope(text: ScopeText) -> Result<FetchScope, SnapshotError> {
    match text {
        ScopeText::Word(word) if word == "all" => Ok(FetchScope::All),
        ScopeText::Word(word) => {
            Err(SnapshotError::Malformed(format!("'{word}' is not a set of properties")))
        }
        ScopeText::Ids(ids) => {
            ids.into_iter().map(property_id).collect::<Result<_, _>>().map(FetchScope::Only)
        }
    }
}

fn property_id(text: impl AsRef<str>) -> Result<PropertyId, SnapshotError> {
    PropertyId::new(text).map_err(|error| malformed(&error))
}

fn property(text: PropertyText) -> Result<RawProperty, SnapshotError> {
    Ok(RawProperty {
        id: property_id(text.id)?,
        name: text.name,
        public_name: text.public_name,
        address: text.address,
        city: text.city,
        country: text.country,
        timezone: text.timezone,
        currency: text.currency,
        listed: text.listed,
    })
}

fn property_text(property: &RawProperty) -> PropertyText {
    let RawProperty { id, name, public_name, address, city, country, timezone, currency, listed } =
        property.clone();
    let id = id.to_string();
    PropertyText { id, name, public_name, address, city, country, timezone, currency, listed }
}

fn oddity_text(oddity: &Oddity) -> OddityText {
    OddityText {
        id: oddity.id.clone(),
        kind: oddity.kind.code().to_owned(),
        properties: oddity.properties.iter().map(ToString::to_string).collect(),
        requests: oddity.requests.clone(),
        seen: oddity.seen.clone(),
        expected: oddity.expected.clone(),
        rows: oddity.rows.clone(),
    }
}

fn oddity(text: OddityText) -> Result<Oddity, SnapshotError> {
    let unknown = || SnapshotError::Malformed(format!("'{}' is no kind of oddity", text.kind));
    Ok(Oddity {
        kind: OddityKind::from_code(&text.kind).ok_or_else(unknown)?,
        id: text.id,
        properties: text.properties.into_iter().map(property_id).collect::<Result<_, _>>()?,
        requests: text.requests,
        seen: text.seen,
        expected: text.expected,
        rows: text.rows,
    })
}

fn counts(text: &CountsText) -> Counts {
    let &CountsText { requests, pages, rows_received, rows_kept, rows_repeated, rows_outside } =
        text;
    Counts { requests, pages, rows_received, rows_kept, rows_repeated, rows_outside }
}

fn counts_text(counts: Counts) -> CountsText {
    let Counts { requests, pages, rows_received, rows_kept, rows_repeated, rows_outside } = counts;
    CountsText { requests, pages, rows_received, rows_kept, rows_repeated, rows_outside }
}
