//! Which kind a fee or an adjustment is, by the text of its label.
//!
//! Labels are free text in many languages and change; a pattern is a text that a label contains,
//! compared without case and accents. The manager's own patterns come before the built-in ones.

mod decide;
mod patterns;

pub use decide::{
    Decision, Evidence, LabelPatterns, PatternOrigin, PatternPlace, adjustment_kind,
    decide_adjustment, decide_fee, fee_kind,
};
