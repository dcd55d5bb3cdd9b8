//! One query: some properties, some days, one kind of date.
//!
//! Properties are queried together to save requests, which works only if every row names its
//! property. If one does not, or if the service refuses the set, the query is repeated property by
//! property: then the request determines the property, and a refusal names one.

use super::answer::one_line;
use super::client::Client;
use super::error::{FetchError, FetchErrorKind};
use super::listing::{Keep, Listing, name, read_at_hand, read_list, read_total};
use super::odd::Odd;
use super::plan::DateRange;
use super::progress::Event;
use super::prune::prune;
use super::request::{List, PropertySet};
use super::row::{DayPosition, FetchedRow, Unassigned, place, property_of};
use crate::domain::{GuestNames, OddityKind, PropertyId};
use crate::snapshot::json::Value;
use crate::snapshot::{self, RawReservation, SnapshotError};

/// A query for reservations.
#[derive(Debug, Clone)]
pub(super) struct Query {
    /// The properties.
    pub(super) of: PropertySet,
    /// The days.
    pub(super) range: DateRange,
    /// How much of the guests' names is asked for.
    pub(super) guest_names: GuestNames,
}

/// What came.
#[derive(Debug)]
pub(super) struct QueryResult {
    /// The rows within the days of the query, in a snapshot's order.
    pub(super) rows: Vec<FetchedRow>,
    /// The text of each row.
    texts: snapshot::Rows,
    /// How many came beyond them, because the query is asked a day wider, or are odd.
    pub(super) rows_outside: u64,
    /// How many came in all.
    pub(super) rows_received: u64,
    /// How many of them came once more because pages overlap.
    pub(super) rows_overlapping: u64,
    /// What is odd about them.
    pub(super) odd: Vec<Odd>,
    /// How many pages.
    pub(super) pages: u64,
    /// What was asked for.
    pub(super) of: PropertySet,
    /// The days of the query.
    pub(super) range: DateRange,
    /// The lists it was read by, with the total of each.
    lists: Vec<(List, u64)>,
}

/// A list with every row assigned to a property, or the reason to query its properties one by one.
enum QueryOutcome {
    Assigned(QueryResult),
    OneByOne(String),
}

impl Query {
    /// Runs the query: complete, and with every row assigned to a property.
    ///
    /// # Errors
    /// Whatever its lists fail with; a row of a property that was not asked for.
    pub(super) async fn read(&self, client: &Client<'_>) -> Result<QueryResult, FetchError> {
        let name = self.to_string();
        client.progress().on(Event::QueryStarted { query: &name });
        let read = match self.read_set(client, self.of.clone()).await? {
            QueryOutcome::Assigned(read) => read,
            QueryOutcome::OneByOne(reason) => {
                client.progress().on(Event::ReadAgain { list: &name, reason: &reason });
                client.remark(&format!("{name} were read property by property: {reason}"));
                self.read_one_by_one(client).await?
            }
        };
        client.progress().on(Event::QueryFinished { query: &name, rows: read.rows.len() });
        Ok(read)
    }

    async fn read_one_by_one(&self, client: &Client<'_>) -> Result<QueryResult, FetchError> {
        let mut all = QueryResult::empty(self.of.clone(), self.range);
        for single in self.of.singles() {
            let read = match self.read_set(client, single).await? {
                QueryOutcome::Assigned(read) => read,
                // a single property is always assigned or refused
                QueryOutcome::OneByOne(reason) => {
                    return Err(FetchError::new(FetchErrorKind::Malformed, reason).during(self));
                }
            };
            for text in read.texts() {
                all.texts.push(&text?);
            }
            all.rows.extend(read.rows);
            all.rows_outside += read.rows_outside;
            all.rows_received += read.rows_received;
            all.rows_overlapping += read.rows_overlapping;
            all.odd.extend(read.odd);
            all.pages += read.pages;
            all.lists.extend(read.lists);
        }
        all.texts.close();
        Ok(all)
    }

    async fn read_set(
        &self,
        client: &Client<'_>,
        of: PropertySet,
    ) -> Result<QueryOutcome, FetchError> {
        let is_single = of.only().is_some();
        let (range, guest_names) = (self.range, self.guest_names);
        let list = List::Reservations { of: of.clone(), range, guest_names };
        match read_list(client, &list, &Rows { query: self, of: &of }).await {
            Ok(listing) => assign(list, &of, range, listing),
            Err(error) if is_single => Err(named(error)),
            // One property the service does not know spoils the whole set; which one is found by
            // asking for each. A token without the right to read would be refused for each, too.
            Err(error) if may_be_one_property(&error) => {
                Ok(QueryOutcome::OneByOne(error.to_string()))
            }
            Err(error) => Err(error),
        }
    }

