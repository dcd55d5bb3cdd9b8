//! A gallery of failures: what each says, to the letter, its exit code, and that nothing changed.
//!
//! A case is a folder of `fixtures/failures`: `case.toml` says what is run, `expected.txt` is what
//! the user reads on standard error, and every other file is put into the folder of the run.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Deserialize;

use super::world::{Api, Run, SNAPSHOT, World, packed, plain};

/// What is run, and on what.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// The command line; `{api}` is the simulator's address.
    args: Vec<String>,
    exit: i32,
    /// Faults of the simulator; it runs only where this is given.
    api: Option<Vec<String>>,
    /// What the file `token` holds instead of the token that the simulator knows.
    token: Option<String>,
    /// Who may read the file `token`, as in `chmod`.
    token_mode: Option<u32>,
    /// `snapshot.json.gz`, if there is to be one.
    snapshot: Option<Condition>,
    /// Command lines that succeed before.
    #[serde(default)]
    before: Vec<Vec<String>>,
    /// Files that are added after those, with their texts.
    #[serde(default)]
    add: BTreeMap<String, String>,
    /// It waits between its tries, so it is run once only.
    #[serde(default)]
    slow: bool,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Condition {
    Whole,
    Cut,
    Newer,
    SomethingElse,
}

impl Condition {
    fn bytes(self) -> Vec<u8> {
        match self {
            Self::Whole => SNAPSHOT.clone(),
            Self::Cut => SNAPSHOT[..SNAPSHOT.len() / 2].to_vec(),
            Self::Newer => {
                let text = String::from_utf8(plain(&SNAPSHOT)).expect("a text");
                let mut value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
                let version = value.get_mut("version").expect("a version");
                *version = 1000.into();
                packed(value.to_string().as_bytes())
            }
            Self::SomethingElse => packed(b"{\"reservations\": []}"),
        }
    }
}

fn gallery() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/failures");
    let entries = fs::read_dir(folder).expect("the gallery");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    cases.sort();
    cases
}

fn prepared(folder: &Path, case: &Case) -> World {
    let world = World::new();
    for entry in fs::read_dir(folder).expect("a case") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        if !matches!(name, "case.toml" | "expected.txt") {
            world.write(name, &fs::read(&path).expect("a file"));
        }
    }
    if let Some(condition) = case.snapshot {
        world.write("snapshot.json.gz", &condition.bytes());
    }
    for args in &case.before {
        let run = world.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(run.exit, 0, "{}: {}", folder.display(), run.err);
    }
    if let Some(token) = &case.token {
        world.write("token", token.as_bytes());
    }
    if let Some(mode) = case.token_mode {
        world.allow("token", mode);
    }
    for (path, text) in &case.add {
        world.write(path, text.as_bytes());
    }
    world
}

fn run(world: &World, case: &Case, api: Option<&Api>, more: &[&str]) -> Run {
    let address = api.map_or("", Api::base_url);
    let args: Vec<String> = case.args.iter().map(|arg| arg.replace("{api}", address)).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).chain(more.iter().copied()).collect();
    world.run(&args)
}

/// Without what may differ from time to time: the simulator's port, the length of waits, and the
/// number of a request, since several are under way at once.
fn settled(text: &str, api: Option<&Api>) -> String {
    let address = api.map_or("no address", Api::base_url);
    let host = address.trim_start_matches("http://").trim_end_matches("/v2");
    let text = text.replace(host, "127.0.0.1:PORT");
    let mut lines = Vec::new();
    for line in text.lines() {
        let waits = line.split_once("waiting ").and_then(|(before, rest)| {
            let (seconds, after) = rest.split_once(' ')?;
            seconds.parse::<u64>().is_ok().then(|| format!("{before}waiting N {after}"))
        });
        let line = waits.unwrap_or_else(|| line.to_owned());
        let line = match line.split_once("[trace ") {
            Some((before, _)) => format!("{before}[trace N]"),
            None => line,
        };
        lines.push(line + "\n");
    }
    lines.concat()
}

/// Runs a case; says how it differs from what is expected.
fn check(folder: &Path, accept: bool) -> Vec<String> {
    let shown = folder.file_name().unwrap_or_default().display();
    let text = fs::read_to_string(folder.join("case.toml")).expect("a case");
    let case: Case = toml::from_str(&text).expect("a case that can be read");
    let world = prepared(folder, &case);
    let faults: Option<Vec<&str>> =
        case.api.as_ref().map(|faults| faults.iter().map(String::as_str).collect());
    let api = faults.map(|faults| world.simulate(&faults));
    let before = world.files("");
    let found = run(&world, &case, api.as_ref(), &[]);
    let mut differences = Vec::new();
    if found.exit != case.exit {
        differences.push(format!("{shown}: exit {}, not {}", found.exit, case.exit));
    }
    if !found.out.is_empty() {
        differences
            .push(format!("{shown}: a failure is no result, but this is said\n{}", found.out));
    }
    if world.files("") != before {
        differences.push(format!("{shown}: files changed"));
    }
    let said = settled(&found.err, api.as_ref());
    let expected = folder.join("expected.txt");
    if accept {
        fs::write(&expected, &said).expect("an expectation written");
    }
    match fs::read_to_string(&expected) {
        Ok(text) if text == said => {}
        Ok(text) => differences.push(format!("{shown}\n--- expected\n{text}--- found\n{said}")),
        Err(_) => differences.push(format!("{shown} has no expected.txt")),
    }
    // what is said to those who ask for more holds the token no more than the rest does
    if !case.slow && run(&world, &case, api.as_ref(), &["-vv"]).exit != case.exit {
        differences.push(format!("{shown}: another exit code with -vv"));
    }
    differences
}

/// Set `ACCEPT_EXPECTED=1` to write the expectations anew, then read what changed.
#[test]
fn every_failure_says_what_where_and_what_to_do() {
    #[expect(clippy::disallowed_methods, reason = "the explicit step to accept expectations")]
    let accept = std::env::var("ACCEPT_EXPECTED").is_ok();
    let cases = gallery();
    assert!(cases.len() >= 30, "the gallery lost cases: {}", cases.len());
    let differences: Vec<String> =
        cases.par_iter().flat_map_iter(|case| check(case, accept)).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn messages_keep_to_their_form() {
    for case in gallery() {
        let text = fs::read_to_string(case.join("expected.txt")).expect("an expectation");
        // the words for a wrong command line come from its parser
        if text.contains("\nUsage: ") || text.contains("For more information, try") {
            continue;
        }
        assert!(text.lines().any(|line| line.starts_with("error: ")), "{}", case.display());
        assert!(text.lines().any(|line| line.starts_with("hint: ")), "{}", case.display());
        for line in text.lines() {
            assert!(!line.ends_with('.'), "{}: {line}", case.display());
            assert!(
                !line.contains("Error(") && !line.contains("Err("),
                "{}: {line}",
                case.display()
            );
        }
    }
}
