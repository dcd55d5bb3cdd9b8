//! File permissions, and that links are not followed.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, symlink};
use std::path::Path;
use std::process::Command;

use super::world::World;

/// Modes of what is below a folder, itself included, but for what was there before.
fn modes(top: &Path) -> Vec<(String, u32)> {
    let mut found = Vec::new();
    let mut paths = vec![top.to_owned()];
    while let Some(path) = paths.pop() {
        let metadata = fs::symlink_metadata(&path).expect("it is there");
        found.push((path.display().to_string(), metadata.mode()));
        if metadata.is_dir() {
            let entries = fs::read_dir(&path).expect("a folder");
            paths.extend(entries.map(|entry| entry.expect("an entry").path()));
        }
    }
    found
}

#[test]
fn everything_that_is_written_is_for_its_user_alone() {
    let world = World::with_snapshot();
    let api = world.simulate(&[]);
    let init = "init --basis check-out --rate 20% --base accommodation --cleaning owner \
                --channel-fee owner --out new/made.toml";
    fs::create_dir(world.path("new")).expect("a folder");
    for (args, made) in [
        ("fetch --month 2026-10", "snapshots"),
        ("generate --snapshot snapshot.json.gz", "statements"),
        ("demo", "demo-statements"),
        ("explain HMDEMO0002 --html new/page.html", "new/page.html"),
        (init, "new/made.toml"),
    ] {
        // even where the user's own habit is to let everybody read
        let ended = Command::new("sh")
            .args(["-c", "umask 000; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_owner-statements")])
            .args(args.split_whitespace())
            .args(["--base-url", api.base_url(), "--token-file", "token"])
            .current_dir(world.path(""))
            .env_clear()
            .output()
            .expect("a shell");
        assert!(ended.status.success(), "{args}: {}", String::from_utf8_lossy(&ended.stderr));
        let modes = modes(&world.path(made));
        for (path, mode) in &modes {
            let expected = if mode & 0o170_000 == 0o040_000 { 0o700 } else { 0o600 };
            assert_eq!(mode & 0o7777, expected, "{path}");
        }
        assert!(!modes.is_empty(), "{args}");
    }
}

/// Puts a folder elsewhere and a link to it in its place.
fn move_away(world: &World, path: &str) {
    fs::create_dir_all(world.path("elsewhere")).expect("a folder");
    fs::rename(world.path(path), world.path("elsewhere/moved")).expect("moved");
    symlink(world.path("elsewhere/moved"), world.path(path)).expect("a link");
}

#[test]
fn a_link_within_the_statements_is_refused_and_nothing_behind_it_changes() {
    for place in
        ["statements/2026-10", "statements/2026-10/manager", "statements/2026-10/lindqvist"]
    {
        let world = World::with_snapshot();
        world.generate(&[]);
        move_away(&world, place);
        let before = world.files("elsewhere");
        assert!(!before.is_empty());
        let run = world.run(&["generate", "--snapshot", "snapshot.json.gz", "--format", "csv"]);
        assert_eq!(run.exit, 8, "{place}: {}", run.err);
        assert!(world.files("elsewhere") == before, "{place} changed");
        assert!(world.path(place).is_symlink(), "{place} is no link any more");
    }
}

#[test]
fn a_link_in_the_place_of_a_new_file_is_not_followed() {
    let world = World::with_snapshot();
    let api = world.simulate(&[]);
    fs::create_dir(world.path("statements")).expect("a folder");
    for (link, args) in [
        ("statements/.2026-10.lock", vec!["generate", "--snapshot", "snapshot.json.gz"]),
        ("s.json.gz", vec!["fetch", "--month", "2026-10", "--snapshot", "s.json.gz"]),
        (
            "page.html",
            vec!["explain", "HMDEMO0002", "--snapshot", "snapshot.json.gz", "--html", "page.html"],
        ),
        (
            "made.toml",
            "init --basis booked --rate 20% --base accommodation --cleaning owner --channel-fee \
             owner --out made.toml"
                .split_whitespace()
                .collect(),
        ),
    ] {
        let target = world.path("target-of-the-link");
        symlink(&target, world.path(link)).expect("a link");
        let run = api.run(&world, &args);
        assert_eq!(run.exit, 8, "{link}: {}", run.err);
        assert!(!target.exists() && world.path(link).is_symlink(), "{link} was followed");
    }
}
