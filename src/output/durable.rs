//! How written files get onto the disk: each by itself, or all of a file system at once.
//!
//! A month of 1,000 owners has thousands of files. Waiting for each takes several times as long as
//! waiting once for all of them, before the new folder takes the month's place.

use std::fs::File;
use std::io;
use std::path::Path;

/// When files of a staging folder get onto the disk.
#[derive(Debug)]
pub(super) enum Durability {
    /// Each when it is written.
    EachFile,
    /// All at once; the staging folder, opened before anything was written, so that the system
    /// reports what went wrong meanwhile.
    #[cfg(target_os = "linux")]
    FileSystem(File),
}

impl Durability {
    /// All at once where the system does so and reports every error, else each by itself.
    pub(super) fn of(folder: &Path) -> Self {
        #[cfg(target_os = "linux")]
        if linux::reports_errors() && linux::is_local(folder) {
            return File::open(folder).map_or(Self::EachFile, Self::FileSystem);
        }
        let _ = folder;
        Self::EachFile
    }

    /// Whether a file has to be on the disk as soon as it is written.
    pub(super) fn is_each_file(&self) -> bool {
        matches!(self, Self::EachFile)
    }

    /// Waits until the disk has everything that was written.
    ///
    /// # Errors
    /// What the system reports, also of what it wrote since the staging folder was opened.
    pub(super) fn wait(&self) -> io::Result<()> {
        match self {
            Self::EachFile => Ok(()),
            #[cfg(target_os = "linux")]
            Self::FileSystem(folder) => Ok(rustix::fs::syncfs(folder)?),
        }
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::path::Path;

    /// File systems of local disks and memory, by their magic numbers: ext2 to ext4, XFS, Btrfs,
    /// F2FS, ZFS and tmpfs. What others report of a whole file system is not known.
    const LOCAL: [u32; 6] =
        [0xef53, 0x5846_5342, 0x9123_683e, 0xf2f5_2010, 0x2fc1_2fc1, 0x0102_1994];

    /// Since Linux 5.8 a failed write of any file is reported.
    pub(super) fn reports_errors() -> bool {
        let system = rustix::system::uname();
        system.release().to_str().is_ok_and(|release| version(release) >= (5, 8))
    }

    fn version(release: &str) -> (u32, u32) {
        let mut numbers = release.split(|c: char| !c.is_ascii_digit());
        let mut next = || numbers.next().and_then(|text| text.parse().ok()).unwrap_or(0);
        (next(), next())
    }

    pub(super) fn is_local(folder: &Path) -> bool {
        let found = rustix::fs::statfs(folder);
        found.is_ok_and(|found| u32::try_from(found.f_type).is_ok_and(|kind| LOCAL.contains(&kind)))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn versions_are_compared_as_numbers() {
            assert_eq!(version("6.1.0-18-amd64"), (6, 1));
            assert_eq!(version("5.10.0"), (5, 10));
            assert!(version("5.10.0") >= (5, 8) && version("4.19.0") < (5, 8));
            assert_eq!(version("unknown"), (0, 0));
        }
    }
}
