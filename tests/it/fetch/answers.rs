//! Single answers that are truncated, stalled, refused or wrong: requested again, or reported.

use std::time::Duration;

use owner_statements::hospitable::{BaseUrl, FetchErrorKind, Quiet, fetch};
use serde_json::json;

use super::scripted::{Server, World, ok, raw};
use super::{TOKEN, at, ids, plan, read, read_with, refusal, settings};

/// An answer that is not valid.
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
        assert_eq!((error.kind, error.service_message.as_deref()), (kind, Some(said)));
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
        assert_eq!((error.kind, error.service_message.as_deref()), (kind, None), "{status}");
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
    assert_eq!(error.service_message.as_deref(), Some("Too many requests."));
}

#[tokio::test]
async fn a_service_that_is_not_there_is_named_without_its_address() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/v2", listener.local_addr().expect("an address"));
    drop(listener);
    let error = refusal(&url, &plan()).await;
    assert_eq!(error.kind, FetchErrorKind::Unavailable { tries: 5 });
    assert!(error.to_string().contains("cannot connect to Hospitable"), "{error}");
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
