//! The account and its properties, without reservations: what `init` needs.

use chrono::{DateTime, Utc};

use super::client::Client;
use super::error::FetchError;
use super::progress::Progress;
use super::properties::{read_account, read_properties as read_list};
use super::settings::Settings;
use crate::snapshot::{FetchScope, RawAccount, RawProperty};

/// An account with its properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// The account's owner, if the token may read it.
    pub account: Option<RawAccount>,
    /// Every property of the account, by id.
    pub properties: Vec<RawProperty>,
    /// What a person should know about the reading, in words.
    pub remarks: Vec<String>,
}

/// Reads the account and all its properties, and nothing else. `now` is the time at which it is
/// called; `progress` receives events.
///
/// # Errors
/// What a whole reading would refuse as well: a token that is not accepted, a list that is not
/// complete, an account without properties.
pub async fn read_properties(
    settings: &Settings,
    now: DateTime<Utc>,
    progress: &dyn Progress,
) -> Result<Survey, FetchError> {
    let client = Client::new(settings, now, progress)?;
    let account = read_account(&client).await?;
    let (properties, odd) = read_list(&client, &FetchScope::All).await?;
    odd.iter().for_each(|odd| client.remark(&format!("{}; expected: {}", odd.seen, odd.expected)));
    Ok(Survey { account, properties, remarks: client.remarks() })
}
