//! A calculated month as its manifest.

use crate::domain::{Money, Notice, Stay};
use crate::locale::{exclusion_text, hold_hint, hold_text, notice_text};
use crate::manifest::{
    Amount, Counts, Days, EntryCounts, ExcludedRow, FORM, FileEntry, FontEntry, HeldOwner,
    InputFile, Manifest, ManifestNotice, Reason, SnapshotEntry, StatementEntry, VERSION,
};
use crate::output::Written;
use crate::render::pdf::{self, Paper};
use crate::statement::{ChargeCounts, Column, Excluded, Hold, TiedStatement};

use super::compute::{Input, Month};
use super::names::{CONFIG_PATH, FileNames, OwnFile, SNAPSHOT_PATH};
use super::options::RenderOptions;

/// The manifest of a month whose other files are all written.
pub(super) fn manifest(
    month: &Month,
    input: Input<'_>,
    options: RenderOptions<'_>,
    files: &[FileNames],
    notices: &[Notice],
    written: Vec<Written>,
) -> Manifest {
    let report = &month.report;
    let statements = month.statements.iter().zip(files);
    Manifest {
        form: FORM.to_owned(),
        version: VERSION,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        period: Days { first: report.period.first(), last: report.period.last() },
        state: "draft".to_owned(),
        partial: report.partial,
        formats: options.formats.iter().map(|format| format.key().to_owned()).collect(),
        paper: match options.paper {
            Paper::A4 => "a4".to_owned(),
            Paper::Letter => "letter".to_owned(),
        },
        snapshot: snapshot(input),
        config: InputFile { path: CONFIG_PATH.to_owned(), sha256: input.config_sha256.to_owned() },
        owners: input_file(OwnFile::Owners, &written),
        exceptions: input_file(OwnFile::Exceptions, &written),
        entries: input_file(OwnFile::Entries, &written),
        fonts: pdf::bundled_fonts()
            .map(|(name, sha256)| FontEntry { name: name.to_owned(), sha256 })
            .collect(),
        counts: Counts {
            rows: report.rows,
            placed: report.placed,
            excluded: report.excluded.len(),
            outside: report.outside,
            entries: entry_counts(report.charges),
        },
        statements: statements.map(|(one, files)| statement(one, files)).collect(),
        held: report.held.iter().map(|(owner, holds)| held(owner.as_str(), holds)).collect(),
        excluded: report.excluded.iter().map(excluded).collect(),
        notices: notices.iter().map(notice).collect(),
        files: written.into_iter().map(file).collect(),
    }
}

fn snapshot(input: Input<'_>) -> SnapshotEntry {
    SnapshotEntry {
        path: SNAPSHOT_PATH.to_owned(),
        sha256: input.loaded.sha256.clone(),
        fetched_at: input.loaded.snapshot.fetched_at,
        edited: input.loaded.is_edited,
    }
}

fn input_file(own: OwnFile, written: &[Written]) -> Option<InputFile> {
    let path = own.path();
    let file = written.iter().find(|file| file.path == path)?;
    Some(InputFile { path, sha256: file.sha256.clone() })
}

fn entry_counts(counts: ChargeCounts) -> EntryCounts {
    let ChargeCounts { all, placed, outside, held, not_asked_for } = counts;
    EntryCounts { all, placed, outside, held, not_asked_for }
}

fn amount(money: Money) -> Amount {
    Amount { amount: money.to_string(), currency: money.currency().code().to_owned() }
}

fn statement(statement: &TiedStatement, files: &FileNames) -> StatementEntry {
    let names = statement.sections.iter().map(|section| section.property.name.clone());
    let columns = Column::ALL.into_iter();
    let totals = columns.map(|one| (one.key().to_owned(), amount(statement.totals.amount(one))));
    StatementEntry {
        owner: statement.owner.id.to_string(),
        name: statement.owner.name.clone(),
        properties: names.collect(),
        guest_nights: statement.figures.guest_nights,
        totals: totals.collect(),
        net: amount(statement.totals.net()),
        files: files.paths.values().cloned().collect(),
        receipts: files.receipts.clone(),
        notices: statement.notices.iter().map(notice).collect(),
    }
}

fn held(owner: &str, holds: &[Hold]) -> HeldOwner {
    let reasons = holds.iter().map(|hold| Reason {
        code: hold.reason.code().to_owned(),
        property: hold.subject.property().map(ToString::to_string),
        reservation: hold.code.clone(),
        text: hold_text(&hold.reason),
        hint: hold_hint(&hold.reason).to_owned(),
    });
    HeldOwner { owner: owner.to_owned(), reasons: reasons.collect() }
}

fn excluded(row: &Excluded) -> ExcludedRow {
    ExcludedRow {
        id: row.id.clone(),
        code: row.code.clone(),
        property: row.property.to_string(),
        check_in: row.stay.map(Stay::arrival),
        check_out: row.stay.map(Stay::departure),
        reason: row.reason.code().to_owned(),
        text: exclusion_text(&row.reason),
    }
}

fn notice(notice: &Notice) -> ManifestNotice {
    ManifestNotice {
        code: notice.kind.code().to_owned(),
        property: notice.subject.property().map(ToString::to_string),
        reservation: notice.subject.code().map(ToString::to_string),
        text: notice_text(&notice.kind),
    }
}

fn file(written: Written) -> FileEntry {
    let Written { path, bytes, sha256 } = written;
    FileEntry { path, bytes, sha256 }
}
