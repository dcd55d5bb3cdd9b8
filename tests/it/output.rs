//! Files are put in place all or nothing, and no foreign file is lost.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use owner_statements::manifest::MANIFEST_PATH;
use owner_statements::output::{
    Change, ForeignFile, OutputError, Staging, Written, check_writable,
};
use rayon::prelude::*;
use tempfile::TempDir;

const MONTH: &str = "2026-10";

fn parent() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn manifest_of(files: &[Written]) -> Vec<u8> {
    let line = |file: &Written| serde_json::json!({"path": file.path, "sha256": file.sha256});
    let files: Vec<_> = files.iter().map(line).collect();
    serde_json::to_vec(&serde_json::json!({"program": "test", "files": files})).expect("JSON")
}

/// Writes the files, their manifest, and puts all in place.
fn publish(out: &Path, files: &[(&str, &str)]) -> Result<PathBuf, OutputError> {
    let staging = Staging::begin(out, MONTH)?;
    for (path, text) in files {
        staging.write(path, text.as_bytes())?;
    }
    staging.write(MANIFEST_PATH, &manifest_of(&staging.written()))?;
    staging.commit()
}

/// Every file below `folder` with its text, links and folders left out.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            let below = texts(&path).into_iter();
            found.extend(below.map(|(path, text)| (format!("{name}/{path}"), text)));
        } else {
            found.push((name, fs::read_to_string(&path).expect("a text")));
        }
    }
    found.sort();
    found
}

fn names(folder: &Path) -> Vec<String> {
    let name = |entry: Result<fs::DirEntry, _>| {
        entry.expect("an entry").file_name().to_string_lossy().into_owned()
    };
    let mut names: Vec<_> = fs::read_dir(folder).expect("a folder").map(name).collect();
    names.sort();
    names
}

fn foreign(result: Result<PathBuf, OutputError>) -> Vec<(String, Change)> {
    let files = match result {
        Err(OutputError::Foreign { files, .. }) => files,
        other => {
            assert!(matches!(other, Err(OutputError::Foreign { .. })), "{other:?}");
            Vec::new()
        }
    };
    files.into_iter().map(|ForeignFile { path, change }| (path, change)).collect()
}

#[test]
fn a_month_is_put_in_place_and_replaced() {
    let parent = parent();
    let out = parent.path().join("far/out");
    let month = publish(&out, &[("owners/a/a.csv", "1"), ("owners/b.csv", "2")]).expect("a month");
    assert_eq!(month, out.join(MONTH));
    assert_eq!(names(&out), [MONTH]);
    assert_eq!(fs::read_to_string(month.join("owners/a/a.csv")).expect("a file"), "1");

    publish(&out, &[("owners/c.csv", "3")]).expect("the next");
    let found = texts(&month);
    assert_eq!(found.len(), 2);
    assert_eq!(found[1], ("owners/c.csv".into(), "3".into()));
    assert_eq!(names(&out), [MONTH]);
}

#[test]
fn what_was_written_is_told() {
    let parent = parent();
    let staging = Staging::begin(parent.path(), MONTH).expect("a staging");
    let written = staging.write("b/abc.txt", b"abc").expect("a file");
    assert_eq!((written.path.as_str(), written.bytes), ("b/abc.txt", 3));
    assert!(written.sha256.starts_with("ba7816bf8f01cfea") && written.sha256.len() == 64);
    let first = staging.write("A.txt", b"").expect("a file");
    assert_eq!(staging.written(), [first, written]);
}

#[test]
fn files_and_folders_are_for_their_owner_alone() {
    let parent = parent();
    let out = parent.path().join("out");
    let month = publish(&out, &[("owners/a.csv", "1")]).expect("a month");
    let mode = |path: &Path| fs::metadata(path).expect("a file").mode() & 0o777;
    for folder in [&out, &month, &month.join("owners"), &month.join("manager")] {
        assert_eq!(mode(folder), 0o700, "{}", folder.display());
    }
    assert_eq!(mode(&month.join("owners/a.csv")), 0o600);
    assert_eq!(mode(&month.join(MANIFEST_PATH)), 0o600);
}

