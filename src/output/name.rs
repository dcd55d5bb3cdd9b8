//! Which file names are safe: within the folder, and on every system the folder may be copied to.

use std::fmt;

use crate::text::Destination;

/// The longest path within a month's folder, in bytes; old archives and Windows end soon after.
const PATH_BYTES_MAX: usize = 200;

/// What is wrong with a file name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameProblem {
    /// Nothing, or nothing between two slashes.
    Empty,
    /// It begins at the root.
    Absolute,
    /// It contains `.` or `..`.
    Dots,
    /// More than 200 bytes.
    TooLong,
    /// A control character, one that reorders text or is invisible, or one that Windows forbids.
    Character(char),
    /// A part ends in a dot or a space, which Windows takes off.
    TrailingDotOrSpace,
    /// A part is the name of a device on Windows: `con`, `nul`, `com1` ...
    Device,
}

impl fmt::Display for NameProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("part of it is empty"),
            Self::Absolute => f.write_str("it starts at the root folder"),
            Self::Dots => f.write_str("it contains '.' or '..'"),
            Self::TooLong => write!(f, "it is longer than {PATH_BYTES_MAX} bytes"),
            Self::Character(character) => {
                write!(f, "it contains the character '{}'", character.escape_unicode())
            }
            Self::TrailingDotOrSpace => f.write_str("part of it ends with a dot or a space"),
            Self::Device => f.write_str("part of it is a device name on Windows"),
        }
    }
}

/// Whether `part`, one part of a path, names a device on Windows, with any ending.
pub(super) fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_ascii_lowercase();
    let numbered = |prefix: &str| {
        let digit = stem.strip_prefix(prefix).unwrap_or("");
        digit.chars().count() == 1 && digit.chars().all(|c| "0123456789¹²³".contains(c))
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || numbered("com")
        || numbered("lpt")
}

/// What is wrong with a path within a month's folder, its parts divided by `/`.
#[must_use]
pub fn name_problem(path: &str) -> Option<NameProblem> {
    if path.len() > PATH_BYTES_MAX {
        return Some(NameProblem::TooLong);
    }
    if path.starts_with('/') {
        return Some(NameProblem::Absolute);
    }
    let unsafe_character = path.chars().find(|character| {
        !Destination::FileName.accepts(*character) || "\\<>:\"|?*".contains(*character)
    });
    unsafe_character.map(NameProblem::Character).or_else(|| path.split('/').find_map(part_problem))
}

fn part_problem(part: &str) -> Option<NameProblem> {
    if part.is_empty() {
        Some(NameProblem::Empty)
    } else if part == "." || part == ".." {
        Some(NameProblem::Dots)
    } else if part.ends_with(['.', ' ']) {
        Some(NameProblem::TrailingDotOrSpace)
    } else if is_device(part) {
        Some(NameProblem::Device)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsafe_names_are_told_by_their_fault() {
        use NameProblem::*;
        for (path, problem) in [
            ("", Empty),
            ("a//b", Empty),
            ("a/", Empty),
            ("/etc/passwd", Absolute),
            ("../a", Dots),
            ("a/../../b", Dots),
            ("./a", Dots),
            ("a\\b", Character('\\')),
            ("c:a", Character(':')),
            ("a\0b", Character('\0')),
            ("a\nb", Character('\n')),
            ("a\u{202e}fdp.exe", Character('\u{202e}')),
            ("a\u{61c}fdp.exe", Character('\u{61c}')),
            ("a\u{200b}", Character('\u{200b}')),
            ("a?", Character('?')),
            ("a.", TrailingDotOrSpace),
            ("a /b", TrailingDotOrSpace),
            ("nul", Device),
            ("owners/COM1.pdf", Device),
            ("Lpt9 .tar.gz", Device),
            ("com²", Device),
        ] {
            assert_eq!(name_problem(path), Some(problem), "{path:?}");
        }
        assert_eq!(name_problem(&"a".repeat(201)), Some(TooLong));
        for path in [
            "a",
            "می\u{200c}خواهم.pdf",
            "Ferien\u{ad}haus ❤\u{fe0f}.pdf",
            "owners/Müller & Co/October 2026.pdf",
            "com10",
            "console.txt",
            ".a",
            "a..b",
        ] {
            assert_eq!(name_problem(path), None, "{path:?}");
        }
    }
}
