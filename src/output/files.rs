//! Single files and folders, each for its owner's eyes only and checked to be on the disk.

use std::ffi::OsString;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;

use super::error::OutputError;
use super::lock::Lock;
use super::swap;

/// A folder that its owner alone may enter.
const FOLDER_MODE: u32 = 0o700;

/// A file that its owner alone may read and write.
const FILE_MODE: u32 = 0o600;

/// A file that is written to see whether one can be. Every run uses the same name, so that one
/// which a killed run left is taken away by the next.
const PROBE: &str = ".owner-statements-probe";

/// How the name of a file ends that is not whole yet.
const PART: &str = ".owner-statements-part";

/// The bytes of a file that an earlier run left in a month's folder; nothing where there is none.
#[must_use]
pub fn read_kept(folder: &Path, relative: &str) -> Option<Vec<u8>> {
    std::fs::read(folder.join(relative)).ok()
}

/// Checks that files can be written in `out`, which is made if it is not there, before anything
/// costly is begun.
///
/// # Errors
/// What hinders: a file in the folder's place, missing rights, a full disk.
pub fn check_writable(out: &Path) -> Result<(), OutputError> {
    create_folders(out)?;
    let probe = out.join(PROBE);
    // the folder is what the user knows of
    let failed = |source| OutputError::io("write to the folder", out, source);
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(FILE_MODE)
        .custom_flags(OFlags::NOFOLLOW.bits().cast_signed())
        .open(&probe)
        .map_err(failed)?;
    // nameless from here on, so that a killed run leaves nothing behind
    match std::fs::remove_file(&probe) {
        // another run's probe, which that run has taken away
        Err(source) if source.kind() == io::ErrorKind::NotFound => {}
        removed => removed.map_err(failed)?,
    }
    write_all_checked(&file, b"probe").and_then(|()| file.sync_all()).map_err(failed)
}

/// Makes the folder and those above it that are not there.
///
/// # Errors
/// [`OutputError::NotAFolder`] if a file is in the way, or the system's error.
pub(super) fn create_folders(folder: &Path) -> Result<(), OutputError> {
    let made = DirBuilder::new().recursive(true).mode(FOLDER_MODE).create(folder);
    let blocked = [io::ErrorKind::NotADirectory, io::ErrorKind::AlreadyExists];
    made.map_err(|source| {
        if blocked.contains(&source.kind()) {
            OutputError::NotAFolder { path: folder.to_owned() }
        } else {
            OutputError::io("create the folder", folder, source)
        }
    })
}

/// Makes one folder that must not be there yet; `false` if it is.
///
/// # Errors
/// What the system reports.
pub(super) fn create_new_folder(folder: &Path) -> Result<bool, OutputError> {
    match DirBuilder::new().mode(FOLDER_MODE).create(folder) {
        Ok(()) => Ok(true),
        Err(source) if source.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(source) => Err(OutputError::io("create the folder", folder, source)),
    }
}

/// Writes a file that must not be there yet, and waits until the disk has it. A link is not
/// followed.
///
/// # Errors
/// What the system reports.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let file = create_new(path)?;
    write_all_checked(&file, bytes)
        // what a close would report, the sync has reported before
        .and_then(|()| file.sync_all())
        .map_err(|source| OutputError::io("write", path, source))
}

/// Writes a file that must not be there yet, without waiting for the disk. A link is not followed.
///
/// # Errors
/// What the system reports.
pub(super) fn write_unsynced(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let file = create_new(path)?;
    write_all_checked(&file, bytes).map_err(|source| OutputError::io("write", path, source))
}

fn create_new(path: &Path) -> Result<File, OutputError> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(FILE_MODE)
        .open(path)
        .map_err(|source| OutputError::io("create", path, source))
}

