//! A whole reading: account, properties, every query, and the proof that they belong together.

use std::collections::BTreeSet;

use chrono::{DateTime, SubsecRound as _, Utc};

use super::client::Client;
use super::error::{FetchError, FetchErrorKind};
use super::listing::read_at_hand;
use super::merge::{Merged, MergedRow, merge};
use super::odd::{Odd, oddities};
use super::plan::Plan;
use super::progress::{Event, Progress};
use super::properties::{AsProperty, choose, read_account, read_properties};
use super::query::{Query, QueryResult, unkept};
use super::request::{List, PropertySet};
use super::row::MoneyPresence;
use super::settings::Settings;
use super::steady::read_until_steady;
use crate::snapshot::{Counts, FetchScope, RawAccount, RawProperty, Rows, Snapshot};

/// Properties that are asked for in one request: about 2,600 characters of address.
const BATCH_SIZE: usize = 50;

/// Reads what `plan` asks for into a snapshot. `fetched_at` is the time at which it is called;
/// `progress` receives events. The snapshot does not depend on the order of the answers.
///
/// # Errors
/// Anything that makes the snapshot incomplete, see [`FetchErrorKind`]. There are no partial
/// snapshots.
pub async fn fetch(
    settings: &Settings,
    plan: &Plan,
    fetched_at: DateTime<Utc>,
    progress: &dyn Progress,
) -> Result<Snapshot, FetchError> {
    let ranges = plan.ranges()?;
    let client = Client::new(settings, fetched_at, progress)?;
    let account = read_account(&client).await?;
    let (properties, odd) = read_properties(&client, &plan.properties).await?;
    progress.on(Event::PropertiesFound { count: properties.len() });
    let guest_names = plan.guest_names;
    let pieces: Vec<Query> = PropertySet::split(&properties, BATCH_SIZE)
        .into_iter()
        .flat_map(|of| {
            ranges.iter().map(move |range| Query { of: of.clone(), range: *range, guest_names })
        })
        .collect();
    progress.on(Event::QueriesPlanned { count: pieces.len() });
    let concurrency = settings.concurrency.max(1);
    let steady = read_until_steady(&client, &pieces, concurrency).await?;
    let read = steady.read;
    let whole = merge(&read)?;
    let odd: Vec<Odd> = odd.into_iter().chain(steady.odd).collect();
    refuse_odd_without_rows(&whole.rows, &odd)?;
    ensure_plausible(plan, &whole)?;
    remark_emptiness(&client, &properties, &whole.rows);
    let found = FetchedData { account, properties, read: &read, whole, odd };
    let way = FetchStats {
        api: settings.base_url.to_string(),
        requests: client.requests(),
        remarks: client.remarks(),
    };
    assemble(plan, fetched_at, way, found)
}

/// Makes a snapshot from two answers in memory, one page each, as [`fetch`] would from the same
/// answers: for tests that try many of them. All arrivals must be within the days of the plan.
///
/// # Errors
/// As [`fetch`], for what can be wrong with an answer.
pub fn read_answers(
    plan: &Plan,
    fetched_at: DateTime<Utc>,
    properties: &[u8],
    reservations: &[u8],
) -> Result<Snapshot, FetchError> {
    let malformed = |what| FetchError::new(FetchErrorKind::Malformed, what);
    let listed =
        read_at_hand(properties, &List::Properties.to_string(), &AsProperty).map_err(malformed)?;
    let (properties, odd) = choose(listed, &plan.properties)?;
    let Some(of) = PropertySet::split(&properties, usize::MAX).pop() else {
        return Err(malformed("no property was requested".to_owned()));
    };
    let query = Query { of, range: plan.arrivals()?, guest_names: plan.guest_names };
    let mut read = [query.of_answer(reservations)?];
    let of_rows = read.iter_mut().flat_map(|query| std::mem::take(&mut query.odd));
    let mut odd = odd.into_iter().chain(of_rows.collect::<Vec<_>>());
    if let Some(odd) = odd.next() {
        // a single reading cannot tell what is odd from what changes
        return Err(malformed(odd.seen));
    }
    let whole = merge(&read)?;
    ensure_plausible(plan, &whole)?;
    let way = FetchStats { api: "at hand".to_owned(), requests: 2, remarks: Vec::new() };
    let found = FetchedData { account: None, properties, read: &read, whole, odd: Vec::new() };
    assemble(plan, fetched_at, way, found)
}

