//! Files that a run reads: the configuration, the logo, a snapshot.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::config::{self, Config};
use crate::domain::{Basis, OwnerId, Portfolio, PropertyId};
use crate::entries::{self, Books};
use crate::snapshot::{Loaded, Snapshot};
use crate::statement::Scope;

use super::failure::{Exit, Failure};

/// A configuration as read from its file.
#[derive(Debug)]
pub(super) struct Configured {
    pub(super) config: Config,
    /// The text as it stands in the file.
    pub(super) text: String,
    pub(super) sha256: String,
    /// The logo's bytes.
    pub(super) logo: Option<Vec<u8>>,
    /// The manager's own files that the configuration names.
    pub(super) books: Books,
}

/// A configuration file larger than this is none.
const CONFIG_BYTES_MAX: usize = 16 * 1024 * 1024;

impl Configured {
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let text = read_text(path)?;
        let config = config::read(&path.display().to_string(), &text)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let logo = config.logo.as_ref().map(|logo| read_logo(&folder.join(logo))).transpose()?;
        let books = read_books(&Named::in_config(&config), &config, &|key, name| {
            read_book(key, &folder.join(name))
        })?;
        Ok(Self { sha256: sha256_hex(text.as_bytes()), config, text, logo, books })
    }

    /// A copy that was kept without its logo.
    pub(super) fn read_without_logo(path: &Path) -> Result<Self, Failure> {
        let text = read_text(path)?;
        let config = config::read(&path.display().to_string(), &text)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let kept = |name: Option<&String>, usual: &str| {
            name.map(|name| match folder.join(usual).exists() {
                true => usual.to_owned(),
                false => name.clone(),
            })
        };
        let named = Named {
            exceptions: kept(config.exceptions.as_ref(), KEPT_EXCEPTIONS),
            entries: kept(config.entries.as_ref(), KEPT_ENTRIES),
        };
        let books = read_books(&named, &config, &|key, name| read_book(key, &folder.join(name)))?;
        Ok(Self { sha256: sha256_hex(text.as_bytes()), config, text, logo: None, books })
    }

    /// A configuration that is no file, with the files that it names.
    pub(super) fn of_texts(
        name: &str,
        text: &str,
        files: &[(&str, &str)],
    ) -> Result<Self, Failure> {
        let config = config::read(name, text)?;
        let books = read_books(&Named::in_config(&config), &config, &|key, name| {
            let found = files.iter().find(|(known, _)| *known == name);
            let missing = || Failure::new(Exit::Internal, format!("no text for the {key} {name}"));
            found.map(|(_, text)| (*text).to_owned()).ok_or_else(missing)
        })?;
        let (text, sha256) = (text.to_owned(), sha256_hex(text.as_bytes()));
        Ok(Self { config, text, sha256, logo: None, books })
    }

    /// Months after the period that the bases need.
    pub(super) fn look_ahead_months(&self) -> u32 {
        let portfolio = &self.config.portfolio;
        let mut used = portfolio.properties.keys().filter_map(|id| portfolio.agreement_of(id));
        if used.any(|terms| terms.basis == Basis::Booked) {
            crate::month::LOOK_AHEAD_MONTHS
        } else {
            0
        }
    }
}

fn read_text(path: &Path) -> Result<String, Failure> {
    let shown = path.display();
    let failed = |error: std::io::Error| {
        Failure::new(Exit::Config, format!("cannot read the configuration {shown}: {error}"))
            .hint("give its path after --config; the README shows how to write one")
    };
    let bytes = std::fs::read(path).map_err(failed)?;
    if bytes.len() > CONFIG_BYTES_MAX {
        return Err(Failure::new(
            Exit::Config,
            format!("{shown} is too large to be a configuration"),
        ));
    }
    String::from_utf8(bytes).map_err(|_| {
        Failure::new(Exit::Config, format!("the configuration {shown} is not a text in UTF-8"))
            .hint("save it as UTF-8 in your editor")
    })
}

/// The names under which a month's folder keeps the manager's files, whatever the configuration calls
/// them.
const KEPT_EXCEPTIONS: &str = "exceptions.csv";
const KEPT_ENTRIES: &str = "entries.csv";

/// The manager's own files, by the names under which they are read.
struct Named {
    exceptions: Option<String>,
    entries: Option<String>,
}

impl Named {
    fn in_config(config: &Config) -> Self {
        Self { exceptions: config.exceptions.clone(), entries: config.entries.clone() }
    }
}

/// Reads them by their written names, which go into files that must not depend on where they were
/// made; `read` takes what a file is and its name.
fn read_books(
    named: &Named,
    config: &Config,
    read: &dyn Fn(&str, &str) -> Result<String, Failure>,
) -> Result<Books, Failure> {
    let portfolio = &config.portfolio;
    let mut books = Books::default();
    if let Some(name) = &named.exceptions {
        let text = read("exceptions", name)?;
        books.exceptions = entries::read_exceptions(name, &text, portfolio)?;
        books.exceptions_text = Some(text);
    }
    if let Some(name) = &named.entries {
        let text = read("entries", name)?;
        books.entries = entries::read_entries(name, &text, portfolio)?;
        books.entries_text = Some(text);
    }
    Ok(books)
}

fn read_book(key: &str, path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| {
        let message = format!("cannot read the {key} {}: {error}", path.display());
        Failure::new(Exit::Config, message).hint(format!(
            "correct '{key}' in the configuration; the path counts from its folder, and the file is \
             a text in UTF-8"
        ))
    })
}

fn read_logo(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| {
        Failure::new(Exit::Config, format!("cannot read the logo {}: {error}", path.display()))
            .hint("correct manager.logo in the configuration; the path counts from its folder")
    })
}

fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A snapshot with the bytes of its file.
#[derive(Debug)]
pub(super) struct Frozen {
    pub(super) loaded: Loaded,
    pub(super) bytes: Vec<u8>,
}

impl Frozen {
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let bytes = std::fs::read(path).map_err(|error| {
            let message = format!("cannot read the snapshot {}: {error}", path.display());
            Failure::new(Exit::Snapshot, message).hint("check the path after --snapshot")
        })?;
        let loaded = Snapshot::from_bytes(&bytes).map_err(|error| {
            let mut failure = Failure::from(error);
            failure.messages = vec![format!("{}: {}", path.display(), failure.messages.join(" "))];
            failure
        })?;
        Ok(Self { loaded, bytes })
    }

    pub(super) fn of(snapshot: Snapshot) -> Result<Self, Failure> {
        let bytes = snapshot.to_bytes()?;
        let sha256 = sha256_hex(&bytes);
        Ok(Self { loaded: Loaded { snapshot, sha256 }, bytes })
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
            .hint("take the ids from the configuration")),
        (true, false) => Err(Failure::new(
            Exit::Usage,
            "none of these properties belongs to one of these owners",
        )
        .hint("name the owner or the property, not both")),
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
pub(super) fn optional_config(named: Option<&PathBuf>) -> Result<Option<Configured>, Failure> {
    let usual = Path::new("owner-statements.toml");
    match named {
        Some(path) => Configured::read(path).map(Some),
        None if usual.exists() => Configured::read(usual).map(Some),
        None => Ok(None),
    }
}
