//! `purge`: deletes old snapshots, and nothing that this program did not write as one.

use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::args::Purge;
use super::context::Context;
use super::failure::{Exit, Failure, reported};
use super::inputs::{Edited, LoadedSnapshot};
use super::report;
use super::terminal::on_one_line;

/// What was done; the result with `--json`.
#[derive(Debug, Default, Serialize)]
struct Findings {
    dry_run: bool,
    /// The snapshots that were deleted, or would be.
    deleted: Vec<Deleted>,
    younger: usize,
    others: usize,
}

#[derive(Debug, Serialize)]
struct Deleted {
    path: String,
    read_at: DateTime<Utc>,
}

pub(super) fn run(context: &Context, args: &Purge) -> Result<Exit, Failure> {
    let mut findings = Findings { dry_run: args.dry_run, ..Findings::default() };
    let ended = purge(context, args, &mut findings);
    if args.json {
        // report what was deleted before an error, too
        report::json(context.ui, &findings)?;
    }
    ended?;
    let what = if args.dry_run { "would be deleted" } else { "deleted" };
    context.ui.note(&format!(
        "snapshots {what}: {}; kept because younger than {} days: {}; other files kept: {}",
        findings.deleted.len(),
        args.older_than,
        findings.younger,
        findings.others
    ));
    Ok(Exit::Success)
}

fn purge(context: &Context, args: &Purge, findings: &mut Findings) -> Result<(), Failure> {
    let before = context.environment.now - TimeDelta::days(i64::from(args.older_than));
    for path in files(&args.dir)? {
        let Some(read_at) = read_at(&path) else {
            findings.others += 1;
            continue;
        };
        if read_at >= before {
            findings.younger += 1;
            continue;
        }
        if !args.dry_run {
            std::fs::remove_file(&path).map_err(|error| {
                let message = format!("cannot delete {}: {}", path.display(), reported(&error));
                Failure::new(Exit::Files, message).hint(
                    "close the program that uses this file, then run the command again (the files \
                     listed above were deleted)",
                )
            })?;
        }
        let path = on_one_line(&path.display().to_string());
        if !args.json {
            context.ui.result(&format!("{path}  read {}", read_at.format("%Y-%m-%d")))?;
        }
        findings.deleted.push(Deleted { path, read_at });
    }
    Ok(())
}

/// When a snapshot was read; nothing for any other file, a damaged one or one of a newer program.
fn read_at(path: &Path) -> Option<DateTime<Utc>> {
    let read = LoadedSnapshot::read(path, Edited::Accept).ok()?;
    Some(read.loaded.snapshot.fetched_at)
}

/// The regular files directly in a folder, by name; no links, no subfolders.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error: std::io::Error| {
        Failure::new(
            Exit::Files,
            format!("cannot read the folder {}: {}", folder.display(), reported(&error)),
        )
        .hint("give the folder of the snapshots with --dir")
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.file_type().map_err(failed)?.is_file() {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}
