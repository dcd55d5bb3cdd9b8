//! Why files could not be put in place.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::name::NameProblem;

/// So many foreign files are named in a message; the rest are counted.
const FILES_NAMED_MAX: usize = 5;

/// Why files could not be put in place. Whatever the reason, the month's folder is as it was.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// A file or folder name that is not safe on every system.
    #[error("the file name '{}' is not safe: {problem}", path.escape_debug())]
    UnsafeName {
        /// The name as it was given.
        path: String,
        /// What is wrong with it.
        problem: NameProblem,
    },
    /// Two files of one run have the same name, or names that differ in case alone.
    #[error("two files of this run have the name '{path}'")]
    Twice {
        /// The name as it was given the second time.
        path: String,
    },
    /// The place of the month's folder is taken by a link.
    #[error("{} is a link, not a folder", path.display())]
    Link {
        /// The link.
        path: PathBuf,
    },
    /// There is a file where a folder is needed.
    #[error("{} cannot be a folder: it, or a folder above it, is a file", path.display())]
    NotAFolder {
        /// The file.
        path: PathBuf,
    },
    /// Another run is writing the same month.
    #[error("another run is writing {}", path.display())]
    Busy {
        /// The month's folder.
        path: PathBuf,
    },
    /// The month's folder holds what this program did not write, or not so.
    #[error("{} was changed by hand: {}", folder.display(), Named(files))]
    Foreign {
        /// The month's folder.
        folder: PathBuf,
        /// The files, in order of their paths; at least one.
        files: Vec<ForeignFile>,
    },
    /// The manifest of this run does not list exactly its files, so that the next run could not
    /// tell them from foreign files: a bug of this program.
    #[error("the manifest of this run does not list '{path}' as it was written")]
    ManifestDisagrees {
        /// A file that is not listed, or listed and not written; or the manifest itself.
        path: String,
    },
    /// A file could not be written before, so the folder is not whole.
    #[error("'{path}' could not be written, so nothing was replaced")]
    Incomplete {
        /// The first file that failed.
        path: String,
    },
    /// No room is left on the disk, or in the user's quota.
    #[error("the disk is full: {} could not be written", path.display())]
    DiskFull {
        /// The file that did not fit.
        path: PathBuf,
    },
    /// Anything else that the system reports.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was tried: "write".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's report.
        source: io::Error,
    },
}

impl OutputError {
    /// A report of the system, as one about another action and file.
    pub(super) fn about(self, action: &'static str, path: &Path) -> Self {
        if let Self::DiskFull { .. } = self {
            return Self::DiskFull { path: path.to_owned() };
        }
        if let Self::Io { source, .. } = self { Self::io(action, path, source) } else { self }
    }

    /// The error for `source`, met when trying to `action` the file at `path`.
    pub(super) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        if matches!(source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
            Self::DiskFull { path }
        } else {
            Self::Io { action, path, source }
        }
    }

    /// The same error with the path where the file would have been.
    pub(super) fn at(mut self, place: &Path) -> Self {
        if let Self::DiskFull { path } | Self::Io { path, .. } = &mut self {
            place.clone_into(path);
        }
        self
    }

    /// What to do about it, where there is something that helps.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Foreign { .. } => Some(
                "move the folder elsewhere, or move your own files out of it and restore the \
                 others, then run the command again (nothing was replaced)",
            ),
            Self::Link { .. } | Self::NotAFolder { .. } => {
                Some("move it elsewhere, or choose another output folder")
            }
            Self::Busy { .. } => {
                Some("wait until the other run has finished, then run the command again")
            }
            Self::DiskFull { .. } => {
                Some("free some disk space, then run the command again (nothing was replaced)")
            }
            Self::Io { source, .. } if is_right_missing(source) => {
                Some("choose a folder that you may write to (nothing was replaced)")
            }
            Self::Io { .. } => Some(
                "check the disk and the limits of the system, or choose another folder (nothing \
                 was replaced)",
            ),
            Self::UnsafeName { .. }
            | Self::Twice { .. }
            | Self::ManifestDisagrees { .. }
            | Self::Incomplete { .. } => None,
        }
    }
}

fn is_right_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

/// How a file differs from what this program wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The manifest does not list it: a foreign file, or a link.
    Unlisted,
    /// It is listed and has other bytes.
    Edited,
    /// It is listed and is not there.
    Missing,
}

/// A file that this program did not write, or not so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForeignFile {
    /// Its path within the month's folder.
    pub path: String,
    /// How it differs.
    pub change: Change,
}

impl fmt::Display for ForeignFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let change = match self.change {
            Change::Unlisted => "was not written by this program",
            Change::Edited => "was edited",
            Change::Missing => "is missing",
        };
        write!(f, "'{}' {change}", self.path.escape_debug())
    }
}

struct Named<'a>(&'a [ForeignFile]);

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, file) in self.0.iter().take(FILES_NAMED_MAX).enumerate() {
            let divider = if at == 0 { "" } else { ", " };
            write!(f, "{divider}{file}")?;
        }
        match self.0.len().saturating_sub(FILES_NAMED_MAX) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_five_files_at_most() {
        let file = |n| ForeignFile { path: format!("{n}\u{7}"), change: Change::Edited };
        let files = (0..7).map(file).collect();
        let error = OutputError::Foreign { folder: "out/2026-10".into(), files };
        let text = error.to_string();
        assert!(text.starts_with("out/2026-10 was changed by hand: '0\\u{7}' was edited, "));
        assert!(text.ends_with("'4\\u{7}' was edited and 2 more"), "{text}");
    }

    #[test]
    fn a_full_disk_has_a_name_of_its_own() {
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded] {
            let error = OutputError::io("write", Path::new("a"), kind.into());
            assert!(matches!(error, OutputError::DiskFull { .. }));
        }
    }
}
