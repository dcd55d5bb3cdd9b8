//! The money of a row: complete, in one unit, reconciled, or refused.

use owner_statements::domain::{AdjustmentKind, FeeKind, ReportedKind};
use serde_json::{Value, json};

use super::{account, check, example_row, fate_of_text, fixture_rows, plain, with, without};

const HOST: &str = "/financials/host";

fn clp_row() -> Value {
    fixture_rows("api/account-clp/reservations.json").swap_remove(0)
}

/// Every amount of a row's host side through `change`.
fn each_line(mut row: Value, change: impl Fn(&mut Value)) -> Value {
    let host = row.pointer_mut(HOST).expect("a host side");
    for (_, list) in host.as_object_mut().expect("an object") {
        match list {
            Value::Array(lines) => lines.iter_mut().for_each(&change),
            Value::Object(_) => change(list),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    row
}

fn scaled(row: Value, factor: i64) -> Value {
    each_line(row, |line| line["amount"] = json!(line["amount"].as_i64().expect("whole") * factor))
}

fn without_texts(row: Value) -> Value {
    each_line(row, |line| drop(line.as_object_mut().expect("a line").remove("formatted")))
}

#[test]
fn missing_parts_are_never_zero() {
    let row = example_row;
    check("missing", without(row(), "/financials"), "held no-financials");
    for nothing in [json!(null), json!({}), json!({"currency": "USD"})] {
        check("nothing", with(row(), "/financials", nothing), "held no-financials");
    }
    let empty = json!({"currency": "USD", "host": {}, "guest": {}});
    check("empty sides", with(row(), "/financials", empty), "held no-financials");
    check("no host side", with(row(), HOST, json!(null)), "held no-financials");
    check("no currency", without(row(), "/financials/currency"), "held incomplete-financials");
    for currency in ["", "EURO", "XAU", "ZZZ"] {
        let unknown = with(row(), "/financials/currency", json!(currency));
        check(currency, unknown, "held unknown-currency");
    }
    let parts = ["accommodation", "guest_fees", "host_fees", "discounts", "adjustments", "taxes"];
    for part in parts.into_iter().chain(["revenue"]) {
        let place = format!("{HOST}/{part}");
        check(part, without(row(), &place), "held incomplete-financials");
        check(part, with(row(), &place, json!(null)), "held incomplete-financials");
    }
    for line in ["accommodation", "revenue", "guest_fees/0", "host_fees/0"] {
        let place = format!("{HOST}/{line}/amount");
        check(line, without(row(), &place), "held incomplete-financials");
        check(line, with(row(), &place, json!(null)), "held incomplete-financials");
    }
    // the nightly prices alone may be absent, but not in part
    let breakdown = format!("{HOST}/accommodation_breakdown");
    check("flat rate", without(row(), &breakdown), "counts 309.27 USD as-delivered");
    let half = format!("{breakdown}/1/amount");
    check("half a breakdown", without(row(), &half), "held incomplete-financials");
}

#[test]
fn the_unit_of_amounts_is_the_printed_one() {
    check("once", clp_row(), "counts 332900 CLP as-delivered");
    let hundredfold = "counts 332900 CLP as-delivered scale-converted";
    check("a hundredfold", scaled(clp_row(), 100), hundredfold);
    check("a thousandfold", scaled(clp_row(), 1000), "held doubtful-scale");
    let unverified = "counts 332900 CLP as-delivered scale-not-verified";
    check("no texts", without_texts(clp_row()), unverified);
    let no_texts = without_texts(example_row());
    check("two decimals need no text", no_texts, "counts 309.27 USD as-delivered");
    let revenue = format!("{HOST}/revenue/amount");
    let one_apart = with(clp_row(), &revenue, json!(33_290_000));
    check("one line in another unit", one_apart, "held doubtful-scale");
    let fraction = with(
        scaled(clp_row(), 100),
        "/financials/host/revenue",
        json!({"amount": 33_290_050, "formatted": "CLP 332,900.50"}),
    );
    check("half a peso", fraction, "held doubtful-scale");
    check("whole dollars", scaled(example_row(), 100), "held doubtful-scale");
}

#[test]
fn texts_that_contradict_sign_or_currency_hold() {
    let euros = with(example_row(), "/financials/currency", json!("EUR"));
    check("dollars that are called euros", euros, "held doubtful-scale");
    let named = with(clp_row(), "/financials/currency", json!("JPY"));
    check("pesos that are called yen", named, "held doubtful-scale");
    // 60.00 of discount would explain a pet fee of 30.00 with the wrong sign
    let second = fixture_rows("api/account/reservations.json").swap_remove(1);
    let pet = with(second, "/financials/host/guest_fees/1/amount", json!(-3000));
    check("a fee against its text", pet.clone(), "held doubtful-scale");
    let unprinted = without_texts(pet);
    let explained = "counts 576.43 USD net-of-discounts rent-net-of-discounts";
    check("the same without texts", unprinted, explained);
}

#[test]
fn a_list_may_have_the_opposite_sign() {
    let fees = "/financials/host/host_fees/0/amount";
    let flipped = with(example_row(), fees, json!(5673));
    check("channel fees", flipped, "counts 309.27 USD flipped channel fees sign-flipped");
    let whole = with(
        example_row(),
        "/financials/host/host_fees/0",
        json!({"amount": 5673, "formatted": "$56.73"}),
    );
    check("text and all", whole, "counts 309.27 USD flipped channel fees sign-flipped");
    let fees = "/financials/host/guest_fees/0/amount";
    let flipped = with(example_row(), fees, json!(-12400));
    check("guest fees", flipped, "counts 309.27 USD flipped guest fees sign-flipped");
}

#[test]
fn lines_make_the_revenue_or_the_row_is_refused() {
    let refused = "held does-not-reconcile";
    for (what, sums, expected) in [
        ("as delivered", [24200, 12400, -5673, 0, 0, 0, 30927], "counts 309.27 EUR as-delivered"),
        (
            "taxes outside",
            [15245, 6000, -4587, 0, 0, 396, 16658],
            "counts 166.58 EUR taxes-outside taxes-outside-revenue",
        ),
        (
            "net of discounts",
            [54000, 12400, -10757, -6000, 0, 0, 55643],
            "counts 556.43 EUR net-of-discounts rent-net-of-discounts",
        ),
        (
            "discounts flipped",
            [24200, 0, 0, 200, 0, 0, 24000],
            "counts 240.00 EUR flipped discounts sign-flipped",
        ),
        (
            "two cents more",
            [24200, 12400, -5673, 0, 0, 0, 30929],
            "counts 309.29 EUR as-delivered rounding-difference",
        ),
        (
            "two cents less",
            [24200, 12400, -5673, 0, 0, 0, 30925],
            "counts 309.25 EUR as-delivered rounding-difference",
        ),
        (
            "taxes outside and a cent",
            [15245, 6000, -4587, 0, 0, 396, 16659],
            "counts 166.59 EUR taxes-outside taxes-outside-revenue rounding-difference",
        ),
        ("three cents more", [24200, 12400, -5673, 0, 0, 0, 30930], refused),
        ("three cents less", [24200, 12400, -5673, 0, 0, 0, 30924], refused),
        ("no revenue", [24200, 12400, -5673, 0, 0, 0, 0], refused),
        ("the opposite", [24200, 12400, -5673, 0, 0, 0, -30927], refused),
        ("two explanations", [10000, 50, 0, 0, 0, 100, 10050], "held reconciles-in-several-ways"),
        ("a loss", [0, 0, 0, 0, -5000, 0, -5000], "counts -50.00 EUR as-delivered"),
        (
            "at the edge",
            [i64::MAX, 0, 0, 0, 0, 0, i64::MAX],
            "counts 92233720368547758.07 EUR as-delivered",
        ),
        ("at the other edge", [i64::MIN, 0, 0, 0, 0, 0, i64::MIN], "held amount"),
        ("over the edge", [i64::MAX, 1, 0, 0, 0, 0, i64::MAX], "held amount"),
        ("as far apart as can be", [1 << 62, 0, 0, 0, 0, 0, -(1 << 62)], refused),
    ] {
        check(what, plain("EUR", sums), expected);
    }
}

#[test]
fn amounts_are_whole_numbers() {
    let place = "/financials/host/revenue/amount";
    let unusual = "counts 309.27 USD as-delivered amount-of-unusual-type";
    check("a whole float", with(example_row(), place, json!(30927.0)), unusual);
    check("digits", with(example_row(), place, json!("30927")), unusual);
    for wrong in [
        json!(309.27),
        json!(1e300),
        json!(-1e300),
        json!(u64::MAX),
        json!("309.27"),
        json!("$309.27"),
        json!(""),
        json!(true),
        json!([30927]),
        json!({"amount": 30927}),
    ] {
        check(&wrong.to_string(), with(example_row(), place, wrong.clone()), "held unreadable");
    }
    for wrong in [json!(true), json!("none"), json!(0), json!({"0": {"amount": 1}}), json!([null])]
    {
        let row = with(example_row(), "/financials/host/taxes", wrong.clone());
        check(&wrong.to_string(), row, "held unreadable");
    }
    for wrong in [json!(true), json!("none"), json!(0), json!([])] {
        let row = with(example_row(), "/financials", wrong.clone());
        check(&wrong.to_string(), row, "held unreadable");
    }
    let twice =
        example_row().to_string().replacen("\"revenue\":", "\"revenue\":null,\"revenue\":", 1);
    assert_eq!(fate_of_text(&twice), "held unreadable", "a key that stands twice");
}

#[test]
fn prices_count_only_if_they_name_the_nights_and_make_the_rent() {
    let prices = |row: Value| {
        let read = account(&[row]);
        let money = read.reservations[0].financials.clone().expect("money");
        money.night_prices.map(|prices| prices.iter().map(|p| p.minor()).collect::<Vec<_>>())
    };
    let place = "/financials/host/accommodation_breakdown";
    assert_eq!(prices(example_row()), Some(vec![8000, 8100, 8100]));
    let mut shuffled = example_row();
    shuffled.pointer_mut(place).and_then(Value::as_array_mut).expect("prices").reverse();
    assert_eq!(prices(shuffled), Some(vec![8000, 8100, 8100]), "by their dates");
    let other = |night: &str, value: Value| with(example_row(), &format!("{place}/{night}"), value);
    assert_eq!(prices(other("0/label", json!("2026-02-13"))), None, "another night");
    assert_eq!(prices(other("0/label", json!("2026-02-15"))), None, "a night twice");
    assert_eq!(prices(other("0", json!({"amount": 8001, "label": "2026-02-14"}))), None, "a sum");
    assert_eq!(prices(without(example_row(), &format!("{place}/0"))), None, "a night short");
    assert_eq!(prices(with(example_row(), place, json!([]))), None);
}

#[test]
fn lines_keep_their_kinds() {
    let second = fixture_rows("api/account/reservations.json").swap_remove(1);
    let read = account(&[second]);
    let money = read.reservations[0].financials.as_ref().expect("money");
    let lines: Vec<(ReportedKind, i64)> =
        money.lines.iter().map(|line| (line.kind, line.amount.minor())).collect();
    assert_eq!(
        lines,
        [
            (ReportedKind::Accommodation, 60_000),
            (ReportedKind::Discount, -6_000),
            (ReportedKind::GuestFee(FeeKind::Cleaning), 12_400),
            (ReportedKind::GuestFee(FeeKind::Pet), 3_000),
            (ReportedKind::Adjustment(AdjustmentKind::Refund), -2_500),
            (ReportedKind::Adjustment(AdjustmentKind::Other), 1_500),
            (ReportedKind::ChannelFee, -10_757),
        ]
    );
    let net = account(&[plain("EUR", [54000, 12400, -10757, -6000, 0, 0, 55643])]);
    let money = net.reservations[0].financials.as_ref().expect("money");
    let memo = &money.lines[1];
    assert_eq!((memo.delivered.minor(), memo.amount.minor()), (-6000, 0), "a memo counts nothing");
}
