//! One connection to the service, which can do nothing but GET.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use reqwest::header::{ACCEPT, AUTHORIZATION, DATE, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::{Instant, sleep_until};

use super::answer;
use super::error::{FetchError, FetchErrorKind};
use super::pace::Pace;
use super::progress::{Event, Progress, WaitReason};
use super::request::Request;
use super::retry::{self, Decision, Failure};
use super::settings::{BaseUrl, Limits, Settings};

/// Bytes of an error's body that are read.
const ERROR_BODY_BYTES_MAX: usize = 64 << 10;

/// Characters of a remark.
const REMARK_CHARS_MAX: usize = 500;

const USER_AGENT: &str = concat!("owner-statements/", env!("CARGO_PKG_VERSION"));

/// The service, as far as this program may use it.
pub(super) struct Client<'a> {
    http: reqwest::Client,
    base_url: BaseUrl,
    token: SecretString,
    limits: Limits,
    tries_max: u32,
    second: Duration,
    started: Instant,
    deadline: Instant,
    started_at: DateTime<Utc>,
    pace: Mutex<Pace>,
    random: Mutex<fastrand::Rng>,
    requests: AtomicU64,
    remarks: Mutex<BTreeSet<String>>,
    progress: &'a dyn Progress,
}

/// A request that did not succeed.
struct RequestFailure {
    failure: Failure,
    retry_after: Option<Duration>,
    error: FetchError,
}

impl<'a> Client<'a> {
    /// Sets up the connection; nothing is sent yet.
    ///
    /// # Errors
    /// [`FetchErrorKind::BadToken`] and [`FetchErrorKind::Setup`].
    pub(super) fn new(
        settings: &Settings,
        started_at: DateTime<Utc>,
        progress: &'a dyn Progress,
    ) -> Result<Self, FetchError> {
        let now = Instant::now();
        let time = Duration::from_secs(settings.limits.deadline_seconds_max);
        let deadline = now.checked_add(time).ok_or_else(|| {
            FetchError::new(FetchErrorKind::BadPlan, "the deadline is too far in the future")
        })?;
        Ok(Self {
            http: connection(&settings.base_url, &settings.limits, Some(&settings.token))?,
            base_url: settings.base_url.clone(),
            token: settings.token.clone(),
            limits: settings.limits,
            tries_max: settings.tries_max.max(1),
            second: settings.waiting_second,
            started: now,
            deadline,
            started_at,
            pace: Mutex::new(Pace::new(settings.pacing, settings.waiting_second, now)),
            random: Mutex::new(fastrand::Rng::with_seed(settings.seed)),
            requests: AtomicU64::new(0),
            remarks: Mutex::new(BTreeSet::new()),
            progress,
        })
    }

