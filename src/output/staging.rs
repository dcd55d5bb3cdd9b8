//! The private folder that a month's files are written to, and its way into place.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::manifest::MANIFEST_PATH;

use super::durable::Durability;
use super::error::{Change, OutputError};
use super::files::{create_folders, create_new_folder, sync_folder, write_new, write_unsynced};
use super::lock::Lock;
use super::manifest::{check_own, listed_files, sha256_hex};
use super::safe_name::{check_folder, check_relative};
use super::swap;

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Written {
    /// Its path within the month's folder, `/` between its parts.
    pub path: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256, 64 lower-case hexadecimal digits.
    pub sha256: String,
}

/// A month's folder while it is being written. If dropped before [`Staging::commit`], it leaves
/// nothing.
#[derive(Debug)]
pub struct Staging {
    places: MonthPaths,
    folder: PathBuf,
    durability: Durability,
    contents: Mutex<Contents>,
    /// Whether the staging folder holds nothing but files of this program.
    removable: bool,
    /// Held until this is dropped, after the folder is in place or gone.
    _lock: Lock,
}

#[derive(Debug, Default)]
struct Contents {
    /// By their names in lower case: some file systems take two that differ in case for one.
    files: BTreeMap<String, Written>,
    /// The first file that could not be written.
    failed: Option<String>,
    folders: BTreeSet<PathBuf>,
    manifest: Vec<u8>,
}

/// The names that one month's folder has in the output folder.
#[derive(Debug)]
struct MonthPaths {
    out: PathBuf,
    name: String,
}

impl MonthPaths {
    fn month(&self) -> PathBuf {
        self.out.join(&self.name)
    }

    fn lock(&self) -> PathBuf {
        self.out.join(format!(".{}.lock", self.name))
    }

    /// Where files are written, and where the month before goes when the two change names.
    fn writing_prefix(&self) -> String {
        format!(".{}.writing-", self.name)
    }

    /// Where the previous month is between two renames.
    fn aside(&self) -> PathBuf {
        self.out.join(format!(".{}.aside", self.name))
    }
}

impl Staging {
    /// Begins the folder `name`, "2026-10" for example, in the output folder `out`, which is made
    /// if it does not exist. What dead runs left of the same month is repaired and removed first.
    ///
    /// # Errors
    /// Refuses an unsafe name, a link or file in the place of the month's folder, a month that
    /// another run is writing, and a folder that holds what this program did not write; or what the
    /// system reports.
    pub fn begin(out: &Path, name: &str) -> Result<Self, OutputError> {
        check_folder(name)?;
        create_folders(out)?;
        let places = MonthPaths { out: out.to_owned(), name: name.to_owned() };
        let lock = Lock::take(&places.lock(), &places.month())?;
        recover(&places)?;
        if is_taken(&places.month())? {
            check_own(&places.month())?;
        }
        let folder = create_staging_folder(&places)?;
        let durability = Durability::of(&folder);
        let contents = Mutex::default();
        Ok(Self { places, folder, durability, contents, removable: true, _lock: lock })
    }

    /// Writes a file; the disk has it before [`Staging::commit`] puts the folder in place.
    /// `relative` is its path within the month's folder; folders on the way are made. May be called
    /// from many threads at once.
    ///
    /// # Errors
    /// Refuses an unsafe name and one that was written before; or what the system reports, after
    /// which nothing is put in place any more.
    pub fn write(&self, relative: &str, bytes: &[u8]) -> Result<Written, OutputError> {
        check_relative(relative)?;
        let written = Written {
            path: relative.to_owned(),
            bytes: bytes.len() as u64,
            sha256: sha256_hex(bytes),
        };
        self.reserve(&written, bytes)?;
        let path = self.folder.join(relative);
        let parent = path.parent().unwrap_or(&self.folder);
        if let Err(error) = create_folders(parent).and_then(|()| self.write_whole(&path, bytes)) {
            self.contents().failed.get_or_insert(written.path);
            // the staging folder is nothing that a person knows of
            return Err(error.at(&self.places.month().join(relative)));
        }
        Ok(written)
    }

    /// What was written so far, in order of the paths: the manifest's list, when it is not written
    /// yet.
    #[must_use]
    pub fn written(&self) -> Vec<Written> {
        let mut files: Vec<_> = self.contents().files.values().cloned().collect();
        files.sort();
        files
    }

    /// Puts the folder in the month's place in one step, and returns that place. The manifest,
    /// [`MANIFEST_PATH`], must have been written and list every other file.
    ///
    /// # Errors
    /// Refuses when a write failed, when the manifest does not list what was written, and when the
    /// month's folder meanwhile holds what this program did not write; or what the system reports.
    /// The month's folder is then as it was, and what was written is gone.
    pub fn commit(mut self) -> Result<PathBuf, OutputError> {
        self.contents().check_whole()?;
        let month = self.places.month();
        match self.durability.is_each_file() {
            true => self.sync_folders()?,
            false => self
                .durability
                .wait()
                .map_err(|source| OutputError::io("save the folder", &month, source))?,
        }
        if is_taken(&month)? {
            check_own(&month)?;
            self.replace(&month)?;
        } else {
            swap::put_in_place(&self.folder, &month)
                .map_err(|source| OutputError::io("put in place", &month, source))?;
        }
        sync_folder(&self.places.out)?;
        // dropping removes the month before, which now has the staging folder's name
        Ok(month)
    }

    fn sync_folders(&self) -> Result<(), OutputError> {
        for folder in self.contents().folders.iter().rev() {
            sync_folder(&self.folder.join(folder))?;
        }
        sync_folder(&self.folder)
    }

