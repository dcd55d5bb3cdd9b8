//! A whole account from the simulator: read to the last row, or refused with a reason.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use owner_statements::domain::GuestNames;
use owner_statements::hospitable::{FetchErrorKind, Plan};
use owner_statements::simulator::{
    Bounds, Fault, FaultAt, Options, SimulatedAccount, Simulator, When, start,
};
use serde_json::{Value, json};

use super::scripted::{Server, World};
use super::{TOKEN, ids, only, plan, read, read_with, refusal, rows, settings};
use crate::share::step;

async fn simulator(options: Options) -> Simulator {
    start(SimulatedAccount::demo(), options).await.expect("a simulator")
}

fn options() -> Options {
    Options::new(NaiveDate::from_ymd_opt(2026, 11, 2).expect("a date"))
}

/// What a reading of the demo account must hold, from its raw values.
fn expected_of_demo() -> BTreeSet<String> {
    let date = |row: &Value, key: &str| row[key].as_str().expect("a date")[..10].to_owned();
    let wanted = |row: &&Value| {
        let (arrival, departure) = (date(row, "arrival_date"), date(row, "departure_date"));
        ("2025-10-01".to_owned()..="2026-10-31".to_owned()).contains(&arrival)
            || ("2026-10-01".to_owned()..="2026-10-31".to_owned()).contains(&departure)
    };
    let account = SimulatedAccount::demo();
    let id = |row: &Value| row["id"].as_str().expect("an id").to_owned();
    account.reservations().iter().filter(wanted).map(id).collect()
}

#[tokio::test]
async fn the_demo_account_is_read_whole_whatever_the_bounds_and_the_order() {
    let expected = expected_of_demo();
    assert!(expected.len() > 20, "{}", expected.len());
    let mut bytes = BTreeSet::new();
    for bounds in [Bounds::Inclusive, Bounds::Exclusive] {
        for concurrency in [0, 1, 8] {
            let simulator = simulator(Options { bounds, ..options() }).await;
            let mut settings = settings(&simulator.base_url());
            settings.concurrency = concurrency;
            let mut snapshot = read_with(&settings, &plan()).await.expect("a snapshot");
            assert_eq!(ids(&snapshot), expected, "{bounds:?} {concurrency}");
            assert_eq!(snapshot.remarks, [""; 0]);
            assert!(simulator.requests().iter().all(|request| request.method == "GET"));
            let counts = snapshot.counts;
            assert_eq!(counts.requests, simulator.requests().len() as u64);
            assert_eq!(
                counts.rows_received,
                counts.rows_kept + counts.rows_repeated + counts.rows_outside
            );
            // The port, and the rows that wider bounds bring in, are all that may differ.
            snapshot.api = "x".to_owned();
            (snapshot.counts.rows_received, snapshot.counts.rows_outside) = (0, 0);
            bytes.insert(snapshot.to_bytes().expect("bytes"));
        }
    }
    assert_eq!(bytes.len(), 1, "equal input, equal bytes");
}

#[tokio::test]
async fn what_harms_no_row_changes_no_row() {
    for fault in [
        Fault::LinksArray,
        Fault::UnwrappedSingle,
        Fault::SmallPages,
        Fault::WideRangeRefused,
        Fault::UnknownPropertyForbidden,
        Fault::Sunset,
    ] {
        let simulator = simulator(options().with_fault(fault)).await;
        let snapshot = read(&simulator.base_url(), &plan()).await.expect("a snapshot");
        assert_eq!(ids(&snapshot), expected_of_demo(), "{fault}");
        assert_eq!(snapshot.remarks.is_empty(), fault != Fault::Sunset, "{:?}", snapshot.remarks);
        assert!(snapshot.account.is_some());
    }
    let simulator = simulator(options().with_fault(Fault::DuplicateCode)).await;
    let snapshot = read(&simulator.base_url(), &plan()).await.expect("twins");
    assert_eq!(ids(&snapshot).len(), 2 * expected_of_demo().len(), "twins are for others to judge");
}

