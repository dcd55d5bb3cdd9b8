//! The manifest of a month: what a run wrote, for whom, from which input, and what it left out.
//!
//! The form is described in `docs/manifest.md`. `month` writes it; `output`, `month` and `cli` read
//! what earlier runs left. All of them use these types, so that what is written and what is read
//! cannot differ. Manifests of earlier versions of the program are still read.
//!
//! Nothing here knows what a figure means: amounts, codes and sentences are texts already.

mod form;

pub use form::{
    Amount, Counts, Coverage, Days, EntryCounts, ExcludedRow, FORM, FileEntry, FontEntry,
    HeldOwner, InputFile, MANIFEST_PATH, Manifest, ManifestNotice, Reason, SnapshotEntry,
    StatementEntry, VERSION, coverage, listed_files,
};
