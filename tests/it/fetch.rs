//! The fetcher against servers that misbehave: what it reads is whole, or it says why not.

pub mod scripted;

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use owner_statements::domain::GuestNames;
use owner_statements::domain::{Period, PropertyId};
use owner_statements::hospitable::{
    BaseUrl, Event, FetchError, FetchErrorKind, Plan, Progress, Quiet, Settings, fetch,
};
use owner_statements::simulator::{
    Account, Bounds, Fault, FaultAt, Options, Simulator, When, start,
};
use owner_statements::snapshot::{Scope, Snapshot};
use serde_json::{Value, json};

use scripted::{Asked, Server, World, ok, raw, stay};

/// A token that must not appear anywhere.
const TOKEN: &str = "tok.MARKERTOKEN.sig";

fn settings(url: &str) -> Settings {
    let base_url = BaseUrl::parse(url).expect("a loopback address");
    let mut settings = Settings::new(base_url, TOKEN.to_owned().into());
    settings.waiting_second = Duration::from_millis(1);
    settings
}

fn plan() -> Plan {
    Plan::new(Period::parse_month("2026-10").expect("a month"))
}

fn only(ids: &[&str]) -> Plan {
    let ids = ids.iter().map(|id| PropertyId::new(id).expect("an id")).collect();
    Plan { properties: Scope::Only(ids), ..plan() }
}

fn at() -> DateTime<Utc> {
    "2026-11-02T08:00:00.5Z".parse().expect("an instant")
}

async fn read(url: &str, plan: &Plan) -> Result<Snapshot, FetchError> {
    read_with(&settings(url), plan).await
}

/// Reads, and holds every outcome to the rule that neither token nor address is shown.
async fn read_with(settings: &Settings, plan: &Plan) -> Result<Snapshot, FetchError> {
    let outcome = fetch(settings, plan, at(), &Quiet).await;
    let shown = match &outcome {
        Ok(snapshot) => format!("{snapshot:?} {settings:?}"),
        Err(error) => format!("{error} {error:?} {settings:?}"),
    };
    assert!(!shown.contains("MARKERTOKEN"), "{shown}");
    if let Err(error) = &outcome {
        assert!(!error.to_string().contains("127.0.0.1"), "{error}");
        assert!(!error.to_string().contains("start_date"), "{error}");
    }
    outcome
}

async fn refusal(url: &str, plan: &Plan) -> FetchError {
    read(url, plan).await.map(|_| ()).expect_err("a refusal")
}

fn rows(snapshot: &Snapshot) -> Vec<Value> {
    let parse = |text: &str| serde_json::from_str(text).expect("a row");
    snapshot.reservations.iter().map(|reservation| parse(reservation.row.get())).collect()
}

fn ids(snapshot: &Snapshot) -> BTreeSet<String> {
    let ids: Vec<String> =
        rows(snapshot).iter().map(|row| row["id"].as_str().expect("an id").to_owned()).collect();
    let set: BTreeSet<String> = ids.iter().cloned().collect();
    assert_eq!(set.len(), ids.len(), "every reservation once");
    set
}

