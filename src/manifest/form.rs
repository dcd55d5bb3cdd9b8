//! The fields of the manifest, in the order in which they are written.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The path of the manifest in a month's folder. It does not list itself.
pub const MANIFEST_PATH: &str = "manager/manifest.json";

/// The name of the form.
pub const FORM: &str = "owner-statements/manifest";

/// Version of the form.
pub const VERSION: u32 = 1;

/// A manifest. Fields that are not known are ignored when it is read, and those that the first
/// version of the program did not write may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORM`].
    pub form: String,
    /// [`VERSION`].
    pub version: u32,
    /// The version of the program.
    pub program: String,
    /// The days of the statements.
    pub period: Days,
    /// The state of the statements: "draft".
    pub state: String,
    /// Whether the run was only for some owners or properties.
    pub partial: bool,
    /// The keys of the formats that were written.
    pub formats: Vec<String>,
    /// The paper of PDFs: "a4" or "letter".
    pub paper: String,
    /// The data.
    pub snapshot: SnapshotEntry,
    /// The configuration.
    pub config: InputFile,
    /// The manager's table of owners.
    pub owners: Option<InputFile>,
    /// The manager's exceptions.
    pub exceptions: Option<InputFile>,
    /// The manager's entries.
    pub entries: Option<InputFile>,
    /// The bundled fonts.
    pub fonts: Vec<FontEntry>,
    /// Where every row and every entry went.
    pub counts: Counts,
    /// The statements.
    pub statements: Vec<StatementEntry>,
    /// The owners whose statements are held.
    pub held: Vec<HeldOwner>,
    /// The rows of the period that are on no statement.
    pub excluded: Vec<ExcludedRow>,
    /// What there is to know, for the run and all statements.
    pub notices: Vec<ManifestNotice>,
    /// Every other file in the folder.
    pub files: Vec<FileEntry>,
}

/// The days of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// The first day.
    pub first: NaiveDate,
    /// The last day, included.
    pub last: NaiveDate,
}

/// The snapshot that a month was calculated from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotEntry {
    /// Its path in the month's folder.
    pub path: String,
    /// Its SHA-256.
    pub sha256: String,
    /// When its data was read.
    pub fetched_at: DateTime<Utc>,
    /// Whether it was changed after it was written, which the manager accepts.
    #[serde(default)]
    pub edited: bool,
}

/// A file of the manager's that a month was calculated from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputFile {
    /// Its path in the month's folder; empty in an old manifest.
    #[serde(default)]
    pub path: String,
    /// Its SHA-256.
    pub sha256: String,
}

/// A font.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FontEntry {
    /// Its name.
    pub name: String,
    /// Its SHA-256.
    pub sha256: String,
}

/// Where every row went: `placed` + `excluded` + `outside` = `rows`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// The rows that were read.
    pub rows: usize,
    /// Those on a statement.
    pub placed: usize,
    /// Those of the period that are on none.
    pub excluded: usize,
    /// Those that have nothing to do with the period.
    pub outside: usize,
    /// Where every entry went.
    #[serde(default)]
    pub entries: EntryCounts,
}

/// Where every entry of the manager's went; the four parts sum to `all`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryCounts {
    /// All entries that were read.
    pub all: usize,
    /// Those on a statement.
    pub placed: usize,
    /// Those of other days.
    pub outside: usize,
    /// Those of owners with held statements.
    pub held: usize,
    /// Those of owners or properties that the run was not asked for.
    pub not_asked_for: usize,
}

/// An amount in the form that every JSON file has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// The number: "-12.50".
    pub amount: String,
    /// The code of the currency.
    pub currency: String,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementEntry {
    /// The owner's id.
    pub owner: String,
    /// The owner's name.
    pub name: String,
    /// The names of the properties.
    pub properties: Vec<String>,
    /// The nights of guests.
    pub guest_nights: u32,
    /// The total of each column.
    #[serde(default)]
    pub totals: BTreeMap<String, Amount>,
    /// What the owner gets.
    pub net: Amount,
    /// The paths of its documents in the month's folder.
    pub files: Vec<String>,
    /// The paths of the receipts of its entries.
    #[serde(default)]
    pub receipts: Vec<String>,
    /// What there is to know about it.
    pub notices: Vec<ManifestNotice>,
}

/// An owner whose statement is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldOwner {
    /// The owner's id.
    pub owner: String,
    /// Every reason.
    pub reasons: Vec<Reason>,
}

/// A reason that holds a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Its code.
    pub code: String,
    /// The id of the property, if it is about one.
    pub property: Option<String>,
    /// The code of the reservation; empty if it is about a property.
    pub reservation: String,
    /// The reason in words.
    pub text: String,
    /// What to do.
    pub hint: String,
}

