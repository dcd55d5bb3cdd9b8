//! One question to the service: is it there, what does it make of the token, what time is it there?

use chrono::{DateTime, Utc};
use reqwest::header::DATE;
use secrecy::SecretString;

use super::client::{connection, told_by};
use super::error::{FetchError, FetchErrorKind};
use super::settings::{BaseUrl, Limits};

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// The HTTP status.
    pub status: u16,
    /// The service's own time, where it says it.
    pub at: Option<DateTime<Utc>>,
}

/// Asks once whose account it is, with `token` or without any, and reads nothing of the answer but
/// its head.
///
/// # Errors
/// A token that cannot be sent, a connection that cannot be set up, and a service that cannot be
/// reached. Any answer at all is none.
pub async fn reach(
    base_url: &BaseUrl,
    limits: &Limits,
    token: Option<&SecretString>,
) -> Result<Reached, FetchError> {
    let http = connection(base_url, limits, token)?;
    let answer = http.get(base_url.resource("user")).send().await.map_err(|error| {
        let what = format!("cannot connect to Hospitable: {}", told_by(error));
        FetchError::new(FetchErrorKind::Unavailable { tries: 1 }, what)
    })?;
    let date = answer.headers().get(DATE).and_then(|date| date.to_str().ok());
    let at = date.and_then(|date| httpdate::parse_http_date(date).ok()).map(DateTime::from);
    Ok(Reached { status: answer.status().as_u16(), at })
}
