//! A month of one property with the manager's own files next to the configuration.

use owner_statements::config::{self, Config};
use owner_statements::manager_files::ManagerFiles;
use owner_statements::month::{self, Input, Month};
use owner_statements::snapshot::Loaded;
use owner_statements::statement::Scope;
use serde_json::Value;

use crate::intake::{CASA_UNO, snapshot};

const LEAST: &str = include_str!("../../fixtures/config/least.toml");

/// The least configuration, with the property of the snapshot.
pub fn config() -> Config {
    config_with("check-out", "")
}

/// The same with another basis and more terms of its agreement.
pub fn config_with(basis: &str, terms: &str) -> Config {
    let text = LEAST.replace("550e8400-e29b-41d4-a716-446655440000", CASA_UNO);
    let text = text.replace("\"check-out\"", &format!("\"{basis}\""));
    let text = text.replace("\n\n[[owner]]", &format!("\n{terms}\n[[owner]]"));
    config::parse_config("owners.toml", &text).expect("a configuration")
}

pub fn compute(rows: &[Value], manager_files: &ManagerFiles, scope: &Scope) -> Month {
    compute_under(&config(), rows, manager_files, scope)
}

pub fn compute_under(
    config: &Config,
    rows: &[Value],
    manager_files: &ManagerFiles,
    scope: &Scope,
) -> Month {
    let snapshot = snapshot(rows);
    let period = snapshot.window.period;
    let loaded = Loaded { snapshot, sha256: "0".repeat(64), is_edited: false };
    let sha256 = "0".repeat(64);
    let prepared = month::prepare(Input {
        loaded: &loaded,
        snapshot_bytes: &[],
        config,
        config_text: "",
        config_sha256: &sha256,
        manager_files,
        period,
        scope,
    });
    let prepared = prepared.expect("an account");
    month::compute(&prepared).expect("a month that ties out")
}
