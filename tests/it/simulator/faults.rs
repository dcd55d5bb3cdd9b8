//! Every fault of the simulator, seen over the wire.

use owner_statements::simulator::{Fault, FaultAt, Options, SimulatedAccount, When};
use serde_json::{Value, json};

use super::wire::WIRE;
use super::{Bench, CASA_UNO, SEA_COTTAGE, examples, fixture, today};

#[test]
fn faults_in_place_of_an_answer() {
    let check = |fault: Fault, status: u16, retry_after: Option<&str>, start: &str| {
        let reply = Bench::faulty(SimulatedAccount::demo(), &[fault]).get("/user");
        assert_eq!(reply.status, status, "{fault}");
        assert_eq!(reply.headers.get("retry-after").map(String::as_str), retry_after, "{fault}");
        assert!(reply.text.starts_with(start), "{fault}: {}", reply.text);
        assert!(reply.headers.contains_key("x-hospitable-trace"), "{fault}");
    };
    let slow = fixture("errors/429-too-many.json").to_string();
    check(Fault::RetryAfterZero, 429, Some("0"), &slow);
    check(Fault::RetryAfterOne, 429, Some("1"), &slow);
    check(Fault::RetryAfterDate, 429, Some("Tue, 03 Nov 2026 00:00:00 GMT"), &slow);
    check(Fault::RetryAfterAbsent, 429, None, &slow);
    check(Fault::ServerErrorHtml, 500, None, "<!DOCTYPE html>");
    check(Fault::ServerErrorJson, 500, None, &fixture("errors/500-message.json").to_string());
    check(Fault::ServerErrorEmpty, 503, None, "");
    check(Fault::HtmlAnswer, 200, None, "<!DOCTYPE html>");
    check(Fault::TokenWithdrawn, 401, None, "{");
    let cut = Bench::faulty(SimulatedAccount::demo(), &[Fault::TruncatedJson]).get("/properties");
    assert_eq!(cut.status, 200);
    assert!(cut.text.starts_with('{') && serde_json::from_str::<Value>(&cut.text).is_err());
    let sunset = Bench::faulty(SimulatedAccount::demo(), &[Fault::Sunset]).get("/user");
    assert_eq!(sunset.status, 200);
    assert!(
        sunset.headers["link"].ends_with("rel=\"sunset\"") && sunset.headers.contains_key("sunset")
    );
}

#[test]
fn faults_strike_at_the_requests_they_are_set_to() {
    let statuses = |when: When| {
        let fault = FaultAt { fault: Fault::RetryAfterZero, when };
        let bench = Bench::new(SimulatedAccount::demo(), Options::new(today()).with_fault(fault));
        [(); 4].map(|()| bench.get("/user").status)
    };
    assert_eq!(statuses(When::Always), [429; 4]);
    assert_eq!(statuses(When::Request(2)), [200, 429, 200, 200]);
    assert_eq!(statuses(When::First(2)), [429, 429, 200, 200]);
    assert_eq!(statuses(When::From(3)), [200, 200, 429, 429]);
}

#[test]
fn faults_in_the_rows() {
    let stays = |fault, more| Bench::faulty(examples("account"), &[fault]).stays(CASA_UNO, more);
    let row = |fault| stays(fault, "&include=financials").rows()[0].clone();
    assert_eq!(row(Fault::FinancialsNull).get("financials"), Some(&Value::Null));
    assert_eq!(row(Fault::FinancialsMissing).get("financials"), None);
    let empty = json!({"currency": "USD", "guest": {}, "host": {}});
    assert_eq!(row(Fault::FinancialsEmpty)["financials"], empty);
    assert_eq!(stays(Fault::FinancialsNull, "").rows()[0].get("financials"), None);
    assert!(stays(Fault::LinksArray, "").json()["links"].is_array());
    let twins = stays(Fault::DuplicateCode, "&per_page=100").rows();
    assert_eq!(twins.len(), 20);
    assert_eq!(twins[0]["code"], twins[1]["code"]);
    assert_ne!(twins[0]["id"], twins[1]["id"]);
    assert_eq!(stays(Fault::ReservationsEmpty, "").json()["meta"]["total"], 0);
    let bare = Bench::faulty(examples("account"), &[Fault::UnwrappedSingle]);
    assert_eq!(bare.get(&format!("/properties/{CASA_UNO}")).json()["name"], "Casa Uno");
    assert_eq!(bare.get("/properties").rows().len(), 2);
    assert_eq!(stays(Fault::WideRangeRefused, "").status, 400);
    let unknown =
        |fault| Bench::faulty(SimulatedAccount::demo(), &[fault]).stays("none", "").status;
    assert_eq!(unknown(Fault::UnknownPropertyForbidden), 403);
    assert_eq!(unknown(Fault::UnknownPropertyNotFound), 404);
}

