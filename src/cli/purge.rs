//! `purge`: deletes old snapshots, and nothing that this program did not write as one.

use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};

use crate::snapshot::Snapshot;

use super::Context;
use super::args::Purge;
use super::failure::{Exit, Failure, reported};
use super::terminal::on_one_line;

pub(super) fn run(context: &Context, args: &Purge) -> Result<Exit, Failure> {
    let before = context.environment.now - TimeDelta::days(i64::from(args.older_than));
    let (mut deleted, mut younger, mut others) = (0_usize, 0_usize, 0_usize);
    for path in files(&args.dir)? {
        let Some(read_at) = read_at(&path) else {
            others += 1;
            continue;
        };
        if read_at >= before {
            younger += 1;
            continue;
        }
        if !args.dry_run {
            std::fs::remove_file(&path).map_err(|error| {
                let message = format!("cannot delete {}: {}", path.display(), reported(&error));
                Failure::new(Exit::Files, message)
                    .hint("what is listed above was deleted; free this file and run again")
            })?;
        }
        deleted += 1;
        let name = on_one_line(&path.display().to_string());
        context.voice.result(&format!("{name}  read {}", read_at.format("%Y-%m-%d")))?;
    }
    let what = if args.dry_run { "would be deleted" } else { "deleted" };
    context.voice.note(&format!(
        "snapshots {what}: {deleted}; kept, younger than {} days: {younger}; other files left alone: \
         {others}",
        args.older_than
    ));
    Ok(Exit::Success)
}

/// When a snapshot was read; nothing for any other file, a damaged one or one of a newer program.
fn read_at(path: &Path) -> Option<DateTime<Utc>> {
    Snapshot::load(path).ok().map(|loaded| loaded.snapshot.fetched_at)
}

/// The regular files of a folder by name; neither links nor what lies deeper.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error: std::io::Error| {
        Failure::new(
            Exit::Files,
            format!("cannot read the folder {}: {}", folder.display(), reported(&error)),
        )
        .hint("give the folder of the snapshots after --dir")
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
