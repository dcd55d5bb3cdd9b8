//! The service's own words, made fit to be shown.
//!
//! Error bodies come in several forms, from a documented envelope to a proxy's page. What is taken
//! from them ends in a terminal or a log, so it is kept short, on one line, and without the token.

use crate::snapshot::json::{JsonError, ListEntry, Value};
use crate::text::Destination;

/// Characters of a message that are kept.
const WORDS_CHARS_MAX: usize = 200;

/// Characters of a trace number that are kept.
const TRACE_CHARS_MAX: usize = 64;

/// The message of an error body: its reason, its message or its beginning, and the errors it lists;
/// `None` if it is empty. `token` is redacted if the body repeats it.
pub(super) fn error_message(body: &[u8], token: &str) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let whole = |text: &str| one_line(&redacted(text, token));
    // JSON has more than one way to write the same text, the token too: what it means is searched
    let service_message = match Value::read(&text) {
        Ok(value) if value.as_object().is_some() => {
            let found = ["reason_phrase", "message", "error"]
                .iter()
                .find_map(|key| value.field(key).and_then(Value::as_text));
            let mut service_message = found.map_or_else(|| whole(&value.to_string()), whole);
            for fault in value.field("errors").map(texts).unwrap_or_default() {
                let fault = whole(&fault);
                if !service_message.contains(&fault) {
                    service_message = format!("{service_message} {fault}");
                }
            }
            one_line(&service_message)
        }
        Ok(value) => whole(&value.to_string()),
        Err(_) => whole(&text),
    };
    (!service_message.is_empty()).then_some(service_message)
}

/// A description of the web page in a body, if it is one. Only the title is shown: a page
/// is long, and made for a browser.
pub(super) fn web_page(body: &[u8], token: &str) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let lower = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).to_ascii_lowercase();
    if !["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| lower.starts_with(tag)) {
        return None;
    }
    let title = text.find("<title>").map(|start| &text[start + "<title>".len()..]);
    let title = title.and_then(|rest| rest.split('<').next()).map(one_line).unwrap_or_default();
    let title = redacted(&title, token);
    Some(match title.as_str() {
        "" => "a web page without a title".to_owned(),
        title => format!("a web page, '{title}'"),
    })
}

/// Text without the token.
pub(super) fn redacted(text: &str, token: &str) -> String {
    if token.is_empty() { text.to_owned() } else { text.replace(token, "[token]") }
}

/// Characters of a place within an answer.
const PLACE_CHARS_MAX: usize = 40;

/// The JSON of an answer, or what is wrong with it.
pub(super) fn json(body: &[u8]) -> Result<Value, String> {
    Value::read(text(body)?).map_err(not_understood)
}

/// The JSON of an answer with a list `data` that is read entry by entry, or what is wrong with it.
pub(super) fn list(body: &[u8]) -> Result<(Value, Option<Vec<ListEntry>>), String> {
    Value::read_with_list(text(body)?, "data").map_err(not_understood)
}

fn text(body: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(body).map_err(|_| "the answer is not text".to_owned())
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err asks for")]
fn not_understood(error: JsonError) -> String {
    let what = format!("the answer cannot be understood: {}", error.fault);
    match error.path.as_str() {
        "$" => what,
        path => format!("{what} at {}", path.chars().take(PLACE_CHARS_MAX).collect::<String>()),
    }
}

/// As [`printable`], cut to a sensible length.
pub(super) fn one_line(text: &str) -> String {
    printable(text, WORDS_CHARS_MAX)
}

/// Text on one line without runs of white space and what acts on a terminal, cut to `chars_max`
/// characters.
pub(super) fn printable(text: &str, chars_max: usize) -> String {
    let words: String = text.chars().take(chars_max.saturating_mul(4)).collect();
    let line = Destination::Line.clean(&words);
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(chars_max).collect()
}

/// A trace number that holds nothing but letters, digits and dashes.
pub(super) fn trace(header: &str) -> Option<String> {
    let wanted = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    let trace: String = header.chars().filter(wanted).take(TRACE_CHARS_MAX).collect();
    (!trace.is_empty()).then_some(trace)
}

/// All texts in a value, in the order of their keys.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) => vec![text.clone()],
        Value::List(entries) => entries.iter().flat_map(texts).collect(),
        Value::Object(fields) => fields.values().flat_map(texts).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_form_yields_its_words() {
        for (body, expected) in [
            (r#"{"message":"Unauthenticated."}"#, Some("Unauthenticated.")),
            (
                r#"{"status_code":400,"reason_phrase":"The properties field is required.",
                    "errors":{"properties":["The properties field is required."]}}"#,
                Some("The properties field is required."),
            ),
            (
                r#"{"reason_phrase":"Invalid.","message":"no","errors":{"a":["One."],"b":["Two."]}}"#,
                Some("Invalid. One. Two."),
            ),
            (r#"{"error":"invalid_token"}"#, Some("invalid_token")),
            (r#"{"message":null,"error":"x"}"#, Some("x")),
            ("<html>\n <b>Bad\u{1b}[31m Gateway</b>", Some("<html> <b>Bad [31m Gateway</b>")),
            (r#"["odd"]"#, Some(r#"["odd"]"#)),
            ("", None),
            (" \r\n", None),
        ] {
            assert_eq!(error_message(body.as_bytes(), "secret").as_deref(), expected, "{body}");
        }
        let long = error_message("x".repeat(5000).as_bytes(), "secret").expect("words");
        assert_eq!(long.len(), WORDS_CHARS_MAX);
        assert!(error_message(b"\xff\xfe", "secret").is_some());
    }

    #[test]
    fn a_web_page_is_told_by_its_title() {
        for (body, expected) in [
            (
                "\n<!DOCTYPE HTML>\n<html><head><title>\n Sign\u{1b} in</title></head>...",
                Some("a web page, 'Sign in'"),
            ),
            ("<html><body>down</body></html>", Some("a web page without a title")),
            ("<html><title>s3cr3t", Some("a web page, '[token]'")),
            (r#"{"message":"<html>"}"#, None),
            ("<?xml version='1.0'?>", None),
            ("", None),
        ] {
            assert_eq!(web_page(body.as_bytes(), "s3cr3t").as_deref(), expected, "{body}");
        }
    }

    #[test]
    fn the_token_is_blotted_out() {
        let service_message = error_message(br#"{"message":"bad header Bearer s3cr3t"}"#, "s3cr3t");
        assert_eq!(service_message.as_deref(), Some("bad header Bearer [token]"));
        let escaped = format!(r#"{{"message":"{}\u0073\/3cr3t"}}"#, "x ".repeat(97));
        let service_message = error_message(escaped.as_bytes(), "s/3cr3t").expect("words");
        assert!(
            service_message.ends_with(" [token") && !service_message.contains("3cr"),
            "{service_message}"
        );
        let listed =
            error_message(br#"{"message":"no","errors":{"token":["s\/3cr3t"]}}"#, "s/3cr3t");
        assert_eq!(listed.as_deref(), Some("no [token]"));
        let keyed = error_message(br#"{"s\/3cr3t":1}"#, "s/3cr3t");
        assert_eq!(keyed.as_deref(), Some(r#"{"[token]":1}"#));
    }

    #[test]
    fn a_trace_is_a_plain_number() {
        assert_eq!(trace("0f3a-\u{1b}[2J9").as_deref(), Some("0f3a-2J9"));
        assert_eq!(trace(" "), None);
    }
}
