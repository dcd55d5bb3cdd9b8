//! JSON read strictly: what is ambiguous is refused, and numbers keep their text.
//!
//! An ordinary reader takes the last of two equal keys, turns an integer of twenty digits into a
//! float and writes 1.10 back as 1.1. In a row of money each of these is a wrong figure without a
//! trace. Objects come out with their keys in alphabetical order, so equal values have equal text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

pub use super::json_value::Value;

/// How deep lists and objects may be nested.
pub const DEPTH_MAX: usize = 64;

/// The text is not JSON, or is ambiguous.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault} at {path}")]
pub struct JsonError {
    /// Where, as in `$.data[3].financials.host`; `$` is the whole text.
    pub path: String,
    /// What is wrong.
    pub fault: JsonFault,
}

/// What is wrong with a JSON text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonFault {
    /// The text breaks the grammar of JSON.
    #[error("invalid JSON ({0})")]
    Syntax(String),
    /// An object has a key twice; which one counts is anybody's guess.
    #[error("the key '{0}' appears twice in one object")]
    DuplicateKey(String),
    /// An integer does not fit 64 bits.
    #[error("an integer that is too large")]
    HugeInteger,
    /// Lists and objects are nested deeper than [`DEPTH_MAX`].
    #[error("nested too deeply")]
    TooDeep,
}

/// An entry of a list that is read entry by entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEntry {
    /// The entry; without what cannot be read, if there is a fault.
    pub value: Value,
    /// What is wrong with it.
    pub fault: Option<JsonFault>,
}

impl Value {
    /// Reads an object whose list `key` is read entry by entry, so that a fault in one entry leaves
    /// the others readable. The list is not part of the value; there is none where `key` holds no
    /// list.
    ///
    /// # Errors
    /// As [`Value::read`], for everything outside the entries.
    pub fn read_with_list(
        text: &str,
        key: &str,
    ) -> Result<(Self, Option<Vec<ListEntry>>), JsonError> {
        let read = serde_json::from_str::<&RawValue>(text).map_err(syntax);
        read.and_then(|raw| entries(raw.get(), key)).map_err(|(path, fault)| JsonError {
            path: std::iter::once("$".to_owned()).chain(path.into_iter().rev()).collect(),
            fault,
        })
    }

    /// Reads a whole text as one value.
    ///
    /// # Errors
    /// Refuses what is not JSON, a key that appears twice, integers beyond 64 bits and nesting
    /// beyond [`DEPTH_MAX`].
    pub fn read(text: &str) -> Result<Self, JsonError> {
        let read = serde_json::from_str::<&RawValue>(text).map_err(syntax);
        read.and_then(|raw| value(raw.get(), DEPTH_MAX)).map_err(|(path, fault)| JsonError {
            path: std::iter::once("$".to_owned()).chain(path.into_iter().rev()).collect(),
            fault,
        })
    }
}

/// The steps from the innermost outwards, and what is wrong there.
type Fault = (Vec<String>, JsonFault);

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err asks for")]
fn syntax(error: serde_json::Error) -> Fault {
    (Vec::new(), JsonFault::Syntax(error.to_string()))
}

fn within(step: impl FnOnce() -> String) -> impl FnOnce(Fault) -> Fault {
    move |(mut path, fault)| {
        path.push(step());
        (path, fault)
    }
}

/// One value from text that is known to be exactly one JSON value without white space around it.
fn value(text: &str, depth: usize) -> Result<Value, Fault> {
    read_at_once(text, depth).map_or_else(|| read_level_by_level(text, depth), Ok)
}

/// Reads a value in one pass; none where only the slower reading can tell what is wrong, or keeps
/// the text of a number.
fn read_at_once(text: &str, depth: usize) -> Option<Value> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = AtOnce { depth }.deserialize(&mut deserializer).ok()?;
    deserializer.end().ok()?;
    Some(value)
}

struct AtOnce {
    depth: usize,
}

impl AtOnce {
    fn deeper<E: serde::de::Error>(&self) -> Result<Self, E> {
        let depth = self.depth.checked_sub(1).ok_or_else(|| E::custom(JsonFault::TooDeep))?;
        Ok(Self { depth })
    }
}

