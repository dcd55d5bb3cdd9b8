//! A whole list, page by page, proved complete.
//!
//! Pages are numbered, without cursors: an entry that is added or removed while a list is read
//! shifts the others, and one can fall between two pages unseen. A list is therefore accepted only
//! if every page has the same total and exactly that many different entries were received. Even
//! that can hide a loss: if one entry is removed and another added, the total is unchanged and
//! nothing is repeated. So a list of several pages is accepted only after two identical readings in
//! a row; a single page is consistent by itself. Links to further pages in the answer are never
//! used: they are known to lose parameters.
//!
//! A list with something odd in it (an entry without an id, a total that is off by a little) is
//! taken only once three readings in a row are the same: an account that changes does not do that.
//! What is odd comes with the list; it is for others to say whom it holds.

use std::collections::{BTreeMap, BTreeSet};

use super::answer;
use super::client::Client;
use super::error::{FetchError, FetchErrorKind};
use super::odd::Odd;
use super::progress::{Event, WaitReason};
use super::request::{List, Request};
use crate::domain::OddityKind;
use crate::snapshot::json::{self, Value};

/// How often a list that does not agree with itself is read: two readings may fail, and of what
/// comes then two must be the same, or three of what is odd.
const READINGS_MAX: u32 = 5;

/// How many readings of something odd have to be the same.
const ODD_READINGS: u32 = 3;

/// By how many rows a total may be off and still be odd rather than a list that is not whole.
const TOTAL_OFF_MAX: u64 = 2;

/// A complete list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Listing<T> {
    /// What was kept of the entries, by id.
    pub(super) entries: BTreeMap<String, T>,
    /// What is odd about it.
    pub(super) odd: Vec<Odd>,
    /// How many pages it had.
    pub(super) pages: u64,
    /// What the service announced.
    pub(super) total: u64,
    /// How many entries came, odd ones included.
    pub(super) came: u64,
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

/// What is done with the entries of a list.
pub(super) trait Keep {
    /// What is kept of an entry.
    type Kept: PartialEq;

    /// What is kept of an entry that has this id and no fault.
    ///
    /// # Errors
    /// What is odd about it.
    fn keep(&self, id: &str, value: &Value) -> Result<Self::Kept, Box<Odd>>;

    /// An entry that cannot be kept, as evidence.
    fn evidence(&self, value: &Value, odd: Odd) -> Odd;

    /// Looks at the whole list.
    ///
    /// # Errors
    /// Why so much of it is odd that it cannot be the answer to what was asked.
    fn judge(&self, listing: &mut Listing<Self::Kept>) -> Result<(), String>;
}

/// The pages of one reading as they come.
struct PageCollector<T> {
    listing: Listing<T>,
    number: u64,
}

impl<T: PartialEq> PageCollector<T> {
    /// Nothing yet, of a list that announces itself as its first page does.
    fn announced_by(first: &Page) -> Self {
        let (entries, odd) = (BTreeMap::new(), Vec::new());
        let Page { pages, total, .. } = *first;
        Self { listing: Listing { entries, odd, pages, total, came: 0 }, number: 0 }
    }

    /// Adds the next page; the error says why it does not fit.
    fn add(&mut self, page: Page, keep: &impl Keep<Kept = T>) -> Result<(), String> {
        self.number += 1;
        let (number, Self { listing, .. }) = (self.number, self);
        if page.number != number {
            return Err(format!("page {} was returned instead of page {number}", page.number));
        }
        if (page.pages, page.total) != (listing.pages, listing.total) {
            return Err(format!("its total changed from {} to {}", listing.total, page.total));
        }
        let mut on_page = BTreeSet::new();
        for Entry { id, value, fault } in page.entries {
            listing.came += 1;
            let (Some(id), None) = (&id, &fault) else {
                listing.odd.push(keep.evidence(&value, unusable(&value, fault.as_ref())));
                continue;
            };
            if listing.entries.contains_key(id) {
                if !on_page.contains(id) {
                    return Err(format!("{id} was returned twice"));
                }
                let odd = Odd::new(
                    OddityKind::Twice,
                    format!("{} was returned twice on one page", name(&value, id)),
                    "each reservation once".to_owned(),
                );
                listing.odd.push(keep.evidence(&value, odd));
                continue;
            }
            match keep.keep(id, &value) {
                Ok(kept) => {
                    on_page.insert(id.clone());
                    listing.entries.insert(id.clone(), kept);
                }
                Err(odd) => listing.odd.push(keep.evidence(&value, *odd)),
            }
        }
        Ok(())
    }