/// A row of the period that is on no statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcludedRow {
    /// The id as reported.
    pub id: String,
    /// The code as reported.
    pub code: String,
    /// The id of the property.
    pub property: String,
    /// The day of arrival, if it can be read.
    pub check_in: Option<NaiveDate>,
    /// The day of departure, if it can be read.
    pub check_out: Option<NaiveDate>,
    /// The code of the reason.
    pub reason: String,
    /// The reason in words.
    pub text: String,
}

/// Something to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestNotice {
    /// Its code.
    pub code: String,
    /// The id of the property, if it is about one.
    pub property: Option<String>,
    /// The code of the reservation, if it is about one.
    pub reservation: Option<String>,
    /// What to know.
    pub text: String,
}

/// A file of the month's folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Its path within the folder.
    pub path: String,
    /// Its size. Nothing relies on it, so a manifest without it is accepted.
    #[serde(default)]
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// A text that is no manifest.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }

    /// The text of the manifest.
    ///
    /// # Errors
    /// None that is known; it is what the library reports.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// The files that a manifest lists, whatever else it contains; nothing if it has no such list.
#[must_use]
pub fn listed_files(manifest: &[u8]) -> Option<Vec<FileEntry>> {
    #[derive(Deserialize)]
    struct FileList {
        files: Vec<FileEntry>,
    }
    serde_json::from_slice(manifest).ok().map(|list: FileList| list.files)
}

/// What of its account a month covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    /// Whether the run was only for some owners or properties.
    pub partial: bool,
    /// The rows that were on a statement.
    pub placed: usize,
}

/// What the month of a manifest covered, whatever else the manifest contains; nothing if it does
/// not say so.
#[must_use]
pub fn coverage(manifest: &[u8]) -> Option<Coverage> {
    #[derive(Deserialize)]
    struct Run {
        partial: bool,
        counts: Placed,
    }
    #[derive(Deserialize)]
    struct Placed {
        placed: usize,
    }
    let run: Run = serde_json::from_slice(manifest).ok()?;
    Some(Coverage { partial: run.partial, placed: run.counts.placed })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the first version of the program wrote, with a field of a later one.
    const OLD: &str = r#"{
        "form": "owner-statements/manifest", "version": 1, "program": "0.0.1",
        "period": {"first": "2026-10-01", "last": "2026-10-31"}, "state": "draft", "partial": true,
        "formats": ["html"], "paper": "a4", "of_a_later_version": {},
        "snapshot": {"path": "manager/snapshot.json.gz", "sha256": "ab",
            "fetched_at": "2026-11-02T08:00:00Z"},
        "config": {"sha256": "cd"}, "fonts": [],
        "counts": {"rows": 3, "placed": 1, "excluded": 1, "outside": 1},
        "statements": [{"owner": "lindqvist", "name": "A. Lindqvist", "properties": ["Pier"],
            "guest_nights": 4, "net": {"amount": "12.50", "currency": "EUR"},
            "files": ["lindqvist/a.html"], "notices": []}],
        "held": [], "excluded": [], "notices": [],
        "files": [{"path": "lindqvist/a.html", "bytes": 7, "sha256": "ef"}]
    }"#;

    #[test]
    fn a_manifest_of_the_first_version_is_read() {
        let manifest = Manifest::from_bytes(OLD.as_bytes()).expect("a manifest");
        assert!(manifest.partial && !manifest.snapshot.edited);
        assert_eq!((manifest.counts.placed, manifest.counts.entries.all), (1, 0));
        assert_eq!(manifest.statements[0].net.amount, "12.50");
        assert_eq!(manifest.entries, None);
        assert_eq!(listed_files(OLD.as_bytes()), Some(manifest.files));
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        let manifest = Manifest::from_bytes(OLD.as_bytes()).expect("a manifest");
        let bytes = manifest.to_bytes().expect("a text");
        assert_eq!(Manifest::from_bytes(&bytes).expect("a manifest"), manifest);
        assert!(bytes.ends_with(b"}\n"));
    }

    #[test]
    fn what_a_month_covered_needs_nothing_else() {
        let covered = Some(Coverage { partial: false, placed: 4 });
        let text = br#"{"partial": false, "counts": {"placed": 4}, "snapshot": "unknown"}"#;
        assert_eq!(coverage(text), covered);
        for none in ["{}", "not json", r#"{"partial": true}"#, r#"{"counts": {"placed": 4}}"#] {
            assert_eq!(coverage(none.as_bytes()), None, "{none}");
        }
    }

    #[test]
    fn the_list_of_files_needs_nothing_else() {
        let list = br#"{"files": [{"path": "a", "sha256": "0"}]}"#;
        assert_eq!(listed_files(list).expect("a list")[0].path, "a");
        for none in ["{}", "not json", r#"{"files": [{"path": "a"}]}"#] {
            assert!(listed_files(none.as_bytes()).is_none(), "{none}");
        }
    }
}
