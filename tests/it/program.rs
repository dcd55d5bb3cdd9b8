//! The whole program as its user meets it: a process, its exit code, what it says and writes, with
//! the API's simulator as another process on this machine.

mod demo;
mod failures;
mod held;
mod month;
mod part;
mod private;
mod token;
pub mod world;
