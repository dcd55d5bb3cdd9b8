//! The names of the files in a month's folder.

use std::collections::BTreeMap;

use crate::manager_files::ManagerFiles;
use crate::output::file_slug;
use crate::render::format::Format;
use crate::statement::TiedStatement;

use super::receipts;

/// The names of a statement's files within the month's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileNames {
    /// By format, in their order.
    pub paths: BTreeMap<Format, String>,
    /// The receipts of its entries, each once.
    pub receipts: Vec<String>,
}

impl FileNames {
    /// `<owner>/DRAFT-<manager>-statement-<period>-<owner>[-EUR].pdf`, and
    /// `manager/<owner>[-EUR].json`.
    #[must_use]
    pub fn of(statement: &TiedStatement, formats: &[Format]) -> Self {
        let owner = &statement.owner.id;
        let manager = file_slug(&statement.manager.name);
        let currency = if statement.one_of_several {
            format!("-{}", statement.currency)
        } else {
            String::new()
        };
        let paths = formats.iter().map(|format| {
            let key = format.key();
            let path = match format {
                Format::Json => format!("manager/{owner}{currency}.json"),
                Format::Pdf | Format::Html | Format::Csv => {
                    let period = statement.period;
                    format!("{owner}/DRAFT-{manager}-statement-{period}-{owner}{currency}.{key}")
                }
            };
            (*format, path)
        });
        Self { paths: paths.collect(), receipts: receipts::paths(statement) }
    }
}

/// The snapshot's path in the month's folder, so that the month can be computed again from it.
pub const SNAPSHOT_PATH: &str = "manager/snapshot.json.gz";

/// The configuration's path next to it.
pub const CONFIG_PATH: &str = "manager/owner-statements.toml";

/// A file of the manager's that the configuration names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnFile {
    /// Owners and properties.
    Owners,
    /// Decisions about single reservations.
    Exceptions,
    /// Single expenses and credits.
    Entries,
}

impl OwnFile {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Owners, Self::Exceptions, Self::Entries];

    /// The configuration's key for it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Owners => "owners",
            Self::Exceptions => "exceptions",
            Self::Entries => "entries",
        }
    }

    /// Its file name next to the kept configuration, whatever the configuration calls it.
    #[must_use]
    pub fn kept(self) -> String {
        format!("{}.csv", self.key())
    }

    /// Its path in the month's folder.
    pub(super) fn path(self) -> String {
        format!("manager/{}", self.kept())
    }

    pub(super) fn text(self, manager_files: &ManagerFiles) -> Option<&str> {
        match self {
            Self::Owners => manager_files.owners_text.as_deref(),
            Self::Exceptions => manager_files.exceptions_text.as_deref(),
            Self::Entries => manager_files.charges_text.as_deref(),
        }
    }
}
