//! The formats agree: what is in one is in all. The example month is made once by the program and
//! read back from its files, with nothing of the program's own code in between.

mod agree;
mod by_hand;
mod calculator;
mod read;
pub mod schema;
