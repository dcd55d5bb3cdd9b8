//! A finished folder takes the place of another.

use std::fs;
use std::io;
use std::path::Path;

use rustix::io::Errno;

/// Gives `new` the name `place`, which must be free.
///
/// # Errors
/// What the system reports, `AlreadyExists` if the place was taken meanwhile.
pub(super) fn put_in_place(new: &Path, place: &Path) -> io::Result<()> {
    match rename_at_once(new, place, Taken::Refuse) {
        Err(errno) if is_unknown(errno) => fs::rename(new, place),
        result => Ok(result?),
    }
}

/// Lets the folders `new` and `place` change names, in one step where the system can; `aside` is a
/// free name for the moment between two renames where it cannot.
///
/// # Errors
/// What the system reports; both folders are then where they were.
pub(super) fn exchange(new: &Path, place: &Path, aside: &Path) -> io::Result<()> {
    match rename_at_once(new, place, Taken::Exchange) {
        Err(errno) if is_unknown(errno) => two_renames(new, place, aside),
        result => Ok(result?),
    }
}

/// The exchange for file systems that have none. A run that is killed after the first rename leaves
/// no folder at `place`; the next one finds `aside` and brings it back.
fn two_renames(new: &Path, place: &Path, aside: &Path) -> io::Result<()> {
    fs::rename(place, aside)?;
    if let Err(error) = put_in_place(new, place) {
        fs::rename(aside, place)?;
        return Err(error);
    }
    fs::rename(aside, new)
}

/// What is done where the new name is taken.
#[derive(Debug, Clone, Copy)]
enum Taken {
    Refuse,
    Exchange,
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn rename_at_once(from: &Path, to: &Path, taken: Taken) -> Result<(), Errno> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};

    let flags = match taken {
        Taken::Refuse => RenameFlags::NOREPLACE,
        Taken::Exchange => RenameFlags::EXCHANGE,
    };
    renameat_with(CWD, from, CWD, to, flags)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn rename_at_once(_from: &Path, _to: &Path, _taken: Taken) -> Result<(), Errno> {
    Err(Errno::NOSYS)
}

fn is_unknown(errno: Errno) -> bool {
    matches!(errno, Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders() -> (tempfile::TempDir, [std::path::PathBuf; 3]) {
        let parent = tempfile::tempdir().expect("a folder");
        let [new, place, aside] = ["new", "place", "aside"].map(|name| parent.path().join(name));
        for folder in [&new, &place] {
            fs::create_dir(folder).expect("a folder");
            let name = folder.file_name().expect("a name").as_encoded_bytes();
            fs::write(folder.join("was"), name).expect("a file");
        }
        (parent, [new, place, aside])
    }

    #[test]
    fn both_ways_end_in_the_same_state() {
        let was = |folder: &Path| fs::read_to_string(folder.join("was")).expect("a file");
        let (_parent, [new, place, aside]) = folders();
        exchange(&new, &place, &aside).expect("an exchange");
        assert_eq!((was(&new), was(&place)), ("place".into(), "new".into()));
        two_renames(&new, &place, &aside).expect("two renames");
        assert_eq!((was(&new), was(&place)), ("new".into(), "place".into()));
        assert!(!aside.exists());
    }

    #[test]
    fn a_taken_place_is_not_overwritten() {
        let (_parent, [new, place, aside]) = folders();
        assert!(put_in_place(&new, &place).is_err());
        assert!(two_renames(&new.join("missing"), &place, &aside).is_err());
        assert!(place.join("was").is_file() && !aside.exists());
    }
}
