//! A piece of the reading: some properties, some days, one kind of date.
//!
//! Properties are asked for together to save requests, which works only as long as every row says
//! whose it is. Where one does not, or where the service refuses the set, the piece is read once
//! more property by property: then the question itself gives the answer, and a refusal has a name.

use super::client::Client;
use super::error::{FetchError, FetchErrorKind};
use super::listing::{Listing, read_at_hand, read_list, read_total};
use super::plan::Span;
use super::progress::Event;
use super::request::{Batch, List};
use super::row::{Place, Row, Unassigned, place};
use crate::domain::GuestNames;
use crate::snapshot::json::Value;

/// What is asked for.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The properties.
    pub(super) of: Batch,
    /// The days.
    pub(super) span: Span,
    /// How much of the guests' names is asked for.
    pub(super) guest_names: GuestNames,
}

/// What came.
#[derive(Debug)]
pub(super) struct PieceRead {
    /// The rows within the days of the piece.
    pub(super) rows: Vec<Row>,
    /// How many came beyond them, because the piece is asked a day wider.
    pub(super) rows_outside: u64,
    /// How many pages.
    pub(super) pages: u64,
    /// What was asked for.
    pub(super) of: Batch,
    /// The days of the piece.
    pub(super) span: Span,
    /// The lists it was read by, with the total of each.
    lists: Vec<(List, u64)>,
}

/// A list whose rows were assigned, or the reason to ask for its properties one by one.
enum Reading {
    Assigned(PieceRead),
    OneByOne(String),
}

impl Piece {
    /// Reads the piece, complete and with every row assigned to a property.
    ///
    /// # Errors
    /// Whatever its lists fail with; a row of a property that was not asked for.
    pub(super) async fn read(&self, client: &Client<'_>) -> Result<PieceRead, FetchError> {
        let name = self.to_string();
        client.progress().on(Event::PieceStarted { piece: &name });
        let read = match self.read_batch(client, self.of.clone()).await? {
            Reading::Assigned(read) => read,
            Reading::OneByOne(reason) => {
                client.progress().on(Event::ReadAgain { list: &name, reason: &reason });
                client.remark(&format!("{name} were read property by property: {reason}"));
                self.read_one_by_one(client).await?
            }
        };
        client.progress().on(Event::PieceFinished { piece: &name, rows: read.rows.len() });
        Ok(read)
    }

    async fn read_one_by_one(&self, client: &Client<'_>) -> Result<PieceRead, FetchError> {
        let mut all = PieceRead::empty(self.of.clone(), self.span);
        for single in self.of.singles() {
            let read = match self.read_batch(client, single).await? {
                Reading::Assigned(read) => read,
                // A single property is always assigned or refused.
                Reading::OneByOne(reason) => {
                    return Err(FetchError::new(FetchErrorKind::Malformed, reason).during(self));
                }
            };
            all.rows.extend(read.rows);
            all.rows_outside += read.rows_outside;
            all.pages += read.pages;
            all.lists.extend(read.lists);
        }
        Ok(all)
    }

    async fn read_batch(&self, client: &Client<'_>, of: Batch) -> Result<Reading, FetchError> {
        let is_single = of.only().is_some();
        let (span, guest_names) = (self.span, self.guest_names);
        let list = List::Reservations { of: of.clone(), span, guest_names };
        let keep = |id: &str, entry: &Value| self.keep(id, entry, &of);
        match read_list(client, &list, keep).await {
            Ok(listing) => assign(list, &of, span, listing),
            Err(error) if is_single => Err(named(error)),
            // One property the service does not know spoils the whole set; which one is found by
            // asking for each. A token without the right to read would be refused for each, too.
            Err(error) if may_be_one_property(&error) => Ok(Reading::OneByOne(error.to_string())),
            Err(error) => Err(error),
        }
    }
}

impl Piece {
    /// What is kept of an entry; the error says why it is no answer to what was asked.
    fn keep(&self, id: &str, entry: &Value, of: &Batch) -> Result<Assigned, String> {
        let row = Row::new(id.to_owned(), entry, of, self.guest_names);
        let is_inside = match place(entry, self.span) {
            Place::Inside => true,
            Place::Margin => false,
            Place::Unasked(day) => {
                return Err(format!(
                    "{id} was returned with {} {day}, which was not requested",
                    self.span.by.field()
                ));
            }
        };
        Ok(row.map(|row| is_inside.then_some(row)))
    }

    /// The piece out of an answer of one page that is at hand.
    ///
    /// # Errors
    /// An answer that is not whole, or does not say whose a row is.
    pub(super) fn of_answer(&self, answer: Value) -> Result<PieceRead, FetchError> {
        let malformed = |what| FetchError::new(FetchErrorKind::Malformed, what).during(self);
        let keep = |id: &str, entry: &Value| self.keep(id, entry, &self.of);
        let listing = read_at_hand(answer, keep).map_err(malformed)?;
        let Self { of, span, guest_names } = self.clone();
        let list = List::Reservations { of, span, guest_names };
        match assign(list, &self.of, span, listing)? {
            Reading::Assigned(read) => Ok(read),
            Reading::OneByOne(reason) => Err(malformed(reason)),
        }
    }
}

/// A row if it lies within the days; or why it has no property.
type Assigned = Result<Option<Row>, Unassigned>;

fn assign(
    list: List,
    of: &Batch,
    span: Span,
    listing: Listing<Assigned>,
) -> Result<Reading, FetchError> {
    let mut read = PieceRead::empty(of.clone(), span);
    for (id, entry) in listing.entries {
        match entry {
            Ok(Some(row)) => read.rows.push(row),
            Ok(None) => read.rows_outside += 1,
            Err(Unassigned::Ambiguous) => {
                let reason = format!("reservation {id} does not name one of the properties");
                return Ok(Reading::OneByOne(reason));
            }
            Err(Unassigned::Foreign { named }) => {
                let what = format!(
                    "reservation {id} belongs to property {named}, which was not requested"
                );
                return Err(FetchError::new(FetchErrorKind::Malformed, what).during(&list));
            }
        }
    }
    read.pages = listing.pages;
    read.lists.push((list, listing.total));
    Ok(Reading::Assigned(read))
}

impl std::fmt::Display for Piece {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the reservations of {}, {}", self.of, self.span)
    }
}

impl PieceRead {
    fn empty(of: Batch, span: Span) -> Self {
        Self { rows: Vec::new(), rows_outside: 0, pages: 0, of, span, lists: Vec::new() }
    }

    /// How many lists it was read by.
    pub(super) fn lists(&self) -> usize {
        self.lists.len()
    }

    /// Rows that came, within the days of the piece or not.
    pub(super) fn rows_received(&self) -> u64 {
        self.lists.iter().map(|(_, total)| total).sum()
    }

    /// Whether the service still announces the totals that this piece was read with. A stay whose
    /// dates are changed while the pieces are read can move from one that is yet to come into one
    /// that is done, and would be in neither; its old or new piece then has another total.
    ///
    /// # Errors
    /// Whatever the requests fail with.
    pub(super) async fn is_current(&self, client: &Client<'_>) -> Result<bool, FetchError> {
        for (list, total) in &self.lists {
            if read_total(client, list).await? != *total {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Whether a refusal of several properties may be due to one of them.
fn may_be_one_property(error: &FetchError) -> bool {
    let is_about_scope =
        error.said.as_deref().is_some_and(|said| said.to_ascii_lowercase().contains("scope"));
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
