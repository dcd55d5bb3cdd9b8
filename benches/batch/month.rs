//! A large month, made up: configuration and snapshot.

use std::fmt::Write as _;
use std::path::Path;

use owner_statements::domain::{GuestNames, Period, PropertyId};
use owner_statements::snapshot::{
    Counts, FetchScope, RawProperty, RawReservation, Rows, Snapshot, Window,
};
use serde_json::{Value, json};

/// The snapshot's file.
pub const SNAPSHOT: &str = "large.json.gz";

/// Writes the configuration and the snapshot; returns the size of the latter.
pub fn write(folder: &Path, owners: usize, stays: usize) -> u64 {
    let config = folder.join("owner-statements.toml");
    std::fs::write(config, configuration(owners)).expect("a configuration written");
    let bytes = snapshot(owners, stays).to_bytes().expect("a snapshot");
    std::fs::write(folder.join(SNAPSHOT), &bytes).expect("a snapshot written");
    bytes.len() as u64
}

fn property(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

fn configuration(owners: usize) -> String {
    let mut text = r#"
schema = 1
[manager]
name = "Harbour & Pine Stays"
address = ["Quay House", "Example Town"]
email = "owners@harbourpine.example"
locale = "en-IE"
guest_names = "first"
[[agreement]]
id = "standard"
recognise = "nights"
nights = "by-price"
commission = { base = ["accommodation", "discounts"], rate = "20%" }
fees = { cleaning = "manager", pet = { owner = "80%" }, default = "owner" }
channel_fee = { borne_by = "owner" }
"#
    .to_owned();
    for number in 0..owners {
        let id = property(number);
        // writing to a text cannot fail
        let _ = write!(
            text,
            "[[owner]]\nid = \"owner-{number}\"\nname = \"A. Owner {number}\"\n\
             address = [\"{number} Example Lane\", \"Example Town\"]\n\
             [[property]]\nid = \"{id}\"\nname = \"Cottage {number}\"\nagreement = \"standard\"\n\
             owner = \"owner-{number}\"\n"
        );
    }
    text
}

fn snapshot(owners: usize, stays: usize) -> Snapshot {
    let id = |number| PropertyId::new(property(number)).expect("an id");
    let properties = (0..owners).map(|number| RawProperty {
        id: id(number),
        name: format!("Cottage {number}"),
        public_name: None,
        address: Some(format!("{number} Example Lane, Example Town")),
        city: Some("Example Town".to_owned()),
        country: Some("IE".to_owned()),
        timezone: Some("+0000".to_owned()),
        currency: Some("EUR".to_owned()),
        listed: Some(true),
    });
    let reservations: Rows = (0..owners)
        .flat_map(|number| (0..stays).map(move |stay| (number, stay)))
        .map(|(number, stay)| RawReservation {
            property: id(number),
            row: row(number, stay).to_string(),
        })
        .collect();
    let rows = reservations.len() as u64;
    Snapshot {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        fetched_at: "2026-11-02T08:00:00Z".parse().expect("an instant"),
        api: "https://public.api.hospitable.com/v2".to_owned(),
        window: Window {
            period: Period::parse_month("2026-10").expect("a month"),
            look_back_days: 186,
            look_ahead_months: 0,
        },
        scope: FetchScope::All,
        guest_names: GuestNames::First,
        account: None,
        properties: properties.collect(),
        reservations,
        counts: Counts { rows_kept: rows, rows_received: rows, ..Counts::default() },
        remarks: Vec::new(),
        oddities: Vec::new(),
    }
}

/// A stay of two nights, the twelve of a month one after the other.
fn row(number: usize, stay: usize) -> Value {
    let serial = number * 100 + stay;
    let arrival = 1 + stay * 5 / 2;
    let prices = [9_000 + serial as i64 % 9_000, 9_500 + serial as i64 % 7_000];
    let (cleaning, pet) = (6_500, 2_500);
    let accommodation: i64 = prices.iter().sum();
    let discount = -accommodation / 10;
    let channel = -(accommodation + discount + cleaning + pet) * 155 / 1000;
    let revenue = accommodation + discount + cleaning + pet + channel;
    let line = |amount: i64, label: &str, category: &str| {
        json!({
            "amount": amount, "category": category, "label": label,
            "formatted": format!("€{}.{:02}", amount / 100, amount.abs() % 100),
        })
    };
    let night = |night: usize| format!("2026-10-{:02}", arrival + night);
    let guests = ["Ελένη", "Jiří", "Siobhán", "Grace", "Łucja", "Thảo"];
    json!({
        "arrival_date": format!("{}T00:00:00+01:00", night(0)),
        "booking_date": format!("2026-08-{:02}T13:42:42Z", 1 + serial % 28),
        "check_in": format!("{}T16:00:00+01:00", night(0)),
        "check_out": format!("{}T10:00:00+01:00", night(2)),
        "code": format!("HM{serial:08}"),
        "departure_date": format!("{}T00:00:00+01:00", night(2)),
        "financials": { "currency": "EUR", "host": {
            "accommodation": line(accommodation, "Accommodation", "Accommodation"),
            "accommodation_breakdown": [
                line(prices[0], &night(0), "Accommodation"),
                line(prices[1], &night(1), "Accommodation"),
            ],
            "adjustments": [],
            "discounts": [line(discount, "Weekly discount", "Discounts")],
            "guest_fees": [
                line(cleaning, "Cleaning Fee", "Guest fees"), line(pet, "Pet Fee", "Guest fees"),
            ],
            "host_fees": [line(channel, "Host Service Fee", "Service fees")],
            "revenue": line(revenue, "Gross Revenue", "Revenue"),
            "taxes": [],
        }},
        "guest": { "first_name": guests[serial % guests.len()] },
        "guests": {
            "adult_count": 2, "child_count": 0, "infant_count": 0, "pet_count": 1, "total": 2,
        },
        "id": format!("00000000-0000-4000-9000-{serial:012}"),
        "nights": 2,
        "owner_stay": null,
        "platform": "airbnb",
        "platform_id": format!("HM{serial:08}"),
        "properties": [{ "id": property(number), "name": format!("Cottage {number}") }],
        "reservation_status": { "current": { "category": "accepted", "sub_category": null } },
        "status": "accepted",
        "stay_type": "guest_stay",
    })
}
