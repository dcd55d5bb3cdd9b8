//! Settings that do not affect figures: how statements look and how the booking system is queried.

use super::reader::{Table, Value};
use crate::domain::GuestNames;
use crate::locale::Locale;
use crate::tables::{DateOrder, DecimalMark, SheetForm};

/// How the booking system is asked for reservations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FetchSettings {
    /// Days before the period in which a stay that reaches into it may begin, 31 to 1095.
    pub look_back_days: u32,
    /// Requests that may follow each other without a pause, 1 to 100.
    pub burst: u32,
    /// Requests a minute, 1 to 600.
    pub per_minute: u32,
}

impl Default for FetchSettings {
    fn default() -> Self {
        Self { look_back_days: 365, burst: 20, per_minute: 60 }
    }
}

/// The part of `[manager]` that controls how statements look.
pub(super) struct Printed {
    pub(super) locale: String,
    pub(super) guest_names: GuestNames,
    pub(super) logo: Option<String>,
}

/// The section `[fetch]`, which need not be there.
pub(super) fn read_fetch(root: &Table<'_>) -> Option<FetchSettings> {
    let usual = FetchSettings::default();
    let Some(value) = root.get("fetch") else { return Some(usual) };
    let table = value.section("[fetch]", &["look_back_days", "burst", "per_minute"])?;
    let number = |key, default, least, most| {
        table.optional(key, default, |value| whole_number(value, least, most))
    };
    let look_back_days = number("look_back_days", usual.look_back_days, 31, 1095);
    let burst = number("burst", usual.burst, 1, 100);
    let per_minute = number("per_minute", usual.per_minute, 1, 600);
    Some(FetchSettings { look_back_days: look_back_days?, burst: burst?, per_minute: per_minute? })
}

/// The path of a CSV file that `key` names, which need not be there.
#[expect(clippy::option_option, reason = "a fault, no file and a file are three things")]
pub(super) fn read_path(root: &Table<'_>, key: &str) -> Option<Option<String>> {
    let path = root.optional(key, None, |value| {
        value.text_or_nothing(&format!("write the path of a CSV file such as \"{key}.csv\""))
    });
    path.map(|path| path.map(str::to_owned))
}

/// The keys of the section `[entries]`.
pub(super) const ENTRIES_KEYS: &[&str] = &["file", "decimal", "dates"];

/// The file of entries and its form.
#[derive(Debug, Default)]
pub(super) struct EntriesFile {
    pub(super) path: Option<String>,
    pub(super) form: SheetForm,
}

/// The key `entries`, a path or a section; it need not be there.
pub(super) fn entries_file(root: &Table<'_>) -> Option<EntriesFile> {
    let Some(value) = root.get("entries") else { return Some(EntriesFile::default()) };
    if value.is_text() {
        let path = read_path(root, "entries")?;
        return Some(EntriesFile { path, form: SheetForm::default() });
    }
    let hint = "write entries = \"entries.csv\", or a section [entries] with 'file', 'decimal' and 'dates'";
    let table = value.table("[entries]", ENTRIES_KEYS, hint)?;
    let path = table.required("file", "write the path of a CSV file such as \"entries.csv\"");
    let path =
        path.and_then(|value| value.text("write the path of a CSV file such as \"entries.csv\""));
    let decimal =
        table.optional("decimal", DecimalMark::Point, |value| value.choice(&DecimalMark::ALL));
    let dates =
        table.optional("dates", DateOrder::YearMonthDay, |value| value.choice(&DateOrder::ALL));
    let form = SheetForm { decimal: decimal?, dates: dates? };
    Some(EntriesFile { path: Some(path?.to_owned()), form })
}

fn whole_number(value: &Value<'_>, least: u32, most: u32) -> Option<u32> {
    let hint = format!("write a whole number from {least} to {most}, without quotation marks");
    let number = value.whole_number(i64::from(least), i64::from(most), &hint)?;
    u32::try_from(number).ok()
}

/// Locale, guest names and logo of the section `[manager]`.
pub(super) fn read_printed(manager: &Table<'_>) -> Option<Printed> {
    let locales: Vec<_> = Locale::tags().map(|tag| (tag, tag)).collect();
    let locale = manager.optional("locale", "en", |value| value.choice(&locales));
    let all = [GuestNames::None, GuestNames::Initials, GuestNames::First];
    let names = all.map(|names| (names.key(), names));
    let guest_names =
        manager.optional("guest_names", GuestNames::None, |value| value.choice(&names));
    let logo = manager.optional("logo", None, |value| {
        value.text_or_nothing("write the path of an image such as \"logo.png\"")
    });
    Some(Printed {
        locale: locale?.to_owned(),
        guest_names: guest_names?,
        logo: logo?.map(str::to_owned),
    })
}
