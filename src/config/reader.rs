//! Walks a parsed TOML document and collects faults instead of stopping at the first.
//!
//! A method that finds a fault records it and returns `None`; the caller continues with the next
//! key. Every text of the file passes [`Value::text`], which lets nothing invisible through.

use std::borrow::Cow;
use std::cell::RefCell;

use serde_spanned::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::fault::{Fault, Faults};
use super::line_index::LineIndex;
use super::wording::{accepted, meant_or_accepted, nearest};
use crate::tables;
use crate::text::{is_invisible, quoted};

/// The longest text of a configuration.
const TEXT_CHARACTERS_MAX: usize = 200;

/// The faults found so far.
pub(super) struct Reader<'t> {
    file: String,
    places: LineIndex<'t>,
    faults: RefCell<Vec<Fault>>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(file: &str, text: &'t str) -> Self {
        let shown = |c: char| if is_invisible(c) { '\u{fffd}' } else { c };
        Self {
            file: file.chars().map(shown).collect(),
            places: LineIndex::of(text),
            faults: RefCell::default(),
        }
    }

    /// Records a fault at a byte offset; an empty hint means no hint.
    pub(super) fn fault(&self, offset: usize, message: String, hint: &str) {
        let (line, column) = self.places.line_and_column(offset);
        let hint = (!hint.is_empty()).then(|| hint.to_owned());
        self.faults.borrow_mut().push(Fault {
            file: self.file.clone(),
            line,
            column,
            message,
            hint,
        });
    }

    /// Takes over the faults of another file, a line each.
    fn adopt(&self, faults: &tables::Faults) {
        let adopted = faults.iter().map(|fault| Fault {
            file: fault.file.clone(),
            line: usize::try_from(fault.line).unwrap_or(usize::MAX),
            column: 0,
            message: match fault.column {
                Some(column) => format!("{column}: {}", fault.message),
                None => fault.message.clone(),
            },
            hint: None,
        });
        self.faults.borrow_mut().extend(adopted);
    }

    /// The line of a byte offset, from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.places.line_and_column(offset).0
    }

    /// Whether no fault was found so far.
    pub(super) fn has_no_faults(&self) -> bool {
        self.faults.borrow().is_empty()
    }

    pub(super) fn into_faults(self) -> Faults {
        Faults::in_order(self.faults.into_inner())
    }
}

/// A table of the file with a known set of keys.
pub(super) struct Table<'a> {
    reader: &'a Reader<'a>,
    entries: &'a DeTable<'a>,
    /// As it is called in messages, "`[[agreement]]`"; empty for the file itself.
    name: String,
    offset: usize,
    /// Accepted keys that an unknown key was probably meant to be: not reported as missing, too.
    misspelt: Vec<&'a str>,
    has_unknown: bool,
}

impl<'a> Table<'a> {
    /// The file itself.
    pub(super) fn root(reader: &'a Reader<'a>, entries: &'a DeTable<'a>, keys: &[&'a str]) -> Self {
        Self::open(reader, entries, String::new(), 0, keys)
    }

    fn open(
        reader: &'a Reader<'a>,
        entries: &'a DeTable<'a>,
        name: String,
        offset: usize,
        keys: &[&'a str],
    ) -> Self {
        let mut misspelt = Vec::new();
        let mut has_unknown = false;
        for (key, item) in entries {
            let written: &str = key.get_ref();
            if keys.contains(&written) {
                continue;
            }
            has_unknown = true;
            let place = if name.is_empty() { String::new() } else { format!(" in {name}") };
            let noun = if name.is_empty() && has_heading(item) { "section" } else { "key" };
            reader.fault(
                key.span().start,
                format!("unknown {noun} {}{place}", quoted(written)),
                &meant_or_accepted(written, keys),
            );
            misspelt.extend(nearest(written, keys));
        }
        Self { reader, entries, name, offset, misspelt, has_unknown }
    }

    /// Takes over the faults of a file that this one names.
    pub(super) fn adopt(&self, faults: &tables::Faults) {
        self.reader.adopt(faults);
    }

    /// Whether a key was reported that is not known, which may explain what else is missing.
    pub(super) fn has_unknown(&self) -> bool {
        self.has_unknown
    }

    /// The value of a key, if it is there.
    pub(super) fn get(&self, key: &str) -> Option<Value<'a>> {
        let (key, item) = self.entries.get_key_value(key)?;
        Some(Value::of_key(self.reader, key, item))
    }

    /// The value of a key that has to be there.
    pub(super) fn required(&self, key: &str, hint: &str) -> Option<Value<'a>> {
        let found = self.get(key);
        if found.is_none() && !self.misspelt.contains(&key) {
            let place =
                if self.name.is_empty() { String::new() } else { format!(" in {}", self.name) };
            self.refuse(format!("missing key '{key}'{place}"), hint);
        }
        found
    }

