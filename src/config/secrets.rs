//! Keeps tokens and passwords out of the configuration, and out of every message about it.
//!
//! A configuration is sent by mail, kept next to the statements and shown to an accountant. A
//! secret in it is refused before anything else is reported, and only its position is shown.

use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue};

use super::reader::Reader;

const MESSAGE: &str = "this file must not contain a token";
const HINT: &str = "remove it, and use --token-file or HOSPITABLE_TOKEN instead";

/// Words that a key must not contain, in any case.
const SECRET_WORDS: [&str; 6] = ["token", "secret", "password", "passwd", "api_key", "apikey"];

/// The beginning of a JSON Web Token and the least that follows it.
const JWT_START: &str = "eyJ";
const JWT_CHARACTERS_MIN: usize = 10;

/// Records a fault for every line with something that looks like a secret.
///
/// What could not be parsed is searched as plain text.
pub(super) fn refuse(reader: &Reader<'_>, text: &str, document: &DeTable<'_>, has_mistakes: bool) {
    let mut offsets = Vec::new();
    find_in_table(document, &mut offsets);
    offsets.extend(jwts(text));
    if has_mistakes {
        find_in_lines(text, &mut offsets);
    }
    offsets.sort_unstable();
    offsets.dedup_by_key(|offset| reader.line(*offset));
    for offset in offsets {
        reader.fault(offset, MESSAGE.to_owned(), HINT);
    }
}

fn is_secret(key: &str) -> bool {
    let key = key.to_lowercase().replace(['-', ' '], "_");
    SECRET_WORDS.iter().any(|word| key.contains(word))
}

/// Where something that looks like a JSON Web Token begins.
fn jwts(text: &str) -> impl Iterator<Item = usize> {
    let is_part = |b: &u8| b.is_ascii_alphanumeric() || b"-_.".contains(b);
    text.match_indices(JWT_START).map(|(offset, _)| offset).filter(move |offset| {
        let rest = &text.as_bytes()[*offset..];
        rest.iter().take(JWT_CHARACTERS_MIN).filter(|b| is_part(b)).count() == JWT_CHARACTERS_MIN
    })
}

fn find_in_table(table: &DeTable<'_>, offsets: &mut Vec<usize>) {
    for (key, value) in table {
        if is_secret(key.get_ref()) || jwts(key.get_ref()).next().is_some() {
            offsets.push(key.span().start);
        } else {
            find_in_value(value, offsets);
        }
    }
}

fn find_in_value(value: &Spanned<DeValue<'_>>, offsets: &mut Vec<usize>) {
    match value.get_ref() {
        DeValue::String(text) => {
            if jwts(text).next().is_some() {
                offsets.push(value.span().start);
            }
        }
        DeValue::Array(items) => items.iter().for_each(|item| find_in_value(item, offsets)),
        DeValue::Table(table) => find_in_table(table, offsets),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {}
    }
}

/// Finds keys in text that is not valid TOML: the word before each `=` or `:`, and headings.
fn find_in_lines(text: &str, offsets: &mut Vec<usize>) {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let is_comment = line.trim_start().starts_with('#');
        let is_heading = line.trim_start().starts_with('[') && !line.contains('=');
        let mut pieces = line.split(['=', ':']).collect::<Vec<_>>();
        if !is_heading {
            pieces.pop();
        }
        let key_of = |piece: &str| {
            let piece = piece.trim_end().trim_end_matches(['"', '\'', ']']);
            piece.rsplit([',', '{', '"', '\'', '[']).next().is_some_and(is_secret)
        };
        if !is_comment && pieces.into_iter().any(key_of) {
            offsets.push(offset + line.len() - line.trim_start().len());
        }
        offset += line.len();
    }
}
