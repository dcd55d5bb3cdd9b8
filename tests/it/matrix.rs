//! The proof that the fetcher survives a bad network: faults of every kind at every request of a
//! reading, passing and lasting, alone and in pairs, chosen by a seed. A reading ends with what a
//! faultless one yields or with a reason that belongs to the fault; and whatever it yields, no
//! statement made from it has a wrong figure.
//!
//! `MATRIX_RUNS` sets the number of runs, `MATRIX_BASE` the first seed; `MATRIX_SEED=n` repeats the
//! one run with that seed. A plain `cargo test` does one run in forty, `FULL_TESTS=1` all.

mod kinds;
mod moments;
mod oddities;
mod world;

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::time::Instant;

use futures_util::stream::{self, StreamExt as _};
use owner_statements::cli::Exit;
use owner_statements::hospitable::{FetchError, FetchErrorKind};
use owner_statements::simulator::{Fault, FaultAt, When};

use crate::share::is_full;
use kinds::{Effect, effect, exit};
use world::{Quick, Reading, Terms, World, read};

const RUNS: u64 = 1000;
const AT_ONCE: usize = 24;

/// Whether a fault goes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Course {
    /// After this many requests.
    Passing(usize),
    Lasting,
}

/// A fault from one request on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Strike {
    fault: Fault,
    first: usize,
    course: Course,
}

impl Strike {
    fn switches(self) -> Vec<FaultAt> {
        let at = |when| FaultAt { fault: self.fault, when };
        match self.course {
            Course::Lasting => vec![at(When::From(self.first))],
            Course::Passing(count) => {
                (self.first..self.first + count).map(|n| at(When::Request(n))).collect()
            }
        }
    }
}

/// One run, fully decided by its seed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    seed: u64,
    account: usize,
    strikes: Vec<Strike>,
}

impl Run {
    fn of(seed: u64, requests: usize) -> Self {
        let mut random = fastrand::Rng::with_seed(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let account = random.usize(..1000);
        let mut strikes = vec![strike(&mut random, requests)];
        if random.u8(..4) == 0 {
            strikes.push(strike(&mut random, requests));
        }
        Self { seed, account, strikes }
    }

    fn is_slow(&self) -> bool {
        let slow = [Fault::Stall, Fault::Drip, Fault::WrongLength, Fault::StrayAnswer];
        self.strikes.iter().any(|strike| slow.contains(&strike.fault))
    }

    fn terms(&self) -> Terms {
        let unknown = [Fault::UnknownFeeLabel, Fault::UnknownPlatform];
        match self.strikes.iter().any(|strike| unknown.contains(&strike.fault)) {
            true => Terms::Strict,
            false => Terms::AsTheyAre,
        }
    }
}

fn strike(random: &mut fastrand::Rng, requests: usize) -> Strike {
    let fault = Fault::ALL[random.usize(..Fault::ALL.len())];
    let first = random.usize(1..=requests);
    let is_lie = matches!(effect(fault), Effect::Lie(_));
    let course = match random.u8(..5) {
        0 | 1 if !is_lie => Course::Lasting,
        4 => Course::Passing(2),
        _ => Course::Passing(1),
    };
    Strike { fault, first, course }
}

/// Reads what a run has to read and returns the verdict of `judge`. Short timeouts save waiting for
/// answers that never come, but a busy machine can miss them: a refusal for lack of an answer counts
/// only if the ordinary timeouts end in it too.
async fn tried(
    world: &World,
    run: &Run,
    judge: impl Fn(Reading) -> Result<String, String>,
) -> Result<String, String> {
    let switches: Vec<FaultAt> = run.strikes.iter().flat_map(|strike| strike.switches()).collect();
    let account = world.pick(run.account).account();
    if run.is_slow() {
        let reading = read(account.clone(), &switches, Quick::Yes).await;
        let without_answer = matches!(
            &reading.outcome,
            Err(FetchError { kind: FetchErrorKind::Unavailable { .. }, .. })
        );
        let verdict = judge(reading);
        if verdict.is_ok() || !without_answer {
            return verdict;
        }
    }
    judge(read(account, &switches, Quick::No).await)
}

/// What became of a run, in a word; or why it must not be.
fn judge(world: &World, run: &Run, Reading { outcome, log }: Reading) -> Result<String, String> {
    let proper = world.pick(run.account);
    if let Some(other) = log.iter().find(|request| request.method != "GET") {
        return Err(format!("{} was sent", other.method));
    }
    let snapshot = match outcome {
        Ok(snapshot) => snapshot,
        Err(error) => return refused(run, &error),
    };
    if proper.is_same(&snapshot) {
        return Ok("the same".to_owned());
    }
    // whatever else is allowed, no statement may be wrong
    let terms = run.terms();
    let figures = world.figures(&snapshot, terms)?;
    if let Some(wrong) = figures.wrong_beside(proper.figures(terms)) {
        return Err(format!("a wrong statement: {wrong}"));
    }
    let may_differ = !snapshot.oddities.is_empty()
        || run.strikes.iter().any(|strike| matches!(effect(strike.fault), Effect::Values(_)));
    match may_differ {
        true => Ok("right or held".to_owned()),
        false => Err("the snapshot is not that of a faultless reading".to_owned()),
    }
}

fn refused(run: &Run, error: &FetchError) -> Result<String, String> {
    let allowed = run.strikes.iter().flat_map(|strike| allowed(strike, run.strikes.len()));
    match allowed.into_iter().any(|kind| kind == error.kind) {
        true => Ok(format!("{:?}", error.kind)),
        false => Err(format!("refused as {:?}: {error}", error.kind)),
    }
}

/// The kinds of refusal that a strike excuses. One that passes is no excuse where trying again
/// helps; two together may use up the readings.
fn allowed(strike: &Strike, strikes: usize) -> Vec<FetchErrorKind> {
    let is_excused = strike.course == Course::Lasting || strikes > 1;
    match effect(strike.fault) {
        Effect::None => Vec::new(),
        Effect::Refusal(kind) => vec![kind],
        Effect::Trouble(kind) => is_excused.then_some(kind).into_iter().collect(),
        Effect::Discord(kinds)
        | Effect::Values(kinds)
        | Effect::Odd(kinds)
        | Effect::Lie(kinds) => {
            if is_excused {
                kinds.to_vec()
            } else {
                Vec::new()
            }
        }
    }
}

fn usual_runs() -> u64 {
    if is_full() { RUNS } else { RUNS / 40 }
}

#[expect(clippy::disallowed_methods, reason = "how many runs is for the caller to say")]
fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}