/// Puts a file in a place that must be free, whole or not at all, also when the run is killed. A
/// link is not followed. What killed runs left in the same folder is removed first.
///
/// # Errors
/// What the system reports, a full disk among it; nothing is left behind then.
pub fn put_new(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder = parent.unwrap_or(Path::new("."));
    remove_left_parts(folder);
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!("-{}{PART}", std::process::id()));
    let failed = |source| OutputError::io("create", path, source);
    // the lock tells others that this run is alive; when it ends, what is still there is removed
    let part = path.with_file_name(name);
    let lock = Lock::take(&part, path).map_err(|error| error.about("create", path))?;
    let file = lock.file();
    file.set_len(0)
        .and_then(|()| write_all_checked(file, bytes))
        // what a close would report, the sync has reported before
        .and_then(|()| file.sync_all())
        .map_err(|source| OutputError::io("write", path, source))?;
    swap::put_in_place(&part, path).map_err(failed)?;
    sync_folder(folder)
}

/// Removes the files that killed runs did not finish: those that nobody has locked.
fn remove_left_parts(folder: &Path) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let parts = files.map(|entry| entry.path()).filter(|path| {
        let name = path.file_name().unwrap_or_default().as_encoded_bytes();
        name.starts_with(b".") && name.ends_with(PART.as_bytes())
    });
    for part in parts {
        // what cannot be removed is only untidy; a lock that is taken removes its file at its end
        drop(Lock::take(&part, &part));
    }
}

/// Waits until the disk has a folder's list of names.
///
/// # Errors
/// What the system reports.
pub(super) fn sync_folder(folder: &Path) -> Result<(), OutputError> {
    File::open(folder)
        .and_then(|file| file.sync_all())
        .map_err(|source| OutputError::io("save the folder", folder, source))
}

fn write_all_checked(mut writer: impl Write, bytes: &[u8]) -> io::Result<()> {
    writer.write_all(bytes)?;
    writer.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Accepts `room` bytes, then fails like a full disk; its flush can fail, too.
    struct Failing {
        room: usize,
        flush: io::Result<()>,
    }

    impl Write for Failing {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.room == 0 {
                return Err(io::ErrorKind::StorageFull.into());
            }
            let taken = bytes.len().min(self.room);
            self.room -= taken;
            Ok(taken)
        }

        fn flush(&mut self) -> io::Result<()> {
            std::mem::replace(&mut self.flush, Ok(()))
        }
    }

    #[test]
    fn short_writes_go_on_and_failures_are_seen() {
        let result = |room, flush| {
            write_all_checked(Failing { room, flush }, b"12345678").map_err(|error| error.kind())
        };
        assert_eq!(result(3, Ok(())), Err(io::ErrorKind::StorageFull));
        assert_eq!(result(8, Ok(())), Ok(()));
        assert_eq!(
            result(8, Err(io::ErrorKind::QuotaExceeded.into())),
            Err(io::ErrorKind::QuotaExceeded)
        );
    }

    #[test]
    fn a_file_is_put_where_none_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("page.html");
        put_new(&path, b"whole").expect("a free place");
        let taken = put_new(&path, b"another").expect_err("a taken place");
        assert!(matches!(taken, OutputError::Io { action: "create", .. }), "{taken}");
        assert_eq!(std::fs::read(&path).expect("a file"), b"whole");
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn what_a_killed_run_left_is_removed_and_what_a_live_one_writes_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = |name: &str| folder.path().join(name);
        let of = |name: &str| place(&format!(".{name}{PART}"));
        std::fs::write(of("dead-1"), "half").expect("a leftover");
        let live = Lock::take(&of("live-2"), &place("live")).expect("a lock");
        std::fs::write(place("notes.txt"), "mine").expect("a file");
        put_new(&place("new"), b"whole").expect("a free place");
        assert!(!of("dead-1").exists() && of("live-2").exists());
        drop(live);
        let mut names: Vec<_> = std::fs::read_dir(folder.path())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["new", "notes.txt"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_device_is_a_full_disk() {
        let path = Path::new("/dev/full");
        let file = OpenOptions::new().write(true).open(path).expect("the device");
        let error = write_all_checked(&file, b"1").expect_err("no room");
        assert!(matches!(OutputError::io("write", path, error), OutputError::DiskFull { .. }));
    }
}
