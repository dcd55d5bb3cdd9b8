//! Who may pass: the bearer rule. A token is looked at and forgotten, never kept, never shown.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::answer::Answer;

/// Lets a request pass by its `Authorization` header.
///
/// Without an expected token any non-empty bearer passes. A token that is a JWT with `scopes` must
/// contain `pat:read`; one that is not a JWT, or has no scopes, is accepted.
pub(super) fn admit(authorization: Option<&str>, expected: Option<&str>) -> Result<(), Answer> {
    let token = authorization.and_then(bearer).ok_or_else(Answer::unauthenticated)?;
    if expected.is_some_and(|expected| expected != token) {
        return Err(Answer::unauthenticated());
    }
    match scopes(token) {
        Some(scopes) if !scopes.iter().any(|scope| scope == "pat:read") => {
            Err(Answer::wrong_scope())
        }
        _ => Ok(()),
    }
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

/// The scopes of a JWT, unverified; `None` if the token is no JWT or names none.
fn scopes(token: &str) -> Option<Vec<Value>> {
    let mut parts = token.split('.');
    let (payload, _signature) = (parts.nth(1)?, parts.next()?);
    let bytes = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
    let claims: Value = serde_json::from_slice(&bytes).ok()?;
    claims.get("scopes")?.as_array().cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jwt(claims: &str) -> String {
        format!("Bearer {}.{}.x", URL_SAFE_NO_PAD.encode("{}"), URL_SAFE_NO_PAD.encode(claims))
    }

    #[test]
    fn bearers_pass_or_are_refused() {
        let check = |header: Option<&str>, expected, status: Option<u16>| {
            assert_eq!(admit(header, expected).err().map(|answer| answer.status), status);
        };
        check(Some("Bearer anything"), None, None);
        check(Some("bearer anything"), Some("anything"), None);
        check(Some("Bearer other"), Some("anything"), Some(401));
        check(Some("Bearer "), None, Some(401));
        check(Some("Basic anything"), None, Some(401));
        check(None, None, Some(401));
        check(Some(&jwt(r#"{"scopes":["pat:read","pat:write"]}"#)), None, None);
        check(Some(&jwt(r#"{"scopes":["pat:write"]}"#)), None, Some(403));
        check(Some(&jwt(r#"{"scopes":[]}"#)), None, Some(403));
        check(Some(&jwt(r#"{"sub":"1"}"#)), None, None);
    }
}
