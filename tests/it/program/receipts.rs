//! Receipts: checked before a month, and copied next to the statements.

use serde_json::Value;

use super::world::{World, sha256};

const FOLDER: &str = "statements/2026-10";
const RECEIPT: &str = "lindqvist/receipts/boiler-service.pdf";

fn listed(manifest: &Value, key: &str, of: &str) -> Vec<String> {
    let all = manifest["statements"].as_array().expect("statements");
    let one = all.iter().find(|one| one["owner"] == of).expect("a statement");
    let paths = one[key].as_array().expect("paths");
    paths.iter().map(|path| path.as_str().expect("a path").to_owned()).collect()
}

#[test]
fn receipts_lie_beside_the_statement_and_are_named_on_it() {
    let world = World::with_snapshot();
    world.generate(&[]);
    let receipts = ["lindqvist/receipts/firewood.png", RECEIPT];
    for path in receipts {
        let source = path.trim_start_matches("lindqvist/");
        assert_eq!(world.read(&format!("{FOLDER}/{path}")), world.read(source), "{path}");
    }
    let manifest = world.json(&format!("{FOLDER}/manager/manifest.json"));
    assert_eq!(listed(&manifest, "receipts", "lindqvist"), receipts);
    assert_eq!(listed(&manifest, "receipts", "samplesworth"), [] as [&str; 0]);
    let files = manifest["files"].as_array().expect("files");
    let file = files.iter().find(|file| file["path"] == RECEIPT).expect("the receipt's own line");
    assert_eq!(file["sha256"], sha256(&world.read("receipts/boiler-service.pdf")));
    let page = world.files(FOLDER);
    let page =
        page.iter().find(|(path, _)| path.starts_with("lindqvist/") && path.ends_with("html"));
    let page = String::from_utf8(page.expect("a page").1.clone()).expect("a text");
    assert!(page.contains("Receipt: boiler-service.pdf"), "the page names its receipt");
    assert!(page.contains("no. 2026-0418"), "and what it is called on paper");
    let index = world.text(&format!("{FOLDER}/manager/index.html"));
    assert!(index.contains(&format!("href=\"../{RECEIPT}\"")), "the index leads to it");
}

/// A run that finds a receipt changed refuses, and the month before stays as it was.
#[test]
fn a_month_without_its_receipt_is_not_written() {
    let world = World::with_snapshot();
    world.generate(&[]);
    let before = world.files(FOLDER);
    world.write("receipts/boiler-service.pdf", b"%PDF-1.7 cut");
    let run = world.run(&["generate", "--snapshot", "snapshot.json.gz"]);
    assert_eq!(run.exit, 3, "{}", run.err);
    let said = "entries.csv:2:receipt: 'receipts/boiler-service.pdf' is truncated";
    assert!(run.err.contains(said), "{}", run.err);
    assert_eq!(world.files(FOLDER), before);
    let offline = world.run(&["check", "--offline"]);
    assert_eq!(offline.exit, 3, "{}", offline.err);
    assert!(offline.err.contains(said), "{}", offline.err);
}

/// An entry of another month may name a receipt that is filed elsewhere by now.
#[test]
fn receipts_of_other_months_are_not_asked_for() {
    let world = World::with_snapshot();
    let entries = world.text("entries.csv");
    let later = "2026-09-30,Sea Cottage,,repair,,Old,1.00 EUR,,,receipts/filed-away.pdf\n";
    world.write("entries.csv", format!("{entries}{later}").as_bytes());
    world.generate(&[]);
    assert!(!world.files(FOLDER).keys().any(|path| path.contains("filed-away")));
}

/// One invoice for two homes is one file for the owner of both.
#[test]
fn one_receipt_serves_several_entries() {
    let world = World::with_snapshot();
    let entries = world.text("entries.csv");
    let more = "2026-10-08,Boathouse Loft,,maintenance,,Its part,10.00 EUR,,,receipts/boiler-service.pdf\n\
                2026-10-08,Heron Lodge,,maintenance,,Its part,10.00 GBP,,,receipts/boiler-service.pdf\n";
    world.write("entries.csv", format!("{entries}{more}").as_bytes());
    world.generate(&[]);
    let files = world.files(FOLDER);
    let copies = files.keys().filter(|path| path.ends_with("boiler-service.pdf"));
    assert_eq!(copies.collect::<Vec<_>>(), [RECEIPT, "samplesworth/receipts/boiler-service.pdf"]);
}
