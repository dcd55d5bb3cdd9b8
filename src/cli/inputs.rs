//! Files that a run reads: the configuration, the logo, a snapshot.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::config::{self, Config};
use crate::domain::{OwnerCharge, OwnerId, Period, Portfolio, PropertyId};
use crate::manager_files::{self, ManagerFiles, Written};
use crate::month::{self, Input, OwnFile, WriteError};
use crate::output::sha256_hex;
use crate::snapshot::{Loaded, Snapshot, UNPACKED_BYTES_MAX};
use crate::statement::Scope;

use super::failure::{Exit, Failure, reported};

/// A configuration as read from its file.
#[derive(Debug)]
pub(super) struct Project {
    pub(super) config: Config,
    /// The file's text, unchanged.
    pub(super) text: String,
    pub(super) sha256: String,
    /// The logo's bytes.
    pub(super) logo: Option<Vec<u8>>,
    /// Where receipts come from.
    pub(super) receipts: Receipts,
    /// The manager's own files that the configuration names.
    pub(super) manager_files: ManagerFiles,
}

/// Where the files of receipts are found.
#[derive(Debug)]
pub(super) enum Receipts {
    /// Within this folder.
    Folder(PathBuf),
    /// By their paths; those of the demo.
    Built(&'static [(&'static str, &'static [u8])]),
}

impl Receipts {
    /// The bytes of a receipt; of one that is too large only as many as tell that.
    pub(super) fn read(&self, path: &str) -> std::io::Result<Vec<u8>> {
        match self {
            Self::Folder(folder) => read_receipt(&folder.join(path)),
            Self::Built(files) => files
                .iter()
                .find(|(known, _)| *known == path)
                .map(|(_, bytes)| bytes.to_vec())
                .ok_or(std::io::ErrorKind::NotFound.into()),
        }
    }
}

fn read_receipt(path: &Path) -> std::io::Result<Vec<u8>> {
    // one byte more than a receipt may have tells that it is too large
    read_start(path, manager_files::RECEIPT_BYTES_MAX as u64 + 1)
}

/// The first bytes of a regular file. A pipe, a device or a folder is refused before it is opened:
/// it could wait or go on forever.
fn read_start(path: &Path, bytes_max: u64) -> std::io::Result<Vec<u8>> {
    let told = |error: std::io::Error| std::io::Error::new(error.kind(), reported(&error));
    let found = std::fs::metadata(path).map_err(told)?;
    if found.is_dir() {
        return Err(std::io::ErrorKind::IsADirectory.into());
    }
    if !found.is_file() {
        return Err(std::io::Error::other("it is not a regular file"));
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(told)?;
    file.take(bytes_max).read_to_end(&mut bytes).map_err(told)?;
    Ok(bytes)
}

/// All of a regular file that is not larger than a limit.
fn read_whole(path: &Path, bytes_max: u64) -> std::io::Result<Vec<u8>> {
    let bytes = read_start(path, bytes_max + 1)?;
    if bytes.len() as u64 > bytes_max {
        let limit = bytes_max / (1024 * 1024);
        return Err(std::io::Error::other(format!("it is larger than {limit} MiB")));
    }
    Ok(bytes)
}

/// A text next to the configuration.
fn read_table(path: &Path) -> std::io::Result<String> {
    let bytes = read_whole(path, TABLE_BYTES_MAX)?;
    String::from_utf8(bytes).map_err(|_| std::io::ErrorKind::InvalidData.into())
}

/// A table larger than this is none.
const TABLE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// A logo larger than this is none.
const LOGO_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// A larger file cannot be a configuration.
const CONFIG_BYTES_MAX: u64 = 16 * 1024 * 1024;

impl Project {
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let text = read_text(path)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let beside = |_, name: &str| read_table(&folder.join(name));
        let mut read = Self::of(&path.display().to_string(), &text, &beside)?;
        let logo = read.config.logo.as_ref();
        read.receipts = Receipts::Folder(folder.to_owned());
        read.logo = logo.map(|logo| read_logo(&folder.join(logo))).transpose()?;
        Ok(read)
    }

    /// Reads the copy kept with a month: it has no logo, and the manager's files have fixed names.
    pub(super) fn read_kept(path: &Path) -> Result<Self, Failure> {
        let text = read_text(path)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let beside = |file: OwnFile, name: &str| {
            let kept = folder.join(file.kept());
            read_table(&if kept.exists() { kept } else { folder.join(name) })
        };
        Self::of(&path.display().to_string(), &text, &beside)
    }

    /// A configuration that is not on disk, with the files that it names.
    pub(super) fn of_texts(
        name: &str,
        text: &str,
        files: &[(&str, &str)],
    ) -> Result<Self, Failure> {
        Self::of(name, text, &|_, name| {
            let found = files.iter().find(|(known, _)| *known == name);
            found.map(|(_, text)| (*text).to_owned()).ok_or(std::io::ErrorKind::NotFound.into())
        })
    }

    fn of(name: &str, text: &str, beside: Beside<'_>) -> Result<Self, Failure> {
        let owners_text = RefCell::new(None);
        let config = config::read_with(name, text, &|name| {
            let text = beside(OwnFile::Owners, name).map_err(|error| reported(&error))?;
            *owners_text.borrow_mut() = Some(text.clone());
            Ok(text)
        })?;
        let manager_files = ManagerFiles {
            owners_text: owners_text.into_inner(),
            ..read_manager_files(&config, beside)?
        };
        let (text, sha256) = (text.to_owned(), sha256_hex(text.as_bytes()));
        Ok(Self { config, text, sha256, logo: None, receipts: Receipts::Built(&[]), manager_files })
    }

    /// What a month is computed from.
    pub(super) fn input<'a>(
        &'a self,
        loaded_snapshot: &'a LoadedSnapshot,
        period: Period,
        scope: &'a Scope,
    ) -> Input<'a> {
        Input {
            loaded: &loaded_snapshot.loaded,
            snapshot_bytes: &loaded_snapshot.bytes,
            config: &self.config,
            config_text: &self.text,
            config_sha256: &self.sha256,
            manager_files: &self.manager_files,
            period,
            scope,
        }
    }

    /// Reads the entries again where some name no currency and the account tells it.
    pub(super) fn complete_entries(&mut self, snapshot: &Snapshot) -> Result<(), Failure> {
        let (Some(file), Some(text)) = (&self.config.entries, &self.manager_files.charges_text)
        else {
            return Ok(());
        };
        if self.manager_files.waiting > 0 {
            let homes = month::currencies(snapshot, &self.config)?;
            let written = Written { file, text, form: self.config.entries_form };
            let read = manager_files::read_written(written, &self.config.portfolio, Some(&homes))?;
            (self.manager_files.charges, self.manager_files.waiting) = (read.charges, read.waiting);
        }
        Ok(())
    }

    /// Checks that the receipts of `manager_files` exist and match their file types.
    pub(super) fn check_receipts<'a>(
        &self,
        entries: impl Iterator<Item = &'a OwnerCharge>,
    ) -> Result<(), Failure> {
        let read = |path: &str| self.receipts.read(path);
        let faults = month::receipt_faults(entries, &read);
        if faults.is_empty() { Ok(()) } else { Err(WriteError::Receipts(faults).into()) }
    }

    /// Months after the period that the bases need.
    pub(super) fn look_ahead_months(&self) -> u32 {
        let portfolio = &self.config.portfolio;
        let mut used = portfolio.properties.keys().filter_map(|id| portfolio.agreement_of(id));
        if used.any(|terms| terms.recognition.counts_bookings()) {
            crate::month::LOOK_AHEAD_MONTHS
        } else {
            0
        }
    }
}

