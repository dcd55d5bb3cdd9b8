//! Lists of several pages: read with few requests however their rows are spread, and complete
//! whatever changes between two pages.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::{Days, NaiveDate};
use owner_statements::domain::OddityKind;
use owner_statements::simulator::{
    Fault, FaultAt, Options, Request, SimulatedAccount, When, start,
};
use owner_statements::snapshot::Snapshot;
use serde_json::{Value, json};

use super::scripted::{Server, World, ok};
use super::{ids, plan, read, read_with, rows, settings};
use crate::share::step;

/// The first day of check-ins that the plan asks for.
fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 10, 1).expect("a date")
}

/// An accepted stay of one night that begins so many days after the first.
fn stay(property: usize, number: usize, day: u64) -> Value {
    let arrival = first_day() + Days::new(day);
    let departure = arrival + Days::new(1);
    json!({
        "id": format!("r{number:05}"), "code": format!("HM{number}"), "stay_type": "guest_stay",
        "arrival_date": format!("{arrival}T00:00:00-06:00"),
        "departure_date": format!("{departure}T00:00:00-06:00"),
        "reservation_status": {"current": {"category": "accepted"}},
        "properties": [{"id": format!("p{property}")}], "financials": {"currency": "USD"},
    })
}

/// An account of so many properties with a stay for each pair of property (from 1) and day.
fn account(properties: usize, stays: impl IntoIterator<Item = (usize, u64)>) -> World {
    let stays = stays.into_iter().enumerate();
    World {
        reservations: stays.map(|(number, (of, day))| stay(of, number, day)).collect(),
        ..World::new(properties, 0)
    }
}