#[test]
fn a_persons_own_files_and_edits_are_never_lost() {
    let parent = parent();
    let out = parent.path().join("out");
    let month = publish(&out, &[("a.csv", "1"), ("b.csv", "2")]).expect("a month");
    fs::write(month.join("my notes.txt"), "call Astrid").expect("a note");
    fs::write(month.join("a.csv"), "1 corrected").expect("an edit");
    fs::remove_file(month.join("b.csv")).expect("a removal");
    symlink("/etc/hostname", month.join("manager/link")).expect("a link");
    let before = texts(&month);
    let error = publish(&out, &[("a.csv", "9")]).expect_err("refused");
    assert!(error.hint().is_some_and(|hint| hint.contains("nothing was replaced")));
    assert!(
        error.to_string().contains("'my notes.txt' was not written by this program"),
        "{error}"
    );
    let expected = [
        ("a.csv", Change::Edited),
        ("b.csv", Change::Missing),
        ("manager/link", Change::Unlisted),
        ("my notes.txt", Change::Unlisted),
    ];
    assert_eq!(foreign(Err(error)), expected.map(|(path, change)| (path.to_owned(), change)));
    assert_eq!(texts(&month), before);
    assert_eq!(names(&out), [MONTH]);
}

#[test]
fn an_edit_during_the_run_is_not_lost() {
    let parent = parent();
    let out = parent.path().join("out");
    let month = publish(&out, &[("a.csv", "1")]).expect("a month");
    let staging = Staging::begin(&out, MONTH).expect("a staging");
    staging.write(MANIFEST_PATH, &manifest_of(&[])).expect("a manifest");
    fs::write(month.join("a.csv"), "mine").expect("an edit");
    assert_eq!(foreign(staging.commit()), [("a.csv".to_owned(), Change::Edited)]);
    assert_eq!(fs::read_to_string(month.join("a.csv")).expect("a file"), "mine");
    assert_eq!(names(&out), [MONTH]);
}

#[test]
fn a_folder_without_a_sound_manifest_is_somebody_elses() {
    let parent = parent();
    let month = parent.path().join(MONTH);
    fs::create_dir_all(month.join("manager")).expect("folders");
    drop(Staging::begin(parent.path(), MONTH).expect("empty folders are nobody's work"));

    fs::write(month.join("photo.jpg"), "x").expect("a file");
    let refused = || foreign(publish(parent.path(), &[]));
    assert_eq!(refused(), [("photo.jpg".to_owned(), Change::Unlisted)]);
    for manifest in ["", "{}", r#"{"files":[{"path":"../../x","sha256":"0"}]}"#] {
        fs::write(month.join(MANIFEST_PATH), manifest).expect("a file");
        assert_eq!(refused(), [(MANIFEST_PATH.to_owned(), Change::Edited)], "{manifest}");
    }
    assert!(month.join("photo.jpg").is_file());
}

#[test]
fn what_a_desktop_adds_is_no_reason_to_refuse() {
    let parent = parent();
    let month = publish(parent.path(), &[("a.csv", "1")]).expect("a month");
    fs::write(month.join(".DS_Store"), "x").expect("a file");
    publish(parent.path(), &[("a.csv", "2")]).expect("the next");
    assert_eq!(fs::read_to_string(month.join("a.csv")).expect("a file"), "2");
}

#[test]
fn a_run_that_gives_up_leaves_nothing() {
    let parent = parent();
    let month = publish(parent.path(), &[("a.csv", "1")]).expect("a month");
    let staging = Staging::begin(parent.path(), MONTH).expect("a staging");
    staging.write("deep/er/b.csv", b"2").expect("a file");
    assert_eq!(names(parent.path()).len(), 3);
    drop(staging);
    assert_eq!(names(parent.path()), [MONTH]);
    assert_eq!(fs::read_to_string(month.join("a.csv")).expect("a file"), "1");
}