fn ensure_plausible(plan: &Plan, whole: &Merged<'_>) -> Result<(), FetchError> {
    refuse_without_rows(&plan.properties, &whole.rows)?;
    refuse_without_financials(&whole.rows)
}

/// How a reading went.
struct FetchStats {
    api: String,
    requests: u64,
    remarks: Vec<String>,
}

/// What was read, before it is a snapshot.
struct FetchedData<'a> {
    account: Option<RawAccount>,
    properties: Vec<RawProperty>,
    read: &'a [QueryResult],
    whole: Merged<'a>,
    odd: Vec<Odd>,
}

/// Where nothing came but something odd, the account cannot be read at all.
fn refuse_odd_without_rows(rows: &[MergedRow<'_>], odd: &[Odd]) -> Result<(), FetchError> {
    match odd.iter().find(|odd| !odd.rows.is_empty()) {
        Some(odd) if rows.is_empty() => {
            let seen = &odd.seen;
            let what = format!(
                "the list is not complete: it has no reservation of the requested days, and {seen}"
            );
            let error = FetchError::new(FetchErrorKind::Incomplete, what);
            Err(odd.requests.first().map_or(error.clone(), |request| error.during(request)))
        }
        Some(_) | None => Ok(()),
    }
}

/// An account without any reservation in all days that were read is probably an outage that looks
/// like success, and must not become a month of empty statements. A few properties may have none.
fn refuse_without_rows(scope: &FetchScope, rows: &[MergedRow<'_>]) -> Result<(), FetchError> {
    if !rows.is_empty() || *scope != FetchScope::All {
        return Ok(());
    }
    let what = "Hospitable returned no reservations at all for the requested properties and days: \
                this looks like an outage or a token without access to reservations";
    Err(FetchError::new(FetchErrorKind::Empty, what))
}

/// Money that is missing with every stay is missing because of the token, and must not become a
/// statement of zeros.
fn refuse_without_financials(rows: &[MergedRow<'_>]) -> Result<(), FetchError> {
    let has = |money: MoneyPresence| rows.iter().any(|one| one.row.money == money);
    if has(MoneyPresence::Came) || !has(MoneyPresence::Missing) {
        return Ok(());
    }
    let what = "the token has no access to financial data: no accepted reservation has amounts";
    Err(FetchError::new(FetchErrorKind::NoFinancials, what))
}

/// What may be an outage that looks like success, or the known habit of the service to leave out
/// the reservations of unlisted properties.
fn remark_emptiness(client: &Client<'_>, properties: &[RawProperty], rows: &[MergedRow<'_>]) {
    if rows.is_empty() {
        client.remark("Hospitable returned no reservations at all; check that there were none");
        return;
    }
    let with_rows: BTreeSet<_> = rows.iter().map(|one| &one.row.property).collect();
    for property in properties.iter().filter(|property| property.listed == Some(false)) {
        if !with_rows.contains(&property.id) {
            let (name, id) = (&property.name, &property.id);
            client.remark(&format!(
                "{name} ({id}) is not listed and has no reservations; check that it had none"
            ));
        }
    }
}

fn assemble(
    plan: &Plan,
    fetched_at: DateTime<Utc>,
    way: FetchStats,
    found: FetchedData<'_>,
) -> Result<Snapshot, FetchError> {
    let mut texts: Vec<_> = found.read.iter().map(|query| query.texts().enumerate()).collect();
    let mut reservations = Rows::default();
    for merged in &found.whole.rows {
        // the rows of a query are in the order of all rows
        let text = texts[merged.query].find(|(place, _)| *place == merged.place);
        reservations.push(&text.ok_or_else(unkept)?.1?);
    }
    reservations.close();
    let sum = |count: fn(&QueryResult) -> u64| found.read.iter().map(count).sum();
    Ok(Snapshot {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        fetched_at: fetched_at.trunc_subsecs(0),
        api: way.api,
        window: plan.window(),
        scope: plan.properties.clone(),
        guest_names: plan.guest_names,
        account: found.account,
        properties: found.properties,
        counts: Counts {
            requests: way.requests,
            pages: sum(|query| query.pages),
            rows_received: sum(|query| query.rows_received),
            rows_kept: found.whole.rows.len() as u64,
            rows_repeated: found.whole.repeated + sum(|query| query.rows_overlapping),
            rows_outside: sum(|query| query.rows_outside),
        },
        reservations,
        remarks: way.remarks,
        oddities: oddities(found.odd),
    })
}
