//! What it must do with any bytes is in `src/checks/money.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| owner_statements_fuzz::checks::money::check(data));
