//! The manager's CSV files: exceptions, entries, the table of owners, and the owners for `init`.

use std::collections::BTreeSet;

use owner_statements::config::{self, Draft, DraftProperty, DraftTerm, read_owners};
use owner_statements::domain::{Account, PropertyId};
use owner_statements::intake;
use owner_statements::manager_files::{apply, parse_charges, parse_exceptions};
use owner_statements::tables::Faults;

use super::{is_hostile, settings, terms, wire};

const HOMES: [(&str, &str); 3] =
    [("p1", "Sea Cottage"), ("p2", "Harbour \"Loft\", east"), ("p3", "Pine Hut")];

const AGREEMENT: &str = r#"recognise = "check-out"
commission = { base = ["accommodation"], rate = "20%" }
fees = { default = "owner" }
channel_fee = { borne_by = "owner" }
"#;

pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    exceptions(text);
    entries(text);
    register(text);
    owners(text);
}

/// There are errors, each with a line of the text, and nothing in them controls a terminal.
fn are_plain(faults: &Faults, text: &str) {
    let lines = u64::try_from(text.lines().count().max(1) + 1).expect("a count");
    assert!(faults.iter().next().is_some(), "refused without a fault");
    for fault in faults.iter() {
        assert!((1..=lines).contains(&fault.line), "{fault}");
        assert!(!fault.to_string().chars().any(is_hostile), "{fault:?}");
    }
}

fn entries(text: &str) {
    let portfolio =
        config::parse_config("fuzz.toml", &settings(AGREEMENT)).expect("a configuration").portfolio;
    let read = match parse_charges("entries.csv", text, &portfolio) {
        Ok(read) => read,
        Err(faults) => return are_plain(&faults, text),
    };
    for entry in &read {
        assert!(entry.ties_out(), "{entry:?}");
        assert!(!entry.amount.is_zero() && !entry.description.trim().is_empty(), "{entry:?}");
        let texts = [Some(&entry.description), entry.reference.as_ref(), entry.receipt.as_ref()];
        assert!(!texts.into_iter().flatten().flat_map(|text| text.chars()).any(is_hostile));
    }
    let places: BTreeSet<&String> = read.iter().map(|entry| &entry.place).collect();
    assert_eq!(places.len(), read.len(), "two entries have one place");
}

/// A table of owners for terms without owners and properties.
fn register(text: &str) {
    let settings = terms(AGREEMENT).replacen("schema = 1\n", "schema = 1\nowners = \"o.csv\"\n", 1);
    let read = config::read_with("fuzz.toml", &settings, &|_| Ok(text.to_owned()));
    match read {
        Ok(config) => {
            let portfolio = config.portfolio;
            assert!(!portfolio.properties.is_empty(), "a table without a property");
            for (id, property) in &portfolio.properties {
                assert!(portfolio.owners.contains_key(&property.owner), "{id}");
                assert!(portfolio.agreement_of(id).is_some(), "{id}");
            }
        }
        Err(faults) => {
            assert!(faults.count() > 0, "refused without a fault");
            assert!(!faults.to_string().replace('\n', "").chars().any(is_hostile), "{faults}");
        }
    }
}

fn exceptions(text: &str) {
    let portfolio =
        config::parse_config("fuzz.toml", &settings(AGREEMENT)).expect("a configuration").portfolio;
    let read = match parse_exceptions("exceptions.csv", text, &portfolio) {
        Ok(read) => read,
        Err(faults) => return are_plain(&faults, text),
    };
    for exception in &read {
        assert!(!exception.reason.trim().is_empty(), "{exception:?}");
        assert!(!exception.reason.chars().any(is_hostile), "{exception:?}");
    }
    let line = serde_json::json!({"amount": 10_000, "formatted": "$100.00", "label": "Rent"});
    let row = wire::row_of("USD", &line);
    let mut account: Account =
        intake::read_account(&wire::snapshot_of(&row), &Default::default()).expect("rows");
    let rows = account.rows();
    let unused = apply(&mut account, &read);
    assert_eq!(account.rows(), rows, "a row is lost or invented");
    assert!(unused.len() <= read.len());
    let is_meant = read.iter().any(|one| one.code.as_str() == "HM1");
    assert!(is_meant || account.reservations.len() == 1, "an exception for another stay acts");
}

/// What an account may say, as a comment of a configuration.
fn table_text(text: &str) -> String {
    text.chars().take(400).collect()
}

fn owners(text: &str) {
    let properties: Vec<(PropertyId, String)> = HOMES
        .iter()
        .map(|(id, name)| (PropertyId::new(id).expect("an id"), (*name).to_owned()))
        .collect();
    let ownerships = match read_owners("owners.csv", text, &properties) {
        Ok(ownerships) => ownerships,
        Err(faults) => {
            assert!(faults.count() > 0, "refused without a fault");
            for fault in faults.iter() {
                assert!(!fault.to_string().chars().any(is_hostile), "{fault:?}");
            }
            return;
        }
    };
    let owned: BTreeSet<&PropertyId> = ownerships.iter().map(|one| &one.property).collect();
    assert_eq!(owned.len(), ownerships.len(), "a property has two owners");
    let home = |(id, name): &(&str, &str)| DraftProperty {
        id: (*id).to_owned(),
        name: (*name).to_owned(),
    };
    let draft = Draft {
        manager: "Harbour Lettings".to_owned(),
        address: Vec::new(),
        basis: "check-out".to_owned(),
        base: vec!["accommodation".to_owned()],
        rate: "20%".to_owned(),
        fees: vec![DraftTerm {
            key: "cleaning".to_owned(),
            who: Some("manager".to_owned()),
            seen: table_text(text),
        }],
        adjustments: Vec::new(),
        taxes: None,
        collects: Vec::new(),
        other_fees: None,
        channel_fee: "owner".to_owned(),
        properties: HOMES.iter().map(home).collect(),
        ownerships: ownerships.clone(),
    };
    let written = draft.to_toml(None);
    let read = config::parse_config("owner-statements.toml", &written);
    let portfolio = read.expect("a configuration of an accepted table").portfolio;
    let (written, table) = (draft.to_toml(Some("homes.csv")), draft.to_table());
    let read = config::read_with("owner-statements.toml", &written, &|_| Ok(table.clone()));
    let of_table = read.expect("a table of an accepted table").portfolio;
    assert_eq!(of_table, portfolio, "table and sections differ");
    assert_eq!(portfolio.properties.len(), HOMES.len());
    for one in &ownerships {
        let property = &portfolio.properties[&one.property];
        let written = &portfolio.owners[&property.owner].name;
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        // an owner whose name is written in two cases is one owner, with one of the two names
        let is_in_table = ownerships.iter().any(|other| words(&other.owner) == words(written));
        assert!(is_in_table, "{written:?} is in no row");
        let same = |a: &str, b: &str| words(a).to_lowercase() == words(b).to_lowercase();
        assert!(same(written, &one.owner), "{written:?} is not {:?}", one.owner);
    }
}
