//! What must hold for any bytes, in one file per target. A check panics if it does not hold.

pub mod config;
pub mod money;
pub mod tables;
pub mod texts;
pub mod wire;

/// Characters that control a terminal or reverse the direction of a line.
pub fn is_hostile(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns
}

/// The properties in [`settings`].
pub const HOMES: [&str; 2] =
    ["00000000-0000-4000-8000-000000001001", "00000000-0000-4000-8000-000000001002"];

/// The part of a configuration before its owners.
pub fn terms(agreement: &str) -> String {
    format!(
        "schema = 1\n[manager]\nname = \"Harbour Lettings\"\n[[agreement]]\nid = \"terms\"\n{agreement}"
    )
}

/// A configuration with one owner of two properties under these terms.
pub fn settings(agreement: &str) -> String {
    let mut text = terms(agreement) + "[[owner]]\nid = \"lindqvist\"\nname = \"A. Lindqvist\"\n";
    for (id, name) in HOMES.into_iter().zip(["Casa Uno", "Casa Dos"]) {
        let home = format!("[[property]]\nid = \"{id}\"\nname = \"{name}\"\n");
        text += &(home + "agreement = \"terms\"\nowner = \"lindqvist\"\n");
    }
    text
}
