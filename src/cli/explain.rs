//! `explain`: how the amounts of a reservation arose.

use std::path::{Path, PathBuf};

use crate::domain::Period;
use crate::locale::Locale;
use crate::month::{self, CONFIG_PATH, SNAPSHOT_PATH, TraceResult};
use crate::output::put_new;
use crate::render::explain::{ExplainContext, Explanation, explain, explanation_text};
use crate::render::html::HtmlPrinter;
use crate::snapshot::FetchScope;
use crate::statement::{ReservationTrace, Scope, TraceOutcome};

use super::args::Explain;
use super::context::Context;
use super::failure::{Exit, Failure};
use super::inputs::{Edited, LoadedSnapshot, Project};
use super::report;

pub(super) fn run(context: &Context, args: &Explain) -> Result<Exit, Failure> {
    if let Some(page) = &args.html {
        ensure_new(page)?;
    }
    let sources = Sources::find(context, args)?;
    let loaded_snapshot = LoadedSnapshot::read(&sources.snapshot, Edited::Accept)?;
    if loaded_snapshot.loaded.is_edited {
        context.ui.warning("the snapshot was changed after it was written; amounts may differ");
    }
    let period =
        args.month.or(sources.period).unwrap_or(loaded_snapshot.loaded.snapshot.window.period);
    let mut project = sources.configuration(args)?;
    project.complete_entries(&loaded_snapshot.loaded.snapshot)?;
    sources.warn_of_other_terms(context, &project);
    let properties = match &loaded_snapshot.loaded.snapshot.scope {
        FetchScope::All => std::collections::BTreeSet::new(),
        FetchScope::Only(ids) => ids.clone(),
    };
    let scope = Scope { properties, ..Scope::default() };
    let prepared = month::prepare(project.input(&loaded_snapshot, period, &scope))?;
    let month = month::compute(&prepared)?;
    let mut traces = match month::trace(&prepared, &month, &args.code) {
        TraceResult::Rows(traces) => traces,
        TraceResult::Nothing { nearest } => return Err(unknown(&args.code, period, &nearest)),
    };
    let folder = args.out.join(period.to_string());
    for trace in &mut traces {
        name_files(trace, &folder);
    }
    let tag = &project.config.locale;
    let locale = Locale::of_tag(tag)
        .ok_or_else(|| Failure::new(Exit::Internal, format!("unknown language '{tag}'")))?;
    let explain_context = ExplainContext {
        manager: &project.config.portfolio.manager,
        period,
        fetched_at: loaded_snapshot.loaded.snapshot.fetched_at,
        snapshot_sha256: &loaded_snapshot.loaded.sha256,
        labels: &project.config.labels,
        locale: &locale,
    };
    let explained: Vec<Explanation> =
        traces.iter().map(|trace| explain(trace, explain_context)).collect();
    if args.json {
        report::json(context.ui, &explained)?;
    } else {
        let texts: Vec<String> = explained.iter().map(explanation_text).collect();
        context.ui.result(texts.join("\n\n").trim_end())?;
    }
    if let Some(page) = &args.html {
        save(&explained, project.logo.as_deref(), page)?;
        context.ui.note(&format!("the page is {}", page.display()));
    }
    Ok(Exit::Success)
}

/// Where the month's data and terms are.
struct Sources {
    snapshot: PathBuf,
    period: Option<Period>,
    /// The configuration that was used, if it was kept next to the snapshot.
    kept: Option<PathBuf>,
}

impl Sources {
    fn find(context: &Context, args: &Explain) -> Result<Self, Failure> {
        if let Some(path) = &args.snapshot {
            return Ok(Self { snapshot: path.clone(), period: None, kept: None });
        }
        let folder = match args.month {
            Some(month) => args.out.join(month.to_string()),
            None => usual_folder(&args.out, Period::last_complete_month(context.environment.today)),
        };
        let snapshot = folder.join(SNAPSHOT_PATH);
        if !snapshot.is_file() {
            let message = format!("there is no {}", snapshot.display());
            return Err(Failure::new(Exit::Snapshot, message).hint(
                "generate the month's statements first, or give their folder with --out, the \
                 month with --month or a snapshot with --snapshot",
            ));
        }
        let kept = Some(folder.join(CONFIG_PATH)).filter(|path| path.is_file());
        Ok(Self { snapshot, period: args.month, kept })
    }

    /// The terms: those that were named, those that were applied, or the usual file.
    fn configuration(&self, args: &Explain) -> Result<Project, Failure> {
        match (&args.config, &self.kept) {
            (Some(named), _) => Project::read(named),
            // the logo is next to the original file, not next to this copy
            (None, Some(kept)) => Project::read_kept(kept),
            (None, None) => Project::read(Path::new("owner-statements.toml")),
        }
    }

    fn warn_of_other_terms(&self, context: &Context, project: &Project) {
        let Some(applied) = self.kept.as_ref().and_then(|path| std::fs::read(path).ok()) else {
            return;
        };
        if applied != project.text.as_bytes() {
            context.ui.warning(
                "this month's statements were generated with another configuration; amounts may \
                 differ",
            );
        }
    }
}

/// The folder of the last complete month, else the newest that has a snapshot.
fn usual_folder(out: &Path, last: Period) -> PathBuf {
    let usual = out.join(last.to_string());
    if usual.join(SNAPSHOT_PATH).is_file() {
        return usual;
    }
    let entries = std::fs::read_dir(out).into_iter().flatten().flatten();
    let months = entries.map(|entry| entry.path()).filter(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with(|first: char| first.is_ascii_digit()) && path.join(SNAPSHOT_PATH).is_file()
    });
    months.max().unwrap_or(usual)
}

/// The files that exist; if none does, the one that would be created.
fn name_files(trace: &mut ReservationTrace, folder: &Path) {
    let TraceOutcome::OnStatement { files, .. } = &mut trace.outcome else { return };
    let is_there = |file: &String| folder.join(file).is_file();
    if files.iter().any(is_there) {
        files.retain(is_there);
    } else {
        files.truncate(1);
    }
}

fn unknown(code: &str, period: Period, nearest: &[String]) -> Failure {
    let shown: String = code.chars().take(60).collect();
    let message = format!("the snapshot for {period} has no reservation '{shown}'");
    let failure = Failure::new(Exit::Usage, message);
    match nearest {
        [] => failure.hint("the snapshot contains no reservations"),
        near => failure.hint(format!("try one of the similar codes: {}", near.join(", "))),
    }
}

fn ensure_new(page: &Path) -> Result<(), Failure> {
    match page.symlink_metadata() {
        Ok(_) => Err(Failure::new(
            Exit::Files,
            format!("{} exists; explain never overwrites files", page.display()),
        )
        .hint("choose another file for --html, or move the existing one elsewhere")),
        Err(_) => Ok(()),
    }
}

fn save(explained: &[Explanation], logo: Option<&[u8]>, page: &Path) -> Result<(), Failure> {
    let failed =
        |error: crate::render::html::HtmlError| Failure::new(Exit::Internal, error.to_string());
    let html = HtmlPrinter::new(logo).and_then(|printer| printer.explanations(explained));
    Ok(put_new(page, html.map_err(failed)?.as_bytes())?)
}
