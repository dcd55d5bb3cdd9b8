//! The example month with a pocket calculator: from the snapshot's raw rows to what the owners get,
//! in whole hundredths, by formulas that share nothing with the program.
//!
//! The agreements are those of `fixtures/demo/owner-statements.toml`. Two owners are worked out
//! whole, and two more stays whose money counts night by night at the price of each night.

#![expect(clippy::inconsistent_digit_grouping, reason = "hundredths: 384_47 is 384.47")]

use chrono::NaiveDate;
use serde_json::Value;

use super::read::{MADE, amount, list, statements, text};
use crate::program::world::{SNAPSHOT, plain};

/// `part` of `whole` parts of an amount, halves away from nothing.
pub(super) fn share(amount: i64, part: i64, whole: i64) -> i64 {
    let twice = amount.abs() * part * 2 + whole;
    amount.signum() * (twice / (whole * 2))
}

struct Stay {
    code: String,
    property: String,
    arrival: NaiveDate,
    departure: NaiveDate,
    row: Value,
}

fn stays() -> Vec<Stay> {
    let snapshot: Value = serde_json::from_slice(&plain(&SNAPSHOT)).expect("JSON");
    let date = |row: &Value, key: &str| text(row, key)[..10].parse().expect("a date");
    let stay = |entry: &Value| {
        let row = &entry["row"];
        Stay {
            code: text(row, "code").to_owned(),
            property: text(&row["properties"][0], "name").to_owned(),
            arrival: date(row, "arrival_date"),
            departure: date(row, "departure_date"),
            row: row.clone(),
        }
    };
    list(&snapshot, "reservations").iter().map(stay).collect()
}

fn minor(line: &Value) -> i64 {
    line["amount"].as_i64().expect("hundredths")
}

impl Stay {
    fn host(&self) -> &Value {
        &self.row["financials"]["host"]
    }

    fn sum(&self, lines: &str) -> i64 {
        list(self.host(), lines).iter().map(minor).sum()
    }

    fn rent(&self) -> i64 {
        minor(&self.host()["accommodation"]) + self.sum("discounts")
    }

    /// Guest fees of these words.
    fn fees(&self, words: &[&str]) -> i64 {
        let lines = list(self.host(), "guest_fees").iter();
        lines.filter(|line| words.contains(&text(line, "label"))).map(minor).sum()
    }

    /// Cleaning and linen are the manager's, deposits the guest's, of pet fees 80% are the owner's, all others are.
    fn fees_of_owner(&self) -> i64 {
        let cleaning = ["Cleaning Fee", "Cleaning fee", "Frais de ménage", "Endreinigung"];
        let kept = self.fees(&cleaning) + self.fees(&["Linens", "Security deposit"]);
        let pets = self.fees(&["Pet Fee"]);
        self.sum("guest_fees") - kept - pets + share(pets, 80, 100)
    }

    fn is_declined(&self) -> bool {
        self.row["reservation_status"]["current"]["category"] == "not accepted"
    }

    /// The net of a whole stay under the agreement `standard`: rent less 20% of rent and refunds.
    fn standard(&self) -> i64 {
        let refunds = self.sum("adjustments");
        let commission = share(self.rent() + refunds, 20, 100);
        self.rent() + refunds + self.fees_of_owner() + self.sum("host_fees") - commission
    }

    fn is_owners(&self) -> bool {
        self.row["stay_type"] == "owner_stay"
    }

    /// Nights from the first to the end of a day.
    fn nights_through(&self, day: NaiveDate) -> i64 {
        ((day - self.arrival).num_days() + 1).clamp(0, (self.departure - self.arrival).num_days())
    }
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
}

fn is_october(date: NaiveDate) -> bool {
    day(10, 1) <= date && date <= day(10, 31)
}

/// October's part of an amount that is the same for each night.
fn october(stay: &Stay, amount: i64) -> i64 {
    let nights = (stay.departure - stay.arrival).num_days();
    let through = |day| share(amount, stay.nights_through(day), nights);
    through(day(10, 31)) - through(day(9, 30))
}

/// The net of a property under the agreement `standard`, with 85.00 for cleaning after each of the
/// owner's own stays.
fn standard_property(stays: &[Stay], name: &str) -> i64 {
    let counted =
        |stay: &&Stay| stay.property == name && is_october(stay.departure) && !stay.is_declined();
    let net = |stay: &Stay| if stay.is_owners() { -85_00 } else { stay.standard() };
    stays.iter().filter(counted).map(net).sum()
}

/// The net of a property under the agreement `long-stay`: every line by its nights, 15%.
fn long_stay_property(stays: &[Stay], name: &str) -> i64 {
    let net = |stay: &Stay| {
        let accommodation = minor(&stay.host()["accommodation"]);
        let commission = share(stay.rent(), 15, 100);
        let parts = [accommodation, stay.sum("discounts"), stay.sum("host_fees"), -commission];
        parts.map(|part| october(stay, part)).iter().sum::<i64>()
    };
    stays.iter().filter(|stay| stay.property == name).map(net).sum()
}

/// The program's result: the net of an owner, of a property or of a stay.
fn said(find: impl Fn(&Value) -> bool) -> i64 {
    let mut found = Vec::new();
    for (_, statement) in statements() {
        for property in list(&statement, "properties") {
            let rows = list(property, "reservations").iter();
            found.extend(rows.filter(|row| find(row)).map(|row| amount(&row["amounts"]["net"])));
            if find(property) {
                found.push(amount(&property["stays"]["net"]));
            }
        }
        if find(&statement["owner"]) {
            found.push(amount(&statement["totals"]["net"]));
        }
    }
    assert_eq!(found.len(), 1, "it is not found once");
    found[0]
}

