//! TOML syntax errors, explained to people who do not know TOML.
//!
//! Nothing of the line is repeated: what is broken may be anything, a secret too.

use toml::de::Error;

use super::reader::Reader;
use crate::text::quoted;

/// The beginning of the parser's message, then our message and hint.
const WORDINGS: &[(&str, &str, &str)] = &[
    (
        "key with no value",
        "this line is neither a heading nor a key with a value",
        "write [heading], or key = \"value\"",
    ),
    (
        "unclosed table",
        "this heading has no closing bracket",
        "write [heading] on a line of its own",
    ),
    (
        "unclosed array table",
        "this heading has no closing bracket",
        "write [[heading]] on a line of its own",
    ),
    (MISSING_COMMA, "a comma is missing before this", "write a comma between two entries"),
    ("invalid boolean", "a value is not in quotation marks", UNQUOTED_HINT),
    (
        "unexpected key or value",
        "there is something after the value",
        "write one value per line, and text in \"quotation marks\"",
    ),
    (
        "invalid unquoted key",
        "this key contains an invalid character",
        "use the letters a to z, digits, - and _",
    ),
    ("unquoted keys cannot be empty", "the key before '=' is missing", "write key = \"value\""),
    ("unexpected leading zero", "a number starts with 0", "write text in \"quotation marks\""),
    (
        "cannot extend value",
        "this key already has a value, so it cannot also be a group of keys",
        "keep one of the two",
    ),
    ("missing escaped value", BACKSLASH, BACKSLASH_HINT),
    ("too few unicode value digits", BACKSLASH, BACKSLASH_HINT),
];

const BACKSLASH: &str = "a backslash has a special meaning in \"double\" quotation marks";
const BACKSLASH_HINT: &str = "write two backslashes, or 'single' quotation marks";

const MISSING_COMMA: &str = "missing comma";
/// How the parser calls a list or a group that runs to the end of the file.
const NEVER_CLOSED: [&str; 2] = ["unclosed array,", "unclosed inline table"];
/// What the parser reports first when it reads the next lines as list entries.
const RUNAWAY: [&str; 4] =
    [MISSING_COMMA, "unexpected `=` in array", "unclosed array,", "unclosed inline table"];
const NOT_CLOSED: &str = "a list or a group of keys before this is not closed";
const NOT_CLOSED_HINT: &str = "write ] after the last entry of a list, } after that of a group";

const UNQUOTED: &str = "string values must be quoted";
const UNQUOTED_HINT: &str = "write text, percentages and amounts in \"quotation marks\"; only \
                             numbers, true and false go without";

/// Records a fault for the first mistake of each line.
///
/// An unclosed list makes every line after it an error; only the first is reported, and likewise
/// for consecutive missing commas.
pub(super) fn refuse(reader: &Reader<'_>, text: &str, mistakes: &[Error]) {
    let mut mistakes: Vec<(usize, &Error)> =
        mistakes.iter().map(|mistake| (offset(mistake), mistake)).collect();
    mistakes.sort_by_key(|(offset, _)| *offset);
    let never_closes = mistakes.iter().any(|(_, mistake)| is_one_of(mistake, &NEVER_CLOSED));
    let runaway = mistakes
        .iter()
        .find(|(_, mistake)| never_closes && is_one_of(mistake, &RUNAWAY))
        .map(|(offset, _)| *offset);
    if let Some(start) = runaway {
        mistakes.retain(|(offset, _)| reader.line(*offset) < reader.line(start));
        reader.fault(start, NOT_CLOSED.to_owned(), NOT_CLOSED_HINT);
    }
    mistakes.dedup_by_key(|(offset, _)| reader.line(*offset));
    mistakes.dedup_by(|(_, next), (_, first)| {
        is_one_of(next, &[MISSING_COMMA]) && is_one_of(first, &[MISSING_COMMA])
    });
    for (offset, mistake) in mistakes {
        let (message, hint) = wording(text, mistake);
        reader.fault(offset, message, &hint);
    }
}

fn is_one_of(mistake: &Error, beginnings: &[&str]) -> bool {
    beginnings.iter().any(|beginning| mistake.message().starts_with(beginning))
}

/// Whether the mistake leaves no doubt about all other lines: a key that is there twice.
pub(super) fn leaves_the_rest_readable(mistake: &Error) -> bool {
    mistake.message().starts_with("duplicate key")
}

fn offset(mistake: &Error) -> usize {
    mistake.span().map_or(0, |span| span.start)
}

fn wording(text: &str, mistake: &Error) -> (String, String) {
    let said = mistake.message();
    let source = mistake.span().and_then(|span| text.get(span)).unwrap_or("");
    if leaves_the_rest_readable(mistake) {
        let message = format!("{} appears a second time", quoted(source));
        return (message, "keep one of the two".to_owned());
    }
    if source.starts_with(':') {
        let message = "a key is followed by a colon".to_owned();
        return (message, "write key = \"value\"".to_owned());
    }
    if said.starts_with(UNQUOTED) {
        return unquoted(source);
    }
    if said.contains("string") && said.starts_with("invalid") {
        return broken_text(said);
    }
    WORDINGS.iter().find(|(beginning, ..)| said.starts_with(beginning)).map_or_else(
        || (format!("this line cannot be read ({})", without_expectations(said)), String::new()),
        |(_, message, hint)| ((*message).to_owned(), (*hint).to_owned()),
    )
}

fn unquoted(source: &str) -> (String, String) {
    let is_curly = |c| matches!(c, '\u{2018}'..='\u{201f}' | '\u{ab}' | '\u{bb}');
    let (message, hint) = if source.is_empty() {
        ("the value after '=' is missing", "write key = \"value\"")
    } else if source.starts_with(is_curly) {
        ("these quotation marks are curly", "write straight ones: \"value\"")
    } else {
        ("a value is not in quotation marks", UNQUOTED_HINT)
    };
    (message.to_owned(), hint.to_owned())
}

fn broken_text(said: &str) -> (String, String) {
    let (message, hint) = if said.contains("characters") {
        ("a text contains an invisible character", "delete the text and type it again")
    } else {
        ("a text is not closed", "add the closing quotation mark on the same line")
    };
    (message.to_owned(), hint.to_owned())
}

/// The parser's message, without its list of expected tokens.
fn without_expectations(said: &str) -> &str {
    said.split(", expected").next().unwrap_or(said)
}
