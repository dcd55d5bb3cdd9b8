//! The manifest: what a run created, for whom, from which input, and what it left out.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::domain::Notice;
use crate::locale::{exclusion_text, hold_hint, hold_text, notice_text};
use crate::output::Written;
use crate::render::json::Amount;
use crate::render::pdf::{self, Paper};
use crate::statement::{ChargeCounts, Column, Excluded, Hold, TiedStatement};

use super::files::{CONFIG_PATH, FileNames, OwnFile, RenderOptions, SNAPSHOT_PATH};
use super::{Input, Month};

/// Version of the manifest's form.
const VERSION: u32 = 1;

#[derive(Serialize)]
pub(super) struct Manifest {
    form: &'static str,
    version: u32,
    program: &'static str,
    period: Days,
    state: &'static str,
    partial: bool,
    formats: Vec<&'static str>,
    paper: &'static str,
    snapshot: SnapshotOut,
    config: ConfigOut,
    owners: Option<ManagerFileOut>,
    exceptions: Option<ManagerFileOut>,
    entries: Option<ManagerFileOut>,
    fonts: Vec<FontOut>,
    counts: Counts,
    statements: Vec<StatementOut>,
    held: Vec<HeldOut>,
    excluded: Vec<ExcludedOut>,
    notices: Vec<NoticeOut>,
    files: Vec<FileOut>,
}

#[derive(Serialize)]
struct Days {
    first: NaiveDate,
    last: NaiveDate,
}

#[derive(Serialize)]
struct SnapshotOut {
    path: &'static str,
    sha256: String,
    fetched_at: DateTime<Utc>,
    /// Whether it was changed after it was written, which the manager accepts.
    edited: bool,
}

#[derive(Serialize)]
struct ConfigOut {
    path: &'static str,
    sha256: String,
}

#[derive(Serialize)]
struct ManagerFileOut {
    path: String,
    sha256: String,
}

#[derive(Serialize)]
struct FontOut {
    name: &'static str,
    sha256: String,
}

#[derive(Serialize)]
struct Counts {
    rows: usize,
    placed: usize,
    excluded: usize,
    outside: usize,
    entries: ChargeCountsOut,
}

#[derive(Serialize)]
struct ChargeCountsOut {
    all: usize,
    placed: usize,
    outside: usize,
    held: usize,
    not_asked_for: usize,
}

#[derive(Serialize)]
struct StatementOut {
    owner: String,
    name: String,
    properties: Vec<String>,
    guest_nights: u32,
    totals: BTreeMap<&'static str, Amount>,
    net: Amount,
    files: Vec<String>,
    receipts: Vec<String>,
    notices: Vec<NoticeOut>,
}

#[derive(Serialize)]
struct HeldOut {
    owner: String,
    reasons: Vec<ReasonOut>,
}

#[derive(Serialize)]
struct ReasonOut {
    code: &'static str,
    property: Option<String>,
    reservation: String,
    text: String,
    hint: &'static str,
}

#[derive(Serialize)]
struct ExcludedOut {
    id: String,
    code: String,
    property: String,
    check_in: Option<NaiveDate>,
    check_out: Option<NaiveDate>,
    reason: &'static str,
    text: String,
}

#[derive(Serialize)]
struct NoticeOut {
    code: &'static str,
    property: Option<String>,
    reservation: Option<String>,
    text: String,
}

#[derive(Serialize)]
struct FileOut {
    path: String,
    bytes: u64,
    sha256: String,
}

