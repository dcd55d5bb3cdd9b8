//! A whole list, page by page, proved complete.
//!
//! Pages are numbered, without cursors: an entry that is added or removed while a list is read
//! shifts the others, and one can fall between two pages unseen. A list is therefore accepted only
//! if every page has the same total and exactly that many different entries were received. Even
//! that can hide a loss: if one entry is removed and another added, the total is unchanged and
//! nothing is repeated. A list of one page cannot contradict itself. In a longer one, every page
//! has to begin with what the page before ended with ([`super::pages`]): whatever is added or
//! removed in between shows there or in the total. Where a service does not page in that way, a
//! list of several pages is accepted only after two identical readings in a row. Links to further
//! pages in the answer are never used: they are known to lose parameters.
//!
//! A list with something odd in it (an entry without an id, a total that is off by a little) is
//! taken only once three readings in a row are the same: an account that changes does not do that.
//! What is odd comes with the list; it is for others to say whom it holds.

use std::collections::{BTreeMap, BTreeSet};

use super::answer;
use super::client::Client;
use super::error::{FetchError, FetchErrorKind};
use super::odd::Odd;
use super::pages::{Entry, PER_PAGE, Page, PageAsked, page};
use super::progress::{Event, WaitReason};
use super::request::{List, Request};
use crate::domain::OddityKind;
use crate::snapshot::json::{self, Value};

/// How often a list that does not agree with itself is read: two readings may fail, and of what
/// comes then two must be the same, or three of what is odd.
const READINGS_MAX: u32 = 5;

/// How many readings of something odd have to be the same.
const ODD_READINGS: u32 = 3;

/// How many readings by overlapping pages may fail before the pages are read side by side.
const OVERLAPPING_READINGS: u32 = 2;

/// By how many rows a total may be off and still be odd rather than a list that is not whole.
const TOTAL_OFF_MAX: u64 = 2;

/// How many entries are remembered to recognise an overlap.
const LATEST_MAX: usize = 2 * PER_PAGE as usize;

/// A complete list.
#[derive(Debug)]
pub(super) struct Listing<T> {
    /// What was kept of the entries, by id.
    pub(super) entries: BTreeMap<String, T>,
    /// What is odd about it.
    pub(super) odd: Vec<Odd>,
    /// How many pages it had.
    pub(super) pages: u64,
    /// What the service announced.
    pub(super) total: u64,
    /// How many entries came, odd ones included, and none of them twice by an overlap.
    pub(super) came: u64,
    /// How many came once more because pages overlap.
    pub(super) overlaps: u64,
    /// Whether its pages were shown to belong together.
    pub(super) is_joined: bool,
}

impl<T: PartialEq> Listing<T> {
    /// Whether another reading came to the same.
    fn is_same(&self, other: &Self) -> bool {
        (self.total, self.came) == (other.total, other.came)
            && self.odd == other.odd
            && self.entries == other.entries
    }
}

/// How the pages of a list follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Paging {
    /// Each begins where the one before ended.
    SideBySide,
    /// Each begins with what the one before ended with.
    Overlapping,
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
    paging: Paging,
    /// The page that is added next.
    next: PageAsked,
    /// How many entries of the list are known, from its first.
    known: u64,
    /// What identifies the entries of the last page and of those before it, up to a page of them.
    latest: Vec<String>,
    is_last: bool,
}

impl<T: PartialEq> PageCollector<T> {
    /// Nothing yet, of a list that announces itself as its first page does. Its pages can overlap
    /// only if the service fills them as it is asked to.
    fn announced_by(first: &Page, paging: Paging) -> Self {
        let (entries, odd) = (BTreeMap::new(), Vec::new());
        let Page { pages, total, .. } = *first;
        let is_full = first.entries.len() as u64 == PER_PAGE && pages == total.div_ceil(PER_PAGE);
        let paging = if is_full { paging } else { Paging::SideBySide };
        let is_joined = pages == 1 || paging == Paging::Overlapping;
        let (came, overlaps) = (0, 0);
        let listing = Listing { entries, odd, pages, total, came, overlaps, is_joined };
        let (next, known, latest) = (PageAsked::FIRST, 0, Vec::new());
        Self { listing, paging, next, known, latest, is_last: false }
    }

    /// How many pages it takes.
    fn pages(&self) -> u64 {
        match self.paging {
            Paging::SideBySide => self.listing.pages,
            Paging::Overlapping => PageAsked::count(self.listing.total),
        }
    }

    /// Adds the next page; the error says why it does not fit.
    fn add(&mut self, page: Page, keep: &impl Keep<Kept = T>) -> Result<(), String> {
        let asked = self.next;
        if page.number != asked.number {
            return Err(format!(
                "page {} was returned instead of page {}",
                page.number, asked.number
            ));
        }
        let Listing { pages, total, .. } = self.listing;
        if page.total != total {
            return Err(format!("its total changed from {total} to {}", page.total));
        }
        let is_split_as_asked = match self.paging {
            Paging::SideBySide => page.pages == pages,
            Paging::Overlapping => page.pages == total.div_ceil(asked.size),
        };
        if !is_split_as_asked {
            return Err(format!("its number of pages changed to {}", page.pages));
        }
        let came = page.entries.len() as u64;
        self.add_entries(page.entries, keep)?;
        self.is_last = match self.paging {
            Paging::SideBySide => asked.number >= pages,
            Paging::Overlapping => self.known >= total || came < asked.size,
        };
        self.next = match self.paging {
            Paging::Overlapping if self.known > 1 => PageAsked::overlapping(self.known),
            Paging::Overlapping | Paging::SideBySide => asked.next(),
        };
        Ok(())
    }

