//! The claims of a token, decoded locally and used for warnings only.
//!
//! Personal access tokens are JSON web tokens. Nothing is verified here, nothing is refused: the
//! service decides, and a token of another form may be as good.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};

use crate::snapshot::json::Value;

/// Days before a token's end from which it is worth a word.
const EXPIRY_NOTICE_DAYS: i64 = 30;

/// Something about a token that its owner should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenWarning {
    /// It has expired.
    Expired {
        /// Since when.
        at: DateTime<Utc>,
    },
    /// It ends within 30 days.
    ExpiresSoon {
        /// When.
        at: DateTime<Utc>,
        /// Whole days until then.
        days: i64,
    },
    /// It has no `pat:read`, without which nothing can be read.
    CannotRead,
    /// It has `pat:write`, which this program never needs.
    CanWrite,
    /// It looks like the client id or secret of an application, which the older API took.
    ClientCredentials,
}

/// Warnings about `token` at `now`; none if it is not a JSON Web Token.
#[must_use]
pub fn token_warnings(token: &str, now: DateTime<Utc>) -> Vec<TokenWarning> {
    if is_client_credentials(token) {
        return vec![TokenWarning::ClientCredentials];
    }
    let Some(claims) = claims(token) else { return Vec::new() };
    let mut warnings = Vec::new();
    if let Some(at) = claims.field("exp").and_then(instant) {
        if at <= now {
            warnings.push(TokenWarning::Expired { at });
        } else if at - now < TimeDelta::days(EXPIRY_NOTICE_DAYS) {
            warnings.push(TokenWarning::ExpiresSoon { at, days: (at - now).num_days() });
        }
    }
    if let Some(scopes) = claims.field("scopes").and_then(Value::as_list) {
        let has = |scope: &str| scopes.iter().any(|entry| entry.as_text() == Some(scope));
        if !has("pat:read") {
            warnings.push(TokenWarning::CannotRead);
        }
        if has("pat:write") {
            warnings.push(TokenWarning::CanWrite);
        }
    }
    warnings
}

/// Whether the text names client credentials, or has the form of one: a UUID is a client's id, 40
/// letters and digits are its secret, both may be joined by a colon.
fn is_client_credentials(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    if ["client_id", "client_secret", "clientid", "clientsecret"].iter().any(|n| lower.contains(n))
    {
        return true;
    }
    let is_uuid = |part: &str| {
        let groups: Vec<&str> = part.split('-').collect();
        groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
            && groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    let is_secret =
        |part: &str| part.len() == 40 && part.bytes().all(|b| b.is_ascii_alphanumeric());
    match text.trim().split_once(':') {
        Some((id, _)) => is_uuid(id),
        None => is_uuid(text.trim()) || is_secret(text.trim()),
    }
}

fn claims(token: &str) -> Option<Value> {
    let mut parts = token.trim().split('.');
    let (_header, payload, _signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
    let claims = Value::read(std::str::from_utf8(&bytes).ok()?).ok()?;
    claims.as_object().is_some().then_some(claims)
}

/// Seconds since 1970; the service writes them as floats at times.
fn instant(value: &Value) -> Option<DateTime<Utc>> {
    let Value::Number(text) = value else { return None };
    let whole = text.split('.').next().unwrap_or(text);
    DateTime::from_timestamp(whole.parse().ok()?, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(claims: &str) -> String {
        format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims))
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_769_850_000, 0).expect("an instant")
    }

    #[test]
    fn a_good_token_is_passed_over_in_silence() {
        let good = token(r#"{"exp":1801386000.5,"scopes":["pat:read"]}"#);
        assert_eq!(token_warnings(&good, now()), []);
    }

    #[test]
    fn what_its_owner_should_know_is_told() {
        let at = |seconds| DateTime::from_timestamp(seconds, 0).expect("an instant");
        for (claims, expected) in [
            (
                r#"{"exp":1769849999.123456,"scopes":["pat:read"]}"#,
                vec![TokenWarning::Expired { at: at(1_769_849_999) }],
            ),
            (
                r#"{"exp":1770022801,"scopes":["pat:read","pat:write"]}"#,
                vec![
                    TokenWarning::ExpiresSoon { at: at(1_770_022_801), days: 2 },
                    TokenWarning::CanWrite,
                ],
            ),
            (r#"{"scopes":[]}"#, vec![TokenWarning::CannotRead]),
            (r#"{"exp":null,"scopes":null}"#, vec![]),
        ] {
            assert_eq!(token_warnings(&token(claims), now()), expected, "{claims}");
        }
    }

    #[test]
    fn client_credentials_are_told_from_tokens() {
        let secret = "aB3".repeat(13) + "x";
        for text in [
            "client_id=7\nclient_secret=x",
            "550e8400-e29b-41d4-a716-446655440000",
            "550e8400-e29b-41d4-a716-446655440000:secret",
            &secret,
        ] {
            assert_eq!(token_warnings(text, now()), [TokenWarning::ClientCredentials], "{text}");
        }
    }

    #[test]
    fn tokens_of_another_form_are_left_alone() {
        for text in ["", "opaque", "a.b", "a.b.c", "a.b.c.d", "e30.!!.x", "e30.W10.x", "e30.e30.x"]
        {
            assert_eq!(token_warnings(text, now()), [], "{text}");
        }
        let padded = format!("e30.{}==.x", URL_SAFE_NO_PAD.encode(r#"{"scopes":[]}"#));
        assert_eq!(token_warnings(&padded, now()), [TokenWarning::CannotRead]);
    }
}