#[test]
fn amounts_in_pesos_come_in_either_scale_and_others_stay() {
    let check = |fault: &[Fault], reservation: i64, calendar: i64| {
        let bench = Bench::faulty(examples("account-clp"), fault);
        let host =
            bench.stays(CASA_UNO, "&include=financials").rows()[0]["financials"]["host"].clone();
        assert_eq!(host["revenue"]["amount"], reservation);
        assert_eq!(host["revenue"]["formatted"], "CLP 332,900");
        assert!(host["host_fees"][0]["amount"].as_i64().unwrap() < 0);
        let day = "/calendar?start_date=2026-07-28&end_date=2026-07-28";
        let days = bench.get(&format!("/properties/{CASA_UNO}{day}")).json();
        assert_eq!(days["data"]["days"][0]["price"]["amount"], calendar);
    };
    check(&[], 332_900, 16_645_000);
    check(&[Fault::ClpTimesOne], 332_900, 166_450);
    check(&[Fault::ClpTimesHundred], 33_290_000, 16_645_000);
    let euros = |faults: &[Fault]| {
        Bench::faulty(SimulatedAccount::demo(), faults)
            .stays(SEA_COTTAGE, "&include=financials")
            .rows()
    };
    assert_eq!(euros(&[]), euros(&[Fault::ClpTimesHundred]));
}

#[test]
fn faults_between_pages() {
    let proper = Bench::demo().stays(SEA_COTTAGE, "").codes();
    let check = |fault: Fault, total: usize, second: &[String]| {
        let bench = Bench::faulty(SimulatedAccount::demo(), &[fault]);
        let page = |n: usize| bench.stays(SEA_COTTAGE, &format!("&per_page=4&page={n}"));
        assert_eq!(
            (page(1).codes(), &page(1).json()["meta"]["total"]),
            (proper[..4].to_vec(), &json!(10))
        );
        assert_eq!(
            (page(2).codes(), &page(2).json()["meta"]["total"]),
            (second.to_vec(), &json!(total))
        );
    };
    check(Fault::RowsShiftBetweenPages, 10, &proper[3..7]);
    check(Fault::CountChangesBetweenPages, 11, &proper[3..7]);
    check(Fault::RowLeavesBetweenPages, 9, &proper[5..9]);
    let small =
        Bench::faulty(SimulatedAccount::demo(), &[Fault::SmallPages, Fault::PageTwoFailing]);
    let first = small.stays(SEA_COTTAGE, "&per_page=100").json();
    assert_eq!((&first["meta"]["per_page"], &first["meta"]["last_page"]), (&json!(5), &json!(2)));
    for _ in 0..3 {
        assert_eq!(small.stays(SEA_COTTAGE, "&per_page=100&page=2").status, 500);
    }
    let bench = Bench::faulty(SimulatedAccount::demo(), &[Fault::PropertyPageFailing]);
    let statuses =
        [1, 2].map(|page| bench.get(&format!("/properties?per_page=4&page={page}")).status);
    assert_eq!((statuses, bench.get("/properties?per_page=100").status), ([200, 429], 429));
}

