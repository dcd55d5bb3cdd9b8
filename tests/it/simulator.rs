//! The simulator over the wire: every rule that a client may lean on, and every fault.
//!
//! Requests are written by hand on a socket, so that no HTTP client smooths anything over.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop where it is")]

mod faults;
mod wire;

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use chrono::NaiveDate;
use owner_statements::simulator::{Bounds, Fault, Options, SimulatedAccount, Simulator, start};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

const SEA_COTTAGE: &str = "550e8400-e29b-41d4-a716-446655440001";
const CASA_UNO: &str = "00000000-0000-4000-8000-000000001001";
/// `{"scopes":["pat:write"]}` between two other parts.
const WRITE_ONLY: &str = "e30.eyJzY29wZXMiOlsicGF0OndyaXRlIl19.x";
const READ_ONLY: &str = "e30.eyJzY29wZXMiOlsicGF0OnJlYWQiXX0.x";

/// A simulator with the threads it runs on.
struct Bench {
    runtime: Runtime,
    simulator: Simulator,
}

struct Reply {
    status: u16,
    headers: BTreeMap<String, String>,
    text: String,
}

impl Reply {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    fn rows(&self) -> Vec<Value> {
        self.json()["data"].as_array().unwrap().clone()
    }

    fn codes(&self) -> Vec<String> {
        self.rows().iter().map(|row| row["code"].as_str().unwrap().to_owned()).collect()
    }
}

impl Bench {
    fn new(account: SimulatedAccount, options: Options) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let simulator = runtime.block_on(start(account, options)).unwrap();
        Self { runtime, simulator }
    }

    fn demo() -> Self {
        Self::new(SimulatedAccount::demo(), Options::new(today()))
    }

    fn faulty(account: SimulatedAccount, faults: &[Fault]) -> Self {
        let options = faults.iter().fold(Options::new(today()), |o, &fault| o.with_fault(fault));
        Self::new(account, options)
    }

    fn send(&self, method: &str, target: &str, authorization: Option<&str>) -> Reply {
        let mut stream = TcpStream::connect(self.simulator.address()).unwrap();
        let header = authorization.map_or(String::new(), |v| format!("Authorization: {v}\r\n"));
        let head = format!(
            "{method} {target} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n{header}\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let whole = String::from_utf8(bytes).unwrap();
        let (head, text) = whole.split_once("\r\n\r\n").unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.map(|line| line.split_once(": ").unwrap());
        let headers =
            headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
        Reply { status, headers, text: text.to_owned() }
    }

    fn get(&self, target: &str) -> Reply {
        self.send("GET", &format!("/v2{target}"), Some("Bearer test"))
    }

    /// A year of reservations of one property, with more of the query.
    fn stays(&self, property: &str, more: &str) -> Reply {
        self.get(&format!(
            "/reservations?properties[]={property}&start_date=2026-01-01&end_date=2026-12-31{more}"
        ))
    }
}

