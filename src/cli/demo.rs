//! `demo`: the whole way over HTTP, against the simulator with an example account.

use chrono::NaiveDate;
use secrecy::SecretString;

use crate::domain::Period;
use crate::hospitable::{self, BaseUrl, Settings};
use crate::month::Format;
use crate::output::check_writable;
use crate::render::pdf::Paper;
use crate::simulator::{self, Account, DEMO_CONFIG, DEMO_ENTRIES, DEMO_RECEIPTS, Options};
use crate::snapshot::{Scope as Asked, Snapshot};
use crate::statement::Scope;

use super::args::Demo;
use super::failure::{Exit, Failure};
use super::generate::{Job, produce};
use super::inputs::{Configured, Frozen, Receipts};
use super::interrupt::Interrupt;
use super::observer::Observer;
use super::{Context, fetch, runtime};

/// The month of the example account.
const MONTH: &str = "2026-10";
const TOKEN: &str = "demo";

pub(super) fn run(context: &Context, args: &Demo) -> Result<Exit, Failure> {
    let internal = |error: String| Failure::new(Exit::Internal, error);
    let period = Period::parse_month(MONTH).map_err(|error| internal(error.to_string()))?;
    let mut configured =
        Configured::of_texts("demo.toml", DEMO_CONFIG, &[("entries.csv", DEMO_ENTRIES)])?;
    configured.receipts = Receipts::Built(&DEMO_RECEIPTS);
    check_writable(&args.out)?;
    context.voice.note(&format!("reading an example account for {period} from a simulator"));
    let interrupt = Interrupt::watch()?;
    let snapshot = runtime()?.block_on(read(context, &configured, period, &interrupt))?;
    let frozen = Frozen::of(snapshot)?;
    let scope = Scope::default();
    let (configured, frozen, scope) = (&configured, &frozen, &scope);
    let job = Job { configured, frozen, period, scope, json: args.json, interrupt: &interrupt };
    let formats = Format::ALL.map(|(format, _)| format);
    produce(context, &job, &formats, Paper::A4, &args.out)
}

async fn read(
    context: &Context,
    configured: &Configured,
    period: Period,
    interrupt: &Interrupt,
) -> Result<Snapshot, Failure> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap_or(context.environment.today);
    let mut options = Options::new(today);
    options.token = Some(TOKEN.to_owned());
    let simulator = simulator::start(Account::demo(), options).await.map_err(|error| {
        Failure::new(Exit::Api, format!("cannot start the simulator on this machine: {error}"))
    })?;
    let base_url = BaseUrl::parse(&simulator.base_url())?;
    let settings = Settings::new(base_url, SecretString::from(TOKEN));
    let plan = fetch::plan(period, Some(configured), Asked::All);
    let observer = Observer::new(context.global.quiet);
    let now = context.environment.now;
    let read = interrupt.unless(hospitable::fetch(&settings, &plan, now, &observer)).await;
    observer.finish();
    simulator.stop().await;
    read
}
