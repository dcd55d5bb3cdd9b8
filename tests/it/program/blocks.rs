//! Blocked nights and a yearly allowance, from the configuration to the files of a month.

use serde_json::{Value, json};

use crate::formats::schema::ensure_fits;

use super::world::{MONTH, World};

const COTTAGE: &str = "550e8400-e29b-41d4-a716-446655440001";
const FOLDER: &str = "statements/2026-10";

/// The demo's terms with an allowance, and three blocks of Sea Cottage. In October guests have the
/// nights of 1 and 2, 5 to 8, 16 to 18, 24 to 26 and 29 to 31, its owner those of 10 to 13.
fn settings(nights_per_year: u32, more: &str) -> String {
    let demo = include_str!("../../../fixtures/demo/owner-statements.toml");
    let stays = "owner_stays = { cleaning = \"85.00 EUR\"";
    assert!(demo.contains(stays), "the demo's owner_stays");
    let with_allowance = format!("{stays}, nights_per_year = {nights_per_year}");
    let mut text = demo.replace(stays, &with_allowance);
    for (from, to, purpose, reason) in [
        ("2026-03-01", "2026-03-10", "owner", "Spring at home"),
        ("2026-10-13", "2026-10-15", "owner", "Family visit."),
        ("2026-10-19", "2026-10-20", "maintenance", "<b>New</b> boiler & taps"),
    ] {
        text += &format!(
            "\n[[block]]\nproperty = \"{COTTAGE}\"\nfrom = \"{from}\"\nto = \"{to}\"\nuse = \
             \"{purpose}\"\nreason = \"{reason}\"\n"
        );
    }
    text + more
}

/// The owner's page and Sea Cottage in her JSON.
fn month_of(world: &World) -> (String, Value) {
    let page = world
        .files(FOLDER)
        .into_iter()
        .find(|(path, _)| path.starts_with("lindqvist/") && path.ends_with(".html"));
    let (_, page) = page.expect("the owner's page");
    let page = String::from_utf8(page).expect("a text").replace(['\u{a0}', '\n'], " ");
    let statement = world.json(&format!("{FOLDER}/manager/lindqvist.json"));
    ensure_fits(&statement);
    let properties = statement["properties"].as_array().expect("properties");
    let cottage = properties.iter().find(|one| one["id"] == COTTAGE).expect("Sea Cottage");
    (page, cottage.clone())
}

#[test]
fn blocks_and_the_owners_year_are_on_page_and_json() {
    let world = World::with_snapshot();
    world.write("owner-statements.toml", settings(28, "").as_bytes());
    world.generate(&["--format", "html,json,pdf"]);
    let (page, cottage) = month_of(&world);
    for told in [
        "Kept for your own use, 13 October 2026 to 15 October 2026 (2 nights in this period): Family visit.",
        "Closed for maintenance, 19 October 2026 to 20 October 2026 (2 nights in this period): \
         &lt;b&gt;New&lt;/b&gt; boiler &amp; taps.",
        "1 January 2026 to 31 October 2026: you used 16 of your 28 nights for the year; 12 are left.",
        "You may use the property for up to 28 nights in a year that begins on 1 January.",
        // 15 of 31 - 6 - 2
        "65.2% of bookable nights",
    ] {
        assert!(page.contains(told), "{told} is not in\n{page}");
    }
    assert!(!page.contains("Spring at home") && !page.contains("<b>New"));
    let figures = &cottage["figures"];
    assert_eq!((&figures["guest_nights"], &figures["days"]), (&json!(15), &json!(31)));
    // 10 to 15 October; 19 and 20 October
    assert_eq!((&figures["owner_nights"], &figures["blocked_nights"]), (&json!(6), &json!(2)));
    assert_eq!(figures["occupancy"], json!({ "part": 15, "whole": 31 }));
    assert_eq!(figures["adjusted_occupancy"], json!({ "part": 15, "whole": 23 }));
    let block = |from, to, purpose, reason, nights| json!({ "from": from, "to": to, "use": purpose, "reason": reason, "nights_in_period": nights });
    let expected = json!([
        block("2026-10-13", "2026-10-15", "owner", "Family visit.", 2),
        block("2026-10-19", "2026-10-20", "maintenance", "<b>New</b> boiler & taps", 2),
    ]);
    assert_eq!(cottage["blocks"], expected);
    let year = json!({
        "first": "2026-01-01", "last": "2026-10-31", "nights_agreed": 28,
        // 10 in March, 6 in October
        "nights_used": 16, "nights_left": 12, "nights_exceeded": 0,
    });
    assert_eq!(cottage["owner_year"], year);
    let summary = world.text(&format!("{FOLDER}/manager/month-summary.csv"));
    assert!(summary.contains("Sea Cottage,EUR,15,6,2,5,"), "{summary}");
    // no money follows from a block: the same month without any
    world.write(
        "owner-statements.toml",
        include_bytes!("../../../fixtures/demo/owner-statements.toml"),
    );
    world.generate(&["--format", "html,json", "--out", "plain"]);
    let plain = world.json("plain/2026-10/manager/lindqvist.json");
    let mut properties = plain["properties"].as_array().expect("properties").iter();
    let before = properties.find(|one| one["id"] == COTTAGE).expect("Sea Cottage");
    assert_eq!((&before["totals"], &before["stays"]), (&cottage["totals"], &cottage["stays"]));
    assert_eq!((&before["blocks"], &before["owner_year"]), (&json!([]), &Value::Null));
}

#[test]
fn more_nights_than_agreed_are_told() {
    let world = World::with_snapshot();
    world.write("owner-statements.toml", settings(15, "").as_bytes());
    world.generate(&["--format", "html,json"]);
    let (page, cottage) = month_of(&world);
    assert!(page.contains("you used 16 of your 15 nights for the year, 1 too many."), "{page}");
    assert_eq!(cottage["owner_year"]["nights_exceeded"], json!(1));
}

#[test]
fn a_year_that_was_not_read_is_noticed_and_not_told() {
    let world = World::new();
    let settings = settings(28, "\n[fetch]\nlook_back_days = 200\n");
    world.write("owner-statements.toml", settings.as_bytes());
    let api = world.simulate(&[]);
    let run = api.run(&world, &["generate", "--month", MONTH, "--format", "html,json"]);
    assert_eq!(run.exit, 0, "{}", run.err);
    let (page, cottage) = month_of(&world);
    assert!(!page.contains("nights for the year"), "{page}");
    assert_eq!(cottage["owner_year"], Value::Null);
    let manifest = world.json(&format!("{FOLDER}/manager/manifest.json"));
    let notices = manifest["notices"].as_array().expect("notices");
    let told = notices
        .iter()
        .find(|one| one["code"] == "owner-year-not-reached" && one["property"] == COTTAGE);
    let text = told.expect("the notice")["text"].as_str().expect("a text");
    assert!(
        text.contains("since 2026-01-01 cannot be given: check-ins from 2025-12-04 on"),
        "{text}"
    );
    let index = world.text(&format!("{FOLDER}/manager/index.html"));
    assert!(index.contains("check-ins from 2025-12-04 on"), "{index}");
}
