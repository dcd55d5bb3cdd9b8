//! A whole month: read once, made again and again, and accounted for file by file and row by row.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Months, NaiveDate};
use owner_statements::simulator::DEMO_RECEIPTS;
use serde_json::Value;

use super::world::{MONTH, OWNERS, SNAPSHOT, World, plain, sha256};

const FOLDER: &str = "statements/2026-10";

fn manifest(world: &World, folder: &str) -> Value {
    world.json(&format!("{folder}/manager/manifest.json"))
}

/// A statement in JSON without what differs between two fetches.
fn without_source(mut statement: Value) -> Value {
    statement["source"] = Value::Null;
    statement
}

#[test]
fn the_same_snapshot_gives_the_same_bytes_on_one_thread_or_two() {
    let world = World::with_snapshot();
    let mut made = Vec::new();
    for (out, threads) in [("one", "1"), ("two", "2")] {
        let args = ["generate", "--snapshot", "snapshot.json.gz", "--out", out];
        let run = world.run_with(&[("RAYON_NUM_THREADS", threads)], &args);
        assert_eq!(run.exit, 0, "{}", run.err);
        made.push(world.files(out));
    }
    // again in the same place: replaced, and the same
    world.generate(&["--out", "two"]);
    made.push(world.files("two"));
    let names: Vec<BTreeSet<&String>> = made.iter().map(|files| files.keys().collect()).collect();
    assert_eq!(names[0], names[1]);
    for (name, bytes) in &made[0] {
        assert!(made[1][name] == *bytes, "{name} differs with two threads");
        // the index page tells what changed since the first time, and the manifest lists the page
        let compares = ["index.html", "manifest.json"].iter().any(|end| name.ends_with(end));
        assert!(compares || made[2].get(name) == Some(bytes), "{name} differs the second time");
    }
    // nothing changed since the second time, as nothing had since the first
    world.generate(&["--out", "two"]);
    assert!(world.files("two") == made[2], "the third time differs from the second");
    assert_eq!(made[0].len(), OWNERS.len() * 4 + 7 + DEMO_RECEIPTS.len());
}

#[test]
fn the_manifest_lists_exactly_what_is_in_the_folder() {
    let world = World::with_snapshot();
    world.generate(&["--format", "html,json"]);
    let manifest = manifest(&world, FOLDER);
    let listed = manifest["files"].as_array().expect("files");
    let listed: BTreeMap<&str, (&str, u64)> = listed
        .iter()
        .map(|file| {
            let text = |key: &str| file[key].as_str().expect("a text");
            (text("path"), (text("sha256"), file["bytes"].as_u64().expect("a size")))
        })
        .collect();
    let mut found = world.files(FOLDER);
    assert!(found.remove("manager/manifest.json").is_some(), "no manifest");
    assert_eq!(listed.len(), found.len());
    for (path, bytes) in &found {
        let hash = sha256(bytes);
        let expected = (hash.as_str(), bytes.len() as u64);
        assert_eq!(listed.get(path.as_str()), Some(&expected), "{path}");
    }
    let named: BTreeSet<&str> = manifest["statements"]
        .as_array()
        .expect("statements")
        .iter()
        .flat_map(|one| [&one["files"], &one["receipts"]])
        .flat_map(|paths| paths.as_array().expect("its files"))
        .filter_map(Value::as_str)
        .collect();
    let of_owners = found.keys().filter(|path| {
        !matches!(
            path.as_str(),
            "manager/entries.csv"
                | "manager/index.html"
                | "manager/month-summary.csv"
                | "manager/owner-statements.toml"
                | "manager/snapshot.json.gz"
                | "manager/tax-summary.csv"
        )
    });
    assert_eq!(named, of_owners.map(String::as_str).collect());
}

