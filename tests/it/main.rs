//! The integration tests, one binary.
mod figures;
mod intake;
mod simulator;
