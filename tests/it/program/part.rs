//! Runs about some owners, properties or formats only.

use std::collections::BTreeSet;

use super::world::{MONTH, OWNERS, World};

const SEA_COTTAGE: &str = "550e8400-e29b-41d4-a716-446655440001";

#[test]
fn an_owner_alone_is_a_part_and_has_the_same_figures() {
    let world = World::with_snapshot();
    world.generate(&["--format", "csv", "--out", "whole"]);
    world.generate(&["--format", "csv", "--out", "part", "--owner", "lindqvist"]);
    let manifest = world.json("part/2026-10/manager/manifest.json");
    assert_eq!(manifest["partial"], true);
    assert_eq!(world.json("whole/2026-10/manager/manifest.json")["partial"], false);
    let owners: Vec<&str> = manifest["statements"]
        .as_array()
        .expect("statements")
        .iter()
        .filter_map(|one| one["owner"].as_str())
        .collect();
    assert_eq!(owners, ["lindqvist"]);
    let name = "2026-10/lindqvist/DRAFT-harbour-pine-stays-statement-2026-10-lindqvist.csv";
    assert_eq!(world.text(&format!("part/{name}")), world.text(&format!("whole/{name}")));
    assert!(world.text("part/2026-10/manager/index.html").contains("PARTIAL RUN"));
    assert!(!world.text("whole/2026-10/manager/index.html").contains("PARTIAL RUN"));
}

#[test]
fn a_property_alone_is_read_alone_and_is_a_part() {
    let world = World::new();
    let api = world.simulate(&[]);
    let args = ["generate", "--month", MONTH, "--format", "json", "--property", SEA_COTTAGE];
    let run = api.run(&world, &args);
    assert_eq!(run.exit, 0, "{}", run.err);
    let manifest = world.json("statements/2026-10/manager/manifest.json");
    assert_eq!(manifest["partial"], true);
    let statement = world.json("statements/2026-10/manager/lindqvist.json");
    let properties = statement["properties"].as_array().expect("properties");
    let names: Vec<&str> = properties.iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(names, ["Sea Cottage"]);
    assert_eq!(statement["totals"]["net"]["amount"], "1402.29");
    // the boiler is Sea Cottage's, the key cards are of all three homes
    let counts = &manifest["counts"]["entries"];
    assert_eq!((&counts["placed"], &counts["not_asked_for"]), (&1.into(), &5.into()));
}

#[test]
fn a_part_never_replaces_a_whole_month_but_a_whole_month_replaces_a_part() {
    let world = World::with_snapshot();
    world.generate(&["--format", "json", "--owner", "ejemplar"]);
    world.generate(&["--format", "json"]);
    let whole = world.files("statements");
    let part = ["--snapshot", "snapshot.json.gz", "--format", "json", "--owner", "ejemplar"];
    let run = world.run(&[&["generate"], &part[..]].concat());
    assert_eq!(run.exit, 8, "{}", run.err);
    assert_eq!(run.out, "");
    assert!(world.files("statements") == whole, "the month changed");
    let statements = world.json("statements/2026-10/manager/manifest.json")["statements"].clone();
    assert_eq!(statements.as_array().map(Vec::len), Some(OWNERS.len()));
}

#[test]
fn only_the_formats_that_were_asked_for_are_made() {
    let world = World::with_snapshot();
    for (list, expected) in [
        ("csv", vec!["csv"]),
        ("json,html,json", vec!["html", "json"]),
        ("pdf", vec!["pdf"]),
        ("html,csv", vec!["html", "csv"]),
    ] {
        world.generate(&["--format", list, "--owner", "ejemplar", "--out", list]);
        let folder = format!("{list}/{MONTH}");
        let paths: BTreeSet<String> = world.files(&folder).into_keys().collect();
        let kinds: BTreeSet<&str> = paths
            .iter()
            .filter(|path| path.contains("ejemplar"))
            .filter_map(|path| path.rsplit('.').next())
            .collect();
        assert_eq!(kinds, expected.iter().copied().collect(), "{paths:?}");
        let manifest = world.json(&format!("{folder}/manager/manifest.json"));
        assert_eq!(manifest["formats"], serde_json::json!(expected));
    }
}

#[test]
fn pages_have_the_size_that_was_asked_for() {
    let world = World::with_snapshot();
    for (paper, box_of_page) in [("a4", "595.2"), ("letter", "612")] {
        let args = ["--format", "pdf", "--owner", "ejemplar", "--paper", paper, "--out", paper];
        world.generate(&args);
        let name = format!(
            "{paper}/{MONTH}/ejemplar/DRAFT-harbour-pine-stays-statement-{MONTH}-ejemplar.pdf"
        );
        let document = lopdf::Document::load_mem(&world.read(&name)).expect("a PDF");
        assert!(document.page_iter().count() >= 1);
        for page in document.page_iter() {
            let page = document.get_dictionary(page).expect("a page");
            let media = page.get(b"MediaBox").and_then(lopdf::Object::as_array).expect("its size");
            let width = media[2].as_float().expect("a width").to_string();
            assert!(width.starts_with(box_of_page), "{paper}: {media:?}");
        }
        let manifest = world.json(&format!("{paper}/{MONTH}/manager/manifest.json"));
        assert_eq!(manifest["paper"], paper);
    }
}