/// How the rows of an account are spread: a name, and how many properties and which stays.
type Spread = (&'static str, usize, Vec<(usize, u64)>);

fn spreads() -> Vec<Spread> {
    let mut random = fastrand::Rng::with_seed(10);
    let mut many = |count: usize, one: fn(&mut fastrand::Rng) -> (usize, u64)| {
        (0..count).map(|_| one(&mut random)).collect::<Vec<_>>()
    };
    vec![
        ("evenly", 120, many(6000, |r| (r.usize(1..=120), r.u64(..395)))),
        (
            "one property has most",
            60,
            many(4000, |r| (1 + r.usize(..60) * r.usize(..2), r.u64(..395))),
        ),
        (
            "summer has most",
            60,
            many(4000, |r| (r.usize(1..=60), 395 - r.u64(..395) * r.u64(..4) / 4)),
        ),
        ("all on three days", 60, many(3000, |r| (r.usize(1..=60), 50 + 40 * r.u64(..3)))),
        ("all on one day of one property", 60, many(1500, |_| (7, 100))),
        ("a little more than a page", 200, many(101 * 4, |r| (r.usize(1..=200), r.u64(1..170)))),
    ]
}

/// At most one and a half times as many requests as there are full pages, and two for each set of
/// properties and half a year. Beside them, only the account and the list of properties.
#[tokio::test]
async fn requests_are_few_however_the_rows_are_spread() {
    for (name, properties, stays) in spreads() {
        let world = account(properties, stays);
        let count = world.reservations.len();
        let server = Server::start(move |asked, _| world.answer(asked)).await;
        let snapshot = read(&server.url, &plan()).await.expect(name);
        let counts = snapshot.counts;
        assert_eq!((ids(&snapshot).len(), snapshot.remarks.len()), (count, 0), "{name}");
        let received = counts.rows_kept + counts.rows_repeated + counts.rows_outside;
        assert_eq!(counts.rows_received, received, "{name}");
        let asked = server.asked();
        let of_reservations = asked.iter().filter(|asked| asked.is_for("reservations")).count();
        // the stays of October are listed a second time, by their check-outs
        let is_in_october = |row: &&Value| {
            row["departure_date"].as_str().is_some_and(|date| date.starts_with("2026-10"))
        };
        let again = rows(&snapshot).iter().filter(is_in_october).count();
        let queries = 4 * properties.div_ceil(50);
        let most = (count + again) * 3 / 200 + 2 * queries;
        assert!(of_reservations <= most, "{name}: {of_reservations} requests, {most} allowed");
        let others = asked.len() - of_reservations;
        assert_eq!(others, 1 + 2 * properties.div_ceil(100), "{name}");
    }
}

#[tokio::test]
async fn the_number_of_requests_does_not_depend_on_the_order_of_the_answers() {
    let (_, properties, stays) = spreads().swap_remove(1);
    let world = account(properties, stays);
    let mut seen = BTreeSet::new();
    for concurrency in [1, 8] {
        let world = world.clone();
        let server = Server::start(move |asked, _| world.answer(asked)).await;
        let mut settings = settings(&server.url);
        settings.concurrency = concurrency;
        let mut snapshot = read_with(&settings, &plan()).await.expect("a snapshot");
        snapshot.api = String::new();
        seen.insert(snapshot.to_bytes().expect("bytes"));
    }
    assert_eq!(seen.len(), 1, "requests are counted in the snapshot");
}

/// Ids with dates: what tells two states of the account apart.
fn state(rows: &[Value]) -> BTreeSet<(String, String)> {
    let text = |row: &Value, key: &str| row[key].as_str().expect(key).to_owned();
    rows.iter().map(|row| (text(row, "id"), text(row, "arrival_date"))).collect()
}

/// Places in a list of 250 rows: both ends, and both sides of every seam.
const PLACES: [usize; 7] = [0, 50, 98, 99, 197, 198, 249];

/// Everything that can become of a list of 250 rows by one or two changes at these places.
fn changes(before: &World) -> Vec<World> {
    let mut all = Vec::new();
    for here in PLACES {
        let mut without = before.clone();
        let mut taken = without.reservations.remove(here);
        for there in PLACES {
            let mut swapped = without.clone();
            swapped.reservations.insert(there, stay(1, 900, 60));
            taken["arrival_date"] = json!("2025-12-30T00:00:00-06:00");
            let mut moved = without.clone();
            moved.reservations.insert(there, taken.clone());
            all.extend([swapped, moved]);
        }
        let mut joined = before.clone();
        joined.reservations.insert(here, stay(1, 901, 60));
        let mut elsewhere = before.clone();
        elsewhere.reservations[here] = stay(1, here, 250);
        all.extend([without, joined, elsewhere]);
    }
    all
}

/// The account changes once, between any two requests: what is read is the account as it was
/// before, or as it is then, and never a mixture with a row in neither or in both.
#[tokio::test]
async fn whatever_changes_between_two_pages_the_list_is_that_of_one_moment() {
    let before = account(1, (0..250).map(|number| (1, 30 + number % 60)));
    let changes = changes(&before);
    assert_eq!(changes.len(), 119);
    for (number, after) in changes.into_iter().enumerate().step_by(step(4)) {
        // 1 to 3 are the account and the properties; 4 to 6 the list; the last ones recount it
        let requests: Range<usize> = 4..11;
        let change = requests.start + number % requests.len();
        let (old, new) = (before.clone(), after.clone());
        let server = Server::start(move |asked, number| match number > change {
            true => new.answer(asked),
            false => old.answer(asked),
        })
        .await;
        let mut settings = settings(&server.url);
        settings.concurrency = 1;
        let snapshot = read_with(&settings, &plan()).await.expect("a snapshot");
        let found = state(&rows(&snapshot));
        let moment =
            [&before, &after].into_iter().find(|world| state(&world.reservations) == found);
        assert!(moment.is_some(), "change {number} after request {change}");
        assert_eq!(snapshot.oddities.len(), 0);
    }
}

/// An order that depends on the size of a page cannot be checked by overlaps: such a service is
/// read as before, twice.
#[tokio::test]
async fn pages_that_cannot_overlap_are_read_twice_side_by_side() {
    let world = account(1, (0..250).map(|number| (1, 30 + number % 60)));
    let server = Server::start(move |asked, _| {
        let mut world = world.clone();
        if asked.is_for("reservations") && asked.one("per_page") != "100" {
            world.reservations.reverse();
        }
        world.answer(asked)
    })
    .await;
    let snapshot = read(&server.url, &plan()).await.expect("a snapshot");
    assert_eq!(ids(&snapshot).len(), 250);
    assert_eq!(snapshot.counts.pages, 3 + 3, "the list, and three empty ones");
    assert!(snapshot.remarks.iter().all(|remark| remark.contains("moved from one page")));

    let world = account(1, (0..250).map(|number| (1, 30 + number % 60)));
    let server = Server::start(move |asked, _| {
        let mut asked = asked.clone();
        for (key, value) in asked.query.iter_mut().filter(|(key, _)| key == "per_page") {
            let size = value.parse::<usize>().expect(key);
            *value = size.min(40).to_string();
        }
        world.answer(&asked)
    })
    .await;
    let snapshot = read(&server.url, &plan()).await.expect("a snapshot of smaller pages");
    assert_eq!((ids(&snapshot).len(), snapshot.remarks.len()), (250, 0));
    let pages = server.asked().iter().filter(|asked| asked.is_page_by("checkin")).count();
    assert_eq!(pages, 2 * 7 + 2, "two readings of seven pages, and two empty lists");
}

/// What is odd at a seam is seen once, and is not taken for a row that moved.
#[tokio::test]
async fn odd_rows_at_a_seam_are_kept_once() {
    for place in [98, 99, 100, 197, 198] {
        let mut without_id = account(1, (0..250).map(|number| (1, 30 + number % 60)));
        without_id.reservations[place]["id"] = Value::Null;
        let mut twice = account(1, (0..250).map(|number| (1, 30 + number % 60)));
        twice.reservations.insert(place, twice.reservations[place].clone());
        for (world, kind, rows) in
            [(without_id, OddityKind::WithoutId, 249), (twice, OddityKind::Twice, 250)]
        {
            let server = Server::start(move |asked, _| world.answer(asked)).await;
            let snapshot: Snapshot = read(&server.url, &plan()).await.expect("a snapshot");
            let [oddity] = &snapshot.oddities[..] else { unreachable!("{:?}", snapshot.oddities) };
            assert_eq!((oddity.kind, oddity.rows.len()), (kind, 1), "{place}");
            assert_eq!(ids(&snapshot).len(), rows, "{place}");
        }
    }
}

/// A row that changes while its page is read again by the next one is noticed.
#[tokio::test]
async fn a_row_in_two_pages_must_be_the_same_in_both() {
    let world = account(1, (0..150).map(|number| (1, 30 + number % 60)));
    let server = Server::start(move |asked, number| {
        let mut answer = world.json(asked);
        if number == 5 {
            answer["data"][0]["financials"] = json!({"currency": "EUR"});
        }
        ok(&answer)
    })
    .await;
    let mut settings = settings(&server.url);
    settings.concurrency = 1;
    let snapshot = read_with(&settings, &plan()).await.expect("a snapshot");
    assert!(snapshot.remarks[0].ends_with("reservation HM99 changed"), "{:?}", snapshot.remarks);
    assert!(rows(&snapshot).iter().all(|row| row["financials"]["currency"] == "USD"));
}

/// The simulator's faults between pages, once at every request of a long list.
#[tokio::test]
async fn faults_between_overlapping_pages_are_noticed_wherever_they_strike() {
    let world = account(1, (0..330).map(|number| (1, 30 + number % 60)));
    let expected: BTreeSet<String> =
        world.reservations.iter().map(|row| row["id"].as_str().expect("an id").into()).collect();
    let faults = [
        Fault::RowsShiftBetweenPages,
        Fault::CountChangesBetweenPages,
        Fault::RowLeavesBetweenPages,
        Fault::RowsSwapBetweenPages,
        Fault::PageRepeated,
        Fault::LastPageShrinks,
        Fault::WrongCurrentPage,
        Fault::DataEmpty,
        Fault::SmallPages,
    ];
    for (at, fault) in faults.into_iter().enumerate() {
        for request in (4 + at % step(4)..12).step_by(step(4)) {
            let account =
                SimulatedAccount::new(world.properties.clone(), world.reservations.clone());
            let struck = FaultAt { fault, when: When::Request(request) };
            let today = NaiveDate::from_ymd_opt(2026, 11, 2).expect("a date");
            let options = Options::new(today).with_fault(struck);
            let simulator = start(account.expect("an account"), options).await.expect("a port");
            let mut settings = settings(&simulator.base_url());
            settings.concurrency = 1;
            let snapshot = read_with(&settings, &plan()).await.expect("a snapshot");
            assert_eq!(ids(&snapshot), expected, "{struck}");
            let asked: Vec<Request> = simulator.requests();
            assert!(asked.iter().all(|request| request.status == 200), "{struck}");
        }
    }
}
