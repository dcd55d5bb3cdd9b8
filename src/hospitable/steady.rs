//! Pieces that do not agree, read again until they do, or until it is plain that they never will.
//!
//! An account that changes while it is read shows another contradiction every time, or none any
//! more. One that shows the same three times is odd there, and is kept with its oddities.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};

use super::client::Client;
use super::error::{FetchError, FetchErrorKind};
use super::merge::{Finding, merge, one_sided};
use super::odd::Odd;
use super::progress::Event;
use super::query::{Query, QueryResult};
use crate::domain::OddityKind;

/// How often the queries are compared, with a reading of those that do not agree in between.
const ROUNDS_MAX: u32 = 5;

/// How many comparisons in a row have to show the same.
const SAME_ROUNDS: u32 = 3;

/// All queries, and what is odd about them together.
pub(super) struct Steady {
    pub(super) read: Vec<QueryResult>,
    pub(super) odd: Vec<Odd>,
}

/// Reads all queries, and those again that do not agree.
///
/// # Errors
/// Whatever the lists fail with; [`FetchErrorKind::ChangedWhileReading`] if they go on differing.
pub(super) async fn read_until_steady(
    client: &Client<'_>,
    pieces: &[Query],
    concurrency: usize,
) -> Result<Steady, FetchError> {
    let mut read: Vec<QueryResult> = stream::iter(pieces.iter().map(|query| query.read(client)))
        .buffered(concurrency)
        .try_collect()
        .await?;
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut remarks = Vec::new();
    for round in 1..=ROUNDS_MAX {
        let findings = compare(client, &read, concurrency).await?;
        let again = |odd: &Odd| 1 + seen.get(&odd.id()).copied().unwrap_or_default();
        seen = findings.iter().map(|one| (one.odd.id(), again(&one.odd))).collect();
        let is_settled =
            |one: &&Finding| seen.get(&one.odd.id()).is_some_and(|n| *n >= SAME_ROUNDS);
        let Some(first) = findings.iter().find(|one| !is_settled(one)) else {
            if findings.is_empty() {
                remarks.iter().for_each(|remark: &String| client.remark(remark));
            }
            return Ok(settled(read, findings));
        };
        let reason = first.odd.seen.clone();
        if round == ROUNDS_MAX {
            return Err(changed(&reason));
        }
        let stale: BTreeSet<usize> = findings
            .iter()
            .filter(|one| !is_settled(one))
            .flat_map(|one| one.pieces.iter().copied())
            .collect();
        for place in stale {
            if let (Some(old), Some(query)) = (read.get_mut(place), pieces.get(place)) {
                let name = query.to_string();
                client.progress().on(Event::ReadAgain { list: &name, reason: &reason });
                remarks.push(format!("{name} were read again: {reason}"));
                *old = query.read(client).await?;
            }
        }
    }
    Err(changed("it never came to rest"))
}

fn changed(reason: &str) -> FetchError {
    let what = format!("the account changed while it was read ({reason})");
    FetchError::new(FetchErrorKind::ChangedWhileReading, what)
}

/// What keeps the queries from agreeing: totals that are no longer those of the service, rows in
/// two versions, stays that one list lacks.
async fn compare(
    client: &Client<'_>,
    read: &[QueryResult],
    concurrency: usize,
) -> Result<Vec<Finding>, FetchError> {
    let lists: usize = read.iter().map(QueryResult::lists).sum();
    client.progress().on(Event::Recounting { lists });
    let recounted: Vec<Vec<Odd>> = stream::iter(read.iter().map(|query| query.recount(client)))
        .buffered(concurrency)
        .try_collect()
        .await?;
    let recounted = recounted.into_iter().enumerate().flat_map(|(place, all)| {
        all.into_iter().map(move |odd| Finding { odd, pieces: [place].into(), lacking: None })
    });
    let mut findings: Vec<Finding> = recounted.collect();
    findings.extend(merge(read)?.contradictions);
    findings.extend(one_sided(read)?);
    Ok(findings)
}

/// The queries with what stays odd. Where a list has rows of days that nobody asked for and lacks a
/// stay as well, it may be the answer to another question: it holds all its properties.
fn settled(mut read: Vec<QueryResult>, findings: Vec<Finding>) -> Steady {
    for place in findings.iter().filter_map(|finding| finding.lacking) {
        if let Some(query) = read.get_mut(place) {
            let all = query.of.clone();
            let outside = |odd: &&mut Odd| odd.kind == OddityKind::OutsideDays;
            for odd in query.odd.iter_mut().filter(outside) {
                odd.properties.extend(all.ids().cloned());
            }
        }
    }
    let of_lists = read.iter_mut().flat_map(|query| std::mem::take(&mut query.odd));
    let odd = of_lists.collect::<Vec<_>>().into_iter();
    Steady { odd: odd.chain(findings.into_iter().map(|one| one.odd)).collect(), read }
}