#[test]
fn every_row_that_was_read_is_accounted_for() {
    let world = World::with_snapshot();
    world.generate(&["--format", "json"]);
    let manifest = manifest(&world, FOLDER);
    let count = |key: &str| manifest["counts"][key].as_u64().expect("a count");
    assert_eq!(count("rows"), count("placed") + count("excluded") + count("outside"));
    let snapshot: Value = serde_json::from_slice(&plain(&SNAPSHOT)).expect("JSON");
    let rows = snapshot["reservations"].as_array().expect("reservations").len();
    assert_eq!(count("rows"), rows as u64);
    let placed: usize = OWNERS
        .iter()
        .flat_map(|owner| {
            let statement = world.json(&format!("{FOLDER}/manager/{owner}.json"));
            statement["properties"].as_array().expect("properties").clone()
        })
        .map(|property| property["reservations"].as_array().expect("rows").len())
        .sum();
    assert_eq!(count("placed"), placed as u64);
    let excluded = manifest["excluded"].as_array().expect("excluded rows");
    let codes: Vec<&str> = excluded.iter().filter_map(|row| row["code"].as_str()).collect();
    assert_eq!(codes, ["HMDEMO0009", "4100000004"]);
    assert_eq!(count("excluded"), codes.len() as u64);
}

#[test]
fn a_month_can_be_made_again_from_what_lies_beside_it() {
    let world = World::with_snapshot();
    world.generate(&["--format", "csv,json"]);
    let kept = world.read(&format!("{FOLDER}/manager/snapshot.json.gz"));
    assert!(kept == *SNAPSHOT, "the copy differs");
    let snapshot = &manifest(&world, FOLDER)["snapshot"];
    assert_eq!(snapshot["path"], "manager/snapshot.json.gz");
    let unpacked = plain(&kept);
    let hashes = [sha256(&kept), sha256(&unpacked)];
    let stated = snapshot["sha256"].as_str().expect("a hash");
    assert!(hashes.iter().any(|hash| hash == stated), "{stated} is not one of {hashes:?}");
    let config = world.read(&format!("{FOLDER}/manager/owner-statements.toml"));
    assert!(config == world.read("owner-statements.toml"), "the copy differs");
    let stated = &manifest(&world, FOLDER)["config"];
    assert_eq!(stated["path"], "manager/owner-statements.toml");
    assert_eq!(stated["sha256"], sha256(&config));
    world.write("owner-statements.toml", b"another");
    world.write("years-later.json.gz", &kept);
    world.write("years-later.toml", &config);
    let given = ["generate", "--snapshot", "years-later.json.gz", "--config", "years-later.toml"];
    let run = world.run(&[&given[..], &["--out", "again", "--format", "csv,json"]].concat());
    assert_eq!(run.exit, 0, "{}", run.err);
    assert!(world.files("again/2026-10") == world.files(FOLDER), "the months differ");
}

#[test]
fn reading_and_making_at_once_is_reading_and_then_making() {
    let world = World::with_snapshot();
    let api = world.simulate(&[]);
    let args = ["generate", "--month", MONTH, "--format", "json", "--out", "at-once"];
    let run = api.run(&world, &args);
    assert_eq!(run.exit, 0, "{}", run.err);
    world.generate(&["--format", "json"]);
    for owner in OWNERS {
        let at_once = world.json(&format!("at-once/2026-10/manager/{owner}.json"));
        let apart = world.json(&format!("{FOLDER}/manager/{owner}.json"));
        assert_eq!(without_source(at_once), without_source(apart));
    }
    for name in ["month-summary.csv", "tax-summary.csv"] {
        let read = |folder| world.read(&format!("{folder}/manager/{name}"));
        assert_eq!(read("at-once/2026-10"), read(FOLDER), "{name}");
    }
}