impl Manifest {
    pub(super) fn of(
        month: &Month,
        input: Input<'_>,
        options: RenderOptions<'_>,
        files: &[FileNames],
        notices: &[Notice],
        written: Vec<Written>,
    ) -> Self {
        let batch = &month.batch;
        let loaded = input.loaded;
        let statements = month.statements.iter().zip(files);
        Self {
            form: "owner-statements/manifest",
            version: VERSION,
            program: env!("CARGO_PKG_VERSION"),
            period: Days { first: batch.period.first(), last: batch.period.last() },
            state: "draft",
            partial: batch.partial,
            formats: options.formats.iter().map(|format| format.key()).collect(),
            paper: match options.paper {
                Paper::A4 => "a4",
                Paper::Letter => "letter",
            },
            snapshot: SnapshotOut {
                path: SNAPSHOT_PATH,
                sha256: loaded.sha256.clone(),
                fetched_at: loaded.snapshot.fetched_at,
                edited: loaded.is_edited,
            },
            config: ConfigOut { path: CONFIG_PATH, sha256: input.config_sha256.to_owned() },
            owners: ManagerFileOut::of(OwnFile::Owners, &written),
            exceptions: ManagerFileOut::of(OwnFile::Exceptions, &written),
            entries: ManagerFileOut::of(OwnFile::Entries, &written),
            fonts: pdf::bundled_fonts().map(|(name, sha256)| FontOut { name, sha256 }).collect(),
            counts: Counts {
                rows: batch.rows,
                placed: batch.placed,
                excluded: batch.excluded.len(),
                outside: batch.outside,
                entries: ChargeCountsOut::of(batch.charges),
            },
            statements: statements.map(|(one, files)| StatementOut::of(one, files)).collect(),
            held: batch
                .held
                .iter()
                .map(|(owner, holds)| HeldOut::of(owner.as_str(), holds))
                .collect(),
            excluded: batch.excluded.iter().map(ExcludedOut::of).collect(),
            notices: notices.iter().map(NoticeOut::of).collect(),
            files: written.into_iter().map(FileOut::of).collect(),
        }
    }

    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

impl ManagerFileOut {
    fn of(own: OwnFile, written: &[Written]) -> Option<Self> {
        let path = own.path();
        let file = written.iter().find(|file| file.path == path)?;
        Some(Self { path, sha256: file.sha256.clone() })
    }
}

impl ChargeCountsOut {
    fn of(counts: ChargeCounts) -> Self {
        let ChargeCounts { all, placed, outside, held, not_asked_for } = counts;
        Self { all, placed, outside, held, not_asked_for }
    }
}

impl StatementOut {
    fn of(statement: &TiedStatement, files: &FileNames) -> Self {
        let names = statement.sections.iter().map(|section| section.property.name.clone());
        let columns = Column::ALL.into_iter();
        let totals = columns.map(|one| (one.key(), statement.totals.amount(one).into()));
        Self {
            owner: statement.owner.id.to_string(),
            name: statement.owner.name.clone(),
            properties: names.collect(),
            guest_nights: statement.figures.guest_nights,
            totals: totals.collect(),
            net: statement.totals.net().into(),
            files: files.paths.values().cloned().collect(),
            receipts: files.receipts.clone(),
            notices: statement.notices.iter().map(NoticeOut::of).collect(),
        }
    }
}

impl HeldOut {
    fn of(owner: &str, holds: &[Hold]) -> Self {
        let reasons = holds.iter().map(|hold| ReasonOut {
            code: hold.reason.code(),
            property: hold.subject.property().map(ToString::to_string),
            reservation: hold.code.clone(),
            text: hold_text(&hold.reason),
            hint: hold_hint(&hold.reason),
        });
        Self { owner: owner.to_owned(), reasons: reasons.collect() }
    }
}

impl ExcludedOut {
    fn of(row: &Excluded) -> Self {
        Self {
            id: row.id.clone(),
            code: row.code.clone(),
            property: row.property.to_string(),
            check_in: row.stay.map(crate::domain::Stay::arrival),
            check_out: row.stay.map(crate::domain::Stay::departure),
            reason: row.reason.code(),
            text: exclusion_text(&row.reason),
        }
    }
}

impl NoticeOut {
    fn of(notice: &Notice) -> Self {
        Self {
            code: notice.kind.code(),
            property: notice.subject.property().map(ToString::to_string),
            reservation: notice.subject.code().map(ToString::to_string),
            text: notice_text(&notice.kind),
        }
    }
}

impl FileOut {
    fn of(written: Written) -> Self {
        let Written { path, bytes, sha256 } = written;
        Self { path, bytes, sha256 }
    }
}
