//! Why a snapshot cannot be read or written.

/// A snapshot could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The file is something else.
    #[error("this is not an owner-statements snapshot")]
    NotASnapshot,
    /// The file was written by a later version of this program.
    #[error(
        "the snapshot was written by a newer version of this program (format {found}, this one \
         reads up to {known})"
    )]
    Newer {
        /// The version of the file.
        found: u64,
        /// The newest version that is understood.
        known: u32,
    },
    /// The compressed file ends early or its checksum does not match.
    #[error("the snapshot is truncated or damaged ({0})")]
    Damaged(String),
    /// The content is not what was written.
    #[error("the snapshot was changed after it was written: its digest does not match its content")]
    Edited,
    /// The file unpacks to a valid checksum, but its content breaks the format.
    #[error("the snapshot has an invalid format: {0}")]
    Malformed(String),
    /// The unpacked file is larger than the limit.
    #[error("the snapshot unpacks to more than {bytes_max} bytes")]
    TooLarge {
        /// The limit in bytes.
        bytes_max: u64,
    },
}
