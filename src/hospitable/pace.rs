//! When the next request may go out.
//!
//! A burst is free, after that requests keep an interval. A 429 doubles the interval for all
//! requests and empties the burst; every successful answer shortens it again a little. The clock is
//! an argument.

use std::time::Duration;

use tokio::time::Instant;

use super::settings::Pacing;

/// The slowest rate: this many times the ordinary interval.
const SLOWEST: u32 = 16;

/// Each success takes this part off a lengthened interval, so recovery takes tens of requests.
const RECOVERY_PART: u32 = 32;

/// The pace that all requests of a reading share.
#[derive(Debug)]
pub(super) struct Pace {
    ordinary: Duration,
    interval: Duration,
    credit: Duration,
    /// When the burst would be full again if nothing more were sent.
    settled: Instant,
    /// Until when the service asked for silence.
    held_until: Instant,
}

impl Pace {
    /// A pace with a full burst; `second` is the length of a second.
    pub(super) fn new(pacing: Pacing, second: Duration, now: Instant) -> Self {
        let ordinary = second.saturating_mul(60) / pacing.per_minute.max(1);
        let credit = ordinary.saturating_mul(pacing.burst.saturating_sub(1));
        Self { ordinary, interval: ordinary, credit, settled: now, held_until: now }
    }

    /// Reserves the next turn and returns its time.
    pub(super) fn take_turn(&mut self, now: Instant) -> Instant {
        let settled = self.settled.max(now);
        let turn = settled.checked_sub(self.credit).map_or(now, |turn| turn.max(now));
        self.settled = settled + self.interval;
        turn
    }

    /// The service asked for less: nothing goes out for `pause`, and half as much after it.
    pub(super) fn slow_down(&mut self, now: Instant, pause: Duration) {
        self.interval = self.interval.saturating_mul(2).min(self.ordinary.saturating_mul(SLOWEST));
        self.settled = self.settled.max(now + pause + self.credit);
        self.held_until = self.held_until.max(now + pause);
    }

    /// Until when nothing may go out, not even what has a turn already.
    pub(super) fn held_until(&self) -> Instant {
        self.held_until
    }

    /// A request came through.
    pub(super) fn recover(&mut self) {
        self.interval = (self.interval - self.interval / RECOVERY_PART).max(self.ordinary);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn pace(now: Instant) -> Pace {
        Pace::new(Pacing { burst: 20, per_minute: 60 }, SECOND, now)
    }

    #[test]
    fn a_burst_is_free_and_then_one_goes_a_second() {
        let now = Instant::now();
        let mut pace = pace(now);
        let turns: Vec<u64> = (0..100).map(|_| (pace.take_turn(now) - now).as_secs()).collect();
        let expected: Vec<u64> = (0..100_u64).map(|n| n.saturating_sub(19)).collect();
        assert_eq!(turns, expected);
    }

    #[test]
    fn a_pause_fills_the_burst_again_but_no_more() {
        let now = Instant::now();
        let mut pace = pace(now);
        for _ in 0..50 {
            pace.take_turn(now);
        }
        let later = now + SECOND * 1000;
        let free = (0..50).filter(|_| pace.take_turn(later) == later).count();
        assert_eq!(free, 20);
    }

    #[test]
    fn a_refusal_stops_everybody_and_halves_the_rate_until_it_recovers() {
        let now = Instant::now();
        let mut pace = pace(now);
        pace.slow_down(now, SECOND * 10);
        assert_eq!(pace.held_until(), now + SECOND * 10);
        assert_eq!(pace.take_turn(now), now + SECOND * 10);
        assert_eq!(pace.take_turn(now), now + SECOND * 12);
        for _ in 0..10 {
            pace.slow_down(now, SECOND);
        }
        assert_eq!(pace.interval, SECOND * SLOWEST);
        pace.recover();
        assert!(pace.interval > SECOND * 15);
        for _ in 0..100 {
            pace.recover();
        }
        assert_eq!(pace.interval, SECOND);
    }

    #[test]
    fn a_rate_of_nothing_is_one_a_minute() {
        let now = Instant::now();
        let mut pace = Pace::new(Pacing { burst: 0, per_minute: 0 }, SECOND, now);
        assert_eq!(pace.take_turn(now), now);
        assert_eq!(pace.take_turn(now), now + SECOND * 60);
    }
}