    /// The result of a query from an answer of one page in memory.
    ///
    /// # Errors
    /// An incomplete answer, or a row that does not name its property.
    pub(super) fn of_answer(&self, answer: &[u8]) -> Result<QueryResult, FetchError> {
        let malformed = |what| FetchError::new(FetchErrorKind::Malformed, what).during(self);
        let keep = Rows { query: self, of: &self.of };
        let listing = read_at_hand(answer, &self.to_string(), &keep).map_err(malformed)?;
        let Self { of, range, guest_names } = self.clone();
        let list = List::Reservations { of, range, guest_names };
        match assign(list, &self.of, range, listing)? {
            QueryOutcome::Assigned(read) => Ok(read),
            QueryOutcome::OneByOne(reason) => Err(malformed(reason)),
        }
    }
}

/// What is kept of the entries of one list.
struct Rows<'a> {
    query: &'a Query,
    of: &'a PropertySet,
}

/// A row, if it lies within the days.
#[derive(Debug, PartialEq, Eq)]
enum Taken {
    /// What is known of it, and its text.
    Inside(FetchedRow, Box<str>),
    Margin,
    /// It does not name exactly one of the properties.
    Ambiguous,
}

impl Keep for Rows<'_> {
    type Kept = Taken;

    fn keep(&self, id: &str, value: &Value) -> Result<Taken, Box<Odd>> {
        let Query { range, guest_names, .. } = *self.query;
        let place = place(value, range);
        if let DayPosition::Unasked(day) = place {
            let seen = format!(
                "{} was returned with {} {day}, which was not requested",
                name(value, id),
                range.by.field()
            );
            let asked = range.asked();
            let expected = format!("days from {} to {}", asked.first(), asked.last());
            return Err(Box::new(Odd::new(OddityKind::OutsideDays, seen, expected)));
        }
        match FetchedRow::new(id, value, self.of, guest_names) {
            Ok((row, text)) if place == DayPosition::Inside => Ok(Taken::Inside(row, text)),
            Ok(_) => Ok(Taken::Margin),
            Err(Unassigned::Ambiguous) => Ok(Taken::Ambiguous),
            Err(Unassigned::Foreign { named }) => {
                let named = one_line(&named);
                let name = name(value, id);
                let seen = format!("{name} belongs to property {named}, which was not requested");
                let expected = "reservations of the requested property".to_owned();
                Err(Box::new(Odd::new(OddityKind::OtherProperty, seen, expected)))
            }
        }
    }

    fn evidence(&self, value: &Value, odd: Odd) -> Odd {
        let odd = odd.with_row(prune(value, self.query.guest_names).to_string());
        match property_of(value, self.of) {
            Ok(property) => odd.of([property]),
            Err(Unassigned::Ambiguous) => odd,
            Err(Unassigned::Foreign { named }) => {
                odd.of(self.of.only().cloned()).of(PropertyId::new(named).ok())
            }
        }
    }

    fn judge(&self, listing: &mut Listing<Taken>) -> Result<(), String> {
        let is_outside = |odd: &&Odd| odd.kind == OddityKind::OutsideDays;
        let is_other =
            |odd: &&Odd| !matches!(odd.kind, OddityKind::Total | OddityKind::OutsideDays);
        let (outside, other) =
            (listing.odd.iter().filter(is_outside), listing.odd.iter().filter(is_other));
        let (outside, first_outside) = (outside.clone().count(), outside.clone().next());
        let (other, first_other) = (other.clone().count(), other.clone().next());
        let is_inside = |taken: &&Taken| **taken != Taken::Margin;
        let inside = listing.entries.values().filter(is_inside).count();
        if let Some(odd) = first_other.filter(|_| other > 1 && other >= listing.entries.len()) {
            return Err(odd.seen.clone());
        }
        if let Some(odd) = first_outside.filter(|_| inside < 2 * outside) {
            if outside > 1 {
                return Err(odd.seen.clone());
            }
            // hardly a row of the days asked for: the dates may not have been heard at all
            let outside = listing.odd.iter_mut().find(|odd| odd.kind == OddityKind::OutsideDays);
            if let Some(odd) = outside {
                odd.properties.extend(self.of.ids().cloned());
            }
        }
        Ok(())
    }
}

