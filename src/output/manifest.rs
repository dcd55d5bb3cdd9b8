//! What this program wrote into a folder, and whether that is still what the folder holds.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::manifest::{self, MANIFEST_PATH};

use super::error::{Change, ForeignFile, OutputError};
use super::safe_name::check_relative;

/// Files that a desktop puts into every folder that it shows; they are ignored.
const DESKTOP_FILES: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// The SHA-256 of `bytes` in lower-case hexadecimal digits.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let nibbles = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.map(|nibble| char::from(DIGITS[usize::from(nibble)])).collect()
}

/// The files that a manifest lists, with their digests; `None` if it is not a manifest or lists a
/// path that this program could not have written.
pub(super) fn listed_files(manifest: &[u8]) -> Option<BTreeMap<String, String>> {
    let files = manifest::listed_files(manifest)?;
    let safe = files.iter().all(|file| check_relative(&file.path).is_ok());
    safe.then(|| files.into_iter().map(|file| (file.path, file.sha256)).collect())
}

/// Passes a folder that holds exactly what its manifest lists, byte for byte, and the manifest; or
/// nothing at all.
///
/// # Errors
/// [`OutputError::Foreign`] with every file that differs, or what the system reports.
pub(super) fn check_own(folder: &Path) -> Result<(), OutputError> {
    let mut present = Vec::new();
    list_files(folder, "", &mut present)?;
    if present.is_empty() {
        return Ok(());
    }
    let manifest = match fs::read(folder.join(MANIFEST_PATH)) {
        Ok(bytes) => listed_files(&bytes),
        Err(source) if source.kind() == io::ErrorKind::NotFound => Some(BTreeMap::new()),
        Err(source) => return Err(OutputError::io("read", &folder.join(MANIFEST_PATH), source)),
    };
    let files = match manifest {
        None => vec![ForeignFile { path: MANIFEST_PATH.to_owned(), change: Change::Edited }],
        Some(listed) => differences(folder, present, listed)?,
    };
    if files.is_empty() {
        Ok(())
    } else {
        Err(OutputError::Foreign { folder: folder.to_owned(), files })
    }
}

/// Something in a folder that is not itself a folder.
struct Present {
    path: String,
    kind: PresentKind,
}

#[derive(PartialEq, Eq)]
enum PresentKind {
    File,
    /// A link, a socket, or a name that is not UTF-8: nothing that this program writes.
    Other,
}

fn differences(
    folder: &Path,
    present: Vec<Present>,
    mut listed: BTreeMap<String, String>,
) -> Result<Vec<ForeignFile>, OutputError> {
    let mut files = Vec::new();
    for Present { path, kind } in present {
        if path == MANIFEST_PATH && kind == PresentKind::File {
            continue;
        }
        let change = match listed.remove(&path) {
            Some(sha256) if kind == PresentKind::File => {
                (digest_of(&folder.join(&path))? != sha256).then_some(Change::Edited)
            }
            Some(_) | None => Some(Change::Unlisted),
        };
        files.extend(change.map(|change| ForeignFile { path, change }));
    }
    let missing = |(path, _)| ForeignFile { path, change: Change::Missing };
    files.extend(listed.into_iter().map(missing));
    files.sort();
    Ok(files)
}

fn digest_of(path: &Path) -> Result<String, OutputError> {
    let mut hasher = Sha256::new();
    fs::File::open(path)
        .and_then(|mut file| io::copy(&mut file, &mut HashWriter(&mut hasher)))
        .map_err(|source| OutputError::io("read", path, source))?;
    Ok(hex(&hasher.finalize()))
}

struct HashWriter<'a>(&'a mut Sha256);

impl io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Adds what `folder` and the folders in it hold, following no link.
fn list_files(folder: &Path, prefix: &str, into: &mut Vec<Present>) -> Result<(), OutputError> {
    let failed = |source| OutputError::io("read the folder", folder, source);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let file_type = entry.file_type().map_err(failed)?;
        let name = entry.file_name();
        let path = format!("{prefix}{}", name.to_string_lossy());
        if file_type.is_dir() {
            list_files(&entry.path(), &format!("{path}/"), into)?;
        } else if !DESKTOP_FILES.iter().any(|known| name == *known) {
            let plain = file_type.is_file() && name.to_str().is_some();
            let kind = if plain { PresentKind::File } else { PresentKind::Other };
            into.push(Present { path, kind });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_lists_safe_paths_only() {
        let listed = |path: &str| {
            listed_files(format!(r#"{{"files":[{{"path":{path:?},"sha256":"0"}}]}}"#).as_bytes())
        };
        assert!(listed("a/b.pdf").is_some());
        assert!(listed("../b.pdf").is_none());
        assert!(listed("/b.pdf").is_none());
        assert!(listed_files(b"{}").is_none());
        assert!(listed_files(b"not json").is_none());
    }

    #[test]
    fn digests_are_those_of_the_standard() {
        // FIPS 180-4, example "abc"
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256_hex(b"abc"), expected);
    }
}
