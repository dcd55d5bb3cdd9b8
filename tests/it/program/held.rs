//! A statement that cannot be right is held back; the other owners get theirs.

use owner_statements::simulator::DEMO_RECEIPTS;
use serde_json::Value;

use super::world::{MONTH, OWNERS, World};

/// A stay at Harbour View, the one property of an owner.
const CODE: &str = "HMDEMO0014";

/// The account, with the money of one reservation missing.
fn world_without_money() -> World {
    let world = World::new();
    let mut rows = world.json("account/reservations.json");
    let rows_of = rows.as_array_mut().expect("a list of reservations");
    let row = rows_of.iter_mut().find(|row| row["code"] == CODE).expect("the reservation");
    row["financials"] = Value::Null;
    world.write("account/reservations.json", rows.to_string().as_bytes());
    world
}

#[test]
fn one_owner_is_held_and_the_others_are_written() {
    let world = world_without_money();
    let api = world.simulate(&[]);
    let run = api.run(&world, &["generate", "--month", MONTH, "--format", "html,csv,json"]);
    assert_eq!(run.exit, 7, "{}", run.err);
    assert!(run.err.starts_with(HELD) && run.err.contains(SETTLED), "{}", run.err);
    assert!(run.out.ends_with("statements/2026-10/manager/index.html\n"), "{}", run.out);
    assert!(!run.out.contains("Παραδειγμάτου"), "{}", run.out);
    let paths: Vec<String> = world.files("statements/2026-10").into_keys().collect();
    for owner in OWNERS {
        let count = paths.iter().filter(|path| path.contains(owner)).count();
        let expected = match owner {
            "paradeigmatou" => 0,
            "lindqvist" => 3 + DEMO_RECEIPTS.len(),
            _ => 3,
        };
        assert_eq!(count, expected, "{paths:?}");
    }
    let manifest = world.json("statements/2026-10/manager/manifest.json");
    assert_eq!(manifest["statements"].as_array().map(Vec::len), Some(3));
    let held = manifest["held"].as_array().expect("what is held");
    assert_eq!(held.len(), 1);
    assert_eq!(held[0]["owner"], "paradeigmatou");
    assert_eq!(held[0]["reasons"][0]["reservation"], CODE);
    let why = held[0]["reasons"][0]["text"].as_str().expect("a reason");
    let page = world.text("statements/2026-10/manager/index.html");
    assert!(page.contains("Held (1)") && page.contains(CODE) && page.contains(why), "{why}");
}

const HELD: &str = "\
warning: 1 statement is held: Δ. Παραδειγμάτου
hint: ";

/// What a remedy settles is listed below it.
const SETTLED: &str = "
warning:   Δ. Παραδειγμάτου: Harbour View (550e8400-e29b-41d4-a716-446655440004), reservation HMDEMO0014: ";

#[test]
fn the_other_owners_get_what_they_would_get_anyway() {
    let world = world_without_money();
    let api = world.simulate(&[]);
    let run = api.run(&world, &["generate", "--month", MONTH, "--format", "csv"]);
    assert_eq!(run.exit, 7, "{}", run.err);
    let calm = World::with_snapshot();
    calm.generate(&["--format", "csv"]);
    let whole = calm.files("statements/2026-10");
    let mut compared = 0;
    for (path, bytes) in world.files("statements/2026-10") {
        if !path.starts_with("manager/") {
            assert!(whole.get(&path) == Some(&bytes), "{path} differs");
            compared += 1;
        }
    }
    assert_eq!(compared, 3 + DEMO_RECEIPTS.len());
}

/// The manager looks the oddity up, and accepts it with a row of the exceptions file.
#[test]
fn an_odd_row_holds_its_owner_until_it_is_accepted() {
    let world = World::new();
    world.hurry();
    let api = world.simulate(&["--fault", "row-only-by-check-in"]);
    let args = ["generate", "--month", MONTH, "--format", "json"];
    let run = api.run(&world, &args);
    assert!(run.exit == 7 && run.out.contains("3 statements"), "{}{}", run.out, run.err);
    let manifest = || world.json("statements/2026-10/manager/manifest.json");
    assert_eq!(manifest()["held"][0]["owner"], "paradeigmatou");
    let (_, id) = run.err.split_once("(oddity ").expect("an id");
    let (id, _) = id.split_once(')').expect("the end of the id");

    let config = world.text("owner-statements.toml");
    let config = config.replacen("schema = 1", "schema = 1\nexceptions = \"exceptions.csv\"", 1);
    world.write("owner-statements.toml", config.as_bytes());
    let row = format!("code,action,line,amount,reason\n{id},accept-oddity,,,Seen in Hospitable\n");
    world.write("exceptions.csv", row.as_bytes());
    let run = api.run(&world, &args);
    assert!(run.exit == 0 && run.out.contains("4 statements"), "{}{}", run.out, run.err);
    assert_eq!(manifest()["held"].as_array().map(Vec::len), Some(0));
    assert!(manifest().to_string().contains("Seen in Hospitable"));
}
