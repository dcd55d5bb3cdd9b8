//! How much of the long tests a run does: all cases with `FULL_TESTS=1`, as in CI, else a share.

/// Whether every case is tried.
pub fn is_full() -> bool {
    #[expect(clippy::disallowed_methods, reason = "the explicit step to try every case")]
    std::env::var_os("FULL_TESTS").is_some()
}

/// Every case is tried, or one in so many.
pub fn step(one_in: usize) -> usize {
    if is_full() { 1 } else { one_in }
}