    /// Who watches.
    pub(super) fn progress(&self) -> &'a dyn Progress {
        self.progress
    }

    /// The limits of this reading.
    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Requests sent so far.
    pub(super) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Takes down what a person should know; the same words once.
    pub(super) fn remark(&self, words: &str) {
        locked(&self.remarks).insert(answer::printable(words, REMARK_CHARS_MAX));
    }

    /// What was taken down, in alphabetical order.
    pub(super) fn remarks(&self) -> Vec<String> {
        locked(&self.remarks).iter().cloned().collect()
    }

    /// What `read` makes of the body that the service answers, after as many tries as it takes and
    /// is allowed. An answer that `read` has no use for counts as garbage and is asked for again.
    ///
    /// # Errors
    /// What the service refuses at once; what fails for good after all tries; the limits.
    pub(super) async fn get<T>(
        &self,
        request: &Request<'_>,
        read: impl Fn(&[u8]) -> Result<T, String>,
    ) -> Result<T, FetchError> {
        let mut tries = 0;
        loop {
            tries += 1;
            self.take_turn(request).await?;
            let failed = match self.try_once(request, &read).await {
                Ok(value) => {
                    locked(&self.pace).recover();
                    return Ok(value);
                }
                Err(failed) => failed,
            };
            let random = locked(&self.random).u64(..);
            let (failure, asked) = (failed.failure, failed.retry_after);
            match retry::decide(failure, tries, self.tries_max, asked, random) {
                Decision::GiveUp => return Err(failed.given_up(request, tries)),
                Decision::Wait(milliseconds) => {
                    self.wait_after(request, &failed, milliseconds).await?;
                }
            }
        }
    }

    /// Waits `milliseconds` of nominal time.
    ///
    /// # Errors
    /// [`FetchErrorKind::Deadline`] at once, if the wait would last beyond it.
    pub(super) async fn wait(
        &self,
        request: &dyn std::fmt::Display,
        milliseconds: u64,
        reason: WaitReason,
    ) -> Result<(), FetchError> {
        let until = Instant::now() + self.real(milliseconds);
        if until >= self.deadline {
            return Err(self.out_of_time(request));
        }
        self.progress.on(Event::Waiting { seconds: milliseconds.div_ceil(1000), reason });
        sleep_until(until).await;
        Ok(())
    }

    async fn wait_after(
        &self,
        request: &Request<'_>,
        failed: &RequestFailure,
        milliseconds: u64,
    ) -> Result<(), FetchError> {
        let reason = if failed.failure == Failure::Limited {
            locked(&self.pace).slow_down(Instant::now(), self.real(milliseconds));
            WaitReason::RateLimit
        } else {
            WaitReason::Retry
        };
        self.wait(request, milliseconds, reason).await.map_err(|mut error| {
            // the error that was waited for matters more than the missing time
            error.what = format!("{}; the last try failed: {}", error.what, failed.error.what);
            error.status = failed.error.status;
            error.service_message.clone_from(&failed.error.service_message);
            error.trace.clone_from(&failed.error.trace);
            error
        })
    }

    fn real(&self, milliseconds: u64) -> Duration {
        self.second.saturating_mul(u32::try_from(milliseconds).unwrap_or(u32::MAX)) / 1000
    }

    fn out_of_time(&self, request: &dyn std::fmt::Display) -> FetchError {
        let seconds = self.limits.deadline_seconds_max;
        let what = format!("reading would take longer than the allowed {seconds} seconds");
        FetchError::new(FetchErrorKind::Deadline, what).during(&request)
    }

    /// Waits until the pace allows a request, and counts it.
    async fn take_turn(&self, request: &Request<'_>) -> Result<(), FetchError> {
        let mut turn = locked(&self.pace).take_turn(Instant::now());
        loop {
            if turn >= self.deadline {
                return Err(self.out_of_time(request));
            }
            sleep_until(turn).await;
            let held_until = locked(&self.pace).held_until();
            if held_until <= turn {
                break;
            }
            turn = held_until;
        }
        if self.requests.fetch_add(1, Ordering::Relaxed) >= self.limits.requests_max {
            let what = format!("more than {} requests would be needed", self.limits.requests_max);
            return Err(FetchError::new(FetchErrorKind::LimitReached, what).during(request));
        }
        Ok(())
    }

    async fn try_once<T>(
        &self,
        request: &Request<'_>,
        read: impl Fn(&[u8]) -> Result<T, String>,
    ) -> Result<T, RequestFailure> {
        let time_left = self.deadline.saturating_duration_since(Instant::now());
        let sent = self
            .http
            .get(request.url(&self.base_url))
            .timeout(self.limits.request_timeout.min(time_left))
            .send()
            .await;
        let mut response = sent.map_err(no_answer)?;
        let status = response.status().as_u16();
        let trace = self.header_text(response.headers(), "x-hospitable-trace");
        let trace = trace.and_then(|trace| answer::trace(&trace));
        self.note_sunset(response.headers());
        if status != 200 {
            return Err(self.not_ok(response, status, trace).await);
        }
        let garbage = |what: String| {
            // The words may hold a key of the answer, and the answer may repeat what was sent.
            let what = answer::redacted(&what, self.token.expose_secret());
            let mut error = FetchError::new(FetchErrorKind::Malformed, what);
            error.status = Some(status);
            error.trace.clone_from(&trace);
            RequestFailure { failure: Failure::Garbage, retry_after: None, error }
        };
        let limit = self.limits.body_bytes_max;
        let Some(body) = read_body(&mut response, limit).await.map_err(no_answer)? else {
            let what = format!("the answer is larger than {} MiB", limit >> 20);
            let error = FetchError::new(FetchErrorKind::LimitReached, what);
            return Err(RequestFailure { failure: Failure::TooLarge, retry_after: None, error });
        };
        if let Some(page) = answer::web_page(&body, self.token.expose_secret()) {
            let mut failed = garbage(format!("Hospitable sent {page}, instead of data"));
            failed.error.kind = FetchErrorKind::WebPage;
            return Err(failed);
        }
        read(&body).map_err(garbage)
    }

    async fn not_ok(
        &self,
        mut response: reqwest::Response,
        status: u16,
        trace: Option<String>,
    ) -> RequestFailure {
        let failure = Failure::from_status(status);
        let retry_after = self.retry_after(response.headers());
        let elsewhere = self.header_text(response.headers(), LOCATION.as_str());
        let elsewhere = elsewhere.map(|place| place_only(&place));
        // any part of the body will do: the status has already decided
        let body = read_body(&mut response, ERROR_BODY_BYTES_MAX).await.ok().flatten();
        let body = body.unwrap_or_default();
        let (mut kind, mut what) = kind_and_message(failure, elsewhere);
        let mut service_message = answer::error_message(&body, self.token.expose_secret());
        if let Some(page) = answer::web_page(&body, self.token.expose_secret()) {
            what = format!("{what} and sent {page}");
            service_message = None;
            // the API itself refuses in JSON: who answers is not the one who was asked
            if matches!(kind, FetchErrorKind::Refused | FetchErrorKind::Forbidden) {
                kind = FetchErrorKind::WebPage;
            }
        }
        let mut error = FetchError::new(kind, what);
        (error.status, error.service_message, error.trace) = (Some(status), service_message, trace);
        RequestFailure { failure, retry_after, error }
    }

    /// What `Retry-After` asks for, dates counted by the service's own clock where it shows it.
    fn retry_after(&self, headers: &HeaderMap) -> Option<Duration> {
        let ours = SystemTime::from(self.started_at) + self.started.elapsed();
        let theirs = header(headers, DATE.as_str()).and_then(|d| httpdate::parse_http_date(d).ok());
        retry::retry_after(header(headers, RETRY_AFTER.as_str())?, theirs.unwrap_or(ours))
    }

    /// The text of a header, which may echo what was sent.
    fn header_text(&self, headers: &HeaderMap, name: &str) -> Option<String> {
        header(headers, name).map(|text| answer::redacted(text, self.token.expose_secret()))
    }

    /// A `Sunset` header announces the end of a version of the API (RFC 8594).
    fn note_sunset(&self, headers: &HeaderMap) {
        if let Some(date) = self.header_text(headers, "sunset") {
            let date = answer::one_line(&date);
            self.remark(&format!("Hospitable will switch off this version of its API on {date}"));
        }
    }
}

