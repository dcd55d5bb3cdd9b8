//! The pages of a list: how they come, and which are asked for so that each overlaps the one before.
//!
//! A page is asked for by its number and its size, so it begins at any multiple of the size. After
//! 100 entries, page 2 of 99 entries begins with the last of them: if it does not, something
//! was added or removed in between, and the entries behind it have moved. Every next page is chosen
//! to begin within what is known already and to end as far behind it as possible; on average a page
//! of 100 brings 87 new entries.

use super::answer;
use crate::snapshot::json::{self, Value};

/// Entries that a page may have; the service allows no more.
pub(super) const PER_PAGE: u64 = 100;

/// A page as it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PageAsked {
    /// Its number, from 1.
    pub(super) number: u64,
    /// How many entries it may have.
    pub(super) size: u64,
}

impl PageAsked {
    /// The first page, as large as it may be.
    pub(super) const FIRST: Self = Self { number: 1, size: PER_PAGE };

    /// The page after this one.
    pub(super) fn next(self) -> Self {
        Self { number: self.number + 1, ..self }
    }

    /// How many entries of the list come before its first.
    pub(super) fn start(self) -> u64 {
        (self.number - 1) * self.size
    }

    /// How many entries of the list end with its last, if it is full.
    fn end(self) -> u64 {
        self.number * self.size
    }

    /// The page that begins within the first `known` entries and ends as far behind them as
    /// possible. `known` is more than 1.
    pub(super) fn overlapping(known: u64) -> Self {
        let last = known - 1;
        let before = (last / PER_PAGE).max(1);
        let pages = (before..=2 * before).map(|before| {
            let size = (last / before).clamp(1, PER_PAGE);
            Self { number: before + 1, size }
        });
        // of two that end alike, the later has fewer entries to send
        pages.max_by_key(|page| page.end()).unwrap_or(Self::FIRST)
    }

    /// How many overlapping pages a list of `total` entries takes.
    pub(super) fn count(total: u64) -> u64 {
        let (mut known, mut pages) = (PER_PAGE, 1);
        while known < total {
            known = Self::overlapping(known).end();
            pages += 1;
        }
        pages
    }
}

/// An entry as it came.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its id, if it has a usable one.
    pub(super) id: Option<String>,
    /// The entry; without what cannot be read, if there is a fault.
    pub(super) value: Value,
    /// What cannot be read.
    pub(super) fault: Option<json::JsonFault>,
}

/// A page, unpacked from its envelope.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// Its entries, in the order in which they came.
    pub(super) entries: Vec<Entry>,
    /// Its number, from 1.
    pub(super) number: u64,
    /// How many pages of this size the list has.
    pub(super) pages: u64,
    /// How many entries the list has.
    pub(super) total: u64,
}

/// Unpacks a page from its envelope, or says what is wrong with it.
///
/// # Errors
/// Why it is no page.
pub(super) fn page(body: &[u8]) -> Result<Page, String> {
    let (envelope, data) = answer::list(body)?;
    if envelope.as_object().is_none() {
        return Err("the answer is not an object".to_owned());
    }
    let Some(data) = data else {
        return Err("the answer has no list 'data'".to_owned());
    };
    let count = |key: &str| {
        let meta = envelope.field("meta").and_then(|meta| meta.field(key));
        meta.and_then(Value::as_count).ok_or_else(|| format!("the answer has no 'meta.{key}'"))
    };
    let (number, pages, total) = (count("current_page")?, count("last_page")?, count("total")?);
    let entries: Vec<Entry> = data.into_iter().map(with_id).collect();
    // one entry may be odd; where all are, this is no page of entries
    if entries.len() > 1 && entries.iter().all(|entry| entry.id.is_none()) {
        return Err("an entry has no usable id".to_owned());
    }
    Ok(Page { entries, number, pages, total })
}

fn with_id(json::ListEntry { value, fault }: json::ListEntry) -> Entry {
    let id = value.field("id").and_then(Value::as_text).map(str::trim);
    let is_usable = |id: &&str| !id.is_empty() && !id.chars().any(char::is_control);
    let id = id.filter(is_usable).map(ToOwned::to_owned);
    Entry { id, value, fault }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Page, String> {
        page(text.as_bytes())
    }

    /// Whatever the length: no page begins behind what is known, each brings something new, and
    /// all together are less than one and a half times as many as without overlaps.
    #[test]
    fn overlapping_pages_leave_no_gap_and_are_few() {
        let (mut known, mut pages) = (PER_PAGE, 1_u64);
        while known < 50_000 {
            let next = PageAsked::overlapping(known);
            assert!((1..=PER_PAGE).contains(&next.size), "{next:?}");
            assert!(next.start() < known && known < next.end(), "{next:?} after {known}");
            (known, pages) = (next.end(), pages + 1);
            assert_eq!(PageAsked::count(known), pages);
            assert!(2 * pages * PER_PAGE <= 3 * known, "{pages} pages for {known}");
            assert!(pages < 10 || 20 * pages * PER_PAGE <= 24 * known, "{pages} for {known}");
        }
        assert_eq!(PageAsked::overlapping(100), PageAsked { number: 2, size: 99 });
        assert_eq!([1, 100, 101, 198, 199].map(PageAsked::count), [1, 1, 2, 2, 3]);
    }

    #[test]
    fn a_page_is_taken_out_of_its_envelope() {
        let meta = r#""meta":{"current_page":2,"last_page":3,"total":201,"from":null}"#;
        for links in [r#""links":{"next":null}"#, r#""links":[]"#, r#""links":null"#] {
            let read =
                read(&format!(r#"{{"data":[{{"id":" a "}}],{links},{meta}}}"#)).expect("page");
            assert_eq!((read.number, read.pages, read.total), (2, 3, 201));
            assert_eq!(read.entries[0].id.as_deref(), Some("a"));
        }
        for (text, what) in [
            ("[]", "the answer is not an object"),
            ("{}", "the answer has no list 'data'"),
            (r#"{"data":{}}"#, "the answer has no list 'data'"),
            (r#"{"data":[]}"#, "the answer has no 'meta.current_page'"),
            (
                r#"{"data":[],"meta":{"current_page":1,"last_page":1,"total":"1"}}"#,
                "the answer has no 'meta.total'",
            ),
            (
                r#"{"data":[],"meta":{"current_page":1,"last_page":-1,"total":1}}"#,
                "the answer has no 'meta.last_page'",
            ),
        ] {
            assert_eq!(read(text).expect_err(text), what);
        }
        for entry in ["{}", "null", r#"{"id":""}"#, r#"{"id":7}"#, r#"{"id":"a\u001bb"}"#] {
            let one = format!(r#"{{"data":[{{"id":"b"}},{entry}],{meta}}}"#);
            assert_eq!(read(&one).expect("one odd entry").entries[1].id, None, "{entry}");
            let all = format!(r#"{{"data":[{entry},{entry}],{meta}}}"#);
            assert_eq!(read(&all).expect_err(entry), "an entry has no usable id");
        }
    }
}
