//! A reservation that counts, as the booking system reported it.

use std::fmt;

use chrono::NaiveDate;

use super::{
    Currency, Money, Overridden, PropertyId, ReportedLine, ReservationCode, ReservationId, Stay,
};

/// Where a stay was booked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// Airbnb.
    Airbnb,
    /// Vrbo, which the API calls `homeaway`.
    Vrbo,
    /// Booking.com.
    Booking,
    /// The manager's own website.
    Direct,
    /// Entered by hand.
    Manual,
    /// Any other, by the API's name in lower case.
    Other(String),
}

impl Channel {
    /// The channel of a name as the API or a configuration writes it.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        let name = name.trim().to_lowercase();
        match name.as_str() {
            "" => Self::unknown(),
            "airbnb" => Self::Airbnb,
            "vrbo" | "homeaway" => Self::Vrbo,
            "booking" | "booking.com" | "booking_com" => Self::Booking,
            "direct" => Self::Direct,
            "manual" => Self::Manual,
            _ => Self::Other(name),
        }
    }

    /// The channel of a stay without one.
    #[must_use]
    pub fn unknown() -> Self {
        Self::Other("unknown".to_owned())
    }

    /// Whether the stay names no channel.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        *self == Self::unknown()
    }

    /// The name used in configurations and machine-readable files: "vrbo".
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Airbnb => "airbnb",
            Self::Vrbo => "vrbo",
            Self::Booking => "booking",
            Self::Direct => "direct",
            Self::Manual => "manual",
            Self::Other(name) => name,
        }
    }
}

/// The name that the channel calls itself.
impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Airbnb => "Airbnb",
            Self::Vrbo => "Vrbo",
            Self::Booking => "Booking.com",
            Self::Direct => "Direct",
            Self::Manual => "Manual",
            Self::Other(name) => name,
        })
    }
}

/// How the reported lines make up the reported revenue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// All lines as delivered.
    AsDelivered,
    /// The taxes are not part of the revenue: the channel kept them.
    TaxesOutside,
    /// The accommodation is net of the discounts, which are a memo and count nothing.
    NetOfDiscounts,
    /// The list's lines are delivered with the opposite sign.
    Flipped(FlippedList),
    /// Nothing usable was delivered: the manager's exceptions are all of the money, and the revenue
    /// is their sum.
    ByException,
}

/// A list of lines that was delivered with the opposite sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlippedList {
    /// `host_fees`.
    ChannelFees,
    /// `guest_fees`.
    GuestFees,
    /// `discounts`.
    Discounts,
}

/// Who stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A paying guest.
    Guest,
    /// The owner: nights without money.
    Owner,
}

/// Whether the stay takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookingStatus {
    /// Confirmed.
    Accepted,
    /// Cancelled after it was confirmed; counts only for the money that was kept or charged.
    Cancelled,
}

/// The money of a reservation, host side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Financials {
    /// The one currency of all lines.
    pub currency: Currency,
    /// All lines that count, in the order of the API.
    pub lines: Vec<ReportedLine>,
    /// The price of each night in order, where the API gave prices that match nights and rent.
    pub night_prices: Option<Vec<Money>>,
    /// The revenue as reported: the check on the lines.
    pub revenue: Money,
    /// How the lines make up the revenue.
    pub reading: Reading,
    /// Revenue less what the lines sum to under `reading`; at most two minor units.
    pub difference: Money,
    /// What the manager's exceptions changed, if anything.
    pub overridden: Option<Overridden>,
}

impl Financials {
    /// The lines as the booking system delivered them, in its order, each with whether an exception
    /// replaces it; none where exceptions are all of the money.
    #[must_use]
    pub fn delivered_lines(&self) -> Vec<(&ReportedLine, bool)> {
        let Some(overridden) = &self.overridden else {
            return self.lines.iter().map(|line| (line, false)).collect();
        };
        let kept = self.lines.iter().filter(|line| !overridden.sets(line.kind));
        let mut lines: Vec<(&ReportedLine, bool)> = kept.map(|line| (line, false)).collect();
        for replaced in &overridden.replaced {
            lines.insert(replaced.place.min(lines.len()), (&replaced.line, true));
        }
        lines
    }
}

/// Nights that a stay shares with another stay of its property, which keeps them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedNights {
    /// The code of the stay that keeps them.
    pub code: ReservationCode,
    /// Where that stay was booked.
    pub channel: Channel,
    /// Who stays.
    pub purpose: Purpose,
    /// The nights, by date.
    pub nights: Vec<NaiveDate>,
}

/// A reservation that can be on a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reservation {
    /// The id in the booking system.
    pub id: ReservationId,
    /// The code that guest and channel know.
    pub code: ReservationCode,
    /// Where it was booked.
    pub channel: Channel,
    /// The property.
    pub property: PropertyId,
    /// The nights, as booked.
    pub stay: Stay,
    /// The day of booking in the property's own offset, if known.
    pub booked_on: Option<NaiveDate>,
    /// Guest or owner.
    pub purpose: Purpose,
    /// Accepted or cancelled.
    pub status: BookingStatus,
    /// The guest's name as far as the configuration lets it be shown.
    pub guest: Option<String>,
    /// The money; `None` for an owner's stay without any.
    pub financials: Option<Financials>,
}

impl Reservation {
    /// Nights that count as occupied: those of stays that take place.
    #[must_use]
    pub fn takes_place(&self) -> bool {
        matches!(self.status, BookingStatus::Accepted)
    }
}
