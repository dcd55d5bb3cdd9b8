//! Figures that are not money to be paid: nights, occupancy and average prices.
//!
//! They count nights evenly, regardless of the basis of the money, so that they mean the same in
//! every statement: the use of a home in this period, not its cash. A night that several stays have
//! counts once.

use std::collections::BTreeMap;

use crate::domain::{
    AmountError, BlockUse, Channel, Currency, Money, Period, Purpose, ReportedKind, Rounding,
};

use super::{Blocked, Row};

/// A fraction of two whole numbers, kept exact until it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    /// The part.
    pub part: u32,
    /// The whole; never zero.
    pub whole: u32,
}

impl Ratio {
    /// The fraction, unless the whole is nothing.
    #[must_use]
    pub fn of(part: u32, whole: u32) -> Option<Self> {
        (whole > 0).then_some(Self { part, whole })
    }

    /// The ratio times `scale`, rounded half up: per mille with 1000.
    #[must_use]
    pub fn scaled(self, scale: u32) -> u64 {
        let (part, whole) = (u64::from(self.part) * u64::from(scale), u64::from(self.whole));
        (2 * part + whole) / (2 * whole)
    }
}

/// How a home, or several, were used in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Days under management.
    pub days: u32,
    /// Nights of paying guests.
    pub guest_nights: u32,
    /// Nights of the owner: stays and blocks.
    pub owner_nights: u32,
    /// Nights blocked for maintenance.
    pub blocked_nights: u32,
    /// Guest stays with at least one booked night in the period.
    pub stays: u32,
    /// All nights of those stays, those outside the period too.
    pub nights_of_stays: u32,
    /// Days from booking to arrival, over the stays with a known booking date.
    pub lead_days: u32,
    /// Stays with a known booking date.
    pub stays_with_lead: u32,
    /// Guest nights by channel.
    pub nights_by_channel: BTreeMap<Channel, u32>,
    /// Rent after discounts of the guest nights, spread evenly.
    pub rent_by_nights: Money,
}

impl Figures {
    /// No nights in `days` days.
    #[must_use]
    pub fn none(days: u32, currency: Currency) -> Self {
        Self {
            days,
            guest_nights: 0,
            owner_nights: 0,
            blocked_nights: 0,
            stays: 0,
            nights_of_stays: 0,
            lead_days: 0,
            stays_with_lead: 0,
            nights_by_channel: BTreeMap::new(),
            rent_by_nights: Money::zero(currency),
        }
    }

    /// The figures of a property's rows and blocks.
    ///
    /// # Errors
    /// A sum too large to count.
    pub fn of_property(
        rows: &[Row],
        blocked: &[Blocked],
        period: Period,
        currency: Currency,
    ) -> Result<Self, AmountError> {
        let mut figures = Self::none(period.days(), currency);
        for one in blocked {
            match one.block.purpose {
                BlockUse::Owner => figures.owner_nights += one.count(),
                BlockUse::Maintenance => figures.blocked_nights += one.count(),
            }
        }
        for row in rows.iter().filter(|row| row.booked_nights(period) > 0) {
            match row.reservation.purpose {
                Purpose::Owner => figures.owner_nights += row.nights_in_period,
                Purpose::Guest => figures.add_guest_stay(row, period)?,
            }
        }
        Ok(figures)
    }

    fn add_guest_stay(&mut self, row: &Row, period: Period) -> Result<(), AmountError> {
        let stay = row.reservation.stay;
        self.guest_nights += row.nights_in_period;
        self.stays += 1;
        self.nights_of_stays += stay.nights();
        let channel = row.reservation.channel.clone();
        if row.nights_in_period > 0 {
            *self.nights_by_channel.entry(channel).or_default() += row.nights_in_period;
        }
        if let Some(booked) = row.reservation.booked_on {
            let lead = stay.arrival().signed_duration_since(booked).num_days().max(0);
            self.lead_days += u32::try_from(lead).unwrap_or(u32::MAX / 2);
            self.stays_with_lead += 1;
        }
        let Some(money) = &row.reservation.financials else { return Ok(()) };
        let is_rent = |kind| matches!(kind, ReportedKind::Accommodation | ReportedKind::Discount);
        let amounts = money.lines.iter().filter(|line| is_rent(line.kind)).map(|line| line.amount);
        let rent = Money::sum(money.currency, amounts)?;
        let through = |day| {
            rent.portion(stay.nights_through(day), stay.nights())?.round(Rounding::HalfAwayFromZero)
        };
        let in_period = through(period.last())?.minus(through(period.day_before())?)?;
        self.rent_by_nights = self.rent_by_nights.plus(in_period)?;
        Ok(())
    }

    /// Adds the figures of another property.
    ///
    /// # Errors
    /// Two currencies; a sum too large to count.
    pub fn add(&mut self, other: &Self) -> Result<(), AmountError> {
        self.days += other.days;
        self.guest_nights += other.guest_nights;
        self.owner_nights += other.owner_nights;
        self.blocked_nights += other.blocked_nights;
        self.stays += other.stays;
        self.nights_of_stays += other.nights_of_stays;
        self.lead_days += other.lead_days;
        self.stays_with_lead += other.stays_with_lead;
        for (channel, nights) in &other.nights_by_channel {
            *self.nights_by_channel.entry(channel.clone()).or_default() += nights;
        }
        self.rent_by_nights = self.rent_by_nights.plus(other.rent_by_nights)?;
        Ok(())
    }

    /// Guest nights per day.
    #[must_use]
    pub fn occupancy(&self) -> Option<Ratio> {
        Ratio::of(self.guest_nights, self.days)
    }

    /// Days that guests could book.
    #[must_use]
    pub fn available_nights(&self) -> u32 {
        self.days.saturating_sub(self.owner_nights).saturating_sub(self.blocked_nights)
    }

    /// Guest nights per night that guests could book.
    #[must_use]
    pub fn adjusted_occupancy(&self) -> Option<Ratio> {
        Ratio::of(self.guest_nights, self.available_nights())
    }

    /// Nights per stay.
    #[must_use]
    pub fn average_stay(&self) -> Option<Ratio> {
        Ratio::of(self.nights_of_stays, self.stays)
    }

    /// Days from booking to arrival.
    #[must_use]
    pub fn average_lead(&self) -> Option<Ratio> {
        Ratio::of(self.lead_days, self.stays_with_lead)
    }

    /// Average daily rate: rent after discounts per guest night.
    ///
    /// # Errors
    /// An amount too large to count.
    pub fn daily_rate(&self) -> Result<Option<Money>, AmountError> {
        self.per(self.guest_nights)
    }

    /// Revenue per available night: rent after discounts per day.
    ///
    /// # Errors
    /// An amount too large to count.
    pub fn revenue_per_day(&self) -> Result<Option<Money>, AmountError> {
        self.per(self.days)
    }

    fn per(&self, count: u32) -> Result<Option<Money>, AmountError> {
        if self.guest_nights == 0 || count == 0 {
            return Ok(None);
        }
        self.rent_by_nights.portion(1, count)?.round(Rounding::HalfAwayFromZero).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_exact_until_shown() {
        // hostology help 47000487880: a 30-day month with 15 nights is half full
        let half = Ratio::of(15, 30).expect("a whole");
        assert_eq!(half.scaled(1000), 500);
        assert_eq!(Ratio::of(1, 3).expect("a whole").scaled(1000), 333);
        assert_eq!(Ratio::of(2, 3).expect("a whole").scaled(1000), 667);
        assert_eq!(Ratio::of(1, 0), None);
    }
}
