//! `explain`: how the amounts of a reservation arose.

use std::path::{Path, PathBuf};

use crate::domain::Period;
use crate::locale::Locale;
use crate::month::{self, CONFIG_PATH, Found, SNAPSHOT_PATH};
use crate::output::put_new;
use crate::render::explain::{Explanation, Setting, explain, text};
use crate::render::html::HtmlPrinter;
use crate::snapshot::Scope as Asked;
use crate::statement::{Scope, Trace, Whereabouts};

use super::Context;
use super::args::Explain;
use super::failure::{Exit, Failure};
use super::inputs::{Configured, Frozen};
use super::report;

pub(super) fn run(context: &Context, args: &Explain) -> Result<Exit, Failure> {
    if let Some(page) = &args.html {
        ensure_new(page)?;
    }
    let sources = Sources::find(context, args)?;
    let frozen = Frozen::read(&sources.snapshot)?;
    let period = args.month.or(sources.period).unwrap_or(frozen.loaded.snapshot.window.period);
    let mut configured = sources.configuration(args)?;
    configured.complete_entries(&frozen.loaded.snapshot)?;
    sources.warn_of_other_terms(context, &configured);
    let properties = match &frozen.loaded.snapshot.scope {
        Asked::All => std::collections::BTreeSet::new(),
        Asked::Only(ids) => ids.clone(),
    };
    let scope = Scope { properties, ..Scope::default() };
    let prepared = month::prepare(configured.input(&frozen, period, &scope))?;
    let month = month::compute(&prepared)?;
    let mut traces = match month::trace(&prepared, &month, &args.code) {
        Found::Rows(traces) => traces,
        Found::Nothing { nearest } => return Err(unknown(&args.code, period, &nearest)),
    };
    let folder = args.out.join(period.to_string());
    for trace in &mut traces {
        name_files(trace, &folder);
    }
    let tag = &configured.config.locale;
    let locale = Locale::of_tag(tag)
        .ok_or_else(|| Failure::new(Exit::Internal, format!("unknown language '{tag}'")))?;
    let setting = Setting {
        manager: &configured.config.portfolio.manager,
        period,
        fetched_at: frozen.loaded.snapshot.fetched_at,
        snapshot_sha256: &frozen.loaded.sha256,
        labels: &configured.config.labels,
        locale: &locale,
    };
    let explained: Vec<Explanation> = traces.iter().map(|trace| explain(trace, setting)).collect();
    if args.json {
        report::json(context.voice, &explained)?;
    } else {
        let texts: Vec<String> = explained.iter().map(text).collect();
        context.voice.result(texts.join("\n\n").trim_end())?;
    }
    if let Some(page) = &args.html {
        save(&explained, configured.logo.as_deref(), page)?;
        context.voice.note(&format!("the page is {}", page.display()));
    }
    Ok(Exit::Success)
}

/// Where the month's data and terms are.
struct Sources {
    snapshot: PathBuf,
    period: Option<Period>,
    /// The terms that were applied, if they are kept beside the snapshot.
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
    fn configuration(&self, args: &Explain) -> Result<Configured, Failure> {
        match (&args.config, &self.kept) {
            (Some(named), _) => Configured::read(named),
            // its logo lay beside the file that it is a copy of
            (None, Some(kept)) => Configured::read_kept(kept),
            (None, None) => Configured::read(Path::new("owner-statements.toml")),
        }
    }

    fn warn_of_other_terms(&self, context: &Context, configured: &Configured) {
        let Some(applied) = self.kept.as_ref().and_then(|path| std::fs::read(path).ok()) else {
            return;
        };
        if applied != configured.text.as_bytes() {
            context.voice.warning(
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

/// The files that are there; where none is, the one that would be.
fn name_files(trace: &mut Trace, folder: &Path) {
    let Whereabouts::OnStatement { files, .. } = &mut trace.whereabouts else { return };
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
