//! What the manager takes: base, rate, bounds, flat amounts, tiers, waivers, VAT.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::treatment::by_channel;
use crate::domain::{
    AdjustmentKind, Channel, FeeKind, HoldReason, Money, PropertyId, Rate, ReportedKind,
    Reservation, YearStart,
};

/// A term of the amount that commission is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BaseTerm {
    /// The rent, and its refunds if the owner pays them.
    Accommodation,
    /// Reductions of the rent.
    Discounts,
    /// Every guest fee that is income, not passed on.
    AllFees,
    /// Guest fees of one kind.
    Fees(FeeKind),
    /// What channels keep (lowers the base).
    ChannelFee,
    /// Every adjustment.
    AllAdjustments,
    /// Adjustments of one kind.
    Adjustments(AdjustmentKind),
    /// Taxes passed to the host.
    Taxes,
}

impl BaseTerm {
    /// Whether a reported line of `kind` is part of this term.
    #[must_use]
    pub fn covers(self, kind: ReportedKind) -> bool {
        match self {
            Self::Accommodation => kind == ReportedKind::Accommodation,
            Self::Discounts => kind == ReportedKind::Discount,
            Self::AllFees => matches!(kind, ReportedKind::GuestFee(_)),
            Self::Fees(fee) => kind == ReportedKind::GuestFee(fee),
            Self::ChannelFee => kind == ReportedKind::ChannelFee,
            Self::AllAdjustments => matches!(kind, ReportedKind::Adjustment(_)),
            Self::Adjustments(adjustment) => kind == ReportedKind::Adjustment(adjustment),
            Self::Taxes => kind == ReportedKind::Tax,
        }
    }

    /// The name in configurations and machine-readable files.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Accommodation => "accommodation".to_owned(),
            Self::Discounts => "discounts".to_owned(),
            Self::AllFees => "fees".to_owned(),
            Self::Fees(kind) => format!("fees.{}", kind.key()),
            Self::ChannelFee => "channel-fee".to_owned(),
            Self::AllAdjustments => "adjustments".to_owned(),
            Self::Adjustments(kind) => format!("adjustments.{}", kind.key()),
            Self::Taxes => "taxes".to_owned(),
        }
    }
}

/// The manager's commission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commission {
    /// What it is taken from; each term once.
    pub base: Vec<BaseTerm>,
    /// What it is taken from on single channels.
    pub bases: BTreeMap<Channel, Vec<BaseTerm>>,
    /// The share.
    pub pricing: Pricing,
    /// A fixed amount a property and month.
    pub per_month: Option<Money>,
    /// Whether a negative base gives commission back.
    pub reversals: bool,
    /// Stays without commission; the first that fits gives the reason.
    pub waivers: Vec<Waiver>,
    /// The VAT on it, if there is any.
    pub vat: Option<CommissionVat>,
}

/// How much commission is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pricing {
    /// A rate for each stay.
    Rates(RateTerms),
    /// Bands of what a property brings in a month or a year.
    Tiers(Tiers),
}

/// Rates with bounds and flat amounts for each stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateTerms {
    /// The rate where no row of `rows` fits.
    pub rate: Rate,
    /// Rates of single channels, properties and days; the first that fits decides.
    pub rows: Vec<RateRow>,
    /// At least this much a booking.
    pub minimum: Option<Money>,
    /// At most this much a booking.
    pub maximum: Option<Money>,
    /// A fixed amount a booking, on top.
    pub per_booking: Option<Money>,
    /// A fixed amount a night, on top.
    pub per_night: Option<Money>,
}

impl From<Rate> for RateTerms {
    fn from(rate: Rate) -> Self {
        let (minimum, maximum, per_booking, per_night) = (None, None, None, None);
        Self { rate, rows: Vec::new(), minimum, maximum, per_booking, per_night }
    }
}

/// A rate for some stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateRow {
    /// Which.
    pub stays: StayScope,
    /// Their rate.
    pub rate: Rate,
}

/// A part of all stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StayScope {
    /// Those booked on a channel.
    pub channel: Option<Channel>,
    /// Those in a property.
    pub property: Option<PropertyId>,
    /// Those of some days.
    pub days: Option<ScopeDays>,
}

/// Days that decide about a stay; both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScopeDays {
    /// Which day of the stay is meant.
    pub by: ScopeDay,
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

/// Which day of a stay is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScopeDay {
    /// The day of booking.
    Booked,
    /// The arrival.
    CheckIn,
    /// The departure.
    CheckOut,
    /// The day on which the commission counts, or each of its nights.
    Period,
}

