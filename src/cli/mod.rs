//! The command line: reads arguments, clock and environment once, calls the modules in order, and
//! prints all output. One file per command; it computes nothing itself.

mod args;
mod ask;
mod check;
mod completions;
mod context;
mod demo;
mod doctor;
mod environment;
mod explain;
mod failure;
mod fetch;
mod generate;
mod held;
mod init;
mod inputs;
mod interrupt;
mod observe;
mod observer;
mod purge;
mod report;
mod run;
mod schema;
mod simulate;
mod terminal;
mod trial;

pub use failure::Exit;
pub use run::run;
pub use terminal::clean;
