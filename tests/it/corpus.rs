//! The saved inputs of the fuzz targets, run through the same checks: fixed bugs stay fixed.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

#[path = "../../fuzz/src/checks/mod.rs"]
mod checks;

/// A target's name and its check.
type Target = (&'static str, fn(&[u8]));

const TARGETS: [Target; 5] = [
    ("config", checks::config::check),
    ("money", checks::money::check),
    ("tables", checks::tables::check),
    ("texts", checks::texts::check),
    ("wire", checks::wire::check),
];

/// As much as a clone should have to carry.
const FILES_MAX: usize = 300;
const BYTES_MAX: usize = 1 << 20;

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

fn names(folder: &Path) -> Vec<String> {
    let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries.map(|entry| name(entry.expect("an entry"))).collect();
    names.sort();
    names
}

#[test]
fn every_saved_input_passes_its_check() {
    let (mut files, mut bytes) = (0, 0);
    for (target, check) in TARGETS {
        let folder = fuzz().join("corpus").join(target);
        let inputs: Vec<(String, Vec<u8>)> = names(&folder)
            .into_iter()
            .map(|name| (name.clone(), fs::read(folder.join(&name)).expect("an input")))
            .collect();
        assert!(inputs.len() >= 10, "{target} has {} inputs", inputs.len());
        files += inputs.len();
        bytes += inputs.iter().map(|(_, input)| input.len()).sum::<usize>();
        inputs.par_iter().for_each(|(name, input)| {
            let outcome = std::panic::catch_unwind(|| check(input));
            assert!(outcome.is_ok(), "fuzz/corpus/{target}/{name} fails");
        });
    }
    // not captured: the harness hides the output of passing tests
    writeln!(std::io::stderr(), "corpus: {files} saved inputs of {} targets", TARGETS.len())
        .expect("a line");
    assert!(files <= FILES_MAX && bytes <= BYTES_MAX, "{files} files, {bytes} bytes");
}

#[test]
fn every_target_has_a_check_and_saved_inputs() {
    let targets = TARGETS.map(|(target, _)| target);
    assert_eq!(names(&fuzz().join("corpus")), targets);
    assert_eq!(names(&fuzz().join("fuzz_targets")), targets.map(|target| format!("{target}.rs")));
}
