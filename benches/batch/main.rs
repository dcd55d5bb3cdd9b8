//! How long a large month takes, and how much memory: a thousand owners of one property each with
//! twelve stays, every format, by the program itself from a snapshot.
//!
//! Run with `cargo bench --bench batch`; Linux only, because it reads memory use from `/proc`.

mod month;

use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

const OWNERS: usize = 1_000;
const STAYS: usize = 12;
const RUNS: usize = 3;

/// What a run may take on two processors.
const GOAL_MILLISECONDS: u128 = 8_000;
const GOAL_KILOBYTES: u64 = 250 * 1024;

fn main() -> ExitCode {
    let folder = tempfile::TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let bytes = month::write(folder.path(), OWNERS, STAYS);
    say(&format!("{OWNERS} owners, {STAYS} stays each, a snapshot of {bytes} bytes"));
    let mut best = (u128::MAX, 0);
    for formats in ["json", "csv", "html", "pdf", "pdf,html,csv,json"] {
        best = (u128::MAX, 0);
        for _ in 0..RUNS {
            let (milliseconds, kilobytes) = run(folder.path(), formats);
            best = (best.0.min(milliseconds), kilobytes.max(best.1));
        }
        let (milliseconds, kilobytes) = best;
        let rate = OWNERS as u128 * 1000 / milliseconds.max(1);
        let seconds = format!("{}.{:02}", milliseconds / 1000, milliseconds % 1000 / 10);
        let peak = kilobytes / 1024;
        say(&format!(
            "{formats:<18} {seconds:>6} s  {rate:>6} statements/s  {peak:>4} MiB at most"
        ));
    }
    let fast = best.0 <= GOAL_MILLISECONDS;
    let small = best.1 <= GOAL_KILOBYTES;
    say(&format!("goal of {GOAL_MILLISECONDS} ms {}", if fast { "met" } else { "missed" }));
    say(&format!("goal of {GOAL_KILOBYTES} kB {}", if small { "met" } else { "missed" }));
    if fast && small { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn say(line: &str) {
    writeln!(std::io::stdout(), "{line}").expect("somebody listens");
}

/// Wall time in milliseconds, and the most memory at a time in kilobytes.
fn run(folder: &Path, formats: &str) -> (u128, u64) {
    // a month that is there already would be checked and replaced; this measures the first run
    let out = folder.join("statements");
    if out.exists() {
        std::fs::remove_dir_all(&out).expect("the last month removed");
    }
    let started = Instant::now();
    let mut process = Command::new(env!("CARGO_BIN_EXE_owner-statements"))
        .args(["generate", "--snapshot", month::SNAPSHOT, "--format", formats])
        .current_dir(folder)
        .stdout(Stdio::null())
        .spawn()
        .expect("the program runs");
    let kilobytes = watch(&mut process);
    let ended = process.wait().expect("the program ends");
    assert!(ended.success(), "{ended}");
    (started.elapsed().as_millis(), kilobytes)
}

/// Asks for the peak until the process has ended; it never falls.
fn watch(process: &mut Child) -> u64 {
    let path = format!("/proc/{}/status", process.id());
    let mut peak = 0;
    while process.try_wait().expect("a process").is_none() {
        let status = std::fs::read_to_string(&path).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        peak = now.unwrap_or(0).max(peak);
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(peak > 0, "the kernel does not tell the memory of a process");
    peak
}
