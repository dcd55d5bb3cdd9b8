//! Explanations: of demo reservations word by word, and no amount that the JSON does not have.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use owner_statements::config::{self, Config};
use owner_statements::domain::{GuestNames, Period, PropertyId};
use owner_statements::locale::Locale;
use owner_statements::manager_files::{ManagerFiles, parse_exceptions};
use owner_statements::month::{self, Input, TraceResult};
use owner_statements::render::explain::{ExplainContext, Explanation, explain, explanation_text};
use owner_statements::render::html::HtmlPrinter;
use owner_statements::render::json;
use owner_statements::simulator::DEMO_CONFIG;
use owner_statements::snapshot::{
    Counts, FetchScope as Asked, Loaded, RawProperty, RawReservation, Snapshot, Window,
};
use owner_statements::statement::Scope;
use serde_json::Value;

const PROPERTIES: &str = include_str!("../../fixtures/demo/properties.json");
const RESERVATIONS: &str = include_str!("../../fixtures/demo/reservations.json");

/// The example account as a snapshot of October 2026, every row of it.
fn demo(change: impl Fn(&mut Value)) -> Loaded {
    let read = |text| -> Vec<Value> { serde_json::from_str(text).expect("a list") };
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let properties = read(PROPERTIES).into_iter().map(|one| RawProperty {
        id: PropertyId::new(one["id"].as_str().expect("an id")).expect("an id"),
        name: text(&one["name"]).expect("a name"),
        public_name: None,
        address: text(&one["address"]["display"]),
        city: None,
        country: None,
        timezone: text(&one["timezone"]),
        currency: text(&one["currency"]),
        listed: one["listed"].as_bool(),
    });
    let reservations = read(RESERVATIONS).into_iter().map(|mut row| {
        change(&mut row);
        let id = row["properties"][0]["id"].as_str().expect("a property").to_owned();
        RawReservation { property: PropertyId::new(id).expect("an id"), row: row.to_string() }
    });
    let snapshot = Snapshot {
        program: "0.1.0".to_owned(),
        fetched_at: "2026-11-02T08:00:00Z".parse().expect("an instant"),
        api: "https://public.api.hospitable.com/v2".to_owned(),
        window: Window {
            period: Period::parse_month("2026-10").expect("a month"),
            look_back_days: 365,
            look_ahead_months: 0,
        },
        scope: Asked::All,
        guest_names: GuestNames::First,
        account: None,
        properties: properties.collect(),
        reservations: reservations.collect(),
        counts: Counts::default(),
        remarks: Vec::new(),
        oddities: Vec::new(),
    };
    Loaded { snapshot, sha256: "0".repeat(64), is_edited: false }
}

struct World {
    loaded: Loaded,
    config: Config,
    manager_files: ManagerFiles,
    scope: Scope,
}

impl World {
    fn of(loaded: Loaded) -> Self {
        let config = config::parse_config("demo.toml", DEMO_CONFIG).expect("a configuration");
        Self { loaded, config, manager_files: ManagerFiles::default(), scope: Scope::default() }
    }

    fn input(&self) -> Input<'_> {
        Input {
            loaded: &self.loaded,
            snapshot_bytes: &[],
            config: &self.config,
            config_text: DEMO_CONFIG,
            config_sha256: "",
            manager_files: &self.manager_files,
            period: self.loaded.snapshot.window.period,
            scope: &self.scope,
        }
    }

    fn explain(&self, code: &str) -> Vec<Explanation> {
        let locale = Locale::of_tag(&self.config.locale).expect("a language");
        let explain_context = ExplainContext {
            manager: &self.config.portfolio.manager,
            period: self.input().period,
            fetched_at: self.loaded.snapshot.fetched_at,
            snapshot_sha256: &self.loaded.sha256,
            labels: &self.config.labels,
            locale: &locale,
        };
        let prepared = month::prepare(self.input()).expect("an account");
        let month = month::compute(&prepared).expect("a month");
        let found = month::trace(&prepared, &month, code);
        let TraceResult::Rows(traces) = found else { return Vec::new() };
        traces.iter().map(|trace| explain(trace, explain_context)).collect()
    }

    /// The text with its line breaks as spaces.
    fn words(&self, code: &str) -> String {
        self.text(code).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn text(&self, code: &str) -> String {
        self.explain(code).iter().map(explanation_text).collect()
    }
}