    fn add_entries(
        &mut self,
        entries: Vec<Entry>,
        keep: &impl Keep<Kept = T>,
    ) -> Result<(), String> {
        let overlap = match self.paging {
            Paging::SideBySide => 0,
            Paging::Overlapping => self.known.saturating_sub(self.next.start()),
        };
        let overlap = usize::try_from(overlap).unwrap_or(usize::MAX);
        let expected = self.latest.len().checked_sub(overlap).map(|start| &self.latest[start..]);
        let begins: Vec<String> = entries.iter().take(overlap).map(identity).collect();
        if expected != Some(&begins) {
            return Err("entries moved from one page to another".to_owned());
        }
        let mut on_page = BTreeSet::new();
        for (place, entry) in entries.into_iter().enumerate() {
            if place < overlap {
                self.add_again(entry, &mut on_page, keep)?;
                continue;
            }
            self.known += 1;
            self.latest.push(identity(&entry));
            self.add_entry(entry, &mut on_page, keep)?;
        }
        let old = self.latest.len().saturating_sub(LATEST_MAX);
        self.latest.drain(..old);
        Ok(())
    }

    /// An entry that the page before has as well, in the same place.
    fn add_again(
        &mut self,
        entry: Entry,
        on_page: &mut BTreeSet<String>,
        keep: &impl Keep<Kept = T>,
    ) -> Result<(), String> {
        self.listing.overlaps += 1;
        let Entry { id: Some(id), value, fault: None } = entry else { return Ok(()) };
        let is_changed = match (self.listing.entries.get(&id), keep.keep(&id, &value)) {
            (Some(known), Ok(kept)) => *known != kept,
            (Some(_), Err(_)) => true,
            (None, kept) => kept.is_ok(),
        };
        if is_changed {
            return Err(format!("{} changed", name(&value, &id)));
        }
        on_page.insert(id);
        Ok(())
    }

    fn add_entry(
        &mut self,
        entry: Entry,
        on_page: &mut BTreeSet<String>,
        keep: &impl Keep<Kept = T>,
    ) -> Result<(), String> {
        let (listing, Entry { id, value, fault }) = (&mut self.listing, entry);
        listing.came += 1;
        let (Some(id), None) = (&id, &fault) else {
            listing.odd.push(keep.evidence(&value, unusable(&value, fault.as_ref())));
            return Ok(());
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
            return Ok(());
        }
        match keep.keep(id, &value) {
            Ok(kept) => {
                on_page.insert(id.clone());
                listing.entries.insert(id.clone(), kept);
            }
            Err(odd) => listing.odd.push(keep.evidence(&value, *odd)),
        }
        Ok(())
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

/// What identifies an entry among its neighbours: its id, or all of it.
fn identity(entry: &Entry) -> String {
    entry.id.clone().unwrap_or_else(|| entry.value.to_string())
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
    let mut collector = PageCollector::announced_by(&page, Paging::SideBySide);
    collector.add(page, keep)?;
    if !collector.is_last {
        return Err(format!("it has {} pages", collector.listing.pages));
    }
    collector.whole(list, keep)
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
    let (mut readings, mut failed) = (0, 0);
    loop {
        readings += 1;
        let paging = paging(list, failed);
        let reason = match read_once(client, list, &name, paging, keep).await? {
            Ok(now) => {
                let earlier = before.take();
                let is_other = earlier.as_ref().is_some_and(|(then, _)| !then.is_same(&now));
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
                failed += 1;
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

/// How the pages of the next reading follow each other. The properties are always read twice, so
/// overlaps would tell nothing more about them.
fn paging(list: &List, failed: u32) -> Paging {
    match list {
        List::Reservations { .. } if failed < OVERLAPPING_READINGS => Paging::Overlapping,
        List::Properties | List::Reservations { .. } => Paging::SideBySide,
    }
}

/// How many readings of a list have to be the same. One page cannot contradict itself, nor can
/// pages that overlap, and their total will be asked for once more. Nothing asks again about the
/// properties, so they are always read twice.
fn readings_wanted<T>(list: &List, listing: &Listing<T>) -> u32 {
    match list {
        _ if !listing.odd.is_empty() => ODD_READINGS,
        List::Reservations { .. } if listing.is_joined => 1,
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
    paging: Paging,
    keep: &K,
) -> Result<Result<Listing<K::Kept>, String>, FetchError> {
    let mut collector: Option<PageCollector<K::Kept>> = None;
    let mut read = 0;
    loop {
        let asked = collector.as_ref().map_or(PageAsked::FIRST, |collector| collector.next);
        let request = Request::Page { list, page: asked };
        let page = client.get(&request, page).await?;
        let collector = collector.get_or_insert_with(|| PageCollector::announced_by(&page, paging));
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
        read += 1;
        let pages = collector.pages();
        client.progress().on(Event::PageRead { list: name, page: read, pages });
        if collector.is_last {
            collector.listing.pages = read;
            break;
        }
    }
    let whole = |collector: PageCollector<K::Kept>| collector.whole(name, keep);
    Ok(collector.map_or_else(|| Err("no page was returned".to_owned()), whole))
}