#[test]
fn a_troubled_service_changes_no_figure() {
    let world = World::with_snapshot();
    world.hurry();
    let troubles = ["server-error-html@2", "retry-after-zero@4", "truncated-json@6", "sunset"];
    let args: Vec<&str> = troubles.iter().flat_map(|fault| ["--fault", fault]).collect();
    let api = world.simulate(&args);
    let args = ["generate", "--month", MONTH, "--format", "json", "--out", "troubled", "-vv"];
    let run = api.run(&world, &args);
    assert_eq!(run.exit, 0, "{}", run.err);
    assert!(run.err.contains("retrying in"), "nothing went wrong: {}", run.err);
    world.generate(&["--format", "json"]);
    for owner in OWNERS {
        let troubled = world.json(&format!("troubled/2026-10/manager/{owner}.json"));
        let calm = world.json(&format!("{FOLDER}/manager/{owner}.json"));
        assert_eq!(without_source(troubled), without_source(calm));
    }
}

#[test]
fn a_fetch_says_what_it_wrote() {
    let world = World::new();
    let api = world.simulate(&[]);
    // what a killed run may have left
    let left = ".kept.json.gz-1.owner-statements-part";
    world.write(left, b"half");
    let run = api.run(&world, &["fetch", "--month", MONTH, "--snapshot", "kept.json.gz"]);
    assert_eq!((run.exit, run.err.as_str()), (0, ""));
    assert!(!world.path(left).exists());
    let bytes = world.read("kept.json.gz");
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines[0], "kept.json.gz");
    assert!(
        lines[1].starts_with("6 properties, 42 reservations read for 2026-10, "),
        "{}",
        run.out
    );
    assert!(lines[1].contains(&format!(", {} bytes, sha256 ", bytes.len())), "{}", run.out);
    assert_eq!(lines.len(), 2);
    let found: Vec<String> = world.files("").into_keys().collect();
    assert!(!found.iter().any(|path| path.starts_with("statements")), "{found:?}");
}

#[test]
fn without_a_name_a_snapshot_gets_its_own() {
    let world = World::new();
    let api = world.simulate(&[]);
    // without the configuration, too: a snapshot needs none
    std::fs::remove_file(world.path("owner-statements.toml")).expect("a file removed");
    let run = api.run(&world, &["fetch", "--month", MONTH]);
    assert_eq!(run.exit, 0, "{}", run.err);
    let name = run.out.lines().next().expect("a path");
    assert!(name.starts_with("snapshots/2026-10-") && name.ends_with("Z.json.gz"), "{name}");
    assert!(world.path(name).is_file());
}

#[test]
fn days_that_make_a_month_are_that_month() {
    let world = World::with_snapshot();
    world.generate(&["--format", "json"]);
    let days = ["--from", "2026-10-01", "--to", "2026-10-31", "--out", "days"];
    world.generate(&[&days[..], &["--format", "json"]].concat());
    assert!(world.files("days/2026-10") == world.files(FOLDER), "the months differ");
    let days = ["--from", "2026-10-05", "--to", "2026-10-18", "--out", "fortnight"];
    world.generate(&[&days[..], &["--format", "csv"]].concat());
    let paths: Vec<String> = world.files("fortnight").into_keys().collect();
    let folder = "2026-10-05_2026-10-18/";
    assert!(paths.iter().all(|path| path.starts_with(folder)), "{paths:?}");
}

#[test]
fn the_last_complete_month_is_meant_if_nothing_is_said() {
    let world = World::new();
    let api = world.simulate(&[]);
    let month_before = || -> String {
        #[expect(clippy::disallowed_methods, reason = "the program's own clock is the real one")]
        let today: NaiveDate = chrono::Utc::now().date_naive();
        let first = today.checked_sub_months(Months::new(1)).expect("a month before");
        first.format("%Y-%m").to_string()
    };
    let before = month_before();
    let run = api.run(&world, &["generate", "--format", "json"]);
    // midnight may have passed in between
    let meant = [before, month_before()];
    assert_eq!(run.exit, 0, "{}", run.err);
    let last = run.out.lines().last().expect("a last line");
    let expected = meant.map(|month| format!("statements/{month}/manager/index.html"));
    assert!(expected.iter().any(|path| path == last), "{last}");
}
