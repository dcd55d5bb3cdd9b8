//! A stay, an account and where data came from, for tests of figures.

use chrono::NaiveDate;
use owner_statements::domain::{
    Account, AccountProperty, BookingStatus, Channel, Currency, Period, Portfolio, PropertyId,
    Purpose, Reservation, ReservationCode, ReservationId, Stay,
};
use owner_statements::statement::Source;

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn month(text: &str) -> Period {
    Period::parse_month(text).expect("a month")
}

/// A guest's stay in property p1 without money.
pub fn stay(code: &str, arrival: &str, departure: &str) -> Reservation {
    Reservation {
        id: ReservationId::new(format!("id-{code}")).expect("an id"),
        code: ReservationCode::new(code).expect("a code"),
        channel: Channel::Airbnb,
        property: PropertyId::new("p1").expect("an id"),
        stay: Stay::new(day(arrival), day(departure)).expect("a stay"),
        booked_on: None,
        purpose: Purpose::Guest,
        status: BookingStatus::Accepted,
        guest: None,
        financials: None,
    }
}

/// An account in euros that has the properties of `portfolio`.
pub fn account(portfolio: &Portfolio, reservations: Vec<Reservation>) -> Account {
    let home = AccountProperty {
        name: "Home".to_owned(),
        address: None,
        listed: true,
        currency: Some(Currency::from_code("EUR").expect("a currency")),
    };
    let properties = portfolio.properties.keys().map(|id| (id.clone(), home.clone()));
    Account { properties: properties.collect(), reservations, ..Account::default() }
}

pub fn source() -> Source {
    Source {
        fetched_at: "2026-11-02T08:00:00Z".parse().expect("an instant"),
        snapshot_sha256: String::new(),
        config_sha256: String::new(),
    }
}
