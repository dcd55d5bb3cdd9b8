//! Text that the program did not write, made safe to show.
//!
//! Why it exists: names, labels and parts of files come from outside. A message must not let them
//! act on a terminal or show a secret, and a spreadsheet must not take them for a formula. Nothing
//! here knows what a text means.

mod safety;

pub use safety::{Destination, Hazard, Treatment, begins_formula, hazard, is_invisible, quoted};
