//! State, purpose, dates and names of a row.

use chrono::NaiveDate;
use owner_statements::domain::{Channel, Purpose};
use owner_statements::intake::read_account;
use owner_statements::labels::LabelPatterns;
use owner_statements::locale::hold_text;
use serde_json::{Value, json};

use super::{account, check, example_row, fate, fate_of_text, fixture, plain, property, snapshot};
use super::{with, without};

const CATEGORY: &str = "/reservation_status/current/category";
const NO_MONEY: [i64; 7] = [0; 7];

fn in_state(row: Value, category: Value) -> Value {
    with(row, CATEGORY, category)
}

#[test]
fn only_accepted_stays_count() {
    let counts = "counts 309.27 USD as-delivered";
    for (category, expected) in [
        ("accepted", counts),
        (" Accepted ", counts),
        ("cancelled", "counts 309.27 USD as-delivered cancelled"),
        ("canceled", "counts 309.27 USD as-delivered cancelled"),
        ("not accepted", "aside not-accepted"),
        ("not_accepted", "aside not-accepted"),
        ("request", "aside request"),
        ("checkpoint", "aside checkpoint"),
        ("unknown", "held unknown-status"),
        ("confirmed", "held unknown-status"),
        ("", "held unknown-status"),
    ] {
        check(category, in_state(example_row(), json!(category)), expected);
    }
}

#[test]
fn an_unknown_state_holds_unless_it_is_known_that_there_is_no_money() {
    let unknown = || in_state(example_row(), json!(null));
    check("money", unknown(), "held unknown-status");
    let empty = in_state(plain("USD", NO_MONEY), json!(null));
    check("no money", empty.clone(), "aside unknown-status");
    check("missing money", without(unknown(), "/financials"), "held unknown-status");
    let amount = without(empty, "/financials/host/revenue/amount");
    check("a missing amount", amount, "held unknown-status");
    check("a wrong amount", with(unknown(), "/financials/host", json!(7)), "held unreadable");
    for place in ["/reservation_status", "/reservation_status/current", CATEGORY] {
        check(place, without(example_row(), place), "held unknown-status");
        check(place, with(example_row(), place, json!(null)), "held unknown-status");
    }
    // the flat status is not reliable and decides nothing
    let flat = with(unknown(), "/status", json!("accepted"));
    check("the flat status", flat, "held unknown-status");
    let flat = with(example_row(), "/status", json!("cancelled"));
    check("the flat status", flat, "counts 309.27 USD as-delivered");
}

#[test]
fn cancelled_stays_count_by_their_revenue() {
    let cancelled = |row| in_state(row, json!("cancelled"));
    let zero = cancelled(plain("USD", NO_MONEY));
    check("nothing kept", zero.clone(), "aside cancelled-without-money");
    let kept = plain("USD", [20000, 0, -3100, 0, 0, 0, 16900]);
    check("kept", cancelled(kept), "counts 169.00 USD as-delivered cancelled");
    let charged = plain("USD", [0, 0, 0, 0, -5000, 0, -5000]);
    check("charged", cancelled(charged), "counts -50.00 USD as-delivered cancelled");
    let missing = cancelled(with(example_row(), "/financials", json!(null)));
    check("not known", missing, "held no-financials");
    check("half known", without(zero, "/financials/host/revenue"), "held incomplete-financials");
    let wrong = cancelled(plain("USD", [20000, 0, -3100, 0, 0, 0, 16000]));
    check("not reconciled", wrong, "held does-not-reconcile");
}

