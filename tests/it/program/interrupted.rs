//! A run that is interrupted while writing leaves the month as it was, and nothing else.

use std::fs;
use std::time::Duration;

use super::world::World;

/// Names in the output folder, hidden ones included.
fn names(world: &World) -> Vec<String> {
    let entries = fs::read_dir(world.path("statements")).into_iter().flatten();
    let name = |entry: fs::DirEntry| entry.file_name().into_string().expect("a name");
    let mut names: Vec<String> = entries.map(|entry| name(entry.expect("an entry"))).collect();
    names.sort();
    names
}

#[test]
fn a_run_that_is_ended_while_it_writes_changes_nothing() {
    for (signal, exit) in [("INT", 130), ("TERM", 143)] {
        let world = World::with_snapshot();
        world.generate(&["--format", "json"]);
        let before = world.files("statements");
        let is_writing = || names(&world).iter().any(|name| name.starts_with(".2026-10.writing-"));
        let args = ["generate", "--snapshot", "snapshot.json.gz"];
        // a quick run may be over before the signal comes, and is then a run like any other
        let interrupted = (0..50).any(|_| {
            let run = world.run_until(signal, &args, || {
                for _ in 0..10_000 {
                    if is_writing() {
                        break;
                    }
                    std::thread::sleep(Duration::from_micros(500));
                }
            });
            assert_eq!(names(&world), ["2026-10"], "{}", run.err);
            if run.exit == 0 {
                fs::remove_dir_all(world.path("statements/2026-10")).expect("removed");
                world.generate(&["--format", "json"]);
                return false;
            }
            assert_eq!(run.exit, exit, "{}", run.err);
            assert!(run.out.is_empty(), "{}", run.out);
            assert!(
                run.err
                    .ends_with("hint: run the command again (nothing was written or replaced)\n")
            );
            assert_eq!(world.files("statements"), before);
            true
        });
        assert!(interrupted, "{signal} came too late every time");
    }
}
