//! The command `owner-statements`; everything it does is in the library.

fn main() {}