#[test]
fn an_owners_stay_has_nights_and_no_money() {
    let owners = |kind: &str, row| with(row, "/stay_type", json!(kind));
    for kind in ["owner", "owner_stay", "Owner_Stay", " owner stay", "ownerstay"] {
        let row = owners(kind, plain("USD", NO_MONEY));
        check(kind, row.clone(), "counts nothing");
        assert_eq!(account(&[row]).reservations[0].purpose, Purpose::Owner, "{kind}");
    }
    for kind in ["guest", "guest_stay", "", "co-owner"] {
        check(kind, owners(kind, example_row()), "counts 309.27 USD as-delivered");
    }
    let none = owners("owner_stay", without(example_row(), "/financials"));
    check("no amounts at all", none.clone(), "counts nothing");
    check("money", owners("owner_stay", example_row()), "held owner-stay-with-money");
    let set_off = owners("owner_stay", plain("USD", [100, 0, 0, -100, 0, 0, 0]));
    check("money that cancels out", set_off, "held owner-stay-with-money");
    let wrong = owners("owner_stay", with(example_row(), "/financials", json!(true)));
    check("amounts of no form", wrong, "held unreadable");
    let cancelled = in_state(none, json!("cancelled"));
    check("cancelled", cancelled, "aside cancelled-without-money");
    let kept = in_state(owners("owner_stay", example_row()), json!("cancelled"));
    check("cancelled with money", kept, "held owner-stay-with-money");
}

#[test]
fn an_owners_stay_without_its_type_is_not_taken_for_a_guests() {
    let row = || fixture("intake/reservation-single-owner-stay.json")["data"].clone();
    check("as it is", row(), "counts nothing");
    check("no type", without(row(), "/stay_type"), "held unreadable");
    check("no type", with(row(), "/stay_type", json!(null)), "held unreadable");
    check("another type", with(row(), "/stay_type", json!("other")), "held unreadable");
    let plainly = with(row(), "/stay_type", json!("guest_stay"));
    check("a guest's", plainly, "counts 0.00 USD as-delivered");
    let flag = with(without(row(), "/stay_type"), "/owner_stay", json!(true));
    check("a flag instead of details", flag, "held unreadable");
    for nothing in [json!(null), json!(false)] {
        let older = with(without(row(), "/stay_type"), "/owner_stay", nothing);
        check("before stays had a type", older, "counts 0.00 USD as-delivered");
    }
}

#[test]
fn dates_make_a_stay_or_the_row_is_refused() {
    let (arrival, departure) = ("/arrival_date", "/departure_date");
    let same = || with(example_row(), departure, json!("2026-02-14T00:00:00-06:00"));
    let before = with(example_row(), departure, json!("2026-02-13"));
    check("no nights", same(), "held dates");
    check("backwards", before, "held dates");
    check("requested", in_state(same(), json!("request")), "aside request");
    let nothing = with(same(), "/financials", plain("USD", NO_MONEY)["financials"].clone());
    check("no nights, no money", nothing.clone(), "held dates");
    let cancelled = in_state(nothing.clone(), json!("cancelled"));
    check("cancelled for nothing", cancelled, "aside cancelled-without-money");
    check("unknown, no money", in_state(nothing, json!(null)), "aside unknown-status");
    check("cancelled for money", in_state(same(), json!("cancelled")), "held dates");
    for place in [arrival, departure] {
        check(place, without(example_row(), place), "held unreadable");
        check(place, with(example_row(), place, json!("14.02.2026")), "held unreadable");
        check(place, with(example_row(), place, json!("2026-02-30")), "held unreadable");
        check(place, with(example_row(), place, json!("2026-0é-14")), "held unreadable");
        check(place, with(example_row(), place, json!(20_260_214)), "held unreadable");
    }
    check("in the past", with(example_row(), arrival, json!("1026-02-14")), "held dates");
    let nights = with(example_row(), "/nights", json!(4));
    check("nights", nights, "counts 309.27 USD as-delivered nights-disagree");
    check("no nights", without(example_row(), "/nights"), "counts 309.27 USD as-delivered");
}

#[test]
fn dates_are_the_propertys_own() {
    // through UTC, the first would arrive on 13 February and the second on 15 February
    for offset in ["+14:00", "-11:00"] {
        let date = |day: u32| json!(format!("2026-02-{day}T00:00:00{offset}"));
        let row = with(with(example_row(), "/arrival_date", date(14)), "/departure_date", date(17));
        let stay = account(&[row]).reservations[0].stay;
        assert_eq!((stay.arrival().to_string().as_str(), stay.nights()), ("2026-02-14", 3));
    }
}

