//! The only module that knows HTTP: GET only, polite, complete.
