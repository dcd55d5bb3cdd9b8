//! The integration tests, one binary.

mod html;
mod output;
