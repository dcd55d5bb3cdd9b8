//! `generate`: the statements of a month.

use std::path::Path;

use chrono::NaiveDate;

use crate::domain::Period;
use crate::manifest::{self, MANIFEST_PATH};
use crate::month::{self, Format, Month, RenderOptions, WriteError, WrittenMonth};
use crate::output::check_writable;
use crate::render::pdf::Paper;
use crate::snapshot::FetchScope;
use crate::statement::Scope;

use super::args::Generate;
use super::context::{Context, runtime};
use super::failure::{Exit, Failure};
use super::inputs::{Edited, LoadedSnapshot, Project, covered, scope};
use super::interrupt::Interrupt;
use super::observer::RenderBar;
use super::{fetch, report};

pub(super) fn run(context: &Context, args: &Generate) -> Result<Exit, Failure> {
    let mut project = Project::read(&args.config)?;
    let scope = scope(&args.owner, &args.property, &project.config.portfolio)?;
    let asked = args.days.asked();
    check_writable(&args.out)?;
    let interrupt = Interrupt::watch()?;
    let edited = if args.accept_edited { Edited::Accept } else { Edited::Refuse };
    let (loaded_snapshot, period) = match &args.snapshot {
        Some(path) => {
            let loaded_snapshot = LoadedSnapshot::read(path, edited)?;
            let held = loaded_snapshot.loaded.snapshot.window.period;
            let asked = fetch::period(context, asked.map(|asked| asked.or(Some(held))))?;
            warn_if_not_over(
                context,
                asked,
                loaded_snapshot.loaded.snapshot.fetched_at.date_naive(),
            );
            (loaded_snapshot, asked)
        }
        None => {
            let period = fetch::period(context, asked)?;
            warn_if_not_over(context, period, context.environment.today);
            (fetch_month(context, &project, &scope, period, &interrupt)?, period)
        }
    };
    project.complete_entries(&loaded_snapshot.loaded.snapshot)?;
    let mut formats: Vec<Format> = args.format.iter().map(|name| Format::from(*name)).collect();
    formats.sort_unstable();
    formats.dedup();
    let (project, loaded_snapshot, scope) = (&project, &loaded_snapshot, &scope);
    let job =
        Job { project, loaded_snapshot, period, scope, json: args.json, interrupt: &interrupt };
    produce(context, &job, &formats, args.paper.into(), &args.out)
}

/// Says before anything is read or calculated that the figures are not final.
fn warn_if_not_over(context: &Context, period: Period, read_on: NaiveDate) {
    if read_on <= period.last() {
        context.ui.warning(&format!(
            "{period} is not over: its data is of {read_on}, its last day is {}; bookings can still \
             change, so run this again when the period has ended",
            period.last()
        ));
    }
}

fn fetch_month(
    context: &Context,
    project: &Project,
    scope: &Scope,
    period: Period,
    interrupt: &Interrupt,
) -> Result<LoadedSnapshot, Failure> {
    let token = context.environment.token(context.global.token_file.as_deref())?;
    let asked = match scope.is_partial() {
        true => FetchScope::Only(covered(scope, &project.config.portfolio)),
        false => FetchScope::All,
    };
    let plan = fetch::plan(period, Some(project), asked);
    let read = fetch::fetch_snapshot(context, Some(project), token, &plan, interrupt);
    LoadedSnapshot::of(runtime()?.block_on(read)?)
}

/// What a month is made from.
pub(super) struct Job<'a> {
    pub(super) project: &'a Project,
    pub(super) loaded_snapshot: &'a LoadedSnapshot,
    pub(super) period: Period,
    pub(super) scope: &'a Scope,
    /// Whether the result is printed as JSON.
    pub(super) json: bool,
    pub(super) interrupt: &'a Interrupt,
}

/// Computes a month, writes it and reports the result.
pub(super) fn produce(
    context: &Context,
    job: &Job<'_>,
    formats: &[Format],
    paper: Paper,
    out: &Path,
) -> Result<Exit, Failure> {
    let input = job.project.input(job.loaded_snapshot, job.period, job.scope);
    let month = month::compute(&month::prepare(input)?)?;
    ensure_no_loss(&month, &out.join(job.period.to_string()))?;
    let bar = RenderBar::new(context.global.quiet, month.statements.len());
    let progress = || bar.advance();
    let stop = || job.interrupt.is_asked();
    let logo = job.project.logo.as_deref();
    let receipt = |path: &str| job.project.receipts.read(path);
    let options =
        RenderOptions { formats, paper, logo, receipt: &receipt, progress: &progress, stop: &stop };
    job.interrupt.leave_to_work();
    let outcome = month::write(&month, input, options, out);
    bar.finish();
    let outcome: WrittenMonth = match outcome {
        Err(WriteError::Stopped) => return Err(job.interrupt.failure()),
        other => other?,
    };
    let portfolio = &job.project.config.portfolio;
    match job.json {
        true => report::month_json(context.ui, &month, &outcome, portfolio)?,
        false => report::month(context.ui, &month, &outcome, portfolio)?,
    }
    Ok(if month.report.held.is_empty() { Exit::Success } else { Exit::Held })
}

/// A whole month is not replaced by a part of it, nor one with stays by one without any: an outage
/// looks just like an empty account.
fn ensure_no_loss(month: &Month, folder: &Path) -> Result<(), Failure> {
    let Ok(bytes) = std::fs::read(folder.join(MANIFEST_PATH)) else { return Ok(()) };
    // a file that is no manifest is refused later, when the folder is to be replaced
    let Some(earlier) = manifest::coverage(&bytes) else { return Ok(()) };
    let shown = folder.display();
    if month.report.partial && !earlier.partial {
        let message = format!("{shown} contains the whole month, and this run is only part of it");
        return Err(Failure::new(Exit::Files, message)
            .hint("choose another folder for this run: --out part"));
    }
    if month.report.rows == 0 && earlier.placed > 0 {
        let message = format!(
            "no reservations were read, but {shown} has {} on its statements",
            earlier.placed
        );
        return Err(Failure::new(Exit::Files, message).hint(
            "try again later, or move the folder elsewhere if the month is really empty: this \
             looks like an outage or a token without access",
        ));
    }
    Ok(())
}
