//! Whether a request that failed is tried again, and after how long.
//!
//! Everything that is sent is a GET, so anything may be repeated; what the service refused with a
//! reason stays refused. Waits are in milliseconds of nominal time, so that tests can shorten them.

use std::time::{Duration, SystemTime};

/// The longest single wait, in milliseconds.
pub(super) const WAIT_MS_MAX: u64 = 120_000;

/// The shortest wait after a 429, in milliseconds: the service sometimes sends 0, which would be a
/// busy loop.
const LIMITED_WAIT_MS_MIN: u64 = 1_000;

/// Why a request did not succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    /// 401
    Unauthorised,
    /// 403
    Forbidden,
    /// 404
    NotFound,
    /// Any other 4xx that repeats itself, and other statuses that make no sense.
    Refused,
    /// 3xx
    Redirected,
    /// More bytes than allowed.
    TooLarge,
    /// 429
    Limited,
    /// 5xx, 408, 425
    ServerTrouble,
    /// No connection, a timeout, an answer cut short.
    NoAnswer,
    /// An answer with status 200 that is not what was asked for.
    Garbage,
}

impl Failure {
    /// The failure that a status other than 200 means.
    pub(super) fn from_status(status: u16) -> Self {
        match status {
            401 => Self::Unauthorised,
            403 => Self::Forbidden,
            404 => Self::NotFound,
            429 => Self::Limited,
            408 | 425 | 500..=599 => Self::ServerTrouble,
            300..=399 => Self::Redirected,
            201..=299 => Self::Garbage,
            _ => Self::Refused,
        }
    }
}

/// What to do about a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    /// Report it.
    GiveUp,
    /// Try again after this many milliseconds.
    Wait(u64),
}

/// Decides after try number `tries` (from 1) of at most `tries_max`. `retry_after` is what the
/// service asked for; `random` is any number.
pub(super) fn decide(
    failure: Failure,
    tries: u32,
    tries_max: u32,
    retry_after: Option<Duration>,
    random: u64,
) -> Decision {
    let wait_min = match failure {
        Failure::Unauthorised
        | Failure::Forbidden
        | Failure::NotFound
        | Failure::Refused
        | Failure::Redirected
        | Failure::TooLarge => return Decision::GiveUp,
        Failure::Limited => LIMITED_WAIT_MS_MIN,
        Failure::ServerTrouble | Failure::NoAnswer | Failure::Garbage => 0,
    };
    if tries >= tries_max {
        return Decision::GiveUp;
    }
    let wait = match retry_after {
        Some(asked) => {
            u64::try_from(asked.as_millis()).unwrap_or(u64::MAX).max(LIMITED_WAIT_MS_MIN)
        }
        // Full jitter under 2, 4, 8, 16 ... seconds: many programs that failed together do not
        // come back together.
        None => random % (1000 * 2_u64.saturating_pow(tries.min(16)) + 1),
    };
    Decision::Wait(wait.clamp(wait_min, WAIT_MS_MAX))
}

/// How long a `Retry-After` header asks to wait: whole seconds, or a date counted from `now`.
/// anything else is not a request
pub(super) fn retry_after(header: &str, now: SystemTime) -> Option<Duration> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(header.parse().unwrap_or(u64::MAX / 1000)));
    }
    let date = httpdate::parse_http_date(header).ok()?;
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn refusals_are_final_and_trouble_is_not() {
        for (status, again) in [
            (400, false),
            (401, false),
            (403, false),
            (404, false),
            (405, false),
            (410, false),
            (422, false),
            (301, false),
            (307, false),
            (408, true),
            (425, true),
            (429, true),
            (500, true),
            (502, true),
            (503, true),
            (504, true),
            (204, true),
        ] {
            let decision = decide(Failure::from_status(status), 1, 5, None, 7);
            assert_eq!(decision != Decision::GiveUp, again, "{status}");
        }
        assert_eq!(decide(Failure::TooLarge, 1, 5, None, 7), Decision::GiveUp);
        for failure in [Failure::NoAnswer, Failure::Garbage, Failure::Limited] {
            assert_ne!(decide(failure, 4, 5, None, 7), Decision::GiveUp);
            assert_eq!(decide(failure, 5, 5, None, 7), Decision::GiveUp);
        }
    }

    #[test]
    fn waits_grow_and_stay_within_their_bounds() {
        for (tries, longest) in [(1, 2_000), (2, 4_000), (3, 8_000), (4, 16_000)] {
            for random in [0, 1, 1_999, 2_001, 16_001, u64::MAX] {
                let Decision::Wait(wait) = decide(Failure::NoAnswer, tries, 5, None, random) else {
                    panic!("a retry");
                };
                assert!(wait <= longest, "{tries} {random}");
                let limited = decide(Failure::Limited, tries, 5, None, random);
                assert_eq!(limited, Decision::Wait(wait.max(1_000)));
            }
            let at_most = decide(Failure::NoAnswer, tries, 5, None, longest);
            assert_eq!(at_most, Decision::Wait(longest));
        }
    }

    #[test]
    fn the_service_decides_within_reason() {
        for (asked, wait) in
            [(0, 1_000), (1, 1_000), (59, 59_000), (120, 120_000), (9_999, 120_000)]
        {
            let decision = decide(Failure::Limited, 1, 5, Some(SECOND * asked), 1_500);
            assert_eq!(decision, Decision::Wait(wait));
        }
        let endless = decide(Failure::ServerTrouble, 1, 5, Some(Duration::MAX), 0);
        assert_eq!(endless, Decision::Wait(WAIT_MS_MAX));
    }

    #[test]
    fn both_forms_of_the_header_are_read() {
        let now = httpdate::parse_http_date("Mon, 02 Nov 2026 08:00:00 GMT").expect("a date");
        for (header, seconds) in [
            ("0", Some(0)),
            (" 59 ", Some(59)),
            ("Mon, 02 Nov 2026 08:00:30 GMT", Some(30)),
            ("Mon, 02 Nov 2026 07:00:00 GMT", Some(0)),
            ("", None),
            ("soon", None),
            ("1.5", None),
            ("-1", None),
        ] {
            let expected = seconds.map(Duration::from_secs);
            assert_eq!(retry_after(header, now), expected, "{header}");
        }
        assert!(retry_after("99999999999999999999999", now) > Some(SECOND * 1000));
    }
}
