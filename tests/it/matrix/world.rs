//! The accounts that are read, what a reading must yield, and how two outcomes are compared.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use owner_statements::config::{self, Config};
use owner_statements::domain::{Notice, Period};
use owner_statements::hospitable::{BaseUrl, FetchError, Plan, Quiet, Settings, fetch};
use owner_statements::manager_files::{ManagerFiles, parse_exceptions};
use owner_statements::month::{Input, compute, prepare};
use owner_statements::simulator::{
    DEMO_CONFIG, Fault, FaultAt, Options, Request, SimulatedAccount, start,
};
use owner_statements::snapshot::{Counts, Loaded, Snapshot};
use owner_statements::statement::Scope;
use serde_json::{Value, json};

/// Accounts that differ in the ids of their reservations, so that faults which choose their victims
/// by id choose others.
const ACCOUNTS: u32 = 12;

/// Statements by owner and currency, with all that is printed as figures; held owners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    statements: BTreeMap<(String, String), String>,
    pub held: Vec<String>,
}

impl Figures {
    /// Why these figures must not reach an owner who should get those of `proper`; nothing if they
    /// may: each statement has the proper figures, or its owner is held.
    pub fn wrong_beside(&self, proper: &Self) -> Option<String> {
        for (key, figures) in &proper.statements {
            let owner = &key.0;
            match self.statements.get(key) {
                Some(own) if own == figures => {}
                _ if self.held.contains(owner) => {}
                Some(own) => return Some(format!("{key:?}: {own}\n  instead of {figures}")),
                None => return Some(format!("{key:?} is missing and not held")),
            }
        }
        let unknown = self.statements.keys().find(|key| !proper.statements.contains_key(key));
        unknown.map(|key| format!("{key:?} should not be there"))
    }
}

/// How the terms of the demo are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Terms {
    /// As they are: a fee of no known kind goes to the owner, direct bookings cost less.
    AsTheyAre,
    /// Without terms for unknown fees, so that unknown fees must be held.
    Strict,
}

/// What a faultless reading of an account yields.
#[derive(Debug)]
pub struct Proper {
    account: SimulatedAccount,
    core: Vec<u8>,
    as_they_are: Figures,
    strict: Figures,
}

/// All accounts and how they are read.
#[derive(Debug)]
pub struct World {
    accounts: Vec<Arc<Proper>>,
    terms: Config,
    strict: Config,
    /// Requests of a faultless reading.
    pub requests: usize,
}

/// A reading that came to its end.
#[derive(Debug)]
pub struct Reading {
    pub outcome: Result<Snapshot, FetchError>,
    pub log: Vec<Request>,
}

impl World {
    pub async fn new() -> Self {
        let strict = DEMO_CONFIG
            .replace(", default = \"owner\" }", " }")
            .replace(", rates = [{ channel = \"direct\", rate = \"15%\" }] }", " }");
        let terms = config::parse_config("demo", DEMO_CONFIG).expect("the demo's configuration");
        let strict = config::parse_config("strict", &strict).expect("a stricter configuration");
        let mut world = Self { accounts: Vec::new(), terms, strict, requests: 0 };
        for number in 0..ACCOUNTS {
            let account = account(number);
            let Reading { outcome, log } = read(account.clone(), &[], Quick::No).await;
            let snapshot = outcome.expect("a faultless reading");
            let figures = |terms| world.figures(&snapshot, terms).expect("statements that tie out");
            let (as_they_are, strict) = (figures(Terms::AsTheyAre), figures(Terms::Strict));
            assert!(as_they_are.held.is_empty() && as_they_are.statements.len() >= 4);
            let proper = Proper { account, core: core(&snapshot), as_they_are, strict };
            world.accounts.push(Arc::new(proper));
            world.requests = log.len();
        }
        world
    }

    pub fn pick(&self, number: usize) -> &Proper {
        &self.accounts[number % self.accounts.len()]
    }

    /// The statements of the month, or the words of a month that does not tie out.
    pub fn figures(&self, snapshot: &Snapshot, terms: Terms) -> Result<Figures, String> {
        self.figures_after(snapshot, terms, &ManagerFiles::default()).map(|(figures, _)| figures)
    }

    /// The same after what the manager's files say, with the notices of the run.
    pub fn figures_after(
        &self,
        snapshot: &Snapshot,
        terms: Terms,
        manager_files: &ManagerFiles,
    ) -> Result<(Figures, Vec<Notice>), String> {
        let bytes = snapshot.to_bytes().expect("bytes");
        let loaded: Loaded =
            Snapshot::from_bytes(&bytes).expect("a snapshot that can be read back");
        let config = match terms {
            Terms::AsTheyAre => &self.terms,
            Terms::Strict => &self.strict,
        };
        let scope = Scope::default();
        let prepared = prepare(Input {
            loaded: &loaded,
            snapshot_bytes: &bytes,
            config,
            config_text: "",
            manager_files,
            config_sha256: "0",
            period: month(),
            scope: &scope,
        })
        .map_err(|error| error.to_string())?;
        let month = compute(&prepared).map_err(|error| error.to_string())?;
        let statements = month.statements.iter().map(|one| {
            let key = (one.owner.id.to_string(), one.currency.to_string());
            let (totals, figures) = (&one.totals, &one.figures);
            let nights = (figures.stays, figures.guest_nights, figures.owner_nights);
            (key, format!("{totals:?} {nights:?}"))
        });
        let held = month.report.held.keys().map(ToString::to_string).collect();
        let figures = Figures { statements: statements.collect(), held };
        Ok((figures, month.report.notices))
    }

