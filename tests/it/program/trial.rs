//! `check --account`: everything odd about a month of an account, and nothing that is private.

use owner_statements::simulator::SimulatedAccount;
use serde_json::Value;

use super::world::{MONTH, World};

/// The faults that one row of an account may have for good, and the kinds of their oddities.
const LASTING: [(&str, &str); 9] = [
    ("row-only-by-check-in", "in-one-list"),
    ("row-only-by-check-out", "in-one-list"),
    ("row-outside-days", "outside-days"),
    ("row-without-id", "without-id"),
    ("row-key-twice", "unreadable-row"),
    ("row-twice", "twice"),
    ("row-in-two-versions", "two-versions"),
    ("row-of-other-property", "other-property"),
    ("total-one-off", "total"),
];

/// Every text of the account that must not be printed: names, codes, ids, amounts.
fn private() -> Vec<String> {
    let account = SimulatedAccount::demo();
    let mut found = Vec::new();
    for property in account.properties() {
        collect(property, &["id", "name", "public_name", "address", "city"], &mut found);
    }
    for row in account.reservations() {
        let keys = ["id", "code", "platform_id", "first_name", "last_name", "formatted", "amount"];
        collect(row, &keys, &mut found);
    }
    found.retain(|text| text.len() > 4);
    assert!(found.len() > 500, "{}", found.len());
    found
}

fn collect(value: &Value, keys: &[&str], found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                let text = field.as_str().map(ToOwned::to_owned);
                let number = || field.is_number().then(|| field.to_string());
                match text.or_else(number).filter(|_| keys.contains(&&**key)) {
                    Some(text) => found.push(text),
                    None => collect(field, keys, found),
                }
            }
        }
        Value::Array(entries) => entries.iter().for_each(|entry| collect(entry, keys, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn an_account_without_oddities_is_described_in_numbers() {
    let world = World::new();
    let api = world.simulate(&[]);
    std::fs::remove_file(world.path("owner-statements.toml")).expect("a configuration");
    let run = api.run(&world, &["check", "--account", "--month", MONTH]);
    assert_eq!(run.exit, 0, "{}{}", run.out, run.err);
    for line in
        ["month          2026-10, check-ins from 2026-07-31", "oddities       0", "airbnb accepted"]
    {
        assert!(run.out.contains(line), "{line}:\n{}", run.out);
    }
    for text in private() {
        assert!(!run.out.contains(&text), "{text}:\n{}", run.out);
    }
}

/// A reading that fails says what it met, which may be a name.
#[test]
fn whoever_pastes_a_failure_is_warned_of_names() {
    let world = World::new();
    const WARNING: &str = "remove such names before you paste it";
    let args = ["check", "--account", "--month", MONTH];
    let moved = world.simulate(&["--fault", "redirect"]).run(&world, &args);
    assert!(moved.exit == 5 && moved.err.contains(WARNING), "{}", moved.err);
    let refused = world.simulate(&["--fault", "token-withdrawn"]).run(&world, &args);
    assert!(refused.exit == 4 && !refused.err.contains(WARNING), "{}", refused.err);
}

#[test]
fn every_lasting_oddity_is_reported_without_names_codes_or_amounts() {
    let private = private();
    // most of the time is spent waiting for the next reading
    std::thread::scope(|scope| {
        for (fault, kind) in LASTING {
            let private = &private;
            scope.spawn(move || check(fault, kind, private));
        }
    });
}

fn check(fault: &str, kind: &str, private: &[String]) {
    let world = World::new();
    let api = world.simulate(&["--fault", fault]);
    let json = api.run(&world, &["check", "--account", "--month", MONTH, "--json"]);
    let text = api.run(&world, &["check", "--account", "--month", MONTH]);
    assert_eq!((json.exit, text.exit), (7, 7), "{fault}: {}", text.err);
    assert!(text.err.contains("reading a list again"), "{fault}: {}", text.err);
    for shown in [&json.out, &text.out, &json.err, &text.err] {
        let found = private.iter().find(|text| shown.contains(*text));
        assert_eq!(found, None, "{fault}:\n{shown}");
    }
    let trial: Value = serde_json::from_str(&json.out).expect("JSON");
    let oddities = trial["oddities"].as_array().expect("oddities");
    assert!(!oddities.is_empty(), "{fault}");
    for oddity in oddities {
        assert_eq!(oddity["kind"], kind, "{fault}");
        let first = oddity["properties"][0].as_str().expect("a property");
        assert!(first.starts_with('P') || first == "not in the account", "{fault}: {first}");
        let days = oddity["requests"][0].as_str().expect("a request");
        assert!(days.starts_with("check-"), "{fault}: {days}");
        assert_ne!(oddity["seen"], "see its kind", "{fault}");
        let rows = oddity["rows"].as_array().expect("rows");
        assert_eq!(rows.is_empty(), kind == "total", "{fault}");
        let is_numbered = |row: &Value| row.as_str().is_some_and(|row| row.starts_with("R1 ("));
        assert!(rows.iter().all(is_numbered), "{fault}: {rows:?}");
    }
    if kind == "two-versions" {
        assert_eq!(oddities[0]["seen"], "was returned in two versions; different: nights");
    }
    let line = format!("1. {kind}: {}", oddities[0]["seen"].as_str().expect("words"));
    assert!(text.out.contains(&line), "{line}:\n{}", text.out);
}