impl RequestFailure {
    fn given_up(self, request: &Request<'_>, tries: u32) -> FetchError {
        let mut error = self.error.during(request);
        error.tries = tries;
        if let FetchErrorKind::Unavailable { .. } = error.kind {
            error.kind = FetchErrorKind::Unavailable { tries };
        }
        error
    }
}

/// A connection for GET requests only; it sends a token if there is one.
///
/// # Errors
/// [`FetchErrorKind::BadToken`] and [`FetchErrorKind::Setup`].
pub(super) fn connection(
    base_url: &BaseUrl,
    limits: &Limits,
    token: Option<&SecretString>,
) -> Result<reqwest::Client, FetchError> {
    // a second installation is refused, which is fine: a provider is already installed
    drop(rustls::crypto::ring::default_provider().install_default());
    let mut headers =
        HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json"))]);
    if let Some(token) = token {
        headers.insert(AUTHORIZATION, authorization(token.expose_secret())?);
    }
    let mut builder = reqwest::Client::builder()
        .default_headers(headers)
        .user_agent(USER_AGENT)
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .connect_timeout(limits.connect_timeout)
        .read_timeout(limits.read_timeout)
        .timeout(limits.request_timeout);
    if base_url.is_loopback() {
        // A proxy would carry the token off this machine in the clear.
        builder = builder.no_proxy();
    }
    builder = if base_url.is_https() {
        builder.https_only(true)
    } else {
        // no certificate is needed, so the simulator can be used on a machine without any
        builder.tls_certs_only([])
    };
    builder.build().map_err(|error| {
        let what = format!("the connection cannot be set up: {}", cause_of(error));
        FetchError::new(FetchErrorKind::Setup, what)
    })
}