    /// The exceptions in the text of their file.
    pub fn exceptions(&self, text: &str) -> ManagerFiles {
        let read = parse_exceptions("exceptions.csv", text, &self.terms.portfolio);
        ManagerFiles { exceptions: read.expect("exceptions"), ..ManagerFiles::default() }
    }
}

impl Proper {
    pub fn account(&self) -> SimulatedAccount {
        self.account.clone()
    }

    /// Whether the snapshot holds the very properties and reservations of a faultless reading.
    pub fn is_same(&self, snapshot: &Snapshot) -> bool {
        self.core == core(snapshot)
    }

    pub fn figures(&self, terms: Terms) -> &Figures {
        match terms {
            Terms::AsTheyAre => &self.as_they_are,
            Terms::Strict => &self.strict,
        }
    }
}

/// The demo's account with other ids, and without what no statement needs: the runs are many.
fn account(number: u32) -> SimulatedAccount {
    let demo = SimulatedAccount::demo();
    let (mut properties, mut rows) = (demo.properties().to_vec(), demo.reservations().to_vec());
    for property in &mut properties {
        keep(property, &["id", "name", "currency", "timezone", "listed"]);
    }
    for row in &mut rows {
        let id = row["id"].as_str().expect("an id");
        row["id"] = json!(format!("{:08x}{}", number.wrapping_mul(0x9e37_79b9), &id[8..]));
        keep(row, ROW);
        keep(&mut row["reservation_status"], &["current"]);
        keep(&mut row["financials"], &["currency", "host"]);
        for list in row["financials"]["host"].as_object_mut().expect("a host's side").values_mut() {
            let lines = list.as_array_mut().map_or(&mut [] as &mut [Value], Vec::as_mut_slice);
            lines.iter_mut().for_each(|line| keep(line, &["amount", "formatted", "label"]));
        }
    }
    SimulatedAccount::new(properties, rows).expect("an account")
}

const ROW: &[&str] = &[
    "id",
    "code",
    "platform",
    "booking_date",
    "arrival_date",
    "departure_date",
    "nights",
    "stay_type",
    "reservation_status",
    "properties",
    "financials",
];

fn keep(object: &mut Value, keys: &[&str]) {
    object.as_object_mut().expect("an object").retain(|key, _| keys.contains(&key.as_str()));
}

/// Whether the timeouts are those of a client that has no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quick {
    Yes,
    No,
}

/// Reads the account from a simulator of its own, in small pages, one request after the other, so
/// that the number of a request says what it asks for.
pub async fn read(account: SimulatedAccount, faults: &[FaultAt], quick: Quick) -> Reading {
    let mut faults = faults.to_vec();
    faults.push(Fault::SmallPages.into());
    read_suffering(account, &faults, quick).await
}

/// The same with these faults and no others.
pub async fn read_suffering(
    account: SimulatedAccount,
    faults: &[FaultAt],
    quick: Quick,
) -> Reading {
    let today = NaiveDate::from_ymd_opt(2026, 11, 2).expect("a date");
    let mut options = Options::new(today);
    options.faults.extend_from_slice(faults);
    let simulator = start(account, options).await.expect("a port");
    let base = BaseUrl::parse(&simulator.base_url()).expect("a loopback address");
    let mut settings = Settings::new(base, "token".to_owned().into());
    settings.waiting_second = Duration::from_micros(200);
    settings.concurrency = 1;
    settings.limits.body_bytes_max = 1 << 20;
    if quick == Quick::Yes {
        settings.limits.read_timeout = Duration::from_millis(2500);
        settings.limits.request_timeout = Duration::from_millis(4000);
    }
    let at: DateTime<Utc> = "2026-11-02T08:00:00Z".parse().expect("an instant");
    let outcome = fetch(&settings, &Plan::new(month()), at, &Quiet).await;
    let log = simulator.requests();
    Reading { outcome, log }
}

fn month() -> Period {
    Period::parse_month("2026-10").expect("a month")
}

/// The bytes of what figures are made from; how it was read is left out.
fn core(snapshot: &Snapshot) -> Vec<u8> {
    let core = Snapshot {
        api: String::new(),
        account: None,
        counts: Counts::default(),
        remarks: Vec::new(),
        ..snapshot.clone()
    };
    core.to_bytes().expect("bytes")
}