fn assign(
    list: List,
    of: &PropertySet,
    range: DateRange,
    listing: Listing<Taken>,
) -> Result<QueryOutcome, FetchError> {
    let mut read = QueryResult::empty(of.clone(), range);
    let mut rows = Vec::new();
    for (id, entry) in listing.entries {
        match entry {
            Taken::Inside(row, text) => rows.push((row, text)),
            Taken::Margin => read.rows_outside += 1,
            Taken::Ambiguous => {
                let reason = format!("reservation {id} does not name one of the properties");
                return Ok(QueryOutcome::OneByOne(reason));
            }
        }
    }
    rows.sort_by(|(a, _), (b, _)| a.order().cmp(&b.order()));
    for (row, text) in rows {
        read.texts.push(&RawReservation { property: row.property.clone(), row: text.into() });
        read.rows.push(row);
    }
    read.texts.close();
    let name = list.to_string();
    for odd in listing.odd {
        if odd.properties.is_empty() && of.only().is_none() {
            return Ok(QueryOutcome::OneByOne(odd.seen));
        }
        let odd = match odd.properties.is_empty() {
            true => odd.of(of.only().cloned()),
            false => odd,
        };
        read.rows_outside += u64::from(odd.kind != OddityKind::Total);
        read.odd.push(odd.asked_for(&name));
    }
    read.pages = listing.pages;
    read.rows_received = listing.came + listing.overlaps;
    read.rows_overlapping = listing.overlaps;
    read.lists.push((list, listing.total));
    Ok(QueryOutcome::Assigned(read))
}

impl std::fmt::Display for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the reservations of {}, {}", self.of, self.range)
    }
}

impl QueryResult {
    fn empty(of: PropertySet, range: DateRange) -> Self {
        Self {
            rows: Vec::new(),
            texts: snapshot::Rows::default(),
            rows_outside: 0,
            rows_received: 0,
            rows_overlapping: 0,
            odd: Vec::new(),
            pages: 0,
            of,
            range,
            lists: Vec::new(),
        }
    }

    /// The text of the row in this place.
    ///
    /// # Errors
    /// [`FetchErrorKind::Malformed`], if it cannot be unpacked.
    pub(super) fn text(&self, place: usize) -> Result<String, FetchError> {
        self.texts().nth(place).ok_or_else(unkept)?.map(|reservation| reservation.row)
    }

    /// The texts of all rows, in their order.
    pub(super) fn texts(&self) -> impl Iterator<Item = Result<RawReservation, FetchError>> {
        self.texts.iter().map(|text| text.map_err(unreadable))
    }

    /// How many lists it was read by.
    pub(super) fn lists(&self) -> usize {
        self.lists.len()
    }

    /// The query in words.
    pub(super) fn name(&self) -> String {
        format!("the reservations of {}, {}", self.of, self.range)
    }

    /// The lists for which the service announces another total than this query was read with. A
    /// stay whose dates change during the fetch can move from a pending query into a finished one,
    /// and would be in neither; its old or new query then has another total.
    ///
    /// # Errors
    /// Whatever the requests fail with.
    pub(super) async fn recount(&self, client: &Client<'_>) -> Result<Vec<Odd>, FetchError> {
        let mut odd = Vec::new();
        for (list, total) in &self.lists {
            let now = read_total(client, list).await?;
            if now != *total {
                let seen = format!("of {list}, {total} were announced first and {now} later");
                let expected = "the number of reservations to stay".to_owned();
                let List::Reservations { of, .. } = list else { continue };
                let one = Odd::new(OddityKind::Total, seen, expected);
                odd.push(one.of(of.ids().cloned()).asked_for(&list.to_string()));
            }
        }
        Ok(odd)
    }
}

/// A row that was packed is not there.
pub(super) fn unkept() -> FetchError {
    let what = "a reservation was lost in memory; check the memory of this computer";
    FetchError::new(FetchErrorKind::Malformed, what)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err asks for")]
fn unreadable(error: SnapshotError) -> FetchError {
    FetchError::new(FetchErrorKind::Malformed, error.to_string())
}

/// Whether a refusal of several properties may be due to one of them.
fn may_be_one_property(error: &FetchError) -> bool {
    let is_about_scope = error
        .service_message
        .as_deref()
        .is_some_and(|service_message| service_message.to_ascii_lowercase().contains("scope"));
    matches!(error.status, Some(403 | 404 | 422)) && !is_about_scope
}

/// The refusal of a single property: the request names it.
fn named(mut error: FetchError) -> FetchError {
    if error.status == Some(404) {
        error.kind = FetchErrorKind::UnknownProperty;
        error.what = "Hospitable does not know this property".to_owned();
    }
    error
}
