//! `demo`: the whole way over HTTP, against the simulator with an example account.

use chrono::NaiveDate;
use secrecy::SecretString;

use crate::domain::Period;
use crate::hospitable::{self, BaseUrl, Settings};
use crate::month::Format;
use crate::output::check_writable;
use crate::render::pdf::Paper;
use crate::simulator::{self, DEMO_CONFIG, DEMO_ENTRIES, DEMO_RECEIPTS, Options, SimulatedAccount};
use crate::snapshot::{FetchScope, Snapshot};
use crate::statement::Scope;

use super::args::Demo;
use super::context::{Context, runtime};
use super::failure::{Exit, Failure};
use super::fetch;
use super::generate::{Job, produce};
use super::inputs::{LoadedSnapshot, Project, Receipts};
use super::interrupt::Interrupt;
use super::observer::Observer;

/// The month of the example account.
const MONTH: &str = "2026-10";
const TOKEN: &str = "demo";

pub(super) fn run(context: &Context, args: &Demo) -> Result<Exit, Failure> {
    let internal = |error: String| Failure::new(Exit::Internal, error);
    let period = Period::parse_month(MONTH).map_err(|error| internal(error.to_string()))?;
    let mut project =
        Project::of_texts("demo.toml", DEMO_CONFIG, &[("entries.csv", DEMO_ENTRIES)])?;
    project.receipts = Receipts::Built(&DEMO_RECEIPTS);
    check_writable(&args.out)?;
    context.ui.note(&format!("reading an example account for {period} from a simulator"));
    let interrupt = Interrupt::watch()?;
    let snapshot = runtime()?.block_on(read_demo(context, &project, period, &interrupt))?;
    let loaded_snapshot = LoadedSnapshot::of(snapshot)?;
    let scope = Scope::default();
    let (project, loaded_snapshot, scope) = (&project, &loaded_snapshot, &scope);
    let job =
        Job { project, loaded_snapshot, period, scope, json: args.json, interrupt: &interrupt };
    let formats = Format::ALL.map(|(format, _)| format);
    produce(context, &job, &formats, Paper::A4, &args.out)
}

async fn read_demo(
    context: &Context,
    project: &Project,
    period: Period,
    interrupt: &Interrupt,
) -> Result<Snapshot, Failure> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap_or(context.environment.today);
    let mut options = Options::new(today);
    options.token = Some(TOKEN.to_owned());
    let simulator = simulator::start(SimulatedAccount::demo(), options).await.map_err(|error| {
        Failure::new(Exit::Api, format!("cannot start the simulator on this machine: {error}"))
    })?;
    let base_url = BaseUrl::parse(&simulator.base_url())?;
    let settings = Settings::new(base_url, SecretString::from(TOKEN));
    let plan = fetch::plan(period, Some(project), FetchScope::All);
    let observer = Observer::new(context.global.quiet);
    let now = context.environment.now;
    let read = interrupt.unless(hospitable::fetch(&settings, &plan, now, &observer)).await;
    observer.finish();
    simulator.stop().await;
    read
}