    /// Writes a file; the manifest under another name first, so that a staging folder whose run was
    /// killed contains a complete manifest or none, and can be distinguished from an edited month.
    fn write_whole(&self, path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
        let write = if self.durability.is_each_file() { write_new } else { write_unsynced };
        if !path.ends_with(MANIFEST_PATH) {
            return write(path, bytes);
        }
        let part = path.with_extension("part");
        write(&part, bytes)?;
        swap::put_in_place(&part, path).map_err(|source| OutputError::io("name", path, source))
    }

    /// Exchanges the new folder and the month's, and reverts that if the month's was changed
    /// between the check and the exchange.
    fn replace(&mut self, month: &Path) -> Result<(), OutputError> {
        self.exchange(month)?;
        self.removable = false;
        let checked = check_own(&self.folder);
        if checked.is_err() {
            self.exchange(month)?;
        }
        self.removable = true;
        match checked {
            Err(OutputError::Foreign { files, .. }) => {
                Err(OutputError::Foreign { folder: month.to_owned(), files })
            }
            checked => checked,
        }
    }

    fn exchange(&self, month: &Path) -> Result<(), OutputError> {
        swap::exchange(&self.folder, month, &self.places.aside())
            .map_err(|source| OutputError::io("replace", month, source))
    }

    fn reserve(&self, written: &Written, bytes: &[u8]) -> Result<(), OutputError> {
        let mut contents = self.contents();
        let key = written.path.to_lowercase();
        if contents.files.contains_key(&key) {
            return Err(OutputError::Twice { path: written.path.clone() });
        }
        let above = Path::new(&written.path).ancestors().skip(1);
        contents.folders.extend(above.filter(|path| *path != Path::new("")).map(Path::to_owned));
        if written.path == MANIFEST_PATH {
            contents.manifest = bytes.to_vec();
        }
        contents.files.insert(key, written.clone());
        Ok(())
    }

    /// A panic elsewhere cannot leave the list half changed.
    fn contents(&self) -> MutexGuard<'_, Contents> {
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if self.removable {
            // what cannot be removed now is removed by the next run
            let _ = remove_folder(&self.folder);
        }
    }
}

impl Contents {
    fn check_whole(&self) -> Result<(), OutputError> {
        if let Some(path) = &self.failed {
            return Err(OutputError::Incomplete { path: path.clone() });
        }
        let disagrees = |path: &str| OutputError::ManifestDisagrees { path: path.to_owned() };
        let mut listed = listed_files(&self.manifest).ok_or_else(|| disagrees(MANIFEST_PATH))?;
        for file in self.files.values().filter(|file| file.path != MANIFEST_PATH) {
            if listed.remove(&file.path).as_ref() != Some(&file.sha256) {
                return Err(disagrees(&file.path));
            }
        }
        listed.keys().next().map_or(Ok(()), |path| Err(disagrees(path)))
    }
}

/// Whether there is a folder at `month`.
fn is_taken(month: &Path) -> Result<bool, OutputError> {
    match fs::symlink_metadata(month) {
        Ok(found) if found.is_symlink() => Err(OutputError::Link { path: month.to_owned() }),
        Ok(found) if !found.is_dir() => Err(OutputError::NotAFolder { path: month.to_owned() }),
        Ok(_) => Ok(true),
        Err(source) if source.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(OutputError::io("look at", month, source)),
    }
}

/// Makes the staging folder. The lock is held, so only a folder that could not be removed can be in
/// its place.
fn create_staging_folder(places: &MonthPaths) -> Result<PathBuf, OutputError> {
    let pid = std::process::id();
    let mut attempt = 0_u32;
    loop {
        let folder = places.out.join(format!("{}{pid}-{attempt}", places.writing_prefix()));
        if create_new_folder(&folder)? {
            return Ok(folder);
        }
        attempt += 1;
    }
}

/// Repairs what a killed run left: restores a month that was moved aside, and removes staging
/// folders. The lock is held, so none of them belongs to a running process.
fn recover(places: &MonthPaths) -> Result<(), OutputError> {
    let (aside, month) = (places.aside(), places.month());
    if is_taken(&aside)? && !is_taken(&month)? {
        swap::put_in_place(&aside, &month)
            .map_err(|source| OutputError::io("bring back", &month, source))?;
    }
    let prefix = places.writing_prefix();
    let failed = |source| OutputError::io("read the folder", &places.out, source);
    for entry in fs::read_dir(&places.out).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let ours = name.to_str().and_then(|name| name.strip_prefix(&prefix)).is_some_and(|id| {
            !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        });
        if (ours || entry.path() == aside) && entry.file_type().map_err(failed)?.is_dir() {
            remove_leftover(&entry.path())?;
        }
    }
    Ok(())
}

/// Removes what a killed run left: files of a month that was never whole, or the month before.
///
/// A month that was changed while it was being replaced is not removed: it is kept, hidden, under
/// its temporary name.
fn remove_leftover(folder: &Path) -> Result<(), OutputError> {
    if folder.join(MANIFEST_PATH).exists() {
        match check_own(folder) {
            Ok(()) => {}
            // a run that was killed while removing the previous month leaves some files missing
            Err(OutputError::Foreign { files, .. })
                if files.iter().all(|file| file.change == Change::Missing) => {}
            Err(OutputError::Foreign { .. }) => return Ok(()),
            Err(other) => return Err(other),
        }
    }
    remove_folder(folder)
}

fn remove_folder(folder: &Path) -> Result<(), OutputError> {
    match fs::remove_dir_all(folder) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(OutputError::io("remove", folder, source))
        }
        _ => Ok(()),
    }
}
