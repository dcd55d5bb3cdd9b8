//! Small accounts from the field, each as the program makes its month.

use std::path::Path;

use serde_json::Value;

use crate::program::world::{MONTH, Run, World};

/// The month of an account of `fixtures/cases`.
fn month_of(case: &str) -> (World, Run) {
    let world = World::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cases").join(case);
    let files = [
        ("owner-statements.toml", "owner-statements.toml"),
        ("properties.json", "account/properties.json"),
        ("reservations.json", "account/reservations.json"),
    ];
    for (file, path) in files {
        world.write(path, &std::fs::read(folder.join(file)).expect("a file of the case"));
    }
    let api = world.simulate(&[]);
    let run = api.run(&world, &["generate", "--month", MONTH, "--format", "html,csv,json"]);
    assert_eq!(run.exit, 0, "{}", run.err);
    (world, run)
}

/// The page of the only owner's statement.
fn page(world: &World) -> String {
    let files = world.files("statements/2026-10/owner-0");
    let path = files.keys().find(|path| path.ends_with(".html")).expect("a page");
    world.text(&format!("statements/2026-10/owner-0/{path}"))
}

fn document(world: &World) -> Value {
    world.json("statements/2026-10/manager/owner-0.json")
}

fn amount(value: &Value) -> &str {
    value["amount"].as_str().expect("an amount")
}

#[test]
fn a_deposit_is_held_for_the_guest_and_is_nobodys_income() {
    let (world, _) = month_of("deposit");
    let document = document(&world);
    assert_eq!(amount(&document["totals"]["net"]), "800.00");
    assert_eq!(amount(&document["totals"]["fees"]), "0.00");
    let property = &document["properties"][0];
    assert_eq!(property["collected"]["deposits_held"]["currency"], "EUR", "{property:#}");
    assert_eq!(amount(&property["collected"]["deposits_held"]), "300.00");
    let lines = property["reservations"][0]["lines"].as_array().expect("lines");
    let of_deposit: Vec<&Value> =
        lines.iter().filter(|line| line["kind"] == "guest-fee.deposit").collect();
    assert_eq!(of_deposit.len(), 1, "{of_deposit:?}");
    assert_eq!(of_deposit[0]["party"], "guest");
    let page = page(&world);
    for part in ["Collected from guests, not part of your income", "Deposits", "300.00"] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("1,100.00") && !page.contains("of no known kind"), "{page}");
}

#[test]
fn a_night_of_two_stays_counts_once_and_the_money_of_both_stands() {
    let (world, run) = month_of("overlap");
    let document = document(&world);
    let figures = &document["figures"];
    assert_eq!(figures["guest_nights"], 5, "{figures}");
    assert_eq!(figures["stays"], 2, "{figures}");
    assert_eq!(amount(&document["totals"]["rent"]), "700.00");
    let rows = document["properties"][0]["reservations"].as_array().expect("rows");
    let nights: Vec<(&str, &Value, &Value)> = rows
        .iter()
        .map(|row| {
            (row["code"].as_str().expect("a code"), &row["nights"], &row["nights_in_period"])
        })
        .collect();
    assert_eq!(nights, [("HX000001", &5.into(), &5.into()), ("HX000002", &2.into(), &0.into())]);
    let shared = &rows[1]["shared_nights"];
    assert_eq!(shared[0]["counted_for"], "HX000001");
    assert_eq!(shared[0]["nights"], serde_json::json!(["2026-10-05", "2026-10-06"]));
    let page = page(&world);
    assert!(page.contains("Also booked under HX000001"), "{page}");
    let index = world.text("statements/2026-10/manager/index.html");
    for part in ["HX000001", "HX000002", "Airbnb", "Direct", "2026-10-05, 2026-10-06", "exclude"] {
        assert!(index.contains(part), "{part}\n{}", run.err);
    }
}

#[test]
fn the_page_names_the_base_with_the_refunds_that_lower_it() {
    let (world, _) = month_of("refund-base");
    let page = page(&world);
    let line = "20% of \u{2212}200.00 rent after discounts and refunds";
    assert!(page.contains(line), "{page}");
    assert_eq!(amount(&document(&world)["totals"]["commission"]), "40.00");
    assert!(page.contains("20% of rent after discounts and refunds."), "{page}");
}
