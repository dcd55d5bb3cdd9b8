//! An answer before it is written to the wire, and the refusals in the words of the API.

use serde_json::{Value, json};

/// Status, additional headers, and body.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Body,
}

/// A body that is still a value (so that a fault can change it), or finished text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Body {
    /// Served as `application/json`.
    Json(Value),
    /// Served as it is.
    Text {
        /// The content type to claim.
        content_type: &'static str,
        /// The text; empty for an empty body.
        text: String,
    },
}

impl Answer {
    pub(super) fn json(status: u16, value: Value) -> Self {
        Self { status, headers: Vec::new(), body: Body::Json(value) }
    }

    /// A single object in its envelope.
    pub(super) fn data(object: Value) -> Self {
        Self::json(200, json!({ "data": object }))
    }

    pub(super) fn html(status: u16, text: &str) -> Self {
        let body = Body::Text { content_type: "text/html; charset=UTF-8", text: text.to_owned() };
        Self { status, headers: Vec::new(), body }
    }

    pub(super) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(super) fn unauthenticated() -> Self {
        Self::json(401, json!({"message": "Unauthenticated."}))
    }

    pub(super) fn wrong_scope() -> Self {
        Self::reason(403, "Invalid scope(s) provided.")
    }

    pub(super) fn not_found() -> Self {
        Self::json(404, json!({"message": "Not found."}))
    }

    pub(super) fn wrong_method(method: &str) -> Self {
        let text = format!("The {method} method is not supported for this route.");
        Self::json(405, json!({ "message": text })).with_header("allow", "GET")
    }

    pub(super) fn too_many() -> Self {
        Self::reason(429, "Too Many Attempts.")
    }

    pub(super) fn server_error() -> Self {
        Self::json(500, json!({"message": "Server error."}))
    }

    pub(super) fn bad_pagination() -> Self {
        Self::reason(400, "Invalid pagination parameter supplied.")
    }

    /// 400 for one field; the text appears twice, as in the API.
    pub(super) fn invalid(field: &str, text: &str) -> Self {
        Self::json(
            400,
            json!({"status_code": 400, "reason_phrase": text, "errors": {field: [text]}}),
        )
    }

    fn reason(status: u16, text: &str) -> Self {
        Self::json(status, json!({"status_code": status, "reason_phrase": text}))
    }
}
