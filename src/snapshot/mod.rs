//! The frozen input of a month: versioned, hashed, loaded and saved.