/// Runs all cases, some at once on every processor. A reading cannot change its thread, so each
/// thread has a share of the cases and a runtime of its own.
fn in_parallel<C: Sync, R: Send>(cases: &[C], run: impl AsyncFn(&C) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        let shares: Vec<_> = (0..threads)
            .map(|thread| {
                let (run, share) = (&run, cases.iter().skip(thread).step_by(threads));
                scope.spawn(move || {
                    let all = stream::iter(share.map(async |case| run(case).await))
                        .buffer_unordered(AT_ONCE / threads + 1);
                    runtime().block_on(all.collect::<Vec<R>>())
                })
            })
            .collect();
        shares.into_iter().flat_map(|share| share.join().expect("no panic")).collect()
    })
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| runtime().block_on(World::new()))
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

#[test]
fn no_fault_at_any_request_makes_a_wrong_statement() {
    let world = world();
    assert!((30..=60).contains(&world.requests), "{} requests", world.requests);
    let (base, runs) = match number("MATRIX_SEED") {
        Some(seed) => (seed, 1),
        None => (number("MATRIX_BASE").unwrap_or(1), number("MATRIX_RUNS").unwrap_or(usual_runs())),
    };
    println!("base seed {base}, {runs} runs of about {} requests", world.requests);
    let since = Instant::now();
    let runs: Vec<Run> = (base..base + runs).map(|seed| Run::of(seed, world.requests)).collect();
    let ends = in_parallel(&runs, async |run: &Run| {
        (run.clone(), tried(world, run, |reading| judge(world, run, reading)).await)
    });
    let mut tally: BTreeMap<String, u32> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (run, end) in ends {
        match end {
            Ok(word) => *tally.entry(word).or_default() += 1,
            Err(why) => wrong.push(format!("MATRIX_SEED={} {:?}\n  {why}", run.seed, run.strikes)),
        }
    }
    println!("{:.1} s: {tally:#?}", since.elapsed().as_secs_f32());
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Every fault that stays, from a request on: one in five of the first forty for each fault with
/// `FULL_TESTS=1`, so that all faults together meet every request, else one in forty; all of them
/// with `MATRIX_FULL=1`, one in so many with `MATRIX_STEP=n`.
#[test]
fn every_fault_that_stays_ends_as_documented() {
    let world = world();
    let step = match (number("MATRIX_FULL"), is_full()) {
        (Some(_), _) => 1,
        (None, true) => 5,
        (None, false) => 40,
    };
    let step = number("MATRIX_STEP").map_or(step, |step| usize::try_from(step).expect("a step"));
    let cases: Vec<(Fault, usize)> = Fault::ALL
        .iter()
        .enumerate()
        .flat_map(|(place, fault)| {
            (1 + place * 7 % step..=40).step_by(step).map(|first| (*fault, first))
        })
        .collect();
    let wrong: Vec<String> = in_parallel(&cases, async |(fault, first): &(Fault, usize)| {
        let strikes = vec![Strike { fault: *fault, first: *first, course: Course::Lasting }];
        let run = Run { seed: 0, account: *first, strikes };
        let end = tried(world, &run, |reading| lasting(world, &run, *fault, *first, reading)).await;
        end.err().map(|why| format!("{fault}@{first}..: {why}"))
    })
    .into_iter()
    .flatten()
    .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn lasting(
    world: &World,
    run: &Run,
    fault: Fault,
    first: usize,
    reading: Reading,
) -> Result<String, String> {
    let expected = match effect(fault) {
        Effect::Refusal(kind) | Effect::Trouble(kind) if reading.log.len() >= first => Some(kind),
        Effect::Lie(_) => return Ok("a lie".to_owned()),
        Effect::None
        | Effect::Refusal(_)
        | Effect::Trouble(_)
        | Effect::Discord(_)
        | Effect::Odd(_)
        | Effect::Values(_) => None,
    };
    match (expected, &reading.outcome) {
        (Some(kind), Err(error)) if error.kind == kind => {
            let code = if kind == FetchErrorKind::Unauthorised { Exit::Token } else { Exit::Api };
            assert_eq!(exit(kind), code);
            Ok(format!("{kind:?}"))
        }
        (Some(kind), Err(error)) => Err(format!("{:?} instead of {kind:?}: {error}", error.kind)),
        (Some(kind), Ok(_)) => Err(format!("read, instead of {kind:?}")),
        (None, _) => judge(world, run, reading),
    }
}