impl ScopeDay {
    /// Each with its name in configurations.
    pub const ALL: [(&'static str, Self); 4] = [
        ("booked", Self::Booked),
        ("check-in", Self::CheckIn),
        ("check-out", Self::CheckOut),
        ("period", Self::Period),
    ];
}

impl StayScope {
    /// Whether the scope includes a stay whose commission counts on `counted`.
    ///
    /// # Errors
    /// [`HoldReason::NoChannel`] and [`HoldReason::NoBookingDate`] where it depends on one that is
    /// not known.
    pub fn covers(
        &self,
        reservation: &Reservation,
        counted: NaiveDate,
    ) -> Result<bool, HoldReason> {
        if self.property.as_ref().is_some_and(|property| *property != reservation.property) {
            return Ok(false);
        }
        if let Some(channel) = &self.channel {
            if reservation.channel.is_unknown() {
                return Err(HoldReason::NoChannel);
            }
            if *channel != reservation.channel {
                return Ok(false);
            }
        }
        let Some(days) = self.days else { return Ok(true) };
        let day = match days.by {
            ScopeDay::Booked => reservation.booked_on.ok_or(HoldReason::NoBookingDate)?,
            ScopeDay::CheckIn => reservation.stay.arrival(),
            ScopeDay::CheckOut => reservation.stay.departure(),
            ScopeDay::Period => counted,
        };
        Ok(days.from.is_none_or(|from| from <= day) && days.to.is_none_or(|to| day <= to))
    }
}

impl RateTerms {
    /// The rate of a stay whose commission counts on `counted`.
    ///
    /// # Errors
    /// As [`StayScope::covers`].
    pub fn rate_on(
        &self,
        reservation: &Reservation,
        counted: NaiveDate,
    ) -> Result<Rate, HoldReason> {
        for row in &self.rows {
            if row.stays.covers(reservation, counted)? {
                return Ok(row.rate);
            }
        }
        Ok(self.rate)
    }

    /// Whether the rate can change from night to night.
    #[must_use]
    pub fn changes_by_night(&self) -> bool {
        let by_period = |days: ScopeDays| days.by == ScopeDay::Period;
        self.rows.iter().any(|row| row.stays.days.is_some_and(by_period))
    }
}

/// Bands of a property's base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tiers {
    /// How the bands work.
    pub method: TierMethod,
    /// How long the base is added up.
    pub per: TierSpan,
    /// The bands: the first from zero, each from above the end of the one before, one at least.
    pub bands: Vec<Band>,
}

/// How bands work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TierMethod {
    /// The rate of the band that the base has reached applies to the whole base.
    Slab,
    /// Each band has its own rate.
    Marginal,
}

/// How long a base is added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TierSpan {
    /// Within a calendar month.
    Month,
    /// Within a year.
    Year(YearStart),
}

/// A band: what is above `from`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// Where it begins, itself not in it.
    pub from: Money,
    /// Its rate.
    pub rate: Rate,
}

/// Stays on which commission is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// Which.
    pub stays: StayScope,
    /// Why, as the owner reads it.
    pub reason: String,
}

/// VAT on the commission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommissionVat {
    /// Its rate.
    pub rate: Rate,
    /// How it is calculated.
    pub method: VatMethod,
    /// What it is rounded for.
    pub rounding: VatRounding,
}

/// How VAT on the commission is calculated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VatMethod {
    /// On top of the commission.
    Plus,
    /// The same, after the rent's own VAT is taken out of the base.
    Net {
        /// The rent's rate.
        rent_vat: Rate,
    },
    /// The commission has it in it.
    Gross,
}

/// What VAT on the commission is rounded for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VatRounding {
    /// Each stay.
    Line,
    /// The document: its total agrees with the rate.
    Document,
}

impl Commission {
    /// A rate on a base, and nothing else.
    #[must_use]
    pub fn simple(base: Vec<BaseTerm>, rate: Rate) -> Self {
        Self {
            base,
            bases: BTreeMap::new(),
            pricing: Pricing::Rates(RateTerms::from(rate)),
            per_month: None,
            reversals: true,
            waivers: Vec::new(),
            vat: None,
        }
    }

    /// What it is taken from on `channel`.
    ///
    /// # Errors
    /// [`HoldReason::NoChannel`] if it depends on the channel and the stay has none.
    pub fn base_on(&self, channel: &Channel) -> Result<&[BaseTerm], HoldReason> {
        by_channel(&self.bases, channel, &self.base).map(Vec::as_slice)
    }

    /// Every property that rates or waivers name.
    #[must_use]
    pub fn named_properties(&self) -> BTreeSet<&PropertyId> {
        let rows = self.rates().into_iter().flat_map(|rates| &rates.rows);
        let waivers = self.waivers.iter().map(|waiver| &waiver.stays);
        let scopes = rows.map(|row| &row.stays).chain(waivers);
        scopes.filter_map(|stays| stays.property.as_ref()).collect()
    }

    /// The terms by rates, if it has no tiers.
    #[must_use]
    pub fn rates(&self) -> Option<&RateTerms> {
        match &self.pricing {
            Pricing::Rates(rates) => Some(rates),
            Pricing::Tiers(_) => None,
        }
    }

    /// The tiers, if it has any.
    #[must_use]
    pub fn tiers(&self) -> Option<&Tiers> {
        match &self.pricing {
            Pricing::Tiers(tiers) => Some(tiers),
            Pricing::Rates(_) => None,
        }
    }
}