fn read_text(path: &Path) -> Result<String, Failure> {
    let shown = path.display();
    let failed = |error: std::io::Error| {
        Failure::new(
            Exit::Config,
            format!("cannot read the configuration {shown}: {}", reported(&error)),
        )
        .hint("give its path with --config, or create one with: owner-statements init")
    };
    let bytes = read_start(path, CONFIG_BYTES_MAX + 1).map_err(failed)?;
    if bytes.len() as u64 > CONFIG_BYTES_MAX {
        return Err(Failure::new(
            Exit::Config,
            format!("{shown} is too large to be a configuration"),
        )
        .hint("give the path of your configuration with --config"));
    }
    String::from_utf8(bytes).map_err(|_| {
        Failure::new(Exit::Config, format!("the configuration {shown} is not UTF-8 text"))
            .hint("save it as UTF-8 in your editor")
    })
}

/// Reads a file by what it is and by the name by which the configuration calls it.
type Beside<'a> = &'a dyn Fn(OwnFile, &str) -> std::io::Result<String>;

/// The files are read by their written names, which go into files that must not depend on where
/// they were made.
fn read_manager_files(config: &Config, beside: Beside<'_>) -> Result<ManagerFiles, Failure> {
    let portfolio = &config.portfolio;
    let mut manager_files = ManagerFiles::default();
    if let Some(name) = &config.exceptions {
        let text = read_book(OwnFile::Exceptions, name, beside)?;
        manager_files.exceptions = manager_files::parse_exceptions(name, &text, portfolio)?;
        manager_files.exceptions_text = Some(text);
    }
    if let Some(name) = &config.entries {
        let text = read_book(OwnFile::Entries, name, beside)?;
        let written = Written { file: name, text: &text, form: config.entries_form };
        let read = manager_files::read_written(written, portfolio, None)?;
        (manager_files.charges, manager_files.waiting) = (read.charges, read.waiting);
        manager_files.charges_text = Some(text);
    }
    Ok(manager_files)
}

