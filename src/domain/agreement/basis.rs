//! The day on which a stay's money counts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::{FeeKind, HoldReason, Reservation};

/// The day on which a stay's money counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// On the day of arrival.
    CheckIn,
    /// On the day of departure.
    CheckOut,
    /// Night by night.
    Nights,
    /// On the day of booking: money not yet earned.
    Booked,
}

impl Basis {
    /// Every basis with its name in configurations.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::CheckIn, "check-in"),
        (Self::CheckOut, "check-out"),
        (Self::Nights, "nights"),
        (Self::Booked, "booked"),
    ];

    /// The name in configurations and machine-readable files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::CheckIn => "check-in",
            Self::CheckOut => "check-out",
            Self::Nights => "nights",
            Self::Booked => "booked",
        }
    }

    /// The day on which money of `reservation` counts; `None` if it counts night by night.
    ///
    /// Money of a cancelled stay has no nights to be spread over: under `nights` it counts on the
    /// arrival as booked.
    ///
    /// # Errors
    /// [`HoldReason::NoBookingDate`] where the basis is the booking date and it is not known.
    pub fn day_of(self, reservation: &Reservation) -> Result<Option<NaiveDate>, HoldReason> {
        let stay = reservation.stay;
        match self {
            Self::CheckIn => Ok(Some(stay.arrival())),
            Self::CheckOut => Ok(Some(stay.departure())),
            Self::Booked => reservation.booked_on.map(Some).ok_or(HoldReason::NoBookingDate),
            Self::Nights if !reservation.takes_place() => Ok(Some(stay.arrival())),
            Self::Nights => Ok(None),
        }
    }
}

/// How the rent is spread over a stay's nights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NightSplit {
    /// The same for each night.
    Even,
    /// By each night's own price, where the API gives it.
    ByPrice,
}

/// The basis of every kind of line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognition {
    /// Of the rent and of all that follows it.
    pub default: Basis,
    /// Of the commission, where it is another.
    pub commission: Option<Basis>,
    /// Of the channel fee.
    pub channel_fee: Option<Basis>,
    /// Of taxes.
    pub taxes: Option<Basis>,
    /// Of guest fees of a kind.
    pub fees: BTreeMap<FeeKind, Basis>,
    /// Of all other guest fees.
    pub other_fees: Option<Basis>,
}

/// One basis for everything.
impl From<Basis> for Recognition {
    fn from(default: Basis) -> Self {
        let fees = BTreeMap::new();
        Self { default, commission: None, channel_fee: None, taxes: None, fees, other_fees: None }
    }
}

impl Recognition {
    /// The basis of a guest fee.
    #[must_use]
    pub fn of_fee(&self, kind: FeeKind) -> Basis {
        self.fees.get(&kind).copied().or(self.other_fees).unwrap_or(self.default)
    }

    /// The basis of the channel fee.
    #[must_use]
    pub fn of_channel_fee(&self) -> Basis {
        self.channel_fee.unwrap_or(self.default)
    }

    /// The basis of taxes.
    #[must_use]
    pub fn of_taxes(&self) -> Basis {
        self.taxes.unwrap_or(self.default)
    }

    /// The basis of the commission.
    #[must_use]
    pub fn of_commission(&self) -> Basis {
        self.commission.unwrap_or(self.default)
    }

    /// Every basis that some line can have.
    #[must_use]
    pub fn all(&self) -> BTreeSet<Basis> {
        let single = [self.commission, self.channel_fee, self.taxes, self.other_fees];
        let fees = self.fees.values().copied();
        single.into_iter().flatten().chain(fees).chain([self.default]).collect()
    }

    /// Whether money of any kind counts on the day of booking.
    #[must_use]
    pub fn counts_bookings(&self) -> bool {
        self.all().contains(&Basis::Booked)
    }
}