impl<'de> DeserializeSeed<'de> for AtOnce {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// A number with a fraction or an exponent, and one beyond 64 bits, arrives as a float, which this
/// does not take: its text would be lost.
impl<'de> Visitor<'de> for AtOnce {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value whose text is known")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(clean(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = list.next_element_seed(self.deeper()?)? {
            entries.push(entry);
        }
        Ok(Value::List(entries))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut fields = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            let field = map.next_value_seed(self.deeper()?)?;
            let key = clean(key);
            if fields.contains_key(&key) {
                return Err(A::Error::custom(JsonFault::DuplicateKey(key)));
            }
            fields.insert(key, field);
        }
        Ok(Value::Object(fields))
    }
}

/// As [`value`], reading each level of lists and objects by itself.
fn read_level_by_level(text: &str, depth: usize) -> Result<Value, Fault> {
    let deeper = depth.checked_sub(1).ok_or((Vec::new(), JsonFault::TooDeep));
    match text.as_bytes().first() {
        Some(b'{') => object(text, deeper?),
        Some(b'[') => {
            let deeper = deeper?;
            let entries: Vec<&RawValue> = serde_json::from_str(text).map_err(syntax)?;
            let read = entries.into_iter().enumerate().map(|(index, raw)| {
                value(raw.get(), deeper).map_err(within(|| format!("[{index}]")))
            });
            read.collect::<Result<_, _>>().map(Value::List)
        }
        Some(b'"') => {
            serde_json::from_str(text).map(|text| Value::Text(clean(text))).map_err(syntax)
        }
        Some(b'n') => Ok(Value::Null),
        Some(b't') => Ok(Value::Bool(true)),
        Some(b'f') => Ok(Value::Bool(false)),
        _ => number(text),
    }
}

fn object(text: &str, depth: usize) -> Result<Value, Fault> {
    let Fields(entries) = serde_json::from_str(text).map_err(syntax)?;
    let mut fields = BTreeMap::new();
    for (key, raw) in entries {
        let key = clean(key);
        let read = value(raw.get(), depth).map_err(within(|| format!(".{key}")))?;
        if fields.contains_key(&key) {
            return Err((Vec::new(), JsonFault::DuplicateKey(key)));
        }
        fields.insert(key, read);
    }
    Ok(Value::Object(fields))
}

fn entries(text: &str, list: &str) -> Result<(Value, Option<Vec<ListEntry>>), Fault> {
    if !text.starts_with('{') {
        return Ok((value(text, DEPTH_MAX)?, None));
    }
    let Fields(all) = serde_json::from_str(text).map_err(syntax)?;
    let (mut fields, mut found) = (BTreeMap::new(), None);
    for (key, raw) in all {
        let key = clean(key);
        if fields.contains_key(&key) || (key == list && found.is_some()) {
            return Err((Vec::new(), JsonFault::DuplicateKey(key)));
        }
        if key == list && raw.get().starts_with('[') {
            let parts: Vec<&RawValue> = serde_json::from_str(raw.get()).map_err(syntax)?;
            found = Some(parts.into_iter().map(|part| entry(part.get())).collect());
        } else {
            let read = value(raw.get(), DEPTH_MAX - 1).map_err(within(|| format!(".{key}")))?;
            fields.insert(key, read);
        }
    }
    Ok((Value::Object(fields), found))
}

fn entry(text: &str) -> ListEntry {
    match value(text, DEPTH_MAX - 2) {
        Ok(value) => ListEntry { value, fault: None },
        Err((_, fault)) => {
            ListEntry { value: readable_part(text, DEPTH_MAX - 2), fault: Some(fault) }
        }
    }
}

/// A value with null where it cannot be read, and without keys that stand twice.
fn readable_part(text: &str, depth: usize) -> Value {
    let Some(deeper) = depth.checked_sub(1) else { return Value::Null };
    match text.as_bytes().first() {
        Some(b'{') => {
            let Ok(Fields(all)) = serde_json::from_str(text) else { return Value::Null };
            let (mut fields, mut seen) = (BTreeMap::new(), BTreeSet::new());
            for (key, raw) in all {
                let key = clean(key);
                match seen.insert(key.clone()) {
                    true => drop(fields.insert(key, readable_part(raw.get(), deeper))),
                    false => drop(fields.remove(&key)),
                }
            }
            Value::Object(fields)
        }
        Some(b'[') => {
            let parts: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
            Value::List(parts.into_iter().map(|part| readable_part(part.get(), deeper)).collect())
        }
        _ => value(text, depth).unwrap_or(Value::Null),
    }
}

fn number(text: &str) -> Result<Value, Fault> {
    let is_integer = !text.contains(['.', 'e', 'E']);
    if is_integer && text.parse::<i64>().is_err() && text.parse::<u64>().is_err() {
        return Err((Vec::new(), JsonFault::HugeInteger));
    }
    Ok(Value::Number(text.to_owned()))
}

