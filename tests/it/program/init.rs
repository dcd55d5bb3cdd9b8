//! The first month: a configuration made from what the account has, and the month made with it.

use std::io::Write as _;
use std::process::Stdio;

use super::world::{Api, MONTH, TERMS, TOKEN, World, command};

/// Where what the account has is seen.
const SEEN: [&str; 4] = ["--look-back", "3", "--month", MONTH];

/// Who receives what of the kinds of the example account.
const ANSWERS: [&str; 14] = [
    "--fee",
    "pet=owner",
    "--fee",
    "linen=manager",
    "--fee",
    "extra-guest=owner",
    "--fee",
    "resort=owner",
    "--fee",
    "damage-waiver=manager",
    "--adjustment",
    "other=owner",
    "--taxes",
    "manager",
];

fn init(world: &World, api: &Api, args: &[&str]) -> String {
    let all = [&["init", "--out", "made.toml"], &TERMS[..], &SEEN, args].concat();
    let run = api.run(world, &all);
    assert_eq!((run.exit, run.out.as_str()), (0, "made.toml\n"), "{}", run.err);
    run.err
}

fn generate(world: &World, api: &Api) -> (i32, String) {
    let run = api.run(world, &["generate", "--config", "made.toml", "--month", MONTH, "--json"]);
    (run.exit, run.out)
}

#[test]
fn once_the_questions_are_answered_nothing_is_held() {
    let world = World::new();
    let api = world.simulate(&[]);
    let told = init(&world, &api, &ANSWERS);
    for seen in
        ["guest-fee.pet: 'Pet Fee'", "adjustment.other: 'Resolution Payout'", "channel Airbnb: "]
    {
        assert!(told.contains(seen), "{seen}:\n{told}");
    }
    assert!(!told.contains("warning"), "{told}");
    let made = world.text("made.toml");
    for line in [
        "fees = { cleaning = \"manager\", pet = \"owner\", linen = \"manager\", ",
        "adjustments = { other = \"owner\" }\n",
        "taxes = { default = \"pass-through\" }\n",
        "#   pet: 'Pet Fee'; ",
    ] {
        assert!(made.contains(line), "{line}:\n{made}");
    }
    // what never occurs is not asked about
    assert!(!made.contains("damage =") && !made.contains("management"), "{made}");
    let (exit, result) = generate(&world, &api);
    let result: serde_json::Value = serde_json::from_str(&result).expect("JSON");
    assert_eq!((exit, &result["held"]), (0, &serde_json::json!([])), "{result}");
    assert_eq!(result["statements"].as_array().map(Vec::len), Some(6), "{result}");
}

#[test]
fn answers_that_are_typed_are_written() {
    let world = World::new();
    let api = world.simulate(&[]);
    let base_url = api.base_url().to_owned();
    let args = ["init", "--out", "made.toml", "--ask", "--base-url", &base_url];
    let mut run = command(&world.path(""), &[&args[..], &TERMS, &SEEN].concat());
    let run = run.env("HOSPITABLE_TOKEN", TOKEN).stdin(Stdio::piped());
    let mut run = run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    // one answer is none: it is asked again
    let typed = format!("nobody\n{}", "owner\n".repeat(40));
    // not all answers are needed, so the program may end before it has read them
    let _ = run.stdin.take().expect("its input").write_all(typed.as_bytes());
    let ended = run.wait_with_output().expect("it ends");
    let err = String::from_utf8(ended.stderr).expect("text");
    assert_eq!(ended.status.code(), Some(0), "{err}");
    assert!(
        err.contains("question: who receives guest fees of the kind 'pet'? owner or manager (")
    );
    assert!(err.contains("warning: 'nobody' is not a valid answer"), "{err}");
    assert!(!err.contains("'management'") && !err.contains(TOKEN), "{err}");
    let made = world.text("made.toml");
    assert!(made.contains("other = \"owner\"") && made.contains("\"channel:airbnb\" = \"owner\""));
    let (exit, result) = generate(&world, &api);
    assert_eq!(exit, 0, "{result}");
}

#[test]
fn what_is_left_open_is_held_by_two_remedies() {
    let world = World::new();
    let api = world.simulate(&[]);
    let told = init(&world, &api, &[]);
    assert!(
        told.contains("warning: nobody is named for this, and it holds its statement: --fee pet=")
    );
    let run = api.run(&world, &["generate", "--config", "made.toml", "--month", MONTH]);
    assert_eq!(run.exit, 7, "{}", run.err);
    let lines = |label: &str| run.err.lines().filter(|line| line.starts_with(label)).count();
    assert_eq!((lines("hint: "), lines("warning:   ")), (2, 8), "{}", run.err);
    let page = world.text("statements/2026-10/manager/index.html");
    assert_eq!(page.matches("In the agreement").count(), 2, "{page}");
    let (_, result) = generate(&world, &api);
    let result: serde_json::Value = serde_json::from_str(&result).expect("JSON");
    let remedies = result["remedies"].as_array().expect("remedies");
    let settles = |one: &serde_json::Value| one["settles"].as_array().map(Vec::len);
    assert_eq!(remedies.iter().map(settles).collect::<Vec<_>>(), [Some(7), Some(1)]);
    assert_eq!(remedies[1]["line"], "adjustments = { other = \"owner\" }");
    assert_eq!(remedies[1]["settles"][0]["amount"], "35.00");
}

#[test]
fn a_month_that_is_not_over_is_told_before_it_is_made() {
    let world = World::with_snapshot();
    let early = ["generate", "--snapshot", "snapshot.json.gz", "--from", "2026-10-01"];
    let whole = world.run(&[&early[..], &["--to", "2026-10-31"]].concat());
    assert!(!whole.err.contains("is not over"), "{}", whole.err);
    let api = world.simulate(&[]);
    // a month of which nobody will see the end for a while
    let run = api.run(&world, &["generate", "--month", "2199-01"]);
    assert!(run.err.starts_with("warning: 2199-01 is not over: "), "{}", run.err);
}

#[test]
fn the_account_tells_the_currency_of_entries_that_name_none() {
    let world = World::with_snapshot();
    let config = world.text("owner-statements.toml");
    let form =
        "[entries]\nfile = \"entries.csv\"\ndecimal = \",\"\ndates = \"dd/mm/yyyy\"\n\n[manager]";
    let named =
        "entries = \"entries.csv\"       # expenses and credits that belong to no reservation\n";
    assert!(config.contains(named));
    let config = config.replace(named, "").replacen("[manager]", form, 1);
    world.write("owner-statements.toml", config.as_bytes());
    let rows = "date;property;category;description;net\n\
                08/10/2026;Heron Lodge;repair;Tap;1.096,50\n";
    world.write("entries.csv", rows.as_bytes());
    world.generate(&[]);
    let statement = world.json("statements/2026-10/manager/samplesworth.json");
    let expenses = &statement["totals"]["expenses"];
    assert_eq!((&expenses["amount"], &expenses["currency"]), (&"-1096.50".into(), &"GBP".into()));
    let explained = world.run(&["explain", "HMDEMO0022", "--month", MONTH]);
    assert_eq!(explained.exit, 0, "{}", explained.err);
}
