//! A run that is killed at any moment leaves the month before or the new month, whole, and nothing
//! that the next run does not clear away.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use owner_statements::simulator::DEMO_RECEIPTS;
use serde_json::Value;

use super::world::{MONTH, SNAPSHOT, World, command, sha256};

const SIGKILL: i32 = 9;

/// Worlds beside each other, and kills in each: at a moment of the whole run, and as soon as the
/// month's own folder is touched.
const WORLDS: u64 = 3;
const KILLS: u64 = 17;
const KILLS_AT_EXCHANGE: u64 = 6;

/// The two months that take turns in one place, by the settings that make them.
const SETTINGS: [&str; 2] = ["owner-statements.toml", "other.toml"];

const MANIFEST: &str = "manager/manifest.json";

/// How the folder begins in which a run writes.
const WRITING: &str = ".2026-10.writing-";

type Files = BTreeMap<String, Vec<u8>>;

/// When a run is killed.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// After this many millionths of the time of a whole run.
    Part(u64),
    /// When the month's folder, or what is in it at the top, is no longer what it was.
    AtExchange,
}

/// What the kills met.
#[derive(Debug, Default)]
struct Tally {
    kills: u64,
    while_writing: u64,
    left_old: u64,
    left_new: u64,
}

/// Numbers that follow from a seed.
struct Dice(u64);

impl Dice {
    /// A number below `limit`.
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// Months by their settings and by those of the month that they replace, the last replacing none: the
/// index page says what changed since then.
type Months = [[Files; 3]; 2];

/// In the place of a month's settings where there is none yet.
const NONE: usize = 2;

/// A folder in which a month is replaced again and again.
struct Arena<'a> {
    world: World,
    months: &'a Months,
    /// The settings of the month in place, and its bytes.
    in_place: usize,
    bytes: Files,
    whole_run: Duration,
    tally: Tally,
}

fn args<'a>(settings: &'a str, out: &'a str) -> [&'a str; 9] {
    let first = ["generate", "--snapshot", "snapshot.json.gz", "--format", "csv,json"];
    let [a, b, c, d, e] = first;
    [a, b, c, d, e, "--config", settings, "--out", out]
}

/// A world with both settings: the other manager's name is in every file's name, the other rate in
/// the figures, and another remits the taxes. In memory where there is such a place: a kill loses
/// nothing that was written, whether or not a disk has it, and runs are not slowed down by one.
fn world() -> World {
    let memory = Path::new("/dev/shm");
    let world = if memory.is_dir() { World::new_in(memory) } else { World::new() };
    world.write("snapshot.json.gz", &SNAPSHOT);
    let text = world.text(SETTINGS[0]);
    let other = text.replace("Harbour & Pine Stays", "Quay Street Lets").replace("20%", "25%");
    let other =
        other.replace("taxes = { default = \"pass-through\" }", "taxes = { default = \"owner\" }");
    assert!(other.matches("25%").count() > text.matches("25%").count());
    world.write(SETTINGS[1], other.as_bytes());
    world
}

/// The months as written by undisturbed runs.
fn undisturbed() -> Months {
    let world = world();
    let months = [0, 1].map(|target| {
        [0, 1, NONE].map(|replaced| {
            let out = format!("{target}-over-{replaced}");
            for settings in [SETTINGS.get(replaced), SETTINGS.get(target)].into_iter().flatten() {
                let run = world.run(&args(settings, &out));
                assert_eq!(run.exit, 0, "{}", run.err);
            }
            let month = world.files(&format!("{out}/{MONTH}"));
            assert_eq!(unlisted(&month), Vec::<String>::new());
            month
        })
    });
    let [first, second] = &months;
    let differ = |path: &String| first[NONE].get(path) != second[NONE].get(path);
    let same: Vec<&String> = first[NONE].keys().filter(|path| !differ(path)).collect();
    let mut given: Vec<String> =
        DEMO_RECEIPTS.iter().map(|(path, _)| format!("lindqvist/{path}")).collect();
    given.extend(["manager/entries.csv", "manager/snapshot.json.gz"].map(str::to_owned));
    let given: Vec<&String> = given.iter().collect();
    assert_eq!(same, given, "the months must be told apart by every file");
    months
}

/// What keeps a folder from being whole by its own manifest.
fn unlisted(files: &Files) -> Vec<String> {
    let manifest = files.get(MANIFEST).and_then(|bytes| serde_json::from_slice(bytes).ok());
    let Some(manifest): Option<Value> = manifest else { return vec![MANIFEST.to_owned()] };
    let mut listed = BTreeMap::new();
    for file in manifest["files"].as_array().into_iter().flatten() {
        listed.insert(file["path"].as_str().unwrap_or_default(), file["sha256"].clone());
    }
    let mut wrong = Vec::new();
    for (path, bytes) in files.iter().filter(|(path, _)| *path != MANIFEST) {
        if listed.remove(path.as_str()) != Some(Value::from(sha256(bytes))) {
            wrong.push(format!("{path} is not as listed"));
        }
    }
    wrong.extend(listed.into_keys().map(|path| format!("{path} is missing")));
    wrong
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let mut names: Vec<String> = entries.map(|entry| name(entry.expect("an entry"))).collect();
    names.sort();
    names
}

