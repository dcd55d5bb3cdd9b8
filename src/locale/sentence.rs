//! Sentences with places for texts.

/// Takes one text.
pub type With1 = fn(&str) -> String;
/// Takes two texts.
pub type With2 = fn(&str, &str) -> String;
/// Takes three texts.
pub type With3 = fn(&str, &str, &str) -> String;
/// Takes four texts.
pub type With4 = fn(&str, &str, &str, &str) -> String;
