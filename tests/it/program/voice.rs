//! Everything on standard error has one form, including log lines while waiting.

use super::world::{MONTH, World};

fn fetch_with_a_wait(more: &[&str]) -> String {
    let world = World::new();
    world.hurry();
    let api = world.simulate(&["--fault", "retry-after-zero@1"]);
    let args = [&["fetch", "--month", MONTH, "--snapshot", "new.json.gz"], more].concat();
    let run = api.run(&world, &args);
    assert_eq!(run.exit, 0, "{}", run.err);
    run.err
}

const WAIT: &str = "rate limited by Hospitable; retrying in 1 s";

#[test]
fn a_wait_is_a_warning_like_any_other() {
    assert_eq!(fetch_with_a_wait(&[]), format!("warning: {WAIT}\n"));
    let coloured = fetch_with_a_wait(&["--color", "always"]);
    assert_eq!(coloured, format!("\u{1b}[1;33mwarning:\u{1b}[0m {WAIT}\n"));
    assert_eq!(fetch_with_a_wait(&["--quiet"]), format!("warning: {WAIT}\n"));
}

#[test]
fn whoever_asks_for_more_gets_notes_and_details() {
    let said = fetch_with_a_wait(&["-vv"]);
    for label in ["warning: ", "note: ", "detail: "] {
        assert!(said.lines().any(|line| line.starts_with(label)), "{label}{said}");
    }
    let known = |line: &str| {
        ["warning: ", "note: ", "detail: "].iter().any(|label| line.starts_with(label))
    };
    assert!(said.lines().all(known), "{said}");
}

#[test]
fn a_collector_of_logs_gets_an_object_a_line() {
    let said = fetch_with_a_wait(&["-vv", "--log-format", "json"]);
    let mut levels = std::collections::BTreeSet::new();
    for line in said.lines() {
        let object: serde_json::Value = serde_json::from_str(line).expect(line);
        let level = object["level"].as_str().expect("a level");
        assert!(object["message"].is_string(), "{line}");
        levels.insert(level.to_owned());
    }
    assert!(levels.iter().eq(["detail", "note", "warning"]), "{levels:?}");
    let wait = serde_json::json!({"level": "warning", "message": WAIT}).to_string();
    assert!(said.lines().any(|line| line == wait), "{said}");
}