#[test]
fn a_booking_counts_on_the_propertys_day() {
    let booked = |timezone: Option<&str>, instant: &str| {
        let row = with(example_row(), "/booking_date", json!(instant));
        let mut one = snapshot(&[row]);
        one.properties = vec![property(super::CASA_UNO, "Casa Uno", timezone)];
        read_account(&one, &LabelPatterns::default()).expect("rows").reservations[0].booked_on
    };
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let (new_year, old_year) = (day("2026-01-01"), day("2025-12-31"));
    for (timezone, instant, expected) in [
        (Some("-0600"), "2026-01-01T05:59:59Z", old_year),
        (Some("-0600"), "2026-01-01T06:00:00Z", new_year),
        (Some("+0200"), "2025-12-31T21:59:59Z", old_year),
        (Some("+0200"), "2025-12-31T22:00:00Z", new_year),
        (Some("+05:30"), "2025-12-31T18:30:00Z", new_year),
        (Some("-06:00"), "2026-01-01T01:00:00+02:00", old_year),
        (Some("Z"), "2026-01-01T00:00:00Z", new_year),
        // without an offset of the property, the arrival's own (-06:00) serves
        (None, "2026-01-01T05:59:59Z", old_year),
        (Some("Europe/Madrid"), "2026-01-01T05:59:59Z", old_year),
        (Some("-0600"), "2026-01-01", None),
        (Some("-0600"), "yesterday", None),
    ] {
        assert_eq!(booked(timezone, instant), expected, "{instant} {timezone:?}");
    }
    let unknown = account(&[without(example_row(), "/booking_date")]);
    assert_eq!(unknown.reservations[0].booked_on, None);
}

#[test]
fn a_row_is_known_by_its_code() {
    let code = |row: Value| account(&[row]).reservations[0].code.to_string();
    assert_eq!(code(example_row()), "HMAAAAAAA1");
    let other = || with(example_row(), "/platform_id", json!("P-1"));
    assert_eq!(code(without(other(), "/code")), "P-1");
    assert_eq!(code(with(other(), "/code", json!("  "))), "P-1");
    let neither = without(without(example_row(), "/code"), "/platform_id");
    assert_eq!(code(neither), "00000000-0000-4000-8000-000000000001");
    let channel =
        |value| account(&[with(example_row(), "/platform", value)]).reservations[0].channel.clone();
    assert_eq!(channel(json!("homeaway")), Channel::Vrbo);
    assert_eq!(channel(json!("Booking.com")), Channel::Booking);
    assert_eq!(channel(json!("misterbnb")), Channel::Other("misterbnb".to_owned()));
    assert!(channel(json!(null)).is_unknown() && channel(json!(" ")).is_unknown());
}

#[test]
fn a_row_that_cannot_be_read_is_still_named() {
    let wrong = with(example_row(), "/nights", json!("three"));
    let read = account(&[wrong]);
    assert_eq!(fate(&read), "held unreadable");
    let one = &read.unusable[0];
    assert_eq!(one.id, "00000000-0000-4000-8000-000000000001");
    assert_eq!(one.code, "HMAAAAAAA1");
    let said = hold_text(&one.reason);
    assert!(said.contains("nights"), "{said}");
    let nameless = &account(&[without(example_row(), "/id")]).unusable[0];
    assert_eq!((nameless.id.as_str(), nameless.code.as_str()), ("", "HMAAAAAAA1"));
    check(
        "a code with control characters",
        with(example_row(), "/code", json!("a\u{7}b")),
        "held unreadable",
    );
    for text in ["null", "[]", "7", "{}", r#"{"id":7}"#, r#"{"id":""}"#] {
        assert_eq!(fate_of_text(text), "held unreadable", "{text}");
    }
}
