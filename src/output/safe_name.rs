//! Refuses names that are not safe.

use super::error::OutputError;
use super::name::{NameProblem, name_problem};

/// Passes a path within a month's folder, its parts divided by `/`, if it is safe.
///
/// # Errors
/// [`OutputError::UnsafeName`].
pub(super) fn check_relative(path: &str) -> Result<(), OutputError> {
    match name_problem(path) {
        None => Ok(()),
        Some(problem) => Err(OutputError::UnsafeName { path: path.to_owned(), problem }),
    }
}

/// Passes the name of a month's folder: letters, digits, `-` and `_`, so that the names of staging
/// folders and locks, which hold dots, are never those of another month.
///
/// # Errors
/// [`OutputError::UnsafeName`].
pub(super) fn check_folder(name: &str) -> Result<(), OutputError> {
    check_relative(name)?;
    let plain = |character: &char| character.is_ascii_alphanumeric() || "-_".contains(*character);
    match name.chars().find(|character| !plain(character)) {
        None => Ok(()),
        Some(odd) => Err(OutputError::UnsafeName {
            path: name.to_owned(),
            problem: NameProblem::Character(odd),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_have_plain_names() {
        assert!(check_folder("2026-10-01_2026-11-15").is_ok());
        for name in ["2026.10", "a/b", "", "..", "2026 10"] {
            assert!(check_folder(name).is_err(), "{name:?}");
        }
    }
}
