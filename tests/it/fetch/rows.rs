//! Rows that name no property, change or move while they are read, and who watches it.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use owner_statements::domain::OddityKind;
use owner_statements::hospitable::{Event, FetchErrorKind, Progress, fetch};
use serde_json::{Value, json};

use super::scripted::{Asked, Server, World, raw, stay};
use super::{at, ids, plan, read, read_with, refusal, rows, settings};

#[tokio::test]
async fn rows_that_name_no_property_are_asked_for_one_property_at_a_time() {
    let mut world = World::new(3, 4);
    for row in &mut world.reservations {
        row["hidden"] = row["properties"][0]["id"].clone();
        row["properties"] = Value::Null;
    }
    let server = Server::start(move |asked, _| world.answer(asked)).await;
    let snapshot = read(&server.url, &plan()).await.expect("a snapshot");
    for reservation in snapshot.reservations.iter() {
        let reservation = reservation.expect("a row");
        let row: Value = serde_json::from_str(&reservation.row).expect("a row");
        let id = row["id"].as_str().expect("an id");
        assert!(id.starts_with(reservation.property.as_str()), "{id}");
    }
    assert_eq!(ids(&snapshot).len(), 12);
    assert!(snapshot.remarks.iter().all(|remark| remark.contains("property by property")));
    assert_eq!(snapshot.remarks.len(), 2, "one for check-ins, one for check-outs");
}

#[tokio::test]
async fn a_row_of_another_property_is_odd_and_many_are_refused() {
    let mut world = World::new(1, 3);
    world.reservations[1]["hidden"] = json!("p1");
    world.reservations[1]["properties"] = json!([{"name": "no id"}, {"id": "p9"}]);
    let one = world.clone();
    let server = Server::start(move |asked, _| one.answer(asked)).await;
    let snapshot = read(&server.url, &plan()).await.expect("a snapshot");
    assert_eq!(ids(&snapshot).len(), 2);
    let [oddity] = &snapshot.oddities[..] else { unreachable!("{:?}", snapshot.oddities) };
    assert_eq!(oddity.kind, OddityKind::OtherProperty);
    assert_eq!(oddity.requests.len(), 2, "by check-in and by check-out");
    assert_eq!(oddity.properties.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["p1", "p9"]);
    assert!(oddity.seen.contains("HM1 belongs to property p9"), "{}", oddity.seen);

    world.reservations[2] = world.reservations[1].clone();
    world.reservations[2]["id"] = json!("p1-r2");
    let server = Server::start(move |asked, _| world.answer(asked)).await;
    let error = refusal(&server.url, &plan()).await;
    assert_eq!(error.kind, FetchErrorKind::Incomplete);
    assert!(error.what.contains("HM1 belongs to property p9"), "{error}");
}