#[test]
fn two_owners_get_what_a_calculator_says() {
    let stays = stays();
    let standard = |name| standard_property(&stays, name);
    let (sea, loft, view) =
        (standard("Sea Cottage"), standard("Boathouse Loft"), standard("Harbour View"));
    let pine = long_stay_property(&stays, "Pine Cabin");
    for (name, net) in [
        ("Sea Cottage", sea),
        ("Boathouse Loft", loft),
        ("Pine Cabin", pine),
        ("Harbour View", view),
    ] {
        assert_eq!(said(|value| value["name"] == name), net, "{name}");
    }
    // boiler, lamp, firewood and key cards of the entries; of Harbour View the shutter
    let entries = -(96_00 + 22_08) + 60_00 - (110_00 + 14_85) - (18_50 + 4_26);
    assert_eq!(said(|value| value["id"] == "lindqvist"), sea + loft + pine + entries);
    assert_eq!(said(|value| value["id"] == "paradeigmatou"), view - (45_00 + 10_35));
}

#[test]
fn six_stays_come_out_as_on_paper() {
    let stays = stays();
    let find = |code: &str| stays.iter().find(|stay| stay.code == code).expect("a stay");
    let net = |code: &str| said(|value| value["code"] == code);

    // 616.50 - 108.73, less 20% of 616.50
    assert_eq!(find("HMDEMO0002").standard(), 616_50 - 108_73 - 123_30);
    assert_eq!(net("HMDEMO0002"), 384_47);
    // 510.00, a refund of 42.00, 28.00 of the pet fee of 35.00, less 97.65 and 20% of 468.00
    assert_eq!(net("HMDEMO0003"), 510_00 - 42_00 + 28_00 - 97_65 - 93_60);
    // a refund of 275.00 for a rent of 230.00: the commission is given back, 20% of -45.00
    assert_eq!(net("D0000102"), 230_00 - 275_00 - 4_86 + 9_00);
    // two nights of 203.00, less 15% of them and the fees: no part of the deposit of 150.00
    assert_eq!(net("D0000107"), 406_00 - 7_97 - 60_90);
    // a double booking: the money of both stays counts
    assert_eq!(net("4100000008"), 270_00 - 55_76 - 54_00);
    // 31 of 45 nights: of each line what counts through October less what counted before it
    let paper = (3990_00 - 1045_00) - (897_75 - 235_13) - (487_97 - 127_80) - (463_84 - 121_48);
    assert_eq!(net("HMDEMO0012"), paper);
}

/// A whole stay of October, and two of five nights; the third stay with a tax left in September.
#[test]
fn the_taxes_of_the_month_come_out_as_on_paper() {
    let stays = stays();
    let taxed = stays.iter().filter(|stay| stay.sum("taxes") != 0 && stay.departure > day(10, 1));
    let codes: Vec<&str> = taxed.clone().map(|stay| stay.code.as_str()).collect();
    assert_eq!(codes, ["HA-DEMO02", "HA-DEMO03"]);
    let due: i64 = taxed.map(|stay| stay.sum("taxes")).sum();
    assert_eq!(due, 67_77 + 139_28);
    let file = MADE.text("statements/2026-10/manager/tax-summary.csv");
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let records: Vec<csv::StringRecord> =
        reader.records().map(|record| record.expect("a record")).collect();
    let rows: Vec<Vec<&str>> =
        records.iter().map(|record| record.iter().skip(2).collect()).collect();
    // two fifths of 1,407.50 and of 139.28
    let tax = ["Vrbo", "Lodging Tax", "Host Tax", "pass-through", "manager"];
    let row = |property, owner, figures: [&'static str; 5]| {
        [&[property, owner], &tax[..], &figures[..]].concat()
    };
    let of_nights = row("Meltemi House", "ejemplar", ["1", "2", "563.00", "55.71", "EUR"]);
    let whole = row("Harbour View", "paradeigmatou", ["1", "3", "658.00", "67.77", "EUR"]);
    assert_eq!(rows, [of_nights, whole]);
    let later = stays.iter().find(|stay| stay.code == "HA-DEMO03").expect("a stay");
    assert_eq!(october(later, later.rent()), 563_00);
    assert_eq!(october(later, later.sum("taxes")), 55_71);
}

/// Night by night at the price of each night: rent by its own prices, all else by nights, 22%.
#[test]
fn nights_at_their_own_price_come_out_as_on_paper() {
    let stays = stays();
    for code in ["4100000007", "HMDEMO0023"] {
        let stay = stays.iter().find(|stay| stay.code == code).expect("a stay");
        let prices = list(stay.host(), "accommodation_breakdown");
        let dates = stay.arrival.iter_days();
        let in_october = dates.zip(prices).filter(|(date, _)| is_october(*date));
        let rent: i64 = in_october.map(|(_, price)| minor(price)).sum();
        let fees = list(stay.host(), "host_fees").iter().map(|fee| october(stay, minor(fee)));
        let commission = october(stay, share(stay.rent(), 22, 100));
        let net = rent + fees.sum::<i64>() - commission;
        assert_eq!(said(|value| value["code"] == code), net, "{code}");
    }
    // the price of the night of 1 October, less a quarter of the fees and of 22% of 713.75
    assert_eq!(said(|value| value["code"] == "4100000007"), 184_25 - 2_83 - 30_33 - 39_26);
}