fn today() -> NaiveDate {
    date("2026-11-03")
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn fixture(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/api").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn examples(name: &str) -> SimulatedAccount {
    SimulatedAccount::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/api").join(name))
        .unwrap()
}

#[test]
fn tokens_pass_or_are_refused() {
    let open = Bench::demo();
    let mut options = Options::new(today());
    options.token = Some("right".to_owned());
    let shut = Bench::new(SimulatedAccount::demo(), options);
    let check = |bench: &Bench, header: Option<&str>, status, body: Option<&str>| {
        let reply = bench.send("GET", "/v2/user", header);
        assert_eq!(reply.status, status, "{header:?}");
        if let Some(body) = body {
            assert_eq!(reply.json(), fixture(body), "{header:?}");
        }
    };
    let unauthenticated = Some("errors/401-unauthenticated.json");
    check(&open, None, 401, unauthenticated);
    check(&open, Some("Bearer "), 401, unauthenticated);
    check(&open, Some("Bearer any"), 200, None);
    check(&open, Some(&format!("Bearer {READ_ONLY}")), 200, None);
    check(&open, Some(&format!("Bearer {WRITE_ONLY}")), 403, Some("errors/403-scope.json"));
    check(&shut, Some("Bearer wrong"), 401, unauthenticated);
    check(&shut, Some("Bearer right"), 200, None);
}

#[test]
fn every_answer_has_a_trace_and_every_request_is_recorded_without_its_token() {
    let bench = Bench::demo();
    let list =
        format!("/v2/reservations?properties%5B%5D={SEA_COTTAGE}&include=guest%2Cfinancials");
    let traces: Vec<String> = [
        bench.send("GET", &list, Some("Bearer secret-word")),
        bench.send("GET", "/v2/user", None),
        bench.send("GET", "/v1/user", Some("Bearer secret-word")),
        bench.send("POST", "/v2/reservations", Some("Bearer secret-word")),
        bench.send("DELETE", "/nothing", None),
    ]
    .iter()
    .map(|reply| reply.headers["x-hospitable-trace"].clone())
    .collect();
    assert!(traces.iter().all(|t| t.len() == 32 && t.chars().all(|c| c.is_ascii_hexdigit())));
    let requests = bench.simulator.requests();
    let seen: Vec<_> =
        requests.iter().map(|r| (r.method.as_str(), r.path.as_str(), r.status)).collect();
    assert_eq!(
        seen,
        [
            ("GET", "/v2/reservations", 200),
            ("GET", "/v2/user", 401),
            ("GET", "/v1/user", 404),
            ("POST", "/v2/reservations", 405),
            ("DELETE", "/nothing", 405),
        ]
    );
    let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    let query = [pair("properties[]", SEA_COTTAGE), pair("include", "guest,financials")];
    assert_eq!(requests[0].query, query);
    assert!(!format!("{:?}{requests:?}", bench.simulator).contains("secret-word"));
}

#[test]
fn unknown_paths_are_not_found() {
    let bench = Bench::demo();
    for path in [
        "",
        "/listings",
        "/reviews",
        "/owners",
        "/properties/none",
        "/reservations/none",
        "/transactions/none",
        "/payouts/none",
        "/properties/none/calendar",
        "/user/more",
    ] {
        let reply = bench.get(path);
        assert_eq!(
            (reply.status, reply.json()),
            (404, fixture("errors/404-message.json")),
            "{path}"
        );
    }
}

#[test]
fn bad_values_of_known_parameters_are_refused() {
    let bench = Bench::demo();
    let check = |query: &str, body: Value| {
        let reply = bench.get(&format!("/reservations?{query}"));
        assert_eq!((reply.status, reply.json()), (400, body), "{query}");
    };
    let one = format!("properties[]={SEA_COTTAGE}");
    let invalid = |field: &str, text: &str| json!({"status_code": 400, "reason_phrase": text, "errors": {field: [text]}});
    let required = fixture("errors/400-properties-required.json");
    check("", required.clone());
    check("properties[]=", required);
    check("properties=x", invalid("properties", "The properties field must be an array."));
    check(&format!("{one}&date_query=overlap"), fixture("errors/400-date-query.json"));
    for bad in ["per_page=0", "per_page=101", "per_page=x", "page=0", "page=-1"] {
        check(&format!("{one}&{bad}"), fixture("errors/400-pagination.json"));
    }
    let status = invalid("status.0", "The selected status.0 is invalid.");
    for bad in ["unknown", "accepted,cancelled", "not+accepted"] {
        check(&format!("{one}&status[]={bad}"), status.clone());
    }
    let format = "The start date field must match the format Y-m-d.";
    for bad in ["2026-10", "01-10-2026", "2026-02-30", "2026-10-01T00:00:00"] {
        check(&format!("{one}&start_date={bad}"), invalid("start_date", format));
    }
    let format = "The last message at field must match the format Y-m-d H:i:s.";
    check(
        &format!("{one}&last_message_at=2026-10-01T00:00:00"),
        invalid("last_message_at", format),
    );
    assert_eq!(bench.get(&format!("/reservations?{one}&surprise=1&sort=-x")).status, 200);
    assert_eq!(bench.get("/properties?per_page=101").status, 400);
}

#[test]
fn ranges_are_of_one_day_of_the_stay_and_have_defaults() {
    let check = |bounds: Bounds, query: &str, codes: &[&str]| {
        let options = Options { bounds, ..Options::new(date("2026-10-15")) };
        let bench = Bench::new(SimulatedAccount::demo(), options);
        let reply = bench.get(&format!("/reservations?properties[]={SEA_COTTAGE}&{query}"));
        assert_eq!(reply.codes(), codes, "{bounds:?} {query}");
    };
    let (days, same) =
        ("start_date=2026-10-05&end_date=2026-10-16", "start_date=2026-10-05&end_date=2026-10-05");
    check(Bounds::Inclusive, days, &["4100000001", "RGDM01", "HMDEMO0003"]);
    check(Bounds::Exclusive, days, &["RGDM01"]);
    check(Bounds::Inclusive, same, &["4100000001"]);
    check(Bounds::Exclusive, same, &[]);
    let out = format!("{days}&date_query=checkout");
    check(Bounds::Inclusive, &out, &["4100000001", "RGDM01"]);
    // a stay that spans the whole range is in neither
    check(Bounds::Inclusive, "start_date=2026-10-30&end_date=2026-11-01", &[]);
    // today to two weeks on, both ends included
    check(Bounds::Inclusive, "", &["HMDEMO0003", "HMDEMO0004", "D0000101", "HMDEMO0005"]);
    check(Bounds::Inclusive, "start_date=2026-08-08", &["HMDEMO0001"]);
    check(Bounds::Inclusive, "end_date=2026-10-19", &["HMDEMO0003"]);
}

#[test]
fn reservations_are_found_by_property_status_and_exact_values() {
    let bench = Bench::demo();
    let second = SEA_COTTAGE.replace("0001", "0002");
    let total = |more: &str| bench.stays(SEA_COTTAGE, more).json()["meta"]["total"].clone();
    assert_eq!(total("&per_page=100"), 10);
    for key in ["properties[]", "properties%5B%5D", "properties[1]"] {
        assert_eq!(total(&format!("&{key}={second}")), 20, "{key}");
    }
    assert_eq!(total("&status[]=accepted"), 9);
    assert_eq!(total("&status%5B%5D=cancelled"), 1);
    assert_eq!(total("&status[]=cancelled&status[]=accepted"), 10);
    assert_eq!(bench.stays(&second, "&status[]=not_accepted").codes(), ["HMDEMO0009"]);
    assert_eq!(bench.stays(SEA_COTTAGE, "&platform_id=HMDEMO0002").codes(), ["HMDEMO0002"]);
    assert_eq!(total("&conversation_id=none"), 0);
    let written = bench.stays(SEA_COTTAGE, "&last_message_at=2026-09-15+00:00:00").codes();
    assert_eq!(written, ["D0000101", "HMDEMO0005"]);
    assert_eq!(total("&booked_at=2027-01-01%2000:00:00"), 0);
    let none = bench.stays("00000000-0000-4000-8000-00000000dead", "");
    assert_eq!((none.status, none.rows().len()), (200, 0));
}

#[test]
fn parts_are_shown_only_when_included() {
    let bench = Bench::new(examples("account"), Options::new(today()));
    let parts = ["guest", "user", "financials", "listings", "properties", "review"];
    let row = |include: &str| bench.stays(CASA_UNO, include).rows()[0].clone();
    let has = |row: &Value| parts.map(|part| row.get(part).is_some());
    let base = row("");
    assert_eq!(has(&base), [false; 6]);
    assert_eq!(base.as_object().unwrap().len(), 21);
    assert_eq!(has(&row("&include=guests,financial")), [false; 6]);
    for spelling in [
        "&include=guest,financials",
        "&include[]=guest&include[]=financials",
        "&include%5B%5D=guest&include%5B%5D=financials",
        "&include=guest%2CfinancialsV2",
    ] {
        let expected = [true, false, true, false, false, false];
        assert_eq!(has(&row(spelling)), expected, "{spelling}");
    }
    let all = row("&include=guest,user,financials,listings,properties,review");
    assert_eq!(has(&all), [true; 6]);
    assert_eq!(all["financials"]["host"]["revenue"]["amount"], 30927);
    assert_eq!(all["properties"][0]["id"], CASA_UNO);
    assert_eq!(all["properties"][0]["timezone"], "-0600");
    assert_eq!(all["user"]["name"], "Example Host");
    let properties = |query: &str| bench.get(&format!("/properties{query}")).rows();
    assert!(properties("").iter().all(|row| row.get("listings").is_none()));
    let listed = properties("?include=listings,user,details");
    assert_eq!(listed[0]["listings"], json!([]));
    assert_eq!(listed[1]["listings"].as_array().unwrap().len(), 3);
    assert!(listed[0].get("user").is_some() && listed[0].get("details").is_none());
}

#[test]
fn a_helper_key_names_the_property_and_is_never_shown() {
    let rows =
        vec![json!({"id": "r1", "property_id": "p1", "arrival_date": "2026-05-01T00:00:00Z"})];
    let account = SimulatedAccount::new(vec![json!({"id": "p1", "name": "One"})], rows).unwrap();
    let bench = Bench::new(account, Options::new(today()));
    let row = bench.stays("p1", "&include=properties").rows()[0].clone();
    assert!(row.get("property_id").is_none());
    assert_eq!(row["properties"], json!([{"id": "p1", "name": "One"}]));
}

#[test]
fn singles_stand_in_data() {
    let bench = Bench::new(examples("account"), Options::new(today()));
    let single = |path: &str| bench.get(path).json()["data"].clone();
    assert_eq!(single("/user?include=billing"), fixture("account/user.json")["data"]);
    assert_eq!(single(&format!("/properties/{CASA_UNO}"))["name"], "Casa Uno");
    let id = "/reservations/00000000-0000-4000-8000-000000000001";
    assert_eq!(single(id)["code"], "HMAAAAAAA1");
    assert!(single(id).get("financials").is_none());
    assert_eq!(
        single("/reservations/HMAAAAAAA1?include=financials")["financials"]["currency"],
        "USD"
    );
    let transaction = "/transactions/00000000-0000-4000-8000-000000007002";
    assert_eq!(single(transaction)["type"], "Reservation");
    assert!(single(transaction).get("payout").is_none());
    assert_eq!(single(&format!("{transaction}?include=payout"))["payout"], Value::Null);
    assert_eq!(bench.get("/transactions?start_date=x").rows().len(), 3);
    let payout = "/payouts/00000000-0000-4000-8000-000000008001";
    assert!(single(payout).get("transactions").is_none());
    let included = bench.get("/payouts?include=transactions").rows();
    assert_eq!(included[0]["transactions"].as_array().unwrap().len(), 2);
}

#[test]
fn pages_have_the_envelope_of_the_examples() {
    let bench = Bench::new(examples("account"), Options::new(today()));
    let origin = bench.simulator.base_url().replace("/v2", "");
    let check = |range: &str, example: &str| {
        let target = format!("/reservations?properties[]={CASA_UNO}&{range}&include=financials");
        let text = bench.get(&target).text.replace(&origin, "http://public.api.hospitable.com");
        let (reply, example): (Value, _) = (serde_json::from_str(&text).unwrap(), fixture(example));
        assert_eq!((&reply["links"], &reply["meta"]), (&example["links"], &example["meta"]));
    };
    let three = "start_date=2026-02-26&end_date=2026-02-27&per_page=1&page=2";
    check(three, "envelopes/page-2-of-3.json");
    check("start_date=2020-01-01&end_date=2020-01-31&per_page=100", "envelopes/empty.json");
    let beyond = bench.stays(CASA_UNO, "&page=9").json();
    assert_eq!(beyond["data"], json!([]));
    assert_eq!((&beyond["meta"]["from"], &beyond["meta"]["to"]), (&Value::Null, &Value::Null));
    assert_eq!(beyond["meta"]["last_page"], 1);
    let huge = bench.stays(CASA_UNO, "&page=18446744073709551615");
    assert_eq!((huge.status, huge.rows().len()), (200, 0));
    let default = bench.stays(CASA_UNO, "").json();
    assert_eq!((&default["meta"]["per_page"], &default["meta"]["to"]), (&json!(10), &json!(10)));
}

#[test]
fn pages_of_any_size_make_up_the_list() {
    let bench = Bench::demo();
    let query: String = (1..=6)
        .map(|n| format!("&properties[]={}", SEA_COTTAGE.replace("0001", &format!("000{n}"))))
        .collect();
    let whole = bench.stays(SEA_COTTAGE, &format!("{query}&per_page=100")).codes();
    assert_eq!(whole.len(), 45);
    for size in [1, 7, 10, 45] {
        let last = 45_usize.div_ceil(size);
        let pages = (1..=last).flat_map(|page| {
            bench.stays(SEA_COTTAGE, &format!("{query}&per_page={size}&page={page}")).codes()
        });
        assert_eq!(pages.collect::<Vec<_>>(), whole, "{size}");
    }
}

#[test]
fn calendars_have_defaults_limits_and_recorded_days() {
    let bench = Bench::new(examples("account"), Options::new(date("2026-02-28")));
    let calendar = |query: &str| bench.get(&format!("/properties/{CASA_UNO}/calendar{query}"));
    let days = |query: &str| calendar(query).json()["data"]["days"].as_array().unwrap().clone();
    let two_weeks = days("");
    assert_eq!((two_weeks.len(), &two_weeks[0]["date"]), (15, &json!("2026-02-28")));
    assert_eq!(two_weeks[0]["status"]["reason"], "RESERVED");
    assert_eq!(two_weeks[2]["note"], "Owner hold");
    assert_eq!(two_weeks[4]["price"], Value::Null);
    assert_eq!(two_weeks[6]["day"], "FRIDAY");
    assert_eq!(days("?start_date=2026-03-01&end_date=2026-03-01").len(), 1);
    assert_eq!(days("?start_date=2026-03-01&listing_id=7").len(), 15);
    assert_eq!(days("?start_date=2026-03-01&end_date=2029-03-01").len(), 1097);
    for bad in [
        "?start_date=2026-03-02&end_date=2026-03-01",
        "?start_date=2026-03-01&end_date=2029-03-02",
        "?start_date=soon",
    ] {
        assert_eq!(calendar(bad).status, 400, "{bad}");
    }
}

#[test]
fn an_account_that_cannot_be_served_is_refused() {
    let check = |files: &[(&str, &str)], message: &str| {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(dir.path().join(name), text).unwrap();
        }
        let refusal = SimulatedAccount::load(dir.path()).unwrap_err().to_string();
        assert!(refusal.replace('\\', "/").ends_with(message), "{refusal}");
    };
    let good = ("properties.json", r#"[{"id": "p"}]"#);
    check(&[], "/properties.json");
    check(&[good, ("reservations.json", "{")], "/reservations.json is not JSON");
    let shape = ": expected an array of objects, bare or in {\"data\": [...]}";
    check(&[good, ("reservations.json", r#"{"data": {}}"#)], shape);
    let lost = "row 1 names no property (properties[0].id or property_id)";
    check(&[good, ("reservations.json", r#"{"data": [{"id": "r"}]}"#)], lost);
    check(&[("properties.json", "[{}]"), ("reservations.json", "[]")], "row 1 has no id");
}

#[test]
fn a_stopped_simulator_frees_its_port() {
    let Bench { runtime, simulator } = Bench::demo();
    let port = simulator.address().port();
    assert_eq!(simulator.base_url(), format!("http://127.0.0.1:{port}/v2"));
    // an open connection must not delay it
    let _idle = TcpStream::connect(simulator.address()).unwrap();
    runtime.block_on(simulator.stop());
    let again = Options { port, ..Options::new(today()) };
    assert!(runtime.block_on(start(SimulatedAccount::demo(), again)).is_ok());
}
