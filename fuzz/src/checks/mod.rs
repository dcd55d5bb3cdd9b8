//! What has to hold for any bytes whatever: one file a target. A check panics where it does not.

pub mod config;
pub mod money;
pub mod tables;
pub mod texts;
pub mod wire;

/// Characters that redraw a terminal or turn a line of a page round.
pub fn is_hostile(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns
}