#[tokio::test]
async fn the_one_property_that_is_refused_among_many_is_named() {
    for (status, kind) in [
        ("404 Not Found", FetchErrorKind::UnknownProperty),
        ("403 Forbidden", FetchErrorKind::Forbidden),
    ] {
        let world = World::new(3, 2);
        let server =
            Server::start(move |asked, _| match asked.all("properties[]").contains(&"p2") {
                true => raw(status, "", br#"{"message":"no"}"#),
                false => world.answer(asked),
            })
            .await;
        let error = refusal(&server.url, &plan()).await;
        assert_eq!(error.kind, kind);
        assert!(error.to_string().contains("House p2 (p2)"), "{error}");
    }
    let world = World::new(3, 2);
    let server = Server::start(move |asked, _| match asked.is_for("reservations") {
        true => raw("403 Forbidden", "", br#"{"reason_phrase":"Invalid scope(s) provided."}"#),
        false => world.answer(asked),
    })
    .await;
    let mut settings = settings(&server.url);
    settings.concurrency = 1;
    let error = read_with(&settings, &plan()).await.expect_err("no scope");
    assert_eq!(error.kind, FetchErrorKind::Forbidden);
    assert_eq!(server.asked().len(), 4, "a missing right is not searched property by property");
}

/// How one of two lists shows another content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Course {
    /// The first time.
    Once,
    /// Another one every time: the account changes.
    Always,
    /// The same every time: it is odd.
    Same,
}

#[tokio::test]
async fn a_reservation_that_changes_between_two_queries_is_read_again() {
    for course in [Course::Once, Course::Always, Course::Same] {
        let world = World::new(1, 3);
        let check_outs = AtomicUsize::new(0);
        let server = Server::start(move |asked, _| {
            let mut world = world.clone();
            if asked.is_page_by("checkout") {
                let reading = check_outs.fetch_add(1, Ordering::Relaxed);
                let amount = match course {
                    Course::Once if reading > 0 => 100,
                    Course::Once | Course::Same => 200,
                    Course::Always => 200 + reading,
                };
                world.reservations[1]["financials"]["host"]["revenue"]["amount"] = json!(amount);
            }
            world.answer(asked)
        })
        .await;
        let outcome = read(&server.url, &plan()).await;
        if course == Course::Always {
            let error = outcome.expect_err("it never settles");
            assert_eq!(error.kind, FetchErrorKind::ChangedWhileReading);
            assert!(error.to_string().contains("HM1"), "{error}");
            continue;
        }
        let snapshot = outcome.expect("it settles");
        assert_eq!(ids(&snapshot).len(), 3);
        let is_odd = snapshot.oddities.iter().any(|one| one.kind == OddityKind::TwoVersions);
        assert_eq!(is_odd, course == Course::Same, "{:?}", snapshot.oddities);
        let is_told = snapshot.remarks.iter().any(|r| r.contains("two versions"));
        assert_eq!(is_told, course == Course::Once, "{:?}", snapshot.remarks);
    }
}

/// A stay that is moved from days not yet read into days already read would be in neither piece.
#[tokio::test]
async fn a_reservation_that_moves_behind_the_reader_is_not_lost() {
    let mut early = World::new(1, 0);
    early.reservations.push(stay("p1", 5));
    let mut late = early.clone();
    late.reservations[0]["arrival_date"] = json!("2025-12-24T00:00:00-06:00");
    late.reservations[0]["departure_date"] = json!("2026-11-24T00:00:00-06:00");
    let moved = Mutex::new(false);
    let server = Server::start(move |asked, _| {
        let mut moved = moved.lock().expect("the switch");
        let world = if *moved { &late } else { &early };
        // The first piece, with December in it, has just been read.
        *moved |= asked.is_for("reservations");
        world.answer(asked)
    })
    .await;
    let mut settings = settings(&server.url);
    settings.concurrency = 1;
    let snapshot = read_with(&settings, &plan()).await.expect("a snapshot");
    assert_eq!(ids(&snapshot).len(), 1);
    assert!(rows(&snapshot)[0]["arrival_date"].as_str().expect("a date").starts_with("2025-12"));
}

#[tokio::test]
async fn a_row_whose_date_cannot_be_read_is_kept() {
    let mut world = World::new(1, 2);
    world.reservations[0]["arrival_date"] = json!("soon");
    world.reservations[0]["departure_date"] = Value::Null;
    let server = Server::start(move |asked, _| world.answer(asked)).await;
    let snapshot = read(&server.url, &plan()).await.expect("a snapshot");
    assert_eq!(ids(&snapshot).len(), 2);
}

/// Records events.
#[derive(Default)]
struct Book(Mutex<Vec<String>>);

impl Progress for Book {
    fn on(&self, event: Event<'_>) {
        self.0.lock().expect("the book").push(format!("{event:?}"));
    }
}

#[tokio::test]
async fn who_watches_sees_it_happen() {
    let world = World::new(2, 1);
    let refused = |asked: &Asked, number| number == 4 && asked.is_for("reservations");
    let server = Server::start(move |asked, number| match refused(asked, number) {
        true => raw("429 Too Many Requests", "retry-after: 7\r\n", b""),
        false => world.answer(asked),
    })
    .await;
    let book = Book::default();
    let mut settings = settings(&server.url);
    settings.concurrency = 1;
    fetch(&settings, &plan(), at(), &book).await.expect("a snapshot");
    let told = book.0.into_inner().expect("the book");
    assert_eq!(told[0], r#"PageRead { list: "the properties", page: 1, pages: 1 }"#);
    assert_eq!(told[1], told[0], "properties are read twice");
    assert_eq!(told[2], "PropertiesFound { count: 2 }");
    assert_eq!(told[3], "QueriesPlanned { count: 4 }");
    assert!(told.contains(&"Waiting { seconds: 7, reason: RateLimit }".to_owned()), "{told:#?}");
    assert_eq!(told.iter().filter(|event| event.starts_with("QueryFinished")).count(), 4);
    assert_eq!(told.last().map(String::as_str), Some("Recounting { lists: 4 }"));
}
