//! The whole program as a user sees it: a process, its exit code, its output and files, with
//! the API's simulator as another process on this machine.

mod again;
mod blocks;
mod case;
mod demo;
mod errors_page;
mod failures;
mod held;
mod init;
mod interrupted;
mod kills;
mod month;
mod part;
mod private;
mod receipts;
mod token;
mod trial;
mod voice;
pub mod world;
