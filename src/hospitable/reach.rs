//! One question to the service: is it there, what does it make of the token, what time is it there?

use chrono::{DateTime, Utc};
use reqwest::header::DATE;
use secrecy::SecretString;

use super::client::{cause_of, connection};
use super::error::{FetchError, FetchErrorKind};
use super::settings::{BaseUrl, Limits};

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// The HTTP status.
    pub status: u16,
    /// The service's own time, if it sends it.
    pub at: Option<DateTime<Utc>>,
}

/// Requests the account once, with or without `token`, and reads only the head of the answer.
///
/// # Errors
/// A token that cannot be sent, a connection that cannot be set up, and a service that cannot be
/// reached. Any answer at all means that it was reached.
pub async fn reach(
    base_url: &BaseUrl,
    limits: &Limits,
    token: Option<&SecretString>,
) -> Result<Reached, FetchError> {
    let http = connection(base_url, limits, token)?;
    let answer = http.get(base_url.resource("user")).send().await.map_err(|error| {
        let what = format!("cannot connect to Hospitable: {}", cause_of(error));
        FetchError::new(FetchErrorKind::Unavailable { tries: 1 }, what)
    })?;
    let date = answer.headers().get(DATE).and_then(|date| date.to_str().ok());
    let at = date.and_then(|date| httpdate::parse_http_date(date).ok()).map(DateTime::from);
    Ok(Reached { status: answer.status().as_u16(), at })
}