#[test]
fn hostile_names_are_refused_and_written_nowhere() {
    let parent = parent();
    let out = parent.path().join("out");
    let staging = Staging::begin(&out, MONTH).expect("a staging");
    for name in
        ["/etc/x", "../x", "a/../../x", "", "a//b", "con", "a./b", "b ", "a\u{0}", "a\\b", "c:x"]
    {
        let refused = staging.write(name, b"x");
        assert!(matches!(refused, Err(OutputError::UnsafeName { .. })), "{name:?}");
    }
    for name in ["..", "a/b", "", "2026.10", "."] {
        assert!(matches!(Staging::begin(&out, name), Err(OutputError::UnsafeName { .. })));
    }
    staging.write("Owner.csv", b"x").expect("a file");
    assert!(matches!(staging.write("owner.CSV", b"y"), Err(OutputError::Twice { .. })));
    drop(staging);
    assert_eq!(names(parent.path()), ["out"]);
    assert!(names(&out).is_empty());
}

#[test]
fn links_and_files_in_the_months_place_are_refused() {
    let parent = parent();
    let out = parent.path().join("out");
    let elsewhere = parent.path().join("elsewhere");
    fs::create_dir_all(&out).expect("a folder");
    fs::create_dir(&elsewhere).expect("a folder");
    symlink(&elsewhere, out.join(MONTH)).expect("a link");
    assert!(matches!(Staging::begin(&out, MONTH), Err(OutputError::Link { .. })));
    fs::remove_file(out.join(MONTH)).expect("no link");
    fs::write(out.join(MONTH), "x").expect("a file");
    assert!(matches!(Staging::begin(&out, MONTH), Err(OutputError::NotAFolder { .. })));
    assert_eq!(names(&out), [MONTH]);

    symlink("/dev/null", out.join(".2026-11.lock")).expect("a link");
    assert!(matches!(Staging::begin(&out, "2026-11"), Err(OutputError::Io { .. })));
}

#[test]
fn many_threads_write_at_once() {
    let parent = parent();
    let staging = Staging::begin(parent.path(), MONTH).expect("a staging");
    let written: Vec<Written> = (0..200_usize)
        .into_par_iter()
        .map(|n| staging.write(&format!("owners/{}/{n}.csv", n % 7), n.to_string().as_bytes()))
        .collect::<Result<_, _>>()
        .expect("files");
    staging.write(MANIFEST_PATH, &manifest_of(&written)).expect("a manifest");
    let month = staging.commit().expect("a month");
    assert_eq!(texts(&month).len(), 201);
}

#[test]
fn two_runs_of_a_month_cannot_interleave() {
    let parent = parent();
    let first = Staging::begin(parent.path(), MONTH).expect("a staging");
    let busy = Staging::begin(parent.path(), MONTH);
    assert!(matches!(busy, Err(OutputError::Busy { .. })));
    let other = Staging::begin(parent.path(), "2026-11").expect("another month");
    drop((first, other));
    publish(parent.path(), &[("a.csv", "1")]).expect("free again");
    // the lock file of a dead run: it is not locked
    fs::write(parent.path().join(".2026-10.lock"), "").expect("a file");
    publish(parent.path(), &[("a.csv", "2")]).expect("a stale lock does not block");
    assert_eq!(names(parent.path()), [MONTH]);
}

#[test]
fn the_manifest_must_list_what_was_written() {
    let parent = parent();
    let staging = || Staging::begin(parent.path(), MONTH).expect("a staging");
    let disagrees = |staging: Staging, expected: &str| match staging.commit() {
        Err(OutputError::ManifestDisagrees { path }) => assert_eq!(path, expected),
        other => panic!("{other:?}"),
    };
    disagrees(staging(), MANIFEST_PATH);
    let unlisted = staging();
    unlisted.write("a.csv", b"1").expect("a file");
    unlisted.write(MANIFEST_PATH, &manifest_of(&[])).expect("a manifest");
    disagrees(unlisted, "a.csv");
    let unwritten = staging();
    let file = Written { path: "b.csv".into(), bytes: 0, sha256: String::new() };
    unwritten.write(MANIFEST_PATH, &manifest_of(&[file])).expect("a manifest");
    disagrees(unwritten, "b.csv");
    assert!(names(parent.path()).is_empty());
}

