//! A whole list, page by page, proved complete.
//!
//! Pages are counted, not cursored: an entry that is added or removed while a list is read shifts
//! the others, and one can fall between two pages unseen. A list is therefore taken only if every
//! page agrees on the total and exactly that many different entries came. Even that can hide a loss:
//! where one entry leaves and another joins, the total stays and nothing comes twice. So a list of
//! several pages counts only once two readings in a row are the same; a single page is of one moment.
//! Addresses for further pages in the answer are never used: they are known to lose parameters.

use std::collections::BTreeMap;

use super::client::Client;
use super::error::{FetchError, FetchErrorKind};
use super::progress::{Event, WaitReason};
use super::request::{List, Request};
use crate::snapshot::json::Value;

/// How often a list that does not agree with itself is read: two readings may fail, and of what
/// comes then two must be the same.
const READINGS_MAX: u32 = 5;

/// A complete list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Listing<T> {
    /// What was kept of the entries, by id.
    pub(super) entries: BTreeMap<String, T>,
    /// How many pages it had.
    pub(super) pages: u64,
    /// What the service announced, and what came.
    pub(super) total: u64,
}

/// The pages of one reading as they come.
struct Gathered<T> {
    entries: BTreeMap<String, T>,
    pages: u64,
    total: u64,
    number: u64,
}

impl<T> Gathered<T> {
    /// Nothing yet, of a list that announces itself as its first page does.
    fn announced_by(first: &Page) -> Self {
        Self { entries: BTreeMap::new(), pages: first.pages, total: first.total, number: 0 }
    }

    /// Takes the next page; the error says why it cannot be that.
    fn add(
        &mut self,
        page: Page,
        keep: &impl Fn(&str, &Value) -> Result<T, String>,
    ) -> Result<(), String> {
        self.number += 1;
        let Self { number, total, .. } = *self;
        if page.number != number {
            return Err(format!("page {} was returned instead of page {number}", page.number));
        }
        if (page.pages, page.total) != (self.pages, total) {
            return Err(format!("its total changed from {total} to {}", page.total));
        }
        for (id, entry) in page.entries {
            let kept = keep(&id, &entry)?;
            if self.entries.contains_key(&id) {
                return Err(format!("{id} was returned twice"));
            }
            self.entries.insert(id, kept);
        }
        Ok(())
    }

    fn is_last(&self) -> bool {
        self.number >= self.pages
    }

    /// The list, if as many entries came as were announced.
    fn whole(self) -> Result<Listing<T>, String> {
        let Self { entries, number, total, .. } = self;
        let came = entries.len() as u64;
        if came != total {
            return Err(format!("{total} were announced, but {came} were returned"));
        }
        Ok(Listing { entries, pages: number, total })
    }
}

/// A list of one page that is at hand.
///
/// # Errors
/// Why the answer is not a whole list.
pub(super) fn read_at_hand<T>(
    answer: Value,
    keep: impl Fn(&str, &Value) -> Result<T, String>,
) -> Result<Listing<T>, String> {
    let page = page(answer)?;
    let mut gathered = Gathered::announced_by(&page);
    gathered.add(page, &keep)?;
    if !gathered.is_last() {
        return Err(format!("it has {} pages", gathered.pages));
    }
    gathered.whole()
}

/// A page, taken out of its envelope.
#[derive(Debug, PartialEq, Eq)]
struct Page {
    entries: Vec<(String, Value)>,
    number: u64,
    pages: u64,
    total: u64,
}

/// Reads `list` until it agrees with itself. `keep` is given each entry's id and content as soon as
/// its page is there, so that what is not needed is dropped page by page; its error says why the
/// entry cannot be an answer to what was asked.
///
/// # Errors
/// Whatever a page fails with; [`FetchErrorKind::Incomplete`] if it never agrees.
pub(super) async fn read_list<T: PartialEq>(
    client: &Client<'_>,
    list: &List,
    keep: impl Fn(&str, &Value) -> Result<T, String>,
) -> Result<Listing<T>, FetchError> {
    let name = list.to_string();
    let mut before: Option<Listing<T>> = None;
    let mut readings = 0;
    loop {
        readings += 1;
        let reason = match (read_once(client, list, &name, &keep).await?, before.take()) {
            (Ok(now), None) if is_of_one_moment(list, &now) => return Ok(now),
            (Ok(now), Some(before)) if now == before => return Ok(now),
            (Ok(now), earlier) => {
                before = Some(now);
                match earlier {
                    // the first reading that agrees with itself; the next one has to confirm it
                    None if readings < READINGS_MAX => continue,
                    None => "no second reading confirms it".to_owned(),
                    Some(_) => "two readings differ".to_owned(),
                }
            }
            (Err(reason), _) => reason,
        };
        if readings >= READINGS_MAX {
            let what = format!("the list is not complete (read {readings} times): {reason}");
            return Err(FetchError::new(FetchErrorKind::Incomplete, what).during(&name));
        }
        client.progress().on(Event::ReadAgain { list: &name, reason: &reason });
        client.remark(&format!("{name} were read again: {reason}"));
        let milliseconds = 2_000 * u64::from(readings);
        client.wait(&name, milliseconds, WaitReason::ReadAgain).await?;
    }
}

