//! One run at a time on a month or a file, also after a run was killed.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, OFlags, flock};
use rustix::io::Errno;

use super::error::OutputError;

/// A lock file that is held; taken away when dropped. The lock is the kernel's, on the open file:
/// it ends with the process, so a file that a dead run left does not block.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Takes the lock at `path` for `held`, a month's folder or a file.
    ///
    /// # Errors
    /// [`OutputError::Busy`] when another run holds it, or what the system reports.
    pub(super) fn take(path: &Path, held: &Path) -> Result<Self, OutputError> {
        let failed = |source| OutputError::io("lock", path, source);
        loop {
            let file = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(false)
                .mode(0o600)
                .custom_flags(OFlags::NOFOLLOW.bits().cast_signed())
                .open(path)
                .map_err(failed)?;
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => {}
                Err(Errno::WOULDBLOCK) => {
                    return Err(OutputError::Busy { path: held.to_owned() });
                }
                Err(errno) => return Err(failed(errno.into())),
            }
            // the holder before may have taken the file away between the opening and the locking:
            // then this lock is on a file that no other run can see
            let locked = file.metadata().map_err(failed)?;
            if let Ok(named) = std::fs::symlink_metadata(path)
                && (named.dev(), named.ino()) == (locked.dev(), locked.ino())
            {
                return Ok(Self { path: path.to_owned(), file });
            }
        }
    }
}

impl Lock {
    /// The lock file, open for writing.
    pub(super) fn file(&self) -> &File {
        &self.file
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // while it is still held; a leftover file blocks no other run
        let _ = std::fs::remove_file(&self.path);
    }
}
