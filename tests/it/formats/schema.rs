//! The JSON matches its published schema, and the schema accepts nothing else.

use std::path::Path;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Value, json};

use super::read::statements;
use crate::share::step;

/// A schema that documents are checked against.
pub struct Schema {
    compiled: Schemas,
    index: SchemaIndex,
}

impl Schema {
    pub fn of(schema: Value) -> Self {
        let (mut compiler, mut compiled) = (Compiler::new(), Schemas::new());
        compiler.add_resource("schema.json", schema).expect("a schema");
        let index = compiler.compile("schema.json", &mut compiled).expect("a valid schema");
        Self { compiled, index }
    }

    /// Where a document breaks the schema, and how.
    pub fn faults(&self, document: &Value) -> Result<(), String> {
        self.compiled.validate(document, self.index).map_err(|error| format!("{error:#}"))
    }
}

fn schema() -> Schema {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/statement.schema.json");
    let text = std::fs::read_to_string(path).expect("docs/statement.schema.json");
    Schema::of(serde_json::from_str(&text).expect("a schema in JSON"))
}

/// Asserts that a document matches the schema.
pub fn ensure_fits(document: &Value) {
    let checked = schema().faults(document);
    assert_eq!(checked, Ok(()), "{}", document["owner"]);
}

#[test]
fn every_statement_is_as_its_schema_says() {
    let statements = statements();
    assert!(!statements.is_empty());
    statements.iter().for_each(|(_, statement)| ensure_fits(statement));
}

/// Every object is closed and every amount is a text: a slip anywhere is found.
#[test]
fn what_is_not_in_the_schema_is_no_statement() {
    let schema = schema();
    let (_, statement) = statements().remove(1);
    let mut slipped = 0;
    for pointer in pointers(&statement, "").into_iter().step_by(step(5)) {
        let value = statement.pointer(&pointer).expect("a place");
        let replaced = match value {
            // by channel, whose names are not all known
            Value::Object(_) if pointer.ends_with("/guest_nights_by_channel") => continue,
            Value::Object(fields) => {
                let mut fields = fields.clone();
                fields.insert("surprise".to_owned(), json!(1));
                Value::Object(fields)
            }
            Value::String(_) if pointer.ends_with("/amount") => json!(12.5),
            Value::Number(_) => json!("12"),
            Value::String(_) | Value::Array(_) | Value::Bool(_) | Value::Null => continue,
        };
        let mut other = statement.clone();
        *other.pointer_mut(&pointer).expect("a place") = replaced;
        assert!(schema.faults(&other).is_err(), "{pointer} may be anything");
        slipped += 1;
    }
    assert!(slipped > 100 / step(5), "{slipped}");
}

/// One place of each kind: of lists the first two entries are enough.
fn pointers(value: &Value, at: &str) -> Vec<String> {
    let mut found = vec![at.to_owned()];
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields {
                found.extend(pointers(inner, &format!("{at}/{key}")));
            }
        }
        Value::Array(items) => {
            for (number, inner) in items.iter().take(2).enumerate() {
                found.extend(pointers(inner, &format!("{at}/{number}")));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    found
}