/// Every temporary failure is survived wherever it occurs; every lasting one is reported by name.
#[tokio::test]
async fn passing_trouble_is_ridden_out_and_lasting_trouble_is_named() {
    for (at, fault) in [
        Fault::RetryAfterZero,
        Fault::RetryAfterOne,
        Fault::RetryAfterDate,
        Fault::RetryAfterAbsent,
        Fault::ServerErrorHtml,
        Fault::ServerErrorJson,
        Fault::ServerErrorEmpty,
        Fault::TruncatedJson,
        Fault::HtmlAnswer,
    ]
    .into_iter()
    .enumerate()
    {
        let places = [When::First(2), When::Request(1), When::Request(2), When::Request(4)];
        for when in places.into_iter().skip(at % step(4)).step_by(step(4)) {
            let simulator = simulator(options().with_fault(FaultAt { fault, when })).await;
            let snapshot = read(&simulator.base_url(), &plan()).await.expect("a snapshot");
            assert_eq!(ids(&snapshot), expected_of_demo(), "{fault} {when:?}");
        }
        for from in [1, 2, 5, 8].into_iter().skip(at % step(4)).step_by(step(4)) {
            let fault = FaultAt { fault, when: When::From(from) };
            let simulator = simulator(options().with_fault(fault)).await;
            let error = refusal(&simulator.base_url(), &plan()).await;
            let unavailable = FetchErrorKind::Unavailable { tries: 5 };
            let expected = [
                (Fault::TruncatedJson, FetchErrorKind::Malformed),
                (Fault::HtmlAnswer, FetchErrorKind::WebPage),
            ];
            let expected = expected.into_iter().find(|(known, _)| *known == fault.fault);
            let expected = expected.map_or(unavailable, |(_, kind)| kind);
            assert_eq!(error.kind, expected, "{fault}: {error}");
            assert!(error.request.is_some() && error.trace.is_some(), "{error:?}");
            assert!(error.to_string().contains("5 attempts"), "{error}");
        }
    }
}

#[tokio::test]
async fn a_page_that_fails_for_good_fails_the_whole_reading() {
    for (fault, kind, request) in [
        (
            Fault::PageTwoFailing,
            FetchErrorKind::Unavailable { tries: 5 },
            "page 2 of the properties",
        ),
        (Fault::PropertyPageFailing, FetchErrorKind::Unavailable { tries: 5 }, "of the properties"),
        (Fault::TokenWithdrawn, FetchErrorKind::Unauthorised, "the account"),
    ] {
        let options = options().with_fault(Fault::SmallPages).with_fault(fault);
        let simulator = simulator(options).await;
        let error = refusal(&simulator.base_url(), &plan()).await;
        assert_eq!(error.kind, kind, "{error}");
        assert!(error.to_string().contains(request), "{error}");
    }
    let withdrawn = FaultAt { fault: Fault::TokenWithdrawn, when: When::From(5) };
    let simulator = simulator(options().with_fault(withdrawn)).await;
    let error = refusal(&simulator.base_url(), &plan()).await;
    assert_eq!((error.kind, error.status), (FetchErrorKind::Unauthorised, Some(401)));
    assert_eq!(error.service_message.as_deref(), Some("Unauthenticated."));
}

#[tokio::test]
async fn lists_that_shift_are_read_again_and_refused_if_they_never_settle() {
    for (at, fault) in [
        Fault::RowsShiftBetweenPages,
        Fault::CountChangesBetweenPages,
        Fault::RowLeavesBetweenPages,
    ]
    .into_iter()
    .enumerate()
    {
        for request in (2 + at % step(3)..12).step_by(step(3)) {
            let struck = FaultAt { fault, when: When::Request(request) };
            let options = options().with_fault(Fault::SmallPages).with_fault(struck);
            let simulator = simulator(options).await;
            let snapshot = read(&simulator.base_url(), &plan()).await.expect("a snapshot");
            assert_eq!(ids(&snapshot), expected_of_demo(), "{struck}");
        }
        let options = options().with_fault(Fault::SmallPages).with_fault(fault);
        let simulator = simulator(options).await;
        let error = refusal(&simulator.base_url(), &plan()).await;
        assert_eq!(error.kind, FetchErrorKind::Incomplete, "{fault}: {error}");
    }
}

