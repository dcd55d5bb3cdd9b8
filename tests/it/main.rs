//! The integration tests, one binary.
mod figures;
mod simulator;