#[test]
fn lists_that_contradict_themselves() {
    let proper = Bench::demo().stays(SEA_COTTAGE, "").codes();
    let page = |fault: Fault, n: usize| {
        let bench = Bench::faulty(SimulatedAccount::demo(), &[fault]);
        let reply = bench.stays(SEA_COTTAGE, &format!("&per_page=4&page={n}"));
        (reply.codes(), reply.json()["meta"].clone())
    };
    let (codes, meta) = page(Fault::WrongCurrentPage, 2);
    assert_eq!((codes.as_slice(), &meta["current_page"]), (&proper[4..8], &json!(3)));
    let last_pages = [1, 2].map(|n| page(Fault::LastPageShrinks, n).1["last_page"].clone());
    assert_eq!(last_pages, [json!(3), json!(2)]);
    assert_eq!(page(Fault::PageRepeated, 2).0, proper[..4]);
    let (codes, meta) = page(Fault::DataEmpty, 1);
    assert_eq!((codes.len(), &meta["total"]), (0, &json!(10)));
    assert_eq!(page(Fault::MetaMissing, 1).1, Value::Null);
    let (codes, meta) = page(Fault::LastRowHidden, 3);
    assert_eq!((codes.as_slice(), &meta["total"]), (&proper[8..9], &json!(9)));
    let swapped = page(Fault::RowsSwapBetweenPages, 3).0;
    assert_eq!(swapped, [proper[9].clone(), format!("{}-new", proper[9])]);
}

#[test]
fn dates_and_ids_that_are_not_what_was_asked_for() {
    let narrow = "&start_date=2026-10-05&end_date=2026-10-16&date_query=checkout";
    let codes = |faults: &[Fault]| {
        let bench = Bench::faulty(SimulatedAccount::demo(), faults);
        bench.get(&format!("/reservations?properties[]={SEA_COTTAGE}{narrow}")).codes()
    };
    assert_eq!(codes(&[]), ["4100000001", "RGDM01"]);
    assert_eq!(codes(&[Fault::DateQueryIgnored]), ["4100000001", "RGDM01", "HMDEMO0003"]);
    let bench = Bench::faulty(SimulatedAccount::demo(), &[Fault::DatesIgnored]);
    let rows = bench.stays(SEA_COTTAGE, "").rows();
    assert!(rows.iter().all(|row| row["arrival_date"].as_str().unwrap() >= "2026-11-03"));
    let ids = |faults: &[Fault]| -> Vec<Value> {
        let rows = Bench::faulty(SimulatedAccount::demo(), faults).stays(SEA_COTTAGE, "").rows();
        rows.into_iter().map(|row| row["id"].clone()).collect()
    };
    let (proper, reissued) = (ids(&[]), ids(&[Fault::IdsReissued]));
    assert_eq!(proper.len(), reissued.len());
    assert!(proper.iter().all(|id| !reissued.contains(id)));
    assert_eq!(ids(&[Fault::IdMissing]), vec![Value::Null; 10]);
}

/// All that a client could see in one sitting, apart from the port.
fn sitting(faults: &[Fault]) -> Vec<String> {
    let bench = Bench::faulty(examples("account-clp"), faults);
    let demo = Bench::faulty(SimulatedAccount::demo(), faults);
    let properties: String = (1..=6)
        .map(|n| format!("properties[]={}&", SEA_COTTAGE.replace("0001", &format!("000{n}"))))
        .collect();
    let all = |more: &str| {
        let days = "start_date=2026-09-01&end_date=2026-10-31&include=financials";
        demo.get(&format!("/reservations?{properties}{days}{more}"))
    };
    let stays = |property: &str, more: &str| bench.stays(property, more);
    let replies = [
        bench.get("/properties"),
        bench.get(&format!("/properties/{CASA_UNO}/calendar?start_date=2026-07-28")),
        stays(CASA_UNO, "&include=financials"),
        stays(CASA_UNO, "&per_page=1"),
        stays(CASA_UNO, "&per_page=1&page=2"),
        stays("unknown", ""),
        all("&per_page=100"),
        all("&per_page=100&date_query=checkout"),
        all("&per_page=5&page=2&date_query=checkout"),
        all("&per_page=5&page=4"),
    ];
    let mut seen = Vec::new();
    for mut reply in replies {
        reply.headers.remove("date");
        let mut text = format!("{} {:?} {}", reply.status, reply.headers, reply.text);
        for one in [&bench, &demo] {
            // with its host: an amount may have the digits of a port
            text = text.replace(&one.simulator.address().to_string(), "");
        }
        seen.push(text);
    }
    seen
}

#[test]
fn no_fault_passes_unseen_and_without_one_answers_repeat() {
    let proper = sitting(&[]);
    assert_eq!(sitting(&[]), proper);
    for &fault in Fault::ALL.iter().filter(|fault| !WIRE.contains(fault)) {
        assert!(sitting(&[fault]) != proper, "{fault}");
    }
}
