//! The user's file to a validated portfolio, reporting every fault with its place.