impl<'a> Arena<'a> {
    fn new(months: &'a Months) -> Self {
        let mut arena = Self {
            world: world(),
            months,
            in_place: NONE,
            bytes: Files::new(),
            whole_run: Duration::ZERO,
            tally: Tally::default(),
        };
        arena.run_undisturbed(0);
        // one that replaces a month takes longer than one that makes the first
        arena.run_undisturbed(1);
        arena
    }

    fn run_undisturbed(&mut self, target: usize) {
        let began = Instant::now();
        let run = self.world.run(&args(SETTINGS[target], "out"));
        self.whole_run = began.elapsed();
        assert_eq!(run.exit, 0, "{}", run.err);
        let found = self.world.files(&format!("out/{MONTH}"));
        let expected = &self.months[target][self.in_place];
        assert!(found == *expected, "a run after a kill made other bytes");
        assert_eq!(names(&self.world.path("out")), [MONTH], "something was left behind");
        (self.in_place, self.bytes) = (target, found);
    }

    /// Starts a run that would replace the month and kills it; whether it was still alive then.
    fn kill(&self, moment: Moment) -> bool {
        let month = self.world.path("out").join(MONTH);
        let state = || fs::metadata(&month).map(|at| (at.ino(), at.mtime_nsec())).ok();
        let before = state();
        let began = Instant::now();
        let args = args(SETTINGS[1 - self.in_place], "out");
        let mut child = command(&self.world.path(""), &args)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        match moment {
            Moment::Part(millionths) => {
                let wait = self.whole_run * u32::try_from(millionths).expect("a part") / 1_000_000;
                std::thread::sleep(wait.saturating_sub(began.elapsed()));
            }
            Moment::AtExchange => {
                while state() == before && child.try_wait().expect("its state").is_none() {
                    std::hint::spin_loop();
                }
            }
        }
        child.kill().expect("a kill");
        child.wait().expect("its end").signal() == Some(SIGKILL)
    }

    /// Whether the killed run left the new month; fails if it left neither.
    fn found_new(&mut self, moment: Moment) -> bool {
        let beside = names(&self.world.path("out"));
        if beside.iter().any(|name| name.starts_with(WRITING)) {
            self.tally.while_writing += 1;
        }
        let found = self.world.files(&format!("out/{MONTH}"));
        assert_eq!(unlisted(&found), Vec::<String>::new(), "{moment:?}");
        let target = 1 - self.in_place;
        let is_new = found == self.months[target][self.in_place];
        assert!(is_new || found == self.bytes, "a third month after {moment:?}");
        if is_new {
            (self.in_place, self.bytes) = (target, found);
        }
        is_new
    }

    fn check(&mut self, moment: Moment) {
        let target = 1 - self.in_place;
        if self.kill(moment) {
            self.tally.kills += 1;
            match self.found_new(moment) {
                true => self.tally.left_new += 1,
                false => self.tally.left_old += 1,
            }
        } else {
            assert!(self.found_new(moment), "a run that ended left the old month");
        }
        // measures again how long a run takes: one that had ended was quicker than the last
        self.run_undisturbed(target);
    }
}

/// Kills at random, one in each of equal parts of a run, then at the exchange.
fn kill_often(months: &Months, seed: u64) -> Tally {
    let mut arena = Arena::new(months);
    let mut dice = Dice(seed);
    while arena.tally.kills < KILLS {
        let width = 1_000_000 / KILLS;
        arena.check(Moment::Part(arena.tally.kills * width + dice.below(width)));
    }
    for _ in 0..KILLS_AT_EXCHANGE {
        arena.check(Moment::AtExchange);
    }
    arena.tally
}

#[test]
fn a_killed_run_leaves_the_old_month_or_the_new_one() {
    #[expect(clippy::disallowed_methods, reason = "to repeat the kills of a run that failed")]
    let given = std::env::var("KILL_SEED").ok().and_then(|text| text.parse().ok());
    let clock = std::time::UNIX_EPOCH.elapsed().expect("a clock after 1970").as_secs();
    let seed: u64 = given.unwrap_or(clock);
    let months = undisturbed();
    println!("KILL_SEED={seed}");
    // threads of their own: they mostly wait, and others' work must not wait with them
    let tallies: Vec<Tally> = std::thread::scope(|scope| {
        let months = &months;
        let begun: Vec<_> = (0..WORLDS)
            .map(|world| scope.spawn(move || kill_often(months, seed.wrapping_mul(WORLDS) + world)))
            .collect();
        begun
            .into_iter()
            .map(|world| world.join().expect("a whole month after each kill"))
            .collect()
    });
    let sum = |of: fn(&Tally) -> u64| tallies.iter().map(of).sum::<u64>();
    let (kills, writing) = (sum(|one| one.kills), sum(|one| one.while_writing));
    let (old, new) = (sum(|one| one.left_old), sum(|one| one.left_new));
    // not captured: the harness hides the output of passing tests
    let mut err = std::io::stderr();
    writeln!(
        err,
        "killed: {kills} runs (KILL_SEED={seed}), {writing} of them with a folder half written; \
         {old} left the old month, {new} the new one, 0 anything else"
    )
    .expect("a line");
    assert!(kills >= WORLDS * KILLS);
    assert!(writing >= 10 && old >= 10 && new > 0, "the kills missed what matters");
}