/// Set `ACCEPT_EXPECTED=1` to write the expectations anew, then read what changed.
#[test]
fn demo_reservations_are_explained_word_by_word() {
    #[expect(clippy::disallowed_methods, reason = "the explicit step to accept expectations")]
    let accept = std::env::var("ACCEPT_EXPECTED").is_ok();
    let world = World::of(demo(|_| ()));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/explain");
    let mut differences = Vec::new();
    for (name, code) in [
        ("plain", "hmdemo0002"),
        ("split-by-nights", "HMDEMO0012"),
        ("by-price", "4100000007"),
        ("split-pet-fee", "D0000106"),
        ("cancelled-with-money", "HMDEMO0004"),
        ("declined", "HMDEMO0009"),
        ("owner-stay", "RGDM01"),
        ("outside", "HMDEMO0006"),
    ] {
        let found = world.text(code);
        let expected = folder.join(format!("{name}.txt"));
        if accept {
            fs::write(&expected, &found).expect("an expectation written");
        }
        match fs::read_to_string(&expected) {
            Ok(text) if text == found => {}
            Ok(text) => differences.push(format!("{name}\n--- expected\n{text}--- found\n{found}")),
            Err(_) => differences.push(format!("{} is not there", expected.display())),
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Cents of every standalone "-1,234.50"; amounts before rounding are left out.
fn amounts(text: &str) -> BTreeSet<i64> {
    let words = text.split_whitespace().map(|word| word.trim_end_matches([';', ',', '.']));
    words.filter_map(|word| cents(&word.replace('\u{2212}', "-"))).collect()
}

fn cents(word: &str) -> Option<i64> {
    let (whole, decimals) = word.rsplit_once('.')?;
    let digits = whole.trim_start_matches('-').replace(',', "");
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if decimals.len() != 2 || !is_number(decimals) || !is_number(&digits) {
        return None;
    }
    let magnitude: i64 = format!("{digits}{decimals}").parse().ok()?;
    Some(if whole.starts_with('-') { -magnitude } else { magnitude })
}

/// Every amount in a piece of JSON.
fn collect(value: &Value, found: &mut BTreeSet<i64>) {
    match value {
        Value::Object(object) => {
            if let Some(amount) = object.get("amount").and_then(Value::as_str) {
                found.insert(cents(amount).expect("an amount"));
            }
            object.values().for_each(|inner| collect(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn of(line: &Value, key: &str) -> i64 {
    cents(line[key]["amount"].as_str().expect("an amount")).expect("an amount")
}

/// What may stand in an explanation: the amounts of the JSON, what counts up to the last day, and
/// their sums by party.
fn known_amounts(reservation: &Value) -> BTreeSet<i64> {
    let mut known = BTreeSet::new();
    collect(reservation, &mut known);
    let lines = reservation["lines"].as_array().expect("lines");
    let parties: BTreeSet<&str> = lines.iter().filter_map(|line| line["party"].as_str()).collect();
    for party in parties.into_iter().map(Some).chain([None]) {
        let mut sums = [0; 4];
        for line in lines.iter().filter(|one| party.is_none() || one["party"].as_str() == party) {
            let (before, within) = (of(line, "before_period"), of(line, "in_period"));
            let amounts = [of(line, "whole_stay"), before, before + within, within];
            known.extend(amounts);
            sums.iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += amount);
        }
        known.extend(sums);
    }
    known
}

#[test]
fn every_amount_is_one_of_the_json() {
    check_amounts(&World::of(demo(|_| ())));
}

#[test]
fn every_amount_is_one_of_the_json_under_exceptions() {
    let exceptions = format!(
        "{RENT_SET}D0000106,override,guest-fee.pet,12.34 EUR,agreed\n\
         HMDEMO0012,override,channel-fee,-1.23 EUR,from the channel's invoice\n\
         HMDEMO0003,exclude,,,paid by bank\n"
    );
    check_amounts(&under(&exceptions, |_| ()));
}

fn check_amounts(world: &World) {
    let month = month::prepare(world.input())
        .and_then(|prepared| month::compute(&prepared))
        .expect("a month");
    let mut checked = 0;
    for statement in &month.statements {
        let bytes = json::statement(statement).expect("json");
        let document: Value = serde_json::from_slice(&bytes).expect("json");
        let properties = document["properties"].as_array().expect("properties");
        let rows = properties.iter().flat_map(|one| one["reservations"].as_array().expect("rows"));
        for row in rows {
            let code = row["code"].as_str().expect("a code");
            let shown = amounts(&world.text(code));
            let known = known_amounts(row);
            let unknown: Vec<_> = shown.difference(&known).collect();
            assert!(unknown.is_empty(), "{code} shows {unknown:?}");
            for line in row["lines"].as_array().expect("lines") {
                for key in ["whole_stay", "before_period", "in_period"] {
                    assert!(shown.contains(&of(line, key)), "{code} lacks {key} of {line}");
                }
            }
            assert!(shown.contains(&of(&row["amounts"], "net")), "{code} lacks the net");
            checked += 1;
        }
    }
    assert!(checked > 20, "only {checked} reservations");
}

/// The rent of the first stay of Sea Cottage, set by an exception.
const RENT_SET: &str = "code,action,line,amount,reason\n\
                        HMDEMO0002,override,accommodation,100.00 EUR,agreed\n";

fn under(exceptions: &str, change: impl Fn(&mut Value)) -> World {
    let mut world = World::of(demo(change));
    let read = parse_exceptions("exceptions.csv", exceptions, &world.config.portfolio);
    world.manager_files.exceptions = read.expect("exceptions");
    world
}

#[test]
fn an_amount_that_an_exception_sets_is_the_base_and_not_the_delivered_one() {
    let words = under(RENT_SET, |_| ()).words("HMDEMO0002");
    for part in [
        "The owner's net in October 2026: \u{2212}28.73 EUR",
        "Accommodation Rent Accommodation 61650 €616.50 replaced by an exception",
        "by exception Rent goes to the owner set by an exception",
        "20% of 100.00 = 20.00; the base: Rent 100.00",
    ] {
        assert!(words.contains(part), "{part}\n{words}");
    }
    assert!(!words.contains("123.30") && !words.contains("384.47"), "{words}");
}

#[test]
fn a_stay_that_counts_in_no_period_comes_to_nothing_in_another() {
    let before = "belongs to statements before 1 October 2026";
    assert!(under(RENT_SET, |_| ()).words("HMDEMO0007").contains(before));
    let excluded = "code,action,line,amount,reason\nHMDEMO0007,exclude,,,paid by bank\n";
    let words = under(excluded, |_| ()).words("HMDEMO0007");
    assert!(words.contains("Outside October 2026"), "{words}");
    assert!(!words.contains(before) && !words.contains("Owner, together"), "{words}");
}

#[test]
fn what_a_held_stay_would_come_to_follows_its_exceptions() {
    let world = under(RENT_SET, |row| {
        if row["code"] == "HMDEMO0003" {
            row["financials"]["host"]["revenue"]["amount"] = 1.into();
            row["financials"]["host"]["revenue"]["formatted"] = "€0.01".into();
        }
    });
    let words = world.words("HMDEMO0002");
    assert!(words.contains("the statement of 'lindqvist' is held"), "{words}");
    assert!(words.contains("Owner, total \u{2212}28.73"), "{words}");
    assert!(!words.contains("384.47"), "{words}");
}

#[test]
fn a_stay_that_an_exception_leaves_out_is_explained_too() {
    let left_out = "code,action,line,amount,reason\nHMDEMO0002,exclude,,,paid by bank\n";
    let words = under(left_out, |_| ()).words("HMDEMO0002");
    assert!(words.contains("Not on any statement for October 2026"), "{words}");
    assert!(
        words.contains("paid by bank") && words.contains("616.50") && !words.contains("Παράδειγμα"),
        "{words}"
    );
}

#[test]
fn a_held_reservation_says_what_to_do_and_so_do_those_beside_it() {
    let world = World::of(demo(|row| {
        if row["code"] == "HMDEMO0002" {
            row["financials"]["host"]["revenue"]["amount"] = 59377.into();
            row["financials"]["host"]["revenue"]["formatted"] = "€593.77".into();
        }
    }));
    let held = world.words("HMDEMO0002");
    for part in [
        "Not on any statement for October 2026",
        "Why: holds the statement: its lines differ from the reported revenue by 1.00 EUR.",
        "What to do: compare the reservation's amounts in Hospitable",
        "€593.77",
    ] {
        assert!(held.contains(part), "{part}\n{held}");
    }
    let beside = world.words("HMDEMO0003");
    for part in [
        "Why: the statement of 'lindqvist' is held.",
        "Reservation HMDEMO0002: its lines differ from the reported revenue by 1.00 EUR.",
        "20% of 468.00 = 93.60",
    ] {
        assert!(beside.contains(part), "{part}\n{beside}");
    }
}

#[test]
fn flipped_signs_are_told() {
    let world = World::of(demo(|row| {
        if row["code"] == "HMDEMO0002" {
            row["financials"]["host"]["host_fees"][0]["amount"] = 10873.into();
            row["financials"]["host"]["host_fees"][0]["formatted"] = "€108.73".into();
        }
    }));
    let text = world.words("HMDEMO0002");
    for part in [
        "reported with the opposite sign; corrected",
        "when the sign of the channel fees is reversed",
        "The channel fees were reported with the opposite sign",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn a_code_on_two_properties_is_explained_twice_and_the_page_is_inert() {
    let world = World::of(demo(|row| {
        if row["code"] == "D0000105" {
            row["code"] = "D0000106".into();
            row["platform"] = "manual".into();
            row["financials"]["host"]["guest_fees"][0]["label"] =
                "<script>alert(1)</script>\u{1b}[2J\nCleaning".into();
        }
    }));
    let explained = world.explain("d0000106");
    assert_eq!(explained.len(), 2);
    let html = HtmlPrinter::new(None).expect("a printer").explanations(&explained).expect("html");
    assert!(!html.contains("<script") && html.contains("&lt;script"));
    assert!(!html.contains('\u{1b}'));
    for explanation in &explained {
        let cells = explanation.sections.iter().filter_map(|one| one.table.as_ref());
        let texts = cells.flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        for figure in texts.filter_map(|cell| cents(&cell.text)) {
            assert!(amounts(&html.replace(['<', '>'], " ")).contains(&figure), "{figure}");
        }
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_owner-statements"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program")
}

#[test]
fn the_command_finds_the_month_and_never_replaces_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = run(folder.path(), &["demo", "--out", "statements", "--quiet"]);
    assert_eq!(demo.status.code(), Some(0));
    let page = ["explain", "hmdemo0002", "--html", "page.html"];
    let first = run(folder.path(), &page);
    assert_eq!(first.status.code(), Some(0), "{}", String::from_utf8_lossy(&first.stderr));
    let said = String::from_utf8(first.stdout).expect("text");
    assert!(said.starts_with("Reservation HMDEMO0002 explained"), "{said}");
    assert!(said.contains("In lindqvist/DRAFT-harbour-pine-stays-statement-2026-10"), "{said}");
    let html = fs::read_to_string(folder.path().join("page.html")).expect("the page");
    assert!(html.contains("384.47"));
    assert_eq!(run(folder.path(), &page).status.code(), Some(8));
    let excluded = run(folder.path(), &["explain", "HMDEMO0009", "--month", "2026-10"]);
    assert_eq!(excluded.status.code(), Some(0));
    let unknown = run(folder.path(), &["explain", "HMDEMO002"]);
    assert_eq!(unknown.status.code(), Some(2));
    let said = String::from_utf8(unknown.stderr).expect("text");
    assert!(said.contains("no reservation 'HMDEMO002'") && said.contains("HMDEMO0002"), "{said}");
    let nothing = run(folder.path(), &["explain", "HMDEMO0002", "--month", "2026-09"]);
    assert_eq!(nothing.status.code(), Some(6));
}