/// Whether one reading of a list is enough: its page cannot contradict itself, and its total will be
/// asked for once more. Nothing asks again about the properties, so they are always read twice.
fn is_of_one_moment<T>(list: &List, listing: &Listing<T>) -> bool {
    match list {
        List::Properties => false,
        List::Reservations { .. } => listing.pages == 1,
    }
}

/// The total that the service announces for `list` now.
///
/// # Errors
/// Whatever the request fails with.
pub(super) async fn read_total(client: &Client<'_>, list: &List) -> Result<u64, FetchError> {
    client.get(&Request::Total { list }, page).await.map(|page| page.total)
}

/// One reading; the inner error says why the pages do not agree.
async fn read_once<T>(
    client: &Client<'_>,
    list: &List,
    name: &str,
    keep: impl Fn(&str, &Value) -> Result<T, String>,
) -> Result<Result<Listing<T>, String>, FetchError> {
    let mut gathered: Option<Gathered<T>> = None;
    loop {
        let number = gathered.as_ref().map_or(1, |gathered| gathered.number + 1);
        let request = Request::Page { list, page: number };
        let page = client.get(&request, page).await?;
        let gathered = gathered.get_or_insert_with(|| Gathered::announced_by(&page));
        let pages = gathered.pages;
        if pages > client.limits().pages_max {
            let what = format!(
                "the list has {pages} pages, more than the allowed {}",
                client.limits().pages_max
            );
            return Err(FetchError::new(FetchErrorKind::LimitReached, what).during(&request));
        }
        if let Err(reason) = gathered.add(page, &keep) {
            return Ok(Err(reason));
        }
        client.progress().on(Event::PageRead { list: name, page: number, pages });
        if gathered.is_last() {
            break;
        }
    }
    Ok(gathered.map_or_else(|| Err("no page was returned".to_owned()), Gathered::whole))
}

/// Takes a page out of its envelope, or says what is wrong with it.
fn page(answer: Value) -> Result<Page, String> {
    let Value::Object(mut fields) = answer else {
        return Err("the answer is not an object".to_owned());
    };
    let Some(Value::List(data)) = fields.remove("data") else {
        return Err("the answer has no list 'data'".to_owned());
    };
    let count = |key: &str| {
        let meta = fields.get("meta").and_then(|meta| meta.field(key));
        meta.and_then(Value::as_count).ok_or_else(|| format!("the answer has no 'meta.{key}'"))
    };
    let (number, pages, total) = (count("current_page")?, count("last_page")?, count("total")?);
    let with_id = |entry: Value| match entry.field("id").and_then(Value::as_text).map(str::trim) {
        Some(id) if !id.is_empty() && !id.chars().any(char::is_control) => {
            Ok((id.to_owned(), entry))
        }
        _ => Err("an entry has no usable id".to_owned()),
    };
    let entries = data.into_iter().map(with_id).collect::<Result<_, _>>()?;
    Ok(Page { entries, number, pages, total })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Page, String> {
        page(Value::read(text).expect(text))
    }

    #[test]
    fn a_page_is_taken_out_of_its_envelope() {
        let meta = r#""meta":{"current_page":2,"last_page":3,"total":201,"from":null}"#;
        for links in [r#""links":{"next":null}"#, r#""links":[]"#, r#""links":null"#] {
            let read =
                read(&format!(r#"{{"data":[{{"id":" a "}}],{links},{meta}}}"#)).expect("page");
            assert_eq!((read.number, read.pages, read.total), (2, 3, 201));
            assert_eq!(read.entries[0].0, "a");
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
            let text = format!(r#"{{"data":[{entry}],{meta}}}"#);
            assert_eq!(read(&text).expect_err(entry), "an entry has no usable id");
        }
    }
}