#[tokio::test]
async fn money_that_is_missing_everywhere_is_refused_and_null_is_kept() {
    let missing = simulator(options().with_fault(Fault::FinancialsMissing)).await;
    let error = refusal(&missing.base_url(), &plan()).await;
    assert_eq!(error.kind, FetchErrorKind::NoFinancials);
    let null = simulator(options().with_fault(Fault::FinancialsNull)).await;
    let snapshot = read(&null.base_url(), &plan()).await.expect("null is an answer");
    assert!(rows(&snapshot).iter().all(|row| row["financials"].is_null()));
    let empty = simulator(options().with_fault(Fault::ReservationsEmpty)).await;
    let error = refusal(&empty.base_url(), &plan()).await;
    assert_eq!(error.kind, FetchErrorKind::Empty, "a whole account without a stay: {error}");
    let one = only(&["550e8400-e29b-41d4-a716-446655440001"]);
    let snapshot = read(&empty.base_url(), &one).await.expect("one property may have none");
    assert_eq!(snapshot.counts.rows_kept, 0);
    assert!(snapshot.remarks[0].contains("no reservations at all"), "{:?}", snapshot.remarks);
}

#[tokio::test]
async fn a_property_that_the_account_does_not_have_is_named() {
    let simulator = simulator(options()).await;
    let error = refusal(&simulator.base_url(), &only(&["no-such-property"])).await;
    assert_eq!(error.kind, FetchErrorKind::UnknownProperty);
    assert!(error.to_string().contains("no-such-property"), "{error}");
    assert!(simulator.requests().iter().all(|request| request.path != "/v2/reservations"));
}

#[tokio::test]
async fn every_list_request_says_everything_and_asks_no_more_than_it_may() {
    let world = World::new(120, 1);
    let server = Server::start(move |asked, _| world.answer(asked)).await;
    let plan = Plan { look_ahead_months: 24, ..plan() };
    let snapshot = read(&server.url, &plan).await.expect("a snapshot");
    assert_eq!(snapshot.reservations.len(), 120);
    assert_eq!(snapshot.properties.len(), 120);
    for asked in server.asked() {
        assert!(asked.head.starts_with("GET "), "{}", asked.head);
        let head = asked.head.to_ascii_lowercase();
        assert!(head.contains("accept: application/json\r\n"), "{head}");
        assert!(head.contains("user-agent: owner-statements/"), "{head}");
        assert!(asked.head.contains(&format!("Bearer {TOKEN}\r\n")), "{}", asked.head);
        if asked.is_for("reservations") {
            let properties = asked.all("properties[]");
            assert!((1..=50).contains(&properties.len()));
            let day = |key| asked.one(key).parse::<NaiveDate>().expect("a date");
            let days = (day("end_date") - day("start_date")).num_days();
            assert!((1..=184).contains(&days), "{days}");
            assert_eq!(asked.one("include"), "financials,properties", "no guest unless wanted");
            assert!(asked.all("status[]").is_empty());
        }
    }
}

#[tokio::test]
async fn nothing_private_is_kept() {
    for (guest_names, kept) in
        [(GuestNames::None, None), (GuestNames::Initials, Some("M")), (GuestNames::First, None)]
    {
        let mut world = World::new(1, 3);
        if guest_names == GuestNames::First {
            world.reservations.iter_mut().for_each(|row| row["guest"]["first_name"] = json!("Ana"));
        }
        let server = Server::start(move |asked, _| world.answer(asked)).await;
        let plan = Plan { guest_names, ..plan() };
        let snapshot = read(&server.url, &plan).await.expect("a snapshot");
        let shown = format!("{snapshot:?}");
        assert!(!shown.contains("MARKER") && !shown.contains("marker@"), "{shown}");
        if let Some(kept) = kept {
            assert_eq!(rows(&snapshot)[0]["guest"]["first_name"], kept);
        }
    }
}

#[tokio::test]
async fn many_pages_are_read_to_the_last() {
    let world = World::new(1, 1234);
    let server = Server::start(move |asked, _| world.answer(asked)).await;
    let snapshot = read(&server.url, &plan()).await.expect("a snapshot");
    assert_eq!(ids(&snapshot).len(), 1234);
    assert_eq!(snapshot.fetched_at.to_rfc3339(), "2026-11-02T08:00:00+00:00");
    let mut settings = settings(&server.url);
    settings.limits.pages_max = 12;
    let error = read_with(&settings, &plan()).await.expect_err("too many pages");
    assert_eq!(error.kind, FetchErrorKind::LimitReached, "{error}");
    settings.limits.pages_max = 13;
    settings.limits.requests_max = 10;
    let error = read_with(&settings, &plan()).await.expect_err("too many requests");
    assert_eq!(error.kind, FetchErrorKind::LimitReached, "{error}");
}
