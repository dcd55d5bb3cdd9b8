//! The API on loopback, with state and faults: for the demo, the tests and anybody who wants to try safely.
