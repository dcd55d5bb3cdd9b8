//! Channels by the names that configurations and the API use.

use super::reader::Value;
use super::wording::{meant_or_accepted, nearest};
use crate::domain::Channel;
use crate::text::quoted;

/// The channels that a slip is measured against.
const KNOWN_CHANNELS: [&str; 6] = ["airbnb", "vrbo", "booking", "booking.com", "direct", "manual"];
const CHANNEL_CHARACTERS_MAX: usize = 40;
/// What a channel is.
pub(super) const CHANNEL_HINT: &str =
    "write a channel such as \"airbnb\", \"vrbo\", \"booking\", \"direct\" or \"manual\"";

/// A channel as the value's text.
pub(super) fn parse_channel(value: &Value<'_>) -> Option<Channel> {
    let text = value.text(CHANNEL_HINT)?;
    parse(text).map_err(|hint| value.refuse_text(text, &hint)).ok()
}

/// The channel named by the key of `value`; `name` is the key or part of it.
pub(super) fn of_key(name: &str, value: &Value<'_>) -> Option<Channel> {
    let refuse =
        |hint: String| value.refuse_key(format!("unknown channel {}", quoted(name)), &hint);
    parse(name).map_err(refuse).ok()
}

/// Records that the key of `value` names a channel that a key above it names too.
pub(super) fn refuse_second(key: &str, value: &Value<'_>) {
    let message = format!("{} is already in the list of channels", quoted(key));
    value.refuse_key(message, "keep one of the two");
}

/// A channel by name, or what is accepted. Names that are not known are accepted, because channels
/// come and go, unless they look like a slip of one that is.
fn parse(text: &str) -> Result<Channel, String> {
    let channel = Channel::from_name(text);
    let Channel::Other(name) = &channel else { return Ok(channel) };
    let is_plausible = name.len() <= CHANNEL_CHARACTERS_MAX
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b));
    if nearest(name, &KNOWN_CHANNELS).is_some() {
        return Err(meant_or_accepted(name, &KNOWN_CHANNELS));
    }
    if !is_plausible {
        return Err(CHANNEL_HINT.to_owned());
    }
    Ok(channel)
}