/// Some texts of the API carry NUL characters, which no page and no file name can hold.
fn clean(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "") } else { text }
}

/// The fields of an object in their order, equal keys included.
struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;

        impl<'de> Visitor<'de> for Collect {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    fields.push(entry);
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(Collect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> (String, JsonFault) {
        let error = Value::read(text).expect_err(text);
        (error.path, error.fault)
    }

    #[test]
    fn values_come_back_as_they_were_with_sorted_keys() {
        for (text, expected) in [
            (
                r#" {"b": 1.10, "a": [null, true, false, -3, "x\"\\\n\u0007é"] } "#,
                r#"{"a":[null,true,false,-3,"x\"\\\n\u0007é"],"b":1.10}"#,
            ),
            ("18446744073709551615", "18446744073709551615"),
            ("-9223372036854775808", "-9223372036854775808"),
            ("12345678901234567890.12", "12345678901234567890.12"),
            (r#""a\u0000b""#, r#""ab""#),
            (r#"{"a\u0000":1}"#, r#"{"a":1}"#),
        ] {
            assert_eq!(Value::read(text).expect(text).to_string(), expected);
        }
    }

    #[test]
    fn ambiguity_is_refused_with_its_place() {
        let twice = fault(r#"{"data":[{"x":1},{"host":{"a":1,"a":2}}]}"#);
        assert_eq!(twice, ("$.data[1].host".to_owned(), JsonFault::DuplicateKey("a".into())));
        assert_eq!(fault(r#"{"a":1,"a\u0000":2}"#).1, JsonFault::DuplicateKey("a".into()));
        let huge = fault(r#"{"amount":18446744073709551616}"#);
        assert_eq!(huge, ("$.amount".to_owned(), JsonFault::HugeInteger));
        assert_eq!(fault("-9223372036854775809").1, JsonFault::HugeInteger);
        let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
        assert_eq!(fault(&deep).1, JsonFault::TooDeep);
        let allowed = format!("{}{}", "[".repeat(DEPTH_MAX), "]".repeat(DEPTH_MAX));
        assert!(Value::read(&allowed).is_ok());
    }

    #[test]
    fn a_fault_in_an_entry_leaves_the_others_readable() {
        let text = r#"{"data":[{"id":"a"},{"id":"b","x":1,"x":2,"y":[{"z":1,"z":1}]}],"meta":3}"#;
        let (rest, entries) = Value::read_with_list(text, "data").expect("an object");
        assert_eq!(rest.to_string(), r#"{"meta":3}"#);
        let entries = entries.expect("a list");
        assert_eq!(
            (entries[0].value.to_string(), &entries[0].fault),
            (r#"{"id":"a"}"#.into(), &None)
        );
        assert_eq!(entries[1].value.to_string(), r#"{"id":"b","y":[{}]}"#);
        assert_eq!(entries[1].fault, Some(JsonFault::DuplicateKey("x".into())));
        assert_eq!(Value::read_with_list("{\"data\":{}}", "data").expect("an object").1, None);
        for text in [r#"{"data":[],"data":[]}"#, r#"{"data":[],"a":1,"a":1}"#, r#"{"data":[1,]}"#] {
            assert!(Value::read_with_list(text, "data").is_err(), "{text}");
        }
    }

    #[test]
    fn both_ways_of_reading_agree() {
        for text in [
            r#"{"b":[1,-3,{"c":null,"a\u0000":true}],"a":"\u00e9x"}"#,
            "0",
            "-0",
            "1e2",
            "1.10",
            "-9223372036854775808",
            "18446744073709551615",
            "18446744073709551616",
            r#"{"a":1,"a":2}"#,
            r#"{"a":1,"a\u0000":2}"#,
            r#""\ud800""#,
            "[[[]]]",
            "[[[[]]]]",
        ] {
            let slow = read_level_by_level(text, 3);
            if let Some(quick) = read_at_once(text, 3) {
                assert_eq!(Ok(quick), slow, "{text}");
            }
            assert_eq!(value(text, 3), slow, "{text}");
        }
        assert!(read_at_once(r#"{"b":[1,-3],"a":"x"}"#, 3).is_some());
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in ["", " ", "{", "[1,]", "{\"a\":1}x", "nul", "01", "'a'", r#""\ud800""#, "NaN"] {
            assert!(matches!(fault(text).1, JsonFault::Syntax(_)), "{text}");
        }
    }
}
