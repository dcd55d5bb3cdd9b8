//! docs/errors.md is generated from the gallery of failures, so it always shows the current
//! messages.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use owner_statements::cli::Exit;

use super::case::{Case, Group, gallery};
use super::failures::accepts;

const BEGINNING: &str = "\
# Error messages

Every message says what is wrong and where, and `hint:` tells you what to do. This page shows the
messages word for word, so you can search it for a few words of yours. Addresses, numbers and names
will differ in your message; `N` stands for a number that varies. When a message says that nothing
was written or replaced, your existing statements have not changed.

A line that begins with `warning:` or `note:` is not an error, and the run continued. Scripts can
tell the result of a run from its [exit code](../README.md#exit-codes).

The tests generate this page from messages that the program really printed.
";

/// The parts of the page with their headings and introductions.
const PARTS: [(Group, &str, &str); 6] = [
    (
        Group::Token,
        "The token",
        "The token is the key to your account. Keep it in a file that only you can read, and nowhere \
         else. [The README](../README.md#a-real-month-in-five-steps) shows how to create one.",
    ),
    (
        Group::Configuration,
        "The configuration",
        "Your settings are in `owner-statements.toml`. Numbers such as `4:1` are the line and \
         the character of the mistake. [config.md](config.md) describes every key.",
    ),
    (
        Group::Account,
        "The account and the network",
        "The program reads a month from Hospitable completely or not at all, because a statement \
         without one of its reservations would look just like a correct one.",
    ),
    (
        Group::Data,
        "Reservations that hold a statement back",
        "If a reservation cannot be right, its owner's statement is held. The other statements are \
         written, and the exit code is 7. Correct what the message names, then run the command \
         again. If you cannot correct a reservation in Hospitable, use an \
         [exception](entries.md#exceptions).",
    ),
    (
        Group::Files,
        "Folders and files",
        "A month's folder is replaced completely or not at all, and never if you changed a file in \
         it.",
    ),
    (
        Group::CommandLine,
        "The command line",
        "`owner-statements --help` lists the commands, and `owner-statements generate --help` shows \
         the options of one command.",
    ),
];

/// The command line as one types it, without what only the tests need.
fn typed(case: &Case) -> String {
    let mut words = vec!["owner-statements".to_owned()];
    let mut args = case.args.iter();
    while let Some(arg) = args.next() {
        let is_for_tests = match arg.as_str() {
            "--base-url" => args
                .as_slice()
                .first()
                .is_some_and(|url| url.starts_with('{') || url.starts_with("http://127.0.0.1:1/")),
            "--format" => args.as_slice().first().is_some_and(|format| format == "json"),
            _ => false,
        };
        if is_for_tests {
            args.next();
        } else if arg.chars().all(|c| c.is_ascii_alphanumeric() || "-_./:=%,".contains(c)) {
            words.push(arg.clone());
        } else {
            words.push(format!("'{arg}'"));
        }
    }
    words.join(" ")
}

fn anchor(heading: &str) -> String {
    let kept = |c: char| c.is_alphanumeric() || c == ' ' || c == '-';
    heading.to_lowercase().chars().filter(|c| kept(*c)).collect::<String>().replace(' ', "-")
}

fn section(folder: &Path, case: &Case) -> String {
    let said = fs::read_to_string(folder.join("expected.txt")).expect("an expectation");
    let meaning = Exit::ALL.into_iter().find(|(exit, _)| i32::from(exit.code()) == case.exit);
    let (_, meaning) = meaning.expect("an exit code of the program");
    format!(
        "\n### {}\n\n{}\n\n```sh\n{}\n```\n\n```text\n{}```\n\nExit code {}: {meaning}.\n",
        case.title,
        case.did,
        typed(case),
        said,
        case.exit
    )
}

fn page() -> String {
    let mut cases: Vec<_> =
        gallery().into_iter().map(|folder| (folder.clone(), Case::read(&folder))).collect();
    cases.sort_by_key(|(folder, case)| (!case.common, folder.clone()));
    let mut page = BEGINNING.to_owned();
    let of = |group: Group| cases.iter().filter(move |(_, case)| case.group == group);
    for (group, heading, _) in PARTS {
        write!(page, "\n- [{heading}](#{})", anchor(heading)).expect("a text");
        for (_, case) in of(group) {
            write!(page, "\n  - [{}](#{})", case.title, anchor(&case.title)).expect("a text");
        }
    }
    page.push('\n');
    for (group, heading, words) in PARTS {
        write!(page, "\n## {heading}\n\n{words}\n").expect("a text");
        of(group).for_each(|(folder, case)| page.push_str(&section(folder, case)));
    }
    page
}

/// Runs after the gallery when both are accepted: `ACCEPT_EXPECTED=1` twice, or this alone.
#[test]
fn the_page_of_errors_shows_what_is_said() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors.md");
    let page = page();
    if accepts() {
        fs::write(&path, &page).expect("the page written");
    }
    let found = fs::read_to_string(&path).expect("docs/errors.md");
    let differs = found.lines().zip(page.lines()).find(|(found, made)| found != made);
    assert!(found == page, "docs/errors.md is not what the gallery makes: {differs:?}");
}

#[test]
fn every_failure_is_told_once_and_in_words() {
    let mut titles = std::collections::BTreeSet::new();
    for folder in gallery() {
        let (shown, case) = (folder.display(), Case::read(&folder));
        assert!(titles.insert(anchor(&case.title)), "{shown}: two are called {}", case.title);
        assert!(!case.title.ends_with('.') && case.title.len() <= 80, "{shown}: {}", case.title);
        assert!(case.did.ends_with('.') && case.did.len() >= 20, "{shown}: {}", case.did);
        let uses_simulator = case.args.iter().any(|arg| arg.contains("{api}"));
        assert_eq!(case.api.is_some(), uses_simulator, "{shown}");
    }
}
