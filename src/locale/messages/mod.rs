//! What holds, exclusions and notices say to the manager: a text and a hint for each code.
//!
//! The domain keeps codes and data; every sentence about them is written here, once. Texts are in
//! lower case and without a full stop; a hint is an instruction.

mod exclusions;
mod holds;
mod notices;

pub use exclusions::{exclusion_hint, exclusion_text};
pub use holds::{hold_hint, hold_text};
pub use notices::{flipped_list_name, notice_text};
