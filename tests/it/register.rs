//! Owners and properties in a separate table next to the configuration.

use owner_statements::config::{self, Config, Faults};
use owner_statements::domain::{Channel, Collector, OwnerId, PropertyId};

use crate::program::world::{TERMS, World};

const AGREEMENTS: &str = "schema = 1\nowners = \"owners.csv\"\n[manager]\nname = \
                          \"M\"\n[[agreement]]\nid = \"standard\"\nrecognise = \
                          \"check-out\"\ncommission = { base = [\"accommodation\"], rate = \
                          \"20%\" }\nchannel_fee = { borne_by = \"owner\" }\n";
const HEADER: &str = "property,name,agreement,owner_id,owner,email,address,currency,share\n";

fn read(config: &str, table: &str) -> Result<Config, Faults> {
    config::read_with("c.toml", config, &|name| {
        assert_eq!(name, "owners.csv");
        Ok(table.to_owned())
    })
}

fn faults(table: &str) -> Vec<String> {
    let faults = read(AGREEMENTS, table).expect_err("faults");
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn a_table_says_what_the_sections_say() {
    let table = format!(
        "{HEADER}h1,Sea Cottage,standard,lind,A. Lind,,Lane 1 | Example Town,EUR,\n\
         h2,\"Barn, old\",standard,lind,A. Lind,a@lind.example,,,100%\n\
         h3,Loft,standard,moreau,B. Moreau,,,,\n"
    );
    let config = read(AGREEMENTS, &table).expect("a configuration");
    assert_eq!(config.owners.as_deref(), Some("owners.csv"));
    let sections = AGREEMENTS.replace("owners = \"owners.csv\"\n", "").to_owned()
        + "[[owner]]\nid = \"lind\"\nname = \"A. Lind\"\nemail = \"a@lind.example\"\naddress = \
           [\"Lane 1\", \"Example Town\"]\n[[owner]]\nid = \"moreau\"\nname = \"B. \
           Moreau\"\n[[property]]\nid = \"h1\"\nname = \"Sea Cottage\"\nagreement = \
           \"standard\"\nowner = \"lind\"\ncurrency = \"EUR\"\n[[property]]\nid = \"h2\"\nname = \
           \"Barn, old\"\nagreement = \"standard\"\nowner = \"lind\"\n[[property]]\nid = \
           \"h3\"\nname = \"Loft\"\nagreement = \"standard\"\nowner = \"moreau\"\n";
    let same = config::parse_config("c.toml", &sections).expect("a configuration");
    assert_eq!(config.portfolio, same.portfolio);
}

/// By the table, by a section, and by a section channel by channel.
#[test]
fn a_home_says_who_is_paid_for_its_stays() {
    let columns = HEADER.trim_end().to_owned() + ",collects\n";
    let row = |who: &str| format!("{columns}h1,Sea Cottage,standard,lind,A. Lind,,,,,{who}\n");
    let id = PropertyId::new("h1").expect("an id");
    let of_table = |who: &str| {
        let config = read(AGREEMENTS, &row(who)).expect("a configuration");
        config.portfolio.collector(&id, &Channel::Airbnb)
    };
    let (manager, owner) = (Some(Collector::Manager), Some(Collector::Owner));
    assert_eq!([of_table(""), of_table("manager"), of_table("owner")], [manager, manager, owner]);
    let said = faults(&row("both"));
    assert_eq!(
        said,
        ["owners.csv:2: collects: 'both' is not valid: write manager or owner, or leave it empty"]
    );
    let sections = |of_agreement: &str, of_home: &str| {
        let text = AGREEMENTS.replace("owners = \"owners.csv\"\n", "")
            + of_agreement
            + "[[owner]]\nid = \"lind\"\nname = \"A. Lind\"\n\
               [[property]]\nid = \"h1\"\nname = \"Sea Cottage\"\nagreement = \"standard\"\n\
               owner = \"lind\"\n"
            + of_home;
        let portfolio = config::parse_config("c.toml", &text).expect("a configuration").portfolio;
        [Channel::Airbnb, Channel::Vrbo].map(|channel| portfolio.collector(&id, &channel))
    };
    let by_channel = "collects = { default = \"manager\", \"channel:airbnb\" = \"owner\" }\n";
    assert_eq!(sections(by_channel, ""), [owner, manager]);
    assert_eq!(sections("", by_channel), [owner, manager]);
    // the home's own word is all that counts
    let of_vrbo = "collects = { default = \"manager\", \"channel:vrbo\" = \"owner\" }\n";
    assert_eq!(sections(by_channel, of_vrbo), [manager, owner]);
}

#[test]
fn blocks_are_of_properties_of_the_table() {
    let table = format!("{HEADER}h1,Sea Cottage,standard,lind,A. Lind,,,,\n");
    let block = |property: &str| {
        format!(
            "{AGREEMENTS}[[block]]\nproperty = \"{property}\"\nfrom = \"2026-10-12\"\n\
             to = \"2026-10-14\"\nuse = \"owner\"\nreason = \"Family visit\"\n"
        )
    };
    let config = read(&block("h1"), &table).expect("a configuration");
    let h1 = PropertyId::new("h1").expect("an id");
    let nights: Vec<u32> =
        config.portfolio.blocks[&h1].iter().map(|block| block.nights.days()).collect();
    assert_eq!(nights, [3]);
    let faults = read(&block("cabin"), &table).expect_err("an unknown property").to_string();
    assert!(faults.contains("'property' is 'cabin': there is no property with"), "{faults}");
}

#[test]
fn every_fault_of_the_table_has_its_line() {
    for (rows, expected) in [
        (",N,standard,o,O,,,,\n", "owners.csv:2: property: missing"),
        ("h 1,N,standard,o,O,,,,\n", "owners.csv:2: property: 'h 1' is not valid: write the id"),
        ("h1,,standard,o,O,,,,\n", "owners.csv:2: name: missing"),
        ("h1,N,,o,O,,,,\n", "owners.csv:2: agreement: missing"),
        (
            "h1,N,standart,o,O,,,,\n",
            "owners.csv:2: agreement: 'standart' is not valid: did you mean",
        ),
        ("h1,N,standard,,O,,,,\n", "owners.csv:2: owner_id: missing"),
        ("h1,N,standard,Con,O,,,,\n", "owners.csv:2: owner_id: 'Con' is not valid: use 1 to 64"),
        (
            "h1,N,standard,manager,O,,,,\n",
            "owners.csv:2: owner_id: 'manager' is not valid: the folder",
        ),
        ("h1,N,standard,o,,,,,\n", "owners.csv:2: owner: missing"),
        ("h1,N,standard,o,O,nobody,,,\n", "owners.csv:2: email: 'nobody' is not valid"),
        ("h1,N,standard,o,O,,,EURO,\n", "owners.csv:2: currency: 'EURO' is not valid"),
        ("h1,N,standard,o,O,,,,50%\n", "owners.csv:2: share: '50%' is not valid"),
        (
            "h1,N,standard,o,O,,,,\nh1,M,standard,o,O,,,,\n",
            "owners.csv:3: property: 'h1' appears twice",
        ),
        (
            "h1,N,standard,o,O,,,,\nh2,M,standard,o,P,,,,\n",
            "owners.csv:3: owner: the name of 'o' differs from line 2",
        ),
        (
            "h1,N,standard,o,O,a@o.example,,,\nh2,M,standard,o,O,b@o.example,,,\n",
            "owners.csv:3: email: the address of 'o' differs from line 2",
        ),
        (
            "h1,N,standard,o,O,,x,,\nh2,M,standard,o,O,,y,,\n",
            "owners.csv:3: address: the address of 'o'",
        ),
        ("", "owners.csv:1: property: this table has no properties"),
    ] {
        let found = faults(&format!("{HEADER}{rows}"));
        assert_eq!(found.len(), 1, "{rows}: {found:?}");
        assert!(found[0].starts_with(expected), "{found:?}");
    }
    assert_eq!(faults(&format!("{HEADER},,,,,x,,E,9\n")).len(), 8);
    assert!(faults("property,name\n").iter().any(|one| one.contains("'owner_id' is missing")));
}

#[test]
fn table_and_configuration_are_told_of_together_and_do_not_contradict() {
    let table = format!("{HEADER}h1,N,standard,o,O,,,,50%\n");
    let misspelt = AGREEMENTS.replace("\"20%\"", "20");
    let both = read(&misspelt, &table).expect_err("faults").to_string();
    assert!(both.contains("c.toml:8:49") && both.contains("owners.csv:2: share"), "{both}");
    let good = format!("{HEADER}h1,N,standard,o,O,,,,\n");
    let beside = format!("{AGREEMENTS}[[owner]]\nid = \"x\"\nname = \"X\"\n");
    let told = read(&beside, &good).expect_err("a fault").to_string();
    assert!(told.contains("[[owner]] cannot be combined with 'owners'"), "{told}");
    let ignored = AGREEMENTS.replace("schema = 1\n", "schema = 1\nignore = [\"h1\"]\n");
    let told = read(&ignored, &good).expect_err("a fault").to_string();
    assert!(told.contains("'h1' is in both 'ignore' and 'owners.csv'"), "{told}");
    let alone = config::parse_config("c.toml", AGREEMENTS).expect_err("a fault").to_string();
    assert!(alone.contains("c.toml:2:10: cannot read 'owners.csv'"), "{alone}");
    let known = read(AGREEMENTS, &good).expect("a configuration").portfolio;
    assert!(known.owners.contains_key(&OwnerId::new("o").expect("an id")));
    assert!(known.properties.contains_key(&PropertyId::new("h1").expect("an id")));
}

/// The whole way of a manager who keeps a spreadsheet.
#[test]
fn a_month_is_made_from_a_table_and_told_from_what_was_kept() {
    let world = World::new();
    let api = world.simulate(&[]);
    let mut args =
        vec!["init", "--out", "own.toml", "--table", "homes.csv", "--other-fees", "owner"];
    args.extend(TERMS);
    let run = api.run(&world, &args);
    assert_eq!(run.exit, 0, "{}", run.err);
    let table = world.text("homes.csv");
    assert!(table.starts_with("property,name,agreement,owner_id,owner,email\n"), "{table}");
    assert_eq!(table.lines().count(), 7);
    assert!(world.text("own.toml").contains("owners = \"homes.csv\""));
    let run = api.run(&world, &args);
    assert_eq!(run.exit, 8, "{}", run.err);

    let two: Vec<&str> = table.lines().take(3).collect();
    world.write("homes.csv", format!("{}\n", two.join("\n")).as_bytes());
    let run = api.run(&world, &["check", "--config", "own.toml"]);
    assert_eq!(run.exit, 3, "{}", run.err);
    let last = table.lines().last().expect("a line").trim_end_matches(',');
    let columns = last.split(',').take(2).collect::<Vec<_>>().join(",");
    assert!(run.err.contains("to homes.csv (its columns property, name"), "{}", run.err);
    assert!(run.err.contains(&format!("\n{columns},standard,owner-1,")), "{columns}: {}", run.err);

    world.write("homes.csv", table.as_bytes());
    let generate = ["generate", "--month", "2026-10", "--config", "own.toml", "--format", "json"];
    let run = api.run(&world, &generate);
    // an adjustment that the agreement does not know holds one of them
    assert_eq!(run.exit, 7, "{}", run.err);
    let manifest = world.json("statements/2026-10/manager/manifest.json");
    assert_eq!(manifest["statements"].as_array().map(Vec::len), Some(5));
    assert_eq!(manifest["owners"]["path"], "manager/owners.csv");
    assert_eq!(world.text("statements/2026-10/manager/owners.csv"), table);
    // the kept copy serves though the table itself is gone
    std::fs::remove_file(world.path("homes.csv")).expect("a file removed");
    let told = world.run(&["explain", "HMDEMO0002", "--month", "2026-10"]);
    assert_eq!(told.exit, 0, "{}", told.err);
    assert!(told.out.contains("384.47"), "{}", told.out);
    let told = world.run(&["explain", "HMDEMO0002", "--month", "2026-10", "--json"]);
    let explained: serde_json::Value = serde_json::from_str(&told.out).expect("JSON");
    assert_eq!(explained[0]["verdict"]["amount"], "384.47\u{a0}EUR");
    assert_eq!(explained[0]["sections"][0]["table"]["columns"][0]["kind"], "short");
}