    /// What `read` makes of a key's value, or `default` where the key is not there.
    pub(super) fn optional<T>(
        &self,
        key: &str,
        default: T,
        read: impl FnOnce(&Value<'a>) -> Option<T>,
    ) -> Option<T> {
        self.get(key).map_or(Some(default), |value| read(&value))
    }

    /// The keys and values in the order of the file, those with unknown keys left out.
    pub(super) fn entries(&self, keys: &[&str]) -> Vec<(&'a str, Value<'a>)> {
        let known = self.entries.iter().filter(|(key, _)| keys.contains(&&**key.get_ref()));
        in_order(self.reader, known)
    }

    /// The section `[key]`, which has to be there.
    pub(super) fn section(&self, key: &str, keys: &[&'a str], hint: &str) -> Option<Table<'a>> {
        let Some(value) = self.get(key) else {
            self.refuse_missing_section(key, &format!("[{key}]"), hint);
            return None;
        };
        value.section(&format!("[{key}]"), keys)
    }

    /// The sections `[[key]]`; at least one has to be there.
    pub(super) fn sections(&self, key: &str, keys: &[&'a str], hint: &str) -> Vec<Table<'a>> {
        let name = format!("[[{key}]]");
        let Some(value) = self.get(key) else {
            self.refuse_missing_section(key, &name, hint);
            return Vec::new();
        };
        match value.item.get_ref() {
            DeValue::Array(items) if items.is_empty() => {
                value.refuse(format!("there is no {name}"), hint);
                Vec::new()
            }
            DeValue::Array(items) => items
                .iter()
                .map(|item| Value::entry(self.reader, &name, item))
                .filter_map(|item| item.section(&name, keys))
                .collect(),
            DeValue::Table(_) => {
                let hint = format!("write {name} with two brackets, once for each one");
                value.refuse(format!("[{key}] has only one bracket"), &hint);
                Vec::new()
            }
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_) => {
                value.refuse_kind(&format!("write a section with the heading {name}"));
                Vec::new()
            }
        }
    }

    fn refuse_missing_section(&self, key: &str, name: &str, hint: &str) {
        if !self.misspelt.contains(&key) {
            self.refuse(format!("missing section {name}"), hint);
        }
    }

    /// Records a fault of the table as a whole.
    pub(super) fn refuse(&self, message: String, hint: &str) {
        self.reader.fault(self.offset, message, hint);
    }
}

/// Keys and values in the order of the file.
fn in_order<'a>(
    reader: &'a Reader<'a>,
    entries: impl Iterator<Item = (&'a Spanned<Cow<'a, str>>, &'a Spanned<DeValue<'a>>)>,
) -> Vec<(&'a str, Value<'a>)> {
    let mut entries: Vec<_> = entries.collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let value = |(key, item)| Value::of_key(reader, key, item);
    entries.into_iter().map(|(key, item)| (&**key.get_ref(), value((key, item)))).collect()
}

/// Whether an entry of the file is a section.
fn has_heading(item: &Spanned<DeValue<'_>>) -> bool {
    let is_list_of_tables = |items: &toml::de::DeArray<'_>| {
        items.iter().next().is_some_and(|item| item.get_ref().is_table())
    };
    item.get_ref().is_table() || item.get_ref().as_array().is_some_and(is_list_of_tables)
}

/// A value of the file with the key that leads to it.
pub(super) struct Value<'a> {
    reader: &'a Reader<'a>,
    /// As it is called in messages, "'rate'" or "an entry of 'base'".
    name: String,
    /// The position of its key, or of the value itself if it has no key.
    key_offset: usize,
    item: &'a Spanned<DeValue<'a>>,
}

impl<'a> Value<'a> {
    fn of_key(
        reader: &'a Reader<'a>,
        key: &Spanned<Cow<'a, str>>,
        item: &'a Spanned<DeValue<'a>>,
    ) -> Self {
        Self { reader, name: quoted(key.get_ref()), key_offset: key.span().start, item }
    }

    fn entry(reader: &'a Reader<'a>, name: &str, item: &'a Spanned<DeValue<'a>>) -> Self {
        Self { reader, name: name.to_owned(), key_offset: item.span().start, item }
    }

    /// The line, from 1.
    pub(super) fn line(&self) -> usize {
        self.reader.line(self.offset())
    }

    /// The place in the file, in bytes.
    pub(super) fn offset(&self) -> usize {
        self.item.span().start
    }

    /// Records a fault of this value.
    pub(super) fn refuse(&self, message: String, hint: &str) {
        self.reader.fault(self.offset(), message, hint);
    }

    /// Records a fault of the key that leads to this value.
    pub(super) fn refuse_key(&self, message: String, hint: &str) {
        self.reader.fault(self.key_offset, message, hint);
    }