async fn simulator(options: Options) -> Simulator {
    start(Account::demo(), options).await.expect("a simulator")
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
    let account = Account::demo();
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

/// Every trouble that passes is ridden out wherever it strikes; every one that stays has a name.
#[tokio::test]
async fn passing_trouble_is_ridden_out_and_lasting_trouble_is_named() {
    for fault in [
        Fault::RetryAfterZero,
        Fault::RetryAfterOne,
        Fault::RetryAfterDate,
        Fault::RetryAfterAbsent,
        Fault::ServerErrorHtml,
        Fault::ServerErrorJson,
        Fault::ServerErrorEmpty,
        Fault::TruncatedJson,
        Fault::HtmlAnswer,
    ] {
        for when in [When::First(2), When::Request(1), When::Request(2), When::Request(4)] {
            let simulator = simulator(options().with_fault(FaultAt { fault, when })).await;
            let snapshot = read(&simulator.base_url(), &plan()).await.expect("a snapshot");
            assert_eq!(ids(&snapshot), expected_of_demo(), "{fault} {when:?}");
        }
        for from in [1, 2, 5, 8] {
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
            assert!(error.to_string().contains("5 times"), "{error}");
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
    assert_eq!(error.said.as_deref(), Some("Unauthenticated."));
}

#[tokio::test]
async fn lists_that_shift_are_read_again_and_refused_if_they_never_settle() {
    for fault in [
        Fault::RowsShiftBetweenPages,
        Fault::CountChangesBetweenPages,
        Fault::RowLeavesBetweenPages,
    ] {
        for request in 2..12 {
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
    assert!(snapshot.remarks[0].contains("no reservation at all"), "{:?}", snapshot.remarks);
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

/// An answer that is none.
type Trouble = fn() -> Option<Vec<u8>>;

fn cut() -> Option<Vec<u8>> {
    Some(b"HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n{\"data\":[".to_vec())
}

fn cut_chunk() -> Option<Vec<u8>> {
    Some(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{\"data\":[\r\n".to_vec())
}

fn cut_gzip() -> Option<Vec<u8>> {
    let bytes = gzip(&"x".repeat(5000));
    raw("200 OK", "content-encoding: gzip\r\n", &bytes[..bytes.len() / 2])
}

fn nothing() -> Option<Vec<u8>> {
    Some(Vec::new())
}

fn no_http() -> Option<Vec<u8>> {
    Some(b"220 smtp ready\r\n\r\n".to_vec())
}

fn stalled() -> Option<Vec<u8>> {
    None
}

fn twice() -> Option<Vec<u8>> {
    raw("200 OK", "", br#"{"data":[],"data":[],"meta":{}}"#)
}

fn empty() -> Option<Vec<u8>> {
    raw("204 No Content", "", b"")
}

fn envelope() -> Option<Vec<u8>> {
    ok(&json!({"message": "Server error."}))
}

#[tokio::test]
async fn bodies_that_are_cut_stalled_or_garbage_are_asked_for_again() {
    let troubles: [(&str, Trouble, bool); 9] = [
        ("cut", cut, false),
        ("cut_chunk", cut_chunk, false),
        ("cut_gzip", cut_gzip, false),
        ("nothing", nothing, false),
        ("no_http", no_http, false),
        ("stalled", stalled, false),
        ("twice", twice, true),
        ("empty", empty, true),
        ("envelope", envelope, true),
    ];
    for (name, trouble, is_malformed) in troubles {
        let world = World::new(2, 2);
        let server = Server::start(move |asked, number| match number {
            3 | 4 => trouble(),
            _ => world.answer(asked),
        })
        .await;
        let mut settings = settings(&server.url);
        settings.limits.request_timeout = Duration::from_millis(300);
        let snapshot = read_with(&settings, &plan()).await.expect(name);
        assert_eq!(ids(&snapshot).len(), 4, "{name}");
        let world = World::new(2, 2);
        let server = Server::start(move |asked, number| match number {
            1 | 2 => world.answer(asked),
            _ => trouble(),
        })
        .await;
        settings.base_url = BaseUrl::parse(&server.url).expect("loopback");
        settings.concurrency = 1;
        let error = read_with(&settings, &plan()).await.expect_err(name);
        let expected = match is_malformed {
            true => FetchErrorKind::Malformed,
            false => FetchErrorKind::Unavailable { tries: 5 },
        };
        assert_eq!(error.kind, expected, "{name}: {error}");
        assert_eq!(server.asked().len(), 2 + 5, "{name}");
    }
}

fn gzip(text: &str) -> Vec<u8> {
    use std::io::Write as _;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(text.as_bytes()).expect("memory");
    packed.finish().expect("memory")
}

#[tokio::test]
async fn compressed_answers_are_read_and_bombs_are_not() {
    let world = World::new(1, 5);
    let server = Server::start(move |asked, _| {
        let text = world.json(asked).to_string();
        raw("200 OK", "content-encoding: gzip\r\n", &gzip(&text))
    })
    .await;
    assert_eq!(ids(&read(&server.url, &plan()).await.expect("gzip")).len(), 5);

    let bomb = gzip(&" ".repeat(64 << 20));
    assert!(bomb.len() < 100_000);
    let world = World::new(1, 5);
    let server = Server::start(move |asked, number| match number {
        3 => raw("200 OK", "content-encoding: gzip\r\n", &bomb),
        _ => world.answer(asked),
    })
    .await;
    let mut settings = settings(&server.url);
    settings.concurrency = 1;
    let error = read_with(&settings, &plan()).await.expect_err("a bomb");
    assert_eq!(error.kind, FetchErrorKind::LimitReached, "{error}");
    assert_eq!(server.asked().len(), 3, "not asked for again");
}

#[tokio::test]
async fn a_redirect_is_reported_and_never_followed() {
    let trap = Server::start(|_, _| ok(&json!({}))).await;
    let place = trap.url.replace("http://", "http://user:pass@");
    let server = Server::start(move |_, _| {
        raw("307 Temporary Redirect", &format!("location: {place}/user?secret=1\r\n"), b"")
    })
    .await;
    let error = fetch(&settings(&server.url), &plan(), at(), &Quiet).await.expect_err("a redirect");
    assert_eq!((error.kind, error.status), (FetchErrorKind::Redirected, Some(307)));
    assert!(error.to_string().contains("/v2/user, where the token is not sent"), "{error}");
    assert!(!error.to_string().contains("secret") && !error.to_string().contains("pass"));
    assert!(trap.asked().is_empty());
    assert_eq!(server.asked().len(), 1, "not asked for again");
}

#[tokio::test]
async fn refusals_are_final_and_in_the_words_of_the_service() {
    for (status, body, kind, said) in [
        (
            "400 Bad Request",
            r#"{"status_code":400,"reason_phrase":"Bad dates."}"#,
            FetchErrorKind::Refused,
            "Bad dates.",
        ),
        (
            "401 Unauthorized",
            r#"{"message":"Bearer tok.MARKERTOKEN.sig is no good"}"#,
            FetchErrorKind::Unauthorised,
            "Bearer [token] is no good",
        ),
        (
            "403 Forbidden",
            r#"{"reason_phrase":"Invalid scope(s) provided."}"#,
            FetchErrorKind::Forbidden,
            "Invalid scope(s) provided.",
        ),
        ("404 Not Found", "nothing here", FetchErrorKind::Refused, "nothing here"),
        ("422 Unprocessable", r#"{"error":"no"}"#, FetchErrorKind::Refused, "no"),
    ] {
        let world = World::new(2, 2);
        let server = Server::start(move |asked, _| match asked.is_for("properties") {
            true => raw(status, "", body.as_bytes()),
            false => world.answer(asked),
        })
        .await;
        let error = refusal(&server.url, &plan()).await;
        assert_eq!((error.kind, error.said.as_deref()), (kind, Some(said)));
        assert_eq!(error.request.as_deref(), Some("page 1 of the properties"));
        assert_eq!(error.trace.as_deref(), Some("0123abcd"));
        assert_eq!(server.asked().len(), 2, "not asked for again");
    }
}

#[tokio::test]
async fn a_web_page_is_named_by_its_title_and_never_shown() {
    let page = b"<!DOCTYPE html><html><head><title>Hotel Example</title></head><b>Welcome</b>";
    for (status, kind, tries) in [
        ("200 OK", FetchErrorKind::WebPage, 5),
        ("403 Forbidden", FetchErrorKind::WebPage, 1),
        ("404 Not Found", FetchErrorKind::WebPage, 1),
        ("401 Unauthorized", FetchErrorKind::Unauthorised, 1),
        ("502 Bad Gateway", FetchErrorKind::Unavailable { tries: 5 }, 5),
    ] {
        let world = World::new(2, 2);
        let server = Server::start(move |asked, _| match asked.is_for("properties") {
            true => raw(status, "", page),
            false => world.answer(asked),
        })
        .await;
        let error = refusal(&server.url, &plan()).await;
        assert_eq!((error.kind, error.said.as_deref()), (kind, None), "{status}");
        let shown = error.to_string();
        assert!(shown.contains("a web page, 'Hotel Example'"), "{shown}");
        assert!(!shown.contains('<') && !shown.contains("Welcome"), "{shown}");
        assert_eq!(server.asked().len(), 1 + tries, "{status}");
    }
}

#[tokio::test]
async fn an_account_that_may_not_be_read_is_no_obstacle() {
    for status in ["403 Forbidden", "404 Not Found"] {
        let world = World::new(1, 1);
        let server = Server::start(move |asked, _| match asked.is_for("user") {
            true => raw(status, "", b"{}"),
            false => world.answer(asked),
        })
        .await;
        let snapshot = read(&server.url, &plan()).await.expect(status);
        assert_eq!(snapshot.account, None);
        assert_eq!(snapshot.remarks.len(), 1, "{:?}", snapshot.remarks);
    }
}

#[tokio::test]
async fn rows_that_name_no_property_are_asked_for_one_property_at_a_time() {
    let mut world = World::new(3, 4);
    for row in &mut world.reservations {
        row["hidden"] = row["properties"][0]["id"].clone();
        row["properties"] = Value::Null;
    }
    let server = Server::start(move |asked, _| world.answer(asked)).await;
    let snapshot = read(&server.url, &plan()).await.expect("a snapshot");
    for reservation in &snapshot.reservations {
        let row: Value = serde_json::from_str(reservation.row.get()).expect("a row");
        let id = row["id"].as_str().expect("an id");
        assert!(id.starts_with(reservation.property.as_str()), "{id}");
    }
    assert_eq!(ids(&snapshot).len(), 12);
    assert!(snapshot.remarks.iter().all(|remark| remark.contains("property by property")));
    assert_eq!(snapshot.remarks.len(), 2, "one for check-ins, one for check-outs");
}

#[tokio::test]
async fn a_row_of_another_property_is_refused() {
    let mut world = World::new(1, 2);
    world.reservations[1]["hidden"] = json!("p1");
    world.reservations[1]["properties"] = json!([{"name": "no id"}, {"id": "p9"}]);
    let server = Server::start(move |asked, _| world.answer(asked)).await;
    let error = refusal(&server.url, &plan()).await;
    assert_eq!(error.kind, FetchErrorKind::Malformed);
    assert!(error.what.contains("p1-r1 belongs to property p9"), "{error}");
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

#[tokio::test]
async fn a_reservation_that_changes_between_two_queries_is_read_again() {
    for lasting in [false, true] {
        let world = World::new(1, 3);
        let check_outs = AtomicUsize::new(0);
        let server = Server::start(move |asked, _| {
            let mut world = world.clone();
            if asked.is_page_by("checkout") {
                let reading = check_outs.fetch_add(1, Ordering::Relaxed);
                if lasting || reading == 0 {
                    world.reservations[1]["financials"]["host"]["revenue"]["amount"] = json!(200);
                }
            }
            world.answer(asked)
        })
        .await;
        let outcome = read(&server.url, &plan()).await;
        if lasting {
            let error = outcome.expect_err("it never settles");
            assert_eq!(error.kind, FetchErrorKind::ChangedWhileReading);
            assert!(error.to_string().contains("HM1"), "{error}");
        } else {
            let snapshot = outcome.expect("it settles");
            assert_eq!(ids(&snapshot).len(), 3);
            assert!(snapshot.remarks.iter().any(|r| r.contains("two versions")));
        }
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

#[tokio::test]
async fn a_wait_beyond_the_deadline_is_not_begun() {
    let server = Server::start(|_, _| {
        raw("429 Too Many Requests", "retry-after: 60\r\n", br#"{"message":"Too many requests."}"#)
    })
    .await;
    let mut settings = settings(&server.url);
    settings.waiting_second = Duration::from_secs(1);
    settings.limits.deadline_seconds_max = 30;
    let begun = std::time::Instant::now();
    let error = read_with(&settings, &plan()).await.expect_err("the deadline");
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!((error.kind, error.status), (FetchErrorKind::Deadline, Some(429)));
    assert_eq!(error.said.as_deref(), Some("Too many requests."));
}

#[tokio::test]
async fn a_service_that_is_not_there_is_named_without_its_address() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/v2", listener.local_addr().expect("an address"));
    drop(listener);
    let error = refusal(&url, &plan()).await;
    assert_eq!(error.kind, FetchErrorKind::Unavailable { tries: 5 });
    assert!(error.to_string().contains("cannot be reached"), "{error}");
}

#[tokio::test]
async fn an_encrypted_connection_that_is_none_is_refused() {
    let server = Server::start(|_, _| ok(&json!({}))).await;
    let mut settings = settings(&server.url.replace("http://", "https://"));
    settings.tries_max = 2;
    settings.limits.request_timeout = Duration::from_millis(500);
    let error = read_with(&settings, &plan()).await.expect_err("no encryption");
    assert_eq!(error.kind, FetchErrorKind::Unavailable { tries: 2 }, "{error}");
    assert!(server.asked().is_empty(), "nothing was sent in the clear");
}

#[tokio::test]
async fn what_an_answer_repeats_is_not_shown() {
    let world = World::new(1, 1);
    let server = Server::start(move |asked, _| match asked.is_for("properties") {
        true => raw("200 OK", "", format!(r#"{{"{TOKEN}\u001b":1,"{TOKEN}\u001b":2}}"#).as_bytes()),
        false => world.answer(asked),
    })
    .await;
    let error = refusal(&server.url, &plan()).await;
    assert_eq!(error.kind, FetchErrorKind::Malformed);
    assert!(error.what.contains("[token]"), "{error}");
    assert!(!error.what.contains('\u{1b}'));
}

#[tokio::test]
async fn tokens_that_no_header_can_hold_are_refused_unseen() {
    for token in ["", "MARKERTOKEN\n", "MARKERTOKEN x", "MARKERTOKEN\u{e9}"] {
        let mut settings = settings("http://127.0.0.1:1/v2");
        settings.token = token.to_owned().into();
        let error = read_with(&settings, &plan()).await.expect_err("a bad token");
        assert_eq!(error.kind, FetchErrorKind::BadToken);
    }
}

/// Writes down what it is told.
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
    assert_eq!(told[3], "PiecesPlanned { count: 4 }");
    assert!(told.contains(&"Waiting { seconds: 7, reason: RateLimit }".to_owned()), "{told:#?}");
    assert_eq!(told.iter().filter(|event| event.starts_with("PieceFinished")).count(), 4);
    assert_eq!(told.last().map(String::as_str), Some("Recounting { lists: 4 }"));
}
