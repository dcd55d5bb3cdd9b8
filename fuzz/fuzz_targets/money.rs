//! `src/checks/money.rs` says what must hold for any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| owner_statements_fuzz::checks::money::check(data));
