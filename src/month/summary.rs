//! What the index page is made from: the month, and what earlier runs left in their folders.

use std::collections::BTreeMap;
use std::path::Path;

use crate::domain::{Notice, Period, PropertyId};
use crate::locale::Locale;
use crate::render::batch_page::BatchPage;
use crate::render::index::{
    Comparison, HeldGroup, HeldItem, KeptFiles, LastMonth, RunSummary, StatementFiles, page,
};

use super::changes::changes;
use super::compute::{Input, Month};
use super::names::{FileNames, OwnFile};
use super::past::Past;
use super::remedies::{RemedyGroup, Settled, remedies};
use super::totals::totals;

/// The index page of a month whose documents are written; `out` has the folders of earlier runs.
pub(super) fn index_page(
    month: &Month,
    input: Input<'_>,
    locale: &Locale,
    (files, notices): (&[FileNames], &[Notice]),
    out: &Path,
) -> BatchPage {
    let portfolio = &input.config.portfolio;
    let files: Vec<StatementFiles<'_>> = files.iter().map(statement_files).collect();
    let held: Vec<HeldGroup> =
        remedies(&month.report.held, portfolio).into_iter().map(held_group).collect();
    page(&RunSummary {
        locale,
        portfolio,
        account_names: &account_names(input),
        fetched_at: input.loaded.snapshot.fetched_at,
        snapshot_sha256: &input.loaded.sha256,
        statements: &month.statements,
        totals: &totals(&month.statements),
        files: &files,
        report: &month.report,
        held: &held,
        notices,
        last_month: last_month(out, month.report.period).as_ref(),
        comparison: &comparison(out, month),
        kept_files: &kept_files(input),
    })
}

/// The names that the account has for its properties; of two with one id the first.
fn account_names(input: Input<'_>) -> BTreeMap<PropertyId, String> {
    let mut names = BTreeMap::new();
    for property in &input.loaded.snapshot.properties {
        names.entry(property.id.clone()).or_insert_with(|| property.name.clone());
    }
    names
}

fn statement_files(names: &FileNames) -> StatementFiles<'_> {
    let documents = names.paths.iter().map(|(format, path)| (format.key(), path.as_str()));
    StatementFiles { documents: documents.collect(), receipts: &names.receipts }
}

fn held_group(group: RemedyGroup) -> HeldGroup {
    let settles = group.settles.into_iter().map(|settled| {
        let Settled { owner_name, property, code, stay, amount, why, .. } = settled;
        HeldItem { owner_name, property, code, stay, amount, why }
    });
    HeldGroup { advice: group.advice, settles: settles.collect() }
}

fn last_month(out: &Path, period: Period) -> Option<LastMonth> {
    let before = period.as_month().map(|_| Period::last_complete_month(period.first()))?;
    let past = Past::read(&out.join(before.to_string()), before, false);
    let nets = past.map(|past| past.statements.into_iter().map(|(key, one)| (key, one.net)));
    Some(LastMonth { period: before, nets: nets.map(Iterator::collect) })
}

fn comparison(out: &Path, month: &Month) -> Comparison {
    let period = month.report.period;
    let Some(past) = Past::read(&out.join(period.to_string()), period, true) else {
        return Comparison::Nothing;
    };
    match changes(&past, &month.statements, month.report.partial) {
        Err(_) => Comparison::TooLarge,
        Ok(changes) => {
            Comparison::With { fetched_at: past.fetched_at, partial: past.partial, changes }
        }
    }
}

fn kept_files(input: Input<'_>) -> KeptFiles {
    let kept = |own: OwnFile| own.text(input.manager_files).map(|_| own.kept());
    KeptFiles {
        owners: kept(OwnFile::Owners),
        exceptions: kept(OwnFile::Exceptions),
        entries: kept(OwnFile::Entries),
    }
}
