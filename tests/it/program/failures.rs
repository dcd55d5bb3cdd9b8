//! A gallery of failures: the exact messages, the exit code, and that nothing changed.
//!
//! A case is a folder of `fixtures/failures`: `case.toml` says what is run, `expected.txt` is what
//! the user reads on standard error, and every other file is put into the folder of the run. The
//! same folders make docs/errors.md.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::case::{Case, gallery};
use super::world::Api;

/// Cases that are run at the same time; those that wait come beside them.
const AT_ONCE: usize = 4;

/// Whether this run is the explicit step that takes what is found for what is expected.
#[expect(clippy::disallowed_methods, reason = "the explicit step to accept expectations")]
pub fn accepts() -> bool {
    std::env::var("ACCEPT_EXPECTED").is_ok()
}

/// Without what may differ from time to time: the simulator's port, the length of waits, and the
/// number of a request, since several are under way at once.
fn settled(text: &str, api: Option<&Api>) -> String {
    let address = api.map_or("no address", Api::base_url);
    let host = address.trim_start_matches("http://").trim_end_matches("/v2");
    let text = text.replace(host, "127.0.0.1:PORT");
    let mut lines = Vec::new();
    for line in text.lines() {
        let waits = line.split_once("retrying in ").and_then(|(before, rest)| {
            let (seconds, after) = rest.split_once(' ')?;
            seconds.parse::<u64>().is_ok().then(|| format!("{before}retrying in N {after}"))
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
fn check(folder: &Path, case: &Case, accept: bool) -> Vec<String> {
    if !case.can_run() {
        return Vec::new();
    }
    let shown = folder.file_name().unwrap_or_default().display();
    let world = case.prepare(folder);
    let api = case.simulate(&world);
    let before = world.files("");
    let found = case.run(&world, api.as_ref(), &[]);
    let mut differences = Vec::new();
    if found.exit != case.exit {
        differences.push(format!("{shown}: exit {}, not {}", found.exit, case.exit));
    }
    if found.out.is_empty() == case.results {
        differences.push(format!("{shown}: results or none?\n{}", found.out));
    }
    if !case.results && world.files("") != before {
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
    // verbose output must not contain the token either
    if !case.slow {
        let more = case.run(&world, api.as_ref(), &["-vv"]);
        if more.exit != case.exit {
            differences.push(format!("{shown}: another exit code with -vv"));
        }
        if case.shows_token(&more.err) {
            differences.push(format!("{shown}: the token is shown with -vv"));
        }
    }
    if case.shows_token(&found.err) {
        differences.push(format!("{shown}: the token is shown"));
    }
    differences
}

fn check_pair((folder, case): &(PathBuf, Case), accept: bool) -> Vec<String> {
    check(folder, case, accept)
}

/// Set `ACCEPT_EXPECTED=1` to write the expectations anew, then read what changed.
#[test]
fn every_failure_says_what_where_and_what_to_do() {
    let accept = accepts();
    let cases: Vec<(PathBuf, Case)> =
        gallery().into_iter().map(|folder| (folder.clone(), Case::read(&folder))).collect();
    assert!(cases.len() >= 100, "the gallery lost cases: {}", cases.len());
    let (slow, quick): (Vec<_>, Vec<_>) = cases.iter().partition(|(_, case)| case.slow);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(AT_ONCE).build().expect("threads");
    let differences: Vec<String> = std::thread::scope(|scope| {
        let start = |one| scope.spawn(move || check_pair(one, accept));
        let waiting: Vec<_> = slow.into_iter().map(start).collect();
        let check = |one: &&(PathBuf, Case)| check_pair(one, accept);
        let mut found: Vec<String> =
            pool.install(|| quick.par_iter().flat_map_iter(check).collect());
        found.extend(waiting.into_iter().flat_map(|one| one.join().expect("a case that ends")));
        found
    });
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn messages_keep_to_their_form() {
    for folder in gallery() {
        let (shown, case) = (folder.display(), Case::read(&folder));
        let text = fs::read_to_string(folder.join("expected.txt")).expect("an expectation");
        // the words for a wrong command line come from its parser
        if text.contains("\nUsage: ") || text.contains("For more information, try") {
            continue;
        }
        let begins = |label: &str| text.lines().any(|line| line.starts_with(label));
        assert!(begins("error: ") != case.results, "{shown}");
        match case.results {
            true => assert!(begins("warning: ") || begins("note: "), "{shown}"),
            false => assert!(begins("hint: "), "{shown}"),
        }
        for line in text.lines() {
            assert!(!line.ends_with('.'), "{shown}: {line}");
            for jargon in ["Error(", "Err(", "Some(", "(os error", "<html", "panicked"] {
                assert!(!line.contains(jargon), "{shown}: {line}");
            }
        }
    }
}
