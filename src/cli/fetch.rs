//! `fetch`: a month from the API into a snapshot file.

use std::path::{Path, PathBuf};

use secrecy::SecretString;

use crate::domain::Period;
use crate::hospitable::{self, BaseUrl, Pacing, Plan, Progress, Settings};
use crate::output::{check_writable, put_new, sha256_hex};
use crate::snapshot::{FetchScope, Oddity, Snapshot};

use super::args::Fetch;
use super::context::{Context, runtime};
use super::failure::{Exit, Failure};
use super::inputs::{Project, optional_config};
use super::interrupt::Interrupt;
use super::observer::Observer;
use super::report;

pub(super) fn run(context: &Context, args: &Fetch) -> Result<Exit, Failure> {
    let project = optional_config(args.config.as_ref())?;
    let period = period(context, args.days.asked())?;
    let path = args.snapshot.clone().unwrap_or_else(|| {
        let read_at = context.environment.now.format("%Y%m%dT%H%M%SZ");
        PathBuf::from(format!("snapshots/{period}-{read_at}.json.gz"))
    });
    ensure_writable(&path)?;
    let token = context.environment.token(context.global.token_file.as_deref())?;
    let plan = plan(period, project.as_ref(), FetchScope::All);
    let interrupt = Interrupt::watch()?;
    let reading = fetch_snapshot(context, project.as_ref(), token, &plan, &interrupt);
    let snapshot = runtime()?.block_on(reading)?;
    let bytes = snapshot.to_bytes()?;
    put_new(&path, &bytes).map_err(|error| {
        Failure::from(error)
            .hint("free some disk space, or choose another file (nothing was written)")
    })?;
    let sha256 = sha256_hex(&bytes);
    for remark in &snapshot.remarks {
        context.ui.note(remark);
    }
    for oddity in &snapshot.oddities {
        context.ui.warning(&odd(oddity));
    }
    if args.json {
        let result = serde_json::json!({
            "snapshot": path,
            "period": period.to_string(),
            "properties": snapshot.properties.len(),
            "reservations": snapshot.reservations.len(),
            "bytes": bytes.len(),
            "sha256": sha256,
            "remarks": snapshot.remarks,
            "oddities": snapshot.oddities.iter().map(|oddity| serde_json::json!({
                "id": oddity.id,
                "kind": oddity.kind.code(),
                "properties": oddity.properties.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "seen": oddity.seen,
                "expected": oddity.expected,
            })).collect::<Vec<_>>(),
        });
        report::json(context.ui, &result)?;
        return Ok(Exit::Success);
    }
    context.ui.result(&format!(
        "{}\n{} properties, {} reservations read for {period}, {} bytes, sha256 {}",
        path.display(),
        snapshot.properties.len(),
        snapshot.reservations.len(),
        bytes.len(),
        sha256,
    ))?;
    Ok(Exit::Success)
}

/// An oddity, with whom it holds and how it is accepted.
fn odd(oddity: &Oddity) -> String {
    let Oddity { id, .. } = oddity;
    let what = oddity.in_words().what;
    let properties = oddity.properties.len();
    let held = match properties {
        0 => "it holds no statement".to_owned(),
        1 => "the statement of its property will be held".to_owned(),
        _ => format!("the statements of {properties} properties will be held"),
    };
    format!(
        "Hospitable's answers contradict themselves in the same way every time (oddity {id}): {what}. \
         Until you accept it, {held}. Look it up in Hospitable; to accept it, add this row to the \
         exceptions file: {id},accept-oddity,,,YOUR REASON"
    )
}

/// The period that was asked for, else the last complete month.
pub(super) fn period(
    context: &Context,
    asked: Result<Option<Period>, crate::domain::CalendarError>,
) -> Result<Period, Failure> {
    let asked = asked.map_err(|error| {
        Failure::new(Exit::Usage, error.to_string()).hint("give the earlier day with --from")
    })?;
    Ok(asked.unwrap_or_else(|| Period::last_complete_month(context.environment.today)))
}

pub(super) fn plan(period: Period, project: Option<&Project>, properties: FetchScope) -> Plan {
    let mut plan = Plan { properties, ..Plan::new(period) };
    if let Some(project) = project {
        plan.look_back_days = project.config.fetch.look_back_days;
        plan.look_ahead_months = project.look_ahead_months();
        plan.guest_names = project.config.guest_names;
    }
    plan
}

/// Reads the API; warns if the token is expired or about to expire.
pub(super) async fn fetch_snapshot(
    context: &Context,
    project: Option<&Project>,
    token: SecretString,
    plan: &Plan,
    interrupt: &Interrupt,
) -> Result<Snapshot, Failure> {
    let observer = Observer::new(context.global.quiet);
    let read = fetch_watched(context, project, token, plan, interrupt, &observer).await;
    observer.finish();
    read
}

/// The same with another observer.
pub(super) async fn fetch_watched(
    context: &Context,
    project: Option<&Project>,
    token: SecretString,
    plan: &Plan,
    interrupt: &Interrupt,
    progress: &dyn Progress,
) -> Result<Snapshot, Failure> {
    let now = context.environment.now;
    let exposed = secrecy::ExposeSecret::expose_secret(&token);
    for warning in hospitable::token_warnings(exposed, now) {
        context.ui.warning(&report::token_warning(&warning));
    }
    let base_url = BaseUrl::parse(&context.global.base_url)?;
    let mut settings = Settings::new(base_url, token);
    settings.seed = now.timestamp().unsigned_abs();
    if let Some(project) = project {
        let fetch = project.config.fetch;
        settings.pacing = Pacing { burst: fetch.burst, per_minute: fetch.per_minute };
    }
    interrupt.unless(hospitable::fetch(&settings, plan, now, progress)).await
}

/// Before the first request: the folder is there, and no snapshot is.
fn ensure_writable(path: &Path) -> Result<(), Failure> {
    // a dangling link exists, too
    if path.symlink_metadata().is_ok() {
        let message = format!("{} exists; snapshots are never overwritten", path.display());
        return Err(Failure::new(Exit::Files, message)
            .hint("choose another file, or move the existing one elsewhere"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    Ok(check_writable(folder.unwrap_or(Path::new(".")))?)
}
