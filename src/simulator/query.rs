//! The query of a request: decoding as the API's framework does it, and the checks of its values.
//!
//! Unknown names are ignored; unknown values of known names are refused.

use chrono::NaiveDate;

use super::answer::Answer;

/// The decoded pairs of a query, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    pub(super) fn parse(raw: &str) -> Self {
        Self(form_urlencoded::parse(raw.as_bytes()).into_owned().collect())
    }

    pub(super) fn into_pairs(self) -> Vec<(String, String)> {
        self.0
    }

    /// The value of a name that is not a list; the last one counts, an empty one means missing.
    pub(super) fn one(&self, name: &str) -> Option<&str> {
        let value = self.0.iter().rev().find(|(key, _)| key == name)?.1.trim();
        (!value.is_empty()).then_some(value)
    }

    /// The values of a list: `name[]=a&name[]=b`, also `name[0]=a&name[1]=b`; empty ones are left
    /// out.
    pub(super) fn list(&self, name: &str) -> Vec<&str> {
        let of_list = |key: &str| {
            key.strip_prefix(name).is_some_and(|rest| rest.starts_with('[') && rest.ends_with(']'))
        };
        let values = self.0.iter().filter(|(key, _)| of_list(key));
        values.map(|(_, value)| value.trim()).filter(|value| !value.is_empty()).collect()
    }

    /// Whether `include` asks for this part, as `include=a,b` or as `include[]=a&include[]=b`.
    pub(super) fn includes(&self, part: &str) -> bool {
        let mut listed = self.list("include");
        listed.extend(self.one("include"));
        listed.iter().flat_map(|names| names.split(',')).any(|name| name.trim() == part)
    }

    /// A date of the form `YYYY-MM-DD`.
    pub(super) fn date(&self, name: &str) -> Result<Option<NaiveDate>, Answer> {
        let Some(value) = self.one(name) else { return Ok(None) };
        match day(value) {
            Some(date) if value.len() == 10 => Ok(Some(date)),
            _ => Err(wrong_format(name, "Y-m-d")),
        }
    }

    /// An instant of the form `YYYY-MM-DD HH:MM:SS`, as text that sorts by time.
    pub(super) fn instant(&self, name: &str) -> Result<Option<&str>, Answer> {
        let Some(value) = self.one(name) else { return Ok(None) };
        match chrono::NaiveDateTime::parse_from_str(value, "%Y-%m-%d %H:%M:%S") {
            Ok(_) if value.len() == 19 => Ok(Some(value)),
            _ => Err(wrong_format(name, "Y-m-d H:i:s")),
        }
    }

    /// A whole number from 1 to `most`.
    pub(super) fn count(&self, name: &str, default: usize, most: usize) -> Result<usize, Answer> {
        let Some(value) = self.one(name) else { return Ok(default) };
        match value.parse() {
            Ok(number) if (1..=most).contains(&number) => Ok(number),
            _ => Err(Answer::bad_pagination()),
        }
    }
}

/// The date that a text begins with: dates and instants alike are cut after ten characters.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()
}

fn wrong_format(name: &str, format: &str) -> Answer {
    let words = name.replace('_', " ");
    Answer::invalid(name, &format!("The {words} field must match the format {format}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_in_every_spelling() {
        for raw in [
            "properties[]=a&properties[]=b",
            "properties%5B%5D=a&properties%5B%5D=b",
            "properties[0]=a&properties[1]=b&properties[]=",
        ] {
            assert_eq!(Query::parse(raw).list("properties"), ["a", "b"], "{raw}");
        }
        assert!(Query::parse("properties=a").list("properties").is_empty());
        for raw in ["include=guest,+financials", "include[]=guest&include%5B%5D=financials"] {
            let query = Query::parse(raw);
            assert!(query.includes("guest") && query.includes("financials"), "{raw}");
            assert!(!query.includes("guests") && !query.includes("review"), "{raw}");
        }
    }

    #[test]
    fn dates_are_strict() {
        for (raw, good) in [
            ("d=2026-10-01", true),
            ("d=2026-10-1", false),
            ("d=2026-13-01", false),
            ("d=x", false),
        ] {
            assert_eq!(Query::parse(raw).date("d").is_ok(), good, "{raw}");
        }
        assert_eq!(Query::parse("").date("d"), Ok(None));
        assert!(Query::parse("t=2026-10-01+00:00:00").instant("t").is_ok());
        assert!(Query::parse("t=2026-10-01T00:00:00").instant("t").is_err());
    }
}
