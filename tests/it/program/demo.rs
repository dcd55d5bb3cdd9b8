//! The first thing that anybody runs.

use std::collections::BTreeSet;

use owner_statements::simulator::DEMO_RECEIPTS;

use super::world::{MONTH, OWNERS, World};

/// The files of the example month, as the README lists them.
fn expected() -> BTreeSet<String> {
    let of_owner = |owner: &str| {
        let name = format!("{owner}/DRAFT-harbour-pine-stays-statement-{MONTH}-{owner}");
        let mut names: Vec<String> =
            ["pdf", "html", "csv"].map(|kind| format!("{name}.{kind}")).into();
        names.push(format!("manager/{owner}.json"));
        names
    };
    let of_month = [
        "entries.csv",
        "index.html",
        "manifest.json",
        "month-summary.csv",
        "owner-statements.toml",
        "snapshot.json.gz",
        "tax-summary.csv",
    ];
    let of_month = of_month.map(|name| format!("manager/{name}"));
    let receipts = DEMO_RECEIPTS.map(|(path, _)| format!("lindqvist/{path}"));
    OWNERS.into_iter().flat_map(of_owner).chain(of_month).chain(receipts).collect()
}

const FIRST: &str = "note: reading an example account for 2026-10 from a simulator\n";

#[test]
fn the_demo_makes_every_file_says_where_they_are_and_can_be_run_again() {
    let world = World::new();
    let run = world.run(&["demo"]);
    assert_eq!(run.exit, 0, "{}", run.err);
    let found: BTreeSet<String> = world.files("demo-statements/2026-10").into_keys().collect();
    assert_eq!(found, expected());
    for name in ["M. Ejemplar", "A. Lindqvist", "Δ. Παραδειγμάτου", "R. Samplesworth"]
    {
        assert!(run.out.contains(name), "{}", run.out);
    }
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
    let last = run.out.lines().last().expect("a last line");
    assert_eq!(last, "demo-statements/2026-10/manager/index.html");
    assert!(world.path(last).is_file());
    // on a machine with few fonts there is more to know
    assert!(run.err.starts_with(FIRST) && run.err.lines().count() == 2, "{}", run.err);
    assert!(run.err.ends_with(" things to check for this month: see index.html\n"), "{}", run.err);
    let again = world.run(&["demo", "--quiet"]);
    assert_eq!((again.exit, again.err.as_str()), (0, ""));
    assert_eq!(again.out, run.out);
    let found: BTreeSet<String> = world.files("demo-statements/2026-10").into_keys().collect();
    assert_eq!(found, expected());
}

#[test]
fn help_and_version_are_results() {
    let world = World::new();
    for (args, said) in [
        (vec!["--version"], concat!("owner-statements ", env!("CARGO_PKG_VERSION"), "\n")),
        (vec!["--help"], "Usage: owner-statements"),
        (vec!["generate", "--help"], "--snapshot <FILE>"),
        (vec!["simulate", "--help"], "retry-after-zero"),
    ] {
        let run = world.run(&args);
        assert_eq!((run.exit, run.err.as_str()), (0, ""), "{args:?}");
        assert!(run.out.contains(said), "{}", run.out);
    }
}