    fn is_last(&self) -> bool {
        self.number >= self.listing.pages
    }

    /// The list, if as many entries came as were announced, or nearly.
    fn whole(self, list: &str, keep: &impl Keep<Kept = T>) -> Result<Listing<T>, String> {
        let Self { mut listing, .. } = self;
        let Listing { total, came, .. } = listing;
        let seen = format!("{total} were announced, but {came} were returned");
        let off = total.abs_diff(came);
        if off > TOTAL_OFF_MAX {
            return Err(seen);
        }
        if off > 0 {
            let seen = format!("of {list}, {seen}");
            let expected = "as many as are announced".to_owned();
            listing.odd.push(Odd::new(OddityKind::Total, seen, expected));
        }
        keep.judge(&mut listing)?;
        Ok(listing)
    }
}

/// What a person calls a row: its code, or its id.
pub(super) fn name(value: &Value, id: &str) -> String {
    let code = value.field("code").and_then(Value::as_text).map(str::trim);
    let code = code.filter(|code| !code.is_empty()).unwrap_or(id);
    match code {
        "" => "a reservation".to_owned(),
        code => format!("reservation {}", answer::one_line(code)),
    }
}

fn unusable(value: &Value, fault: Option<&json::JsonFault>) -> Odd {
    let id = value.field("id").and_then(Value::as_text).unwrap_or_default();
    let name = name(value, id);
    // the words of a fault may repeat a key of the answer, which is the service's to choose
    let what = match fault {
        None => {
            let seen = format!("{name} has no usable id");
            return Odd::new(OddityKind::WithoutId, seen, "an id".to_owned());
        }
        Some(json::JsonFault::DuplicateKey(_)) => "it has a key twice",
        Some(json::JsonFault::HugeInteger) => "it has an integer that is too large",
        Some(json::JsonFault::TooDeep) => "it is nested too deeply",
        Some(json::JsonFault::Syntax(_)) => "a text in it is no valid text",
    };
    let seen = format!("{name} cannot be read: {what}");
    Odd::new(OddityKind::UnreadableRow, seen, "a row that can be read in one way".to_owned())
}

/// Parses a list of one page from an answer in memory.
///
/// # Errors
/// Why the answer is not a whole list.
pub(super) fn read_at_hand<K: Keep>(
    body: &[u8],
    list: &str,
    keep: &K,
) -> Result<Listing<K::Kept>, String> {
    let page = page(body)?;
    let mut collector = PageCollector::announced_by(&page);
    collector.add(page, keep)?;
    if !collector.is_last() {
        return Err(format!("it has {} pages", collector.listing.pages));
    }
    collector.whole(list, keep)
}

/// A page, unpacked from its envelope.
#[derive(Debug, PartialEq, Eq)]
struct Page {
    entries: Vec<Entry>,
    number: u64,
    pages: u64,
    total: u64,
}