fn authorization(token: &str) -> Result<HeaderValue, FetchError> {
    let bad_token = || {
        let what = "the token is empty or contains invalid characters";
        FetchError::new(FetchErrorKind::BadToken, what)
    };
    if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(bad_token());
    }
    let bearer = format!("Bearer {token}");
    let mut authorization = HeaderValue::from_str(&bearer).map_err(|_| bad_token())?;
    authorization.set_sensitive(true);
    Ok(authorization)
}

/// The whole body, or nothing if it has more than `bytes_max` once unpacked.
async fn read_body(
    response: &mut reqwest::Response,
    bytes_max: usize,
) -> Result<Option<Vec<u8>>, reqwest::Error> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > bytes_max {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body))
}

fn no_answer(error: reqwest::Error) -> RequestFailure {
    let what = if error.is_timeout() {
        "Hospitable did not answer in time".to_owned()
    } else if error.is_connect() {
        format!("cannot connect to Hospitable: {}", cause_of(error))
    } else {
        format!("the answer was incomplete: {}", cause_of(error))
    };
    let error = FetchError::new(FetchErrorKind::Unavailable { tries: 1 }, what);
    RequestFailure { failure: Failure::NoAnswer, retry_after: None, error }
}

/// The message of an error's innermost cause, which is the one a person can act on, without the
/// system's number.
pub(super) fn cause_of(error: reqwest::Error) -> String {
    // the address holds the whole query
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    let words = answer::one_line(&cause.to_string());
    words.split(" (os error").next().unwrap_or_default().to_owned()
}

/// Kind and message of a status other than 200.
fn kind_and_message(failure: Failure, elsewhere: Option<String>) -> (FetchErrorKind, String) {
    let failed = FetchErrorKind::Unavailable { tries: 1 };
    let (kind, what) = match failure {
        Failure::Unauthorised => (FetchErrorKind::Unauthorised, "the token was not accepted"),
        Failure::Forbidden => (FetchErrorKind::Forbidden, "the token may not read this"),
        Failure::NotFound => (FetchErrorKind::Refused, "Hospitable does not know this"),
        Failure::Refused => (FetchErrorKind::Refused, "Hospitable refused the request"),
        Failure::Redirected => {
            let place = elsewhere.unwrap_or_else(|| "nowhere".to_owned());
            let what = format!("Hospitable redirects to {place}, where the token is not sent");
            return (FetchErrorKind::Redirected, what);
        }
        Failure::TooLarge => (FetchErrorKind::LimitReached, "the answer is too large"),
        Failure::Limited => (failed, "rate limited by Hospitable"),
        Failure::ServerTrouble => (failed, "Hospitable returned an error"),
        Failure::NoAnswer => (failed, "Hospitable did not answer"),
        Failure::Garbage => (FetchErrorKind::Malformed, "Hospitable sent an empty answer"),
    };
    (kind, what.to_owned())
}

/// The host and path of a redirect; its query may hold anything.
fn place_only(location: &str) -> String {
    let end = location.find(['?', '#']).unwrap_or(location.len());
    let place = &location[..end];
    // a user name or password before the host must not be shown either
    let place = place.rsplit_once('@').map_or(place, |(_, host)| host);
    answer::one_line(place)
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The content of a lock. A panic elsewhere cannot leave it half-written.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