#[test]
fn after_a_failed_write_nothing_is_put_in_place() {
    let parent = parent();
    let staging = Staging::begin(parent.path(), MONTH).expect("a staging");
    staging.write("a", b"a file").expect("a file");
    assert!(matches!(staging.write("a/b", b"x"), Err(OutputError::NotAFolder { .. })));
    let refused = staging.commit();
    assert!(matches!(refused, Err(OutputError::Incomplete { path }) if path == "a/b"));
    assert!(names(parent.path()).is_empty());
}

#[test]
fn leftovers_of_dead_runs_are_mended_and_removed() {
    let parent = parent();
    let out = parent.path();
    let month = publish(out, &[("a.csv", "1")]).expect("a month");
    // killed while writing
    fs::create_dir(out.join(".2026-10.writing-77-0")).expect("a folder");
    fs::write(out.join(".2026-10.writing-77-0/half"), "ha").expect("a file");
    // killed between two renames, on a file system without an exchange
    fs::rename(&month, out.join(".2026-10.aside")).expect("a rename");
    // of another month, whose run may be alive; and a person's own
    for name in [".2026-11.writing-78-0", ".2026-10.writing-mine", ".2026-10.writing"] {
        fs::create_dir(out.join(name)).expect("a folder");
    }
    drop(Staging::begin(out, MONTH).expect("a staging"));
    assert_eq!(
        names(out),
        [".2026-10.writing", ".2026-10.writing-mine", ".2026-11.writing-78-0", MONTH]
    );
    assert_eq!(fs::read_to_string(month.join("a.csv")).expect("a file"), "1");

    // killed after the exchange, before the month before was removed: once with a late edit
    for (name, text) in [(".2026-10.writing-79-0", None), (".2026-10.writing-80-0", Some("mine"))] {
        let other = self::parent();
        let old = publish(other.path(), &[("a.csv", "0")]).expect("a month");
        if let Some(text) = text {
            fs::write(old.join("a.csv"), text).expect("an edit");
        }
        fs::rename(old, out.join(name)).expect("a rename on one file system");
    }
    drop(Staging::begin(out, MONTH).expect("a staging"));
    assert!(!out.join(".2026-10.writing-79-0").exists());
    let kept = fs::read_to_string(out.join(".2026-10.writing-80-0/a.csv"));
    assert_eq!(kept.expect("the edit"), "mine");
}

#[test]
fn an_output_folder_that_cannot_be_written_is_told_at_once() {
    let parent = parent();
    let out = parent.path().join("out");
    check_writable(&out).expect("made and written");
    assert!(names(&out).is_empty());
    // what a killed run left of its try
    fs::write(out.join(".owner-statements-probe"), "").expect("a file");
    check_writable(&out).expect("written again");
    assert!(names(&out).is_empty());
    let file = parent.path().join("file");
    fs::write(&file, "x").expect("a file");
    for path in [file.clone(), file.join("out"), file.join("a/b")] {
        assert!(matches!(check_writable(&path), Err(OutputError::NotAFolder { .. })));
        assert!(matches!(Staging::begin(&path, MONTH), Err(OutputError::NotAFolder { .. })));
    }
    let proc_folder = Path::new("/proc/self/out");
    assert!(matches!(check_writable(proc_folder), Err(OutputError::Io { .. })));
}

#[test]
fn rights_of_a_folder_that_was_there_are_left_alone() {
    let parent = parent();
    fs::set_permissions(parent.path(), fs::Permissions::from_mode(0o755)).expect("rights");
    publish(parent.path(), &[]).expect("a month");
    assert_eq!(fs::metadata(parent.path()).expect("a folder").mode() & 0o777, 0o755);
}