fn read_book(file: OwnFile, name: &str, beside: Beside<'_>) -> Result<String, Failure> {
    let key = file.key();
    beside(file, name).map_err(|error| {
        let message = format!("cannot read the {key} {name}: {}", reported(&error));
        Failure::new(Exit::Config, message).hint(format!(
            "correct '{key}' in the configuration; the path is relative to the configuration's \
             folder, and the file must be UTF-8 text"
        ))
    })
}

fn read_logo(path: &Path) -> Result<Vec<u8>, Failure> {
    read_whole(path, LOGO_BYTES_MAX).map_err(|error| {
        Failure::new(
            Exit::Config,
            format!("cannot read the logo {}: {}", path.display(), reported(&error)),
        )
        .hint(
            "correct manager.logo in the configuration; the path is relative to the \
             configuration's folder",
        )
    })
}

/// What is done with a snapshot that was changed after it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edited {
    Accept,
    Refuse,
}

/// A snapshot with the bytes of its file.
#[derive(Debug)]
pub(super) struct LoadedSnapshot {
    pub(super) loaded: Loaded,
    pub(super) bytes: Vec<u8>,
}

impl LoadedSnapshot {
    pub(super) fn read(path: &Path, edited: Edited) -> Result<Self, Failure> {
        let bytes = read_whole(path, UNPACKED_BYTES_MAX).map_err(|error| {
            let message =
                format!("cannot read the snapshot {}: {}", path.display(), reported(&error));
            Failure::new(Exit::Snapshot, message).hint("check the path given with --snapshot")
        })?;
        let loaded = match edited {
            Edited::Refuse => Snapshot::from_bytes(&bytes),
            Edited::Accept => Snapshot::from_edited_bytes(&bytes),
        };
        let loaded = loaded.map_err(|error| {
            let mut failure = Failure::from(error);
            failure.messages = vec![format!("{}: {}", path.display(), failure.messages.join(" "))];
            failure
        })?;
        Ok(Self { loaded, bytes })
    }

    pub(super) fn of(snapshot: Snapshot) -> Result<Self, Failure> {
        let bytes = snapshot.to_bytes()?;
        let sha256 = sha256_hex(&bytes);
        Ok(Self { loaded: Loaded { snapshot, sha256, is_edited: false }, bytes })
    }
}

/// The owners and properties that were asked for; each must be in the configuration.
pub(super) fn scope(
    owners: &[String],
    properties: &[String],
    portfolio: &Portfolio,
) -> Result<Scope, Failure> {
    let mut scope = Scope::default();
    let mut unknown = Vec::new();
    for text in owners {
        match OwnerId::new(text).ok().filter(|id| portfolio.owners.contains_key(id)) {
            Some(id) => drop(scope.owners.insert(id)),
            None => {
                unknown.push(no_such("owner", text, portfolio.owners.keys().map(OwnerId::as_str)))
            }
        }
    }
    for text in properties {
        match PropertyId::new(text).ok().filter(|id| portfolio.properties.contains_key(id)) {
            Some(id) => drop(scope.properties.insert(id)),
            None => {
                let known = portfolio.properties.keys().map(PropertyId::as_str);
                unknown.push(no_such("property", text, known));
            }
        }
    }
    let covered = portfolio.properties.values().any(|property| scope.covers(property));
    match (unknown.is_empty(), covered) {
        (false, _) => Err(Failure { exit: Exit::Usage, messages: unknown, hint: None }
            .hint("use an id from the configuration")),
        (true, false) => Err(Failure::new(
            Exit::Usage,
            "none of these properties belongs to any of these owners",
        )
        .hint("choose the owner or the property, not both")),
        (true, true) => Ok(scope),
    }
}

fn no_such<'a>(what: &str, text: &str, known: impl Iterator<Item = &'a str>) -> String {
    let shown: String = text.chars().take(60).collect();
    let nearest = known.min_by_key(|id| strsim::damerau_levenshtein(id, text));
    match nearest {
        Some(id) => format!("the configuration has no {what} '{shown}': did you mean '{id}'?"),
        None => format!("the configuration has no {what} '{shown}'"),
    }
}

/// The properties to ask the API for, where the run is not about all.
pub(super) fn covered(scope: &Scope, portfolio: &Portfolio) -> BTreeSet<PropertyId> {
    let properties = portfolio.properties.values().filter(|property| scope.covers(property));
    properties.map(|property| property.id.clone()).collect()
}

/// The configuration of a `fetch`: the one that was named, else the usual one if it is there.
pub(super) fn optional_config(named: Option<&PathBuf>) -> Result<Option<Project>, Failure> {
    let usual = Path::new("owner-statements.toml");
    match named {
        Some(path) => Project::read(path).map(Some),
        None if usual.exists() => Project::read(usual).map(Some),
        None => Ok(None),
    }
}
