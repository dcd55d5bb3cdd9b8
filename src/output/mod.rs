//! Finished bytes put in place, all or nothing.
//!
//! A month's folder holds money that people act on: half a month beside half of the one before is
//! worse than none. So files are written to a private folder next to the month's, on the same file
//! system, and the two change places in one step. If the program dies at any moment, the month's
//! folder is the complete old one or the complete new one; the next run removes what a dead run
//! left.
//!
//! A folder is replaced only when its manifest says that this program wrote every file in it and
//! that none was changed since. A user's own file or edit is never lost.
//!
//! Nothing here knows what the bytes mean. Unix only: modes, `flock` and the exchange of two
//! folders are those of Linux and macOS; other Unix systems get two renames in place of the
//! exchange, and a run killed between the two is repaired by the next [`Staging::begin`].
//!
//! ```
//! use owner_statements::manifest::MANIFEST_PATH;
//! use owner_statements::output::Staging;
//!
//! let parent = tempfile::tempdir()?;
//! let staging = Staging::begin(&parent.path().join("out"), "2026-10")?;
//! let file = staging.write("owners/lindqvist/statement.csv", b"code,net\n")?;
//! let manifest =
//!     format!(r#"{{"files": [{{"path": "{}", "sha256": "{}"}}]}}"#, file.path, file.sha256);
//! staging.write(MANIFEST_PATH, manifest.as_bytes())?;
//! assert!(staging.commit()?.join("owners/lindqvist/statement.csv").is_file());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod durable;
mod error;
mod files;
mod lock;
mod manifest;
mod name;
mod safe_name;
mod slug;
mod staging;
mod swap;

pub use error::{Change, ForeignFile, OutputError};
pub use files::{check_writable, put_new, read_kept};
pub use manifest::sha256_hex;
pub use name::{NameProblem, name_problem};
pub use slug::file_slug;
pub use staging::{Staging, Written};
