//! A text becomes a portfolio in which every reference resolves, or errors that have a position.

use owner_statements::config::{Config, parse_config};
use owner_statements::locale::Locale;

use super::is_hostile;

pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match parse_config("fuzz.toml", text) {
        Ok(config) => {
            resolves(&config);
            assert_eq!(
                parse_config("fuzz.toml", text).as_ref(),
                Ok(&config),
                "read again, it differs"
            );
        }
        Err(faults) => {
            assert!(faults.count() > 0 && faults.count() == faults.iter().count());
            let lines = text.lines().count().max(1) + 1;
            for fault in faults.iter() {
                let shown = fault.to_string();
                assert!((1..=lines).contains(&fault.line), "{shown}");
                assert!(!shown.chars().any(is_hostile), "{shown:?}");
                assert!(
                    !fault.message.is_empty() && !shown.contains("for an unknown reason"),
                    "{shown}"
                );
            }
        }
    }
}

fn resolves(config: &Config) {
    let portfolio = &config.portfolio;
    assert!(Locale::of_tag(&config.locale).is_some(), "{}", config.locale);
    assert!(!portfolio.manager.name.trim().is_empty());
    for (id, property) in &portfolio.properties {
        assert_eq!(*id, property.id);
        assert!(portfolio.owners.contains_key(&property.owner), "{id}");
        assert!(portfolio.agreement_of(id).is_some(), "{id}");
        assert!(!portfolio.ignored.contains(id), "{id} is ignored and managed");
        assert!(!property.name.chars().any(is_hostile), "{:?}", property.name);
    }
    for owner in portfolio.owners.values() {
        let has_home = portfolio.properties.values().any(|property| property.owner == owner.id);
        assert!(has_home, "{} owns nothing", owner.id);
        assert!(!owner.name.trim().is_empty() && !owner.name.chars().any(is_hostile));
    }
}
