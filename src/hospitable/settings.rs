//! Where to read, with which token, and within which limits.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use reqwest::Url;
use secrecy::SecretString;

use super::error::{FetchError, FetchErrorKind};

/// How a reading behaves towards the service.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The API.
    pub base_url: BaseUrl,
    /// The personal access token; never shown.
    pub token: SecretString,
    /// How fast requests may follow each other.
    pub pacing: Pacing,
    /// How many requests may be under way at once; at least one is.
    pub concurrency: usize,
    /// How often one request is tried at most.
    pub tries_max: u32,
    /// What stops a reading that gets out of hand.
    pub limits: Limits,
    /// Seed of the random part of the waits; changes no result.
    pub seed: u64,
    /// How long a second of waiting takes: one second, and less in tests. It stretches pacing and
    /// the waits between tries, not the timeouts.
    pub waiting_second: Duration,
}

impl Settings {
    /// The settings for the API at `base_url`: a burst of 20 requests, then 60 a minute, four at
    /// once, five tries each.
    #[must_use]
    pub fn new(base_url: BaseUrl, token: SecretString) -> Self {
        Self {
            base_url,
            token,
            pacing: Pacing::default(),
            concurrency: 4,
            tries_max: 5,
            limits: Limits::default(),
            seed: 0,
            waiting_second: Duration::from_secs(1),
        }
    }
}

/// How fast requests may follow each other, over all that are under way together. The service
/// publishes no limit for this API; 60 a minute is what it allows its nearest relative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pacing {
    /// Requests that may go out at once after a pause.
    pub burst: u32,
    /// Requests a minute after that.
    pub per_minute: u32,
}

impl Default for Pacing {
    fn default() -> Self {
        Self { burst: 20, per_minute: 60 }
    }
}

/// What stops a reading that gets out of hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Time for the whole reading, in seconds.
    pub deadline_seconds_max: u64,
    /// Time to reach the service.
    pub connect_timeout: Duration,
    /// Longest silence within an answer.
    pub read_timeout: Duration,
    /// Time for one request with its whole answer.
    pub request_timeout: Duration,
    /// Bytes of one answer after decompression.
    pub body_bytes_max: usize,
    /// Pages of one list.
    pub pages_max: u64,
    /// Requests of the whole reading, repeated ones included.
    pub requests_max: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            deadline_seconds_max: 3600,
            connect_timeout: Duration::from_secs(15),
            read_timeout: Duration::from_secs(30),
            request_timeout: Duration::from_secs(90),
            body_bytes_max: 32 << 20,
            pages_max: 1000,
            requests_max: 5000,
        }
    }
}

/// The API's base address: `https`, ending in `/v2`, without credentials. Plain `http` is accepted
/// for this machine alone, where the simulator runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    url: Url,
    host: HostKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HostKind {
    Loopback,
    Remote,
}

impl BaseUrl {
    /// Reads and checks an address.
    ///
    /// # Errors
    /// [`FetchErrorKind::BadBaseUrl`]; the message does not repeat the address, which could hold a
    /// password.
    pub fn parse(text: &str) -> Result<Self, FetchError> {
        let wrong = |why: &str| {
            let what = format!(
                "the API address {why}; it should look like https://public.api.hospitable.com/v2"
            );
            FetchError::new(FetchErrorKind::BadBaseUrl, what)
        };
        let mut url = Url::parse(text.trim()).map_err(|_| wrong("cannot be read"))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("contains a user name or password"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(wrong("contains a query"));
        }
        let host = host_kind(url.host_str().ok_or_else(|| wrong("has no host name"))?);
        match (url.scheme(), host) {
            ("https", _) | ("http", HostKind::Loopback) => {}
            ("http", HostKind::Remote) => {
                return Err(wrong("uses http, which would send the token unencrypted"));
            }
            _ => return Err(wrong("does not use https")),
        }
        let path = url.path().trim_end_matches('/').to_owned();
        if !path.ends_with("/v2") {
            return Err(wrong("does not end in /v2"));
        }
        url.set_path(&path);
        Ok(Self { url, host })
    }

    /// Whether the address is on this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.host == HostKind::Loopback
    }

    /// Whether the connection is encrypted.
    pub(super) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// The address of one resource, such as "reservations".
    pub(super) fn resource(&self, name: &str) -> Url {
        let mut url = self.url.clone();
        url.set_path(&format!("{}/{name}", self.url.path()));
        url
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url.as_str())
    }
}

fn host_kind(host: &str) -> HostKind {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let is_loopback = match bare.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => bare.eq_ignore_ascii_case("localhost"),
    };
    if is_loopback { HostKind::Loopback } else { HostKind::Remote }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_this_machine_are_accepted() {
        for (text, shown) in [
            ("https://public.api.hospitable.com/v2", "https://public.api.hospitable.com/v2"),
            (" https://public.api.hospitable.com/v2/ ", "https://public.api.hospitable.com/v2"),
            ("http://127.0.0.1:8080/v2", "http://127.0.0.1:8080/v2"),
            ("http://[::1]:8080/v2", "http://[::1]:8080/v2"),
            ("http://localhost:1/v2", "http://localhost:1/v2"),
        ] {
            assert_eq!(BaseUrl::parse(text).expect(text).to_string(), shown);
        }
        for text in [
            "",
            "public.api.hospitable.com/v2",
            "http://public.api.hospitable.com/v2",
            "http://127.0.0.1.example.com/v2",
            "http://localhost.example.com/v2",
            "https://public.api.hospitable.com",
            "https://public.api.hospitable.com/v1",
            "https://public.api.hospitable.com/v2?x=1",
            "https://public.api.hospitable.com/v2#x",
            "ftp://127.0.0.1/v2",
            "file:///v2",
        ] {
            let refused = BaseUrl::parse(text).expect_err(text);
            assert_eq!(refused.kind, FetchErrorKind::BadBaseUrl);
        }
        let refused = BaseUrl::parse("https://me:hunter2@example.com/v2").expect_err("password");
        assert!(!refused.to_string().contains("hunter2"));
    }

    #[test]
    fn resources_stand_below_the_base() {
        let base = BaseUrl::parse("http://127.0.0.1:8080/sim/v2/").expect("loopback");
        assert_eq!(base.resource("user").as_str(), "http://127.0.0.1:8080/sim/v2/user");
    }

    #[test]
    fn settings_never_show_the_token() {
        let base = BaseUrl::parse("http://127.0.0.1:8080/v2").expect("loopback");
        let settings = Settings::new(base, SecretString::from("marker-token"));
        assert!(!format!("{settings:?}").contains("marker-token"));
    }
}