/// Reads `list` until it agrees with itself. `keep` is given each entry's id and content as soon as
/// its page is there, so that what is not needed is dropped page by page.
///
/// # Errors
/// Whatever a page fails with; [`FetchErrorKind::Incomplete`] if it never agrees.
pub(super) async fn read_list<K: Keep>(
    client: &Client<'_>,
    list: &List,
    keep: &K,
) -> Result<Listing<K::Kept>, FetchError> {
    let name = list.to_string();
    let mut before: Option<(Listing<K::Kept>, u32)> = None;
    let mut remarks = Vec::new();
    let mut readings = 0;
    loop {
        readings += 1;
        let reason = match read_once(client, list, &name, keep).await? {
            Ok(now) => {
                let earlier = before.take();
                let is_other = earlier.as_ref().is_some_and(|(then, _)| *then != now);
                let same = earlier.filter(|_| !is_other).map_or(1, |(_, same)| same + 1);
                if same >= readings_wanted(list, &now) {
                    if now.odd.is_empty() {
                        remarks.iter().for_each(|remark: &String| client.remark(remark));
                    }
                    return Ok(now);
                }
                let odd = now.odd.first().map(|odd| odd.seen.clone());
                before = Some((now, same));
                match odd {
                    _ if is_other => "two readings differ".to_owned(),
                    Some(odd) => odd,
                    // the first reading that agrees with itself; the next one has to confirm it
                    None if readings < READINGS_MAX => continue,
                    None => "no second reading confirms it".to_owned(),
                }
            }
            Err(reason) => {
                before = None;
                reason
            }
        };
        if readings >= READINGS_MAX {
            let what = format!("the list is not complete (read {readings} times): {reason}");
            return Err(FetchError::new(FetchErrorKind::Incomplete, what).during(&name));
        }
        client.progress().on(Event::ReadAgain { list: &name, reason: &reason });
        remarks.push(format!("{name} were read again: {reason}"));
        let milliseconds = 2_000 * u64::from(readings);
        client.wait(&name, milliseconds, WaitReason::ReadAgain).await?;
    }
}

/// How many readings of a list have to be the same. The page of a list of one page cannot
/// contradict itself, and its total will be asked for once more. Nothing asks again about the
/// properties, so they are always read twice.
fn readings_wanted<T>(list: &List, listing: &Listing<T>) -> u32 {
    match list {
        _ if !listing.odd.is_empty() => ODD_READINGS,
        List::Reservations { .. } if listing.pages == 1 => 1,
        List::Properties | List::Reservations { .. } => 2,
    }
}

/// The total that the service announces for `list` now.
///
/// # Errors
/// Whatever the request fails with.
pub(super) async fn read_total(client: &Client<'_>, list: &List) -> Result<u64, FetchError> {
    client.get(&Request::Total { list }, page).await.map(|page| page.total)
}

/// Reads the list once; the inner error says why the pages do not agree.
async fn read_once<K: Keep>(
    client: &Client<'_>,
    list: &List,
    name: &str,
    keep: &K,
) -> Result<Result<Listing<K::Kept>, String>, FetchError> {
    let mut collector: Option<PageCollector<K::Kept>> = None;
    loop {
        let number = collector.as_ref().map_or(1, |collector| collector.number + 1);
        let request = Request::Page { list, page: number };
        let page = client.get(&request, page).await?;
        let collector = collector.get_or_insert_with(|| PageCollector::announced_by(&page));
        let pages = collector.listing.pages;
        if pages > client.limits().pages_max {
            let what = format!(
                "the list has {pages} pages, more than the allowed {}",
                client.limits().pages_max
            );
            return Err(FetchError::new(FetchErrorKind::LimitReached, what).during(&request));
        }
        if let Err(reason) = collector.add(page, keep) {
            return Ok(Err(reason));
        }
        client.progress().on(Event::PageRead { list: name, page: number, pages });
        if collector.is_last() {
            break;
        }
    }
    let whole = |collector: PageCollector<K::Kept>| collector.whole(name, keep);
    Ok(collector.map_or_else(|| Err("no page was returned".to_owned()), whole))
}

/// Unpacks a page from its envelope, or says what is wrong with it.
fn page(body: &[u8]) -> Result<Page, String> {
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