    /// Records that the value's text is not accepted.
    pub(super) fn refuse_text(&self, text: &str, hint: &str) {
        self.refuse(format!("{} is {}", self.name, quoted(text)), hint);
    }

    /// Records that the value is of the wrong kind.
    pub(super) fn refuse_kind(&self, hint: &str) {
        let kind = match self.item.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a decimal number",
            DeValue::Boolean(_) => "a true-or-false value",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a group of keys",
        };
        self.refuse(format!("{} is {kind}", self.name), hint);
    }

    /// Whether the value is a string.
    pub(super) fn is_text(&self) -> bool {
        self.item.get_ref().is_str()
    }

    /// The trimmed string, without any check.
    pub(super) fn plain_text(&self) -> Option<&'a str> {
        self.item.get_ref().as_str().map(str::trim)
    }

    /// A text of one line with at most 200 characters, without white space around it.
    pub(super) fn text(&self, hint: &str) -> Option<&'a str> {
        let text = self.text_or_nothing(hint)?;
        if text.is_none() {
            self.refuse(format!("{} is empty", self.name), hint);
        }
        text
    }

    /// As [`Value::text`], where an empty text means nothing.
    #[expect(clippy::option_option, reason = "a fault, an empty text and a text are three things")]
    pub(super) fn text_or_nothing(&self, hint: &str) -> Option<Option<&'a str>> {
        let Some(text) = self.item.get_ref().as_str() else {
            self.refuse_kind(hint);
            return None;
        };
        let text = text.trim();
        if text.contains(['\n', '\r']) {
            self.refuse(format!("{} has more than one line", self.name), "write it on one line");
            return None;
        }
        if let Some(found) = text.chars().find(|c| is_invisible(*c)) {
            let message = format!(
                "{} contains an invisible character (U+{:04X})",
                self.name,
                u32::from(found)
            );
            self.refuse(message, "delete the text and type it again");
            return None;
        }
        let length = text.chars().count();
        if length > TEXT_CHARACTERS_MAX {
            let message = format!("{} has {length} characters", self.name);
            self.refuse(message, &format!("at most {TEXT_CHARACTERS_MAX} are allowed"));
            return None;
        }
        Some((!text.is_empty()).then_some(text))
    }

    /// One of the named things.
    pub(super) fn choice<T: Copy>(&self, choices: &[(&str, T)]) -> Option<T> {
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let text = self.text(&accepted(&names))?;
        let found = choices.iter().find(|(name, _)| *name == text).map(|(_, thing)| *thing);
        if found.is_none() {
            self.refuse_text(text, &meant_or_accepted(text, &names));
        }
        found
    }

    /// A whole number from `least` to `most`.
    pub(super) fn whole_number(&self, least: i64, most: i64, hint: &str) -> Option<i64> {
        let Some(written) = self.item.get_ref().as_integer() else {
            self.refuse_kind(hint);
            return None;
        };
        let number = whole_number_of(written).filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.refuse_text(&written.to_string(), hint);
        }
        number
    }

    /// True or false.
    pub(super) fn flag(&self) -> Option<bool> {
        let flag = self.item.get_ref().as_bool();
        if flag.is_none() {
            self.refuse_kind("write true or false, without quotation marks");
        }
        flag
    }

    /// The entries of a list.
    pub(super) fn list(&self, hint: &str) -> Option<Vec<Value<'a>>> {
        let Some(items) = self.item.get_ref().as_array() else {
            self.refuse_kind(hint);
            return None;
        };
        let name = format!("an entry of {}", self.name);
        Some(items.iter().map(|item| Value::entry(self.reader, &name, item)).collect())
    }

    /// A section of the file, called `name` in messages.
    pub(super) fn section(&self, name: &str, keys: &[&'a str]) -> Option<Table<'a>> {
        if has_heading(self.item) && self.item.get_ref().is_array() {
            let hint = format!("write {name} with one bracket, and only once");
            self.refuse(format!("[{name}] has one bracket too many"), &hint);
            return None;
        }
        self.table(name, keys, &format!("write a section with the heading {name}"))
    }

    /// The keys and values of a group that accepts any key, in the order of the file.
    pub(super) fn group(&self, hint: &str) -> Option<Vec<(&'a str, Value<'a>)>> {
        let Some(entries) = self.item.get_ref().as_table() else {
            self.refuse_kind(hint);
            return None;
        };
        Some(in_order(self.reader, entries.iter()))
    }

    /// A group of keys, called `name` in messages.
    pub(super) fn table(&self, name: &str, keys: &[&'a str], hint: &str) -> Option<Table<'a>> {
        let Some(entries) = self.item.get_ref().as_table() else {
            self.refuse_kind(hint);
            return None;
        };
        Some(Table::open(self.reader, entries, name.to_owned(), self.offset(), keys))
    }
}

/// The number that TOML wrote, in any of its notations.
pub(super) fn whole_number_of(written: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(written.as_str(), written.radix()).ok()
}
