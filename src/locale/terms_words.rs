//! The words of an agreement, as statements print it.

use super::sentence::{With1, With2, With3};

/// The words of an agreement beyond the simplest. Sentences take their texts formatted.
#[derive(Debug)]
pub struct TermsWords {
    /// Lines that are included by another basis, in the order of `Basis`: check-in, check-out,
    /// nights, booking.
    pub included: [With1; 4],
    /// The commission, where it counts otherwise.
    pub commission: &'static str,
    /// Channel fees.
    pub channel_fees: &'static str,
    /// Taxes.
    pub taxes: &'static str,
    /// All guest fees.
    pub guest_fees: &'static str,
    /// Guest fees that are not mentioned.
    pub other_guest_fees: &'static str,

    /// A rate for some stays: rate, which stays.
    pub rate_for: With2,
    /// A base of a channel: channel, base.
    pub base_for: With2,
    /// Stays booked on a channel.
    pub through: With1,
    /// Stays of one property.
    pub of_property: With1,
    /// Days, in the order of `ScopeDay`: booked, check-in, check-out, counted.
    pub days_by: [With1; 4],
    /// From a day on.
    pub from_day: With1,
    /// Up to a day.
    pub to_day: With1,
    /// A minimum a booking.
    pub minimum: With1,
    /// A maximum a booking.
    pub maximum: With1,
    /// A flat amount a booking.
    pub per_booking: With1,
    /// A flat amount a night.
    pub per_night: With1,
    /// A flat amount a month.
    pub per_month: With1,
    /// Tiers: month or year, bands, base.
    pub tiers: With3,
    /// A band without an end: rate, its beginning.
    pub band_above: With2,
    /// A band from zero: rate, its end; or of all where it is the only one.
    pub band_up_to: With2,
    /// In a month.
    pub in_month: &'static str,
    /// In a year that begins on a day.
    pub in_year: With1,
    /// What slab means.
    pub slab: &'static str,
    /// What marginal means.
    pub marginal: &'static str,
    /// Stays without commission: which, why.
    pub waived: With2,
    /// Commission is never given back.
    pub no_reversals: &'static str,
    /// VAT on top; the rate.
    pub vat_plus: With1,
    /// VAT on top and out of the base: the rate, the rent's.
    pub vat_net: With2,
    /// VAT within; the rate.
    pub vat_gross: With1,
    /// The tiers' commission, in the walk.
    pub by_tiers: &'static str,

    /// A fee of which the manager keeps a fixed part: name, amount.
    pub fee_fixed_manager: With2,
    /// A fee of which the owner gets a fixed part: name, amount.
    pub fee_fixed_owner: With2,
    /// Each kind of fee that is not named.
    pub each_other_fee: &'static str,
    /// Each kind of fee.
    pub each_fee: &'static str,
    /// Fees that the manager passes on; their names.
    pub fees_passed_on: With1,
    /// Fees that the booking channel passes on; their names.
    pub fees_passed_on_by_channel: With1,
    /// Fees that the owner passes on; their names.
    pub fees_passed_on_by_you: With1,
    /// Fees are shown net.
    pub fees_net: &'static str,
    /// Rent and fees are shown net.
    pub rent_net: &'static str,
    /// A channel fee that both bear; the owner's part.
    pub channel_fee_shared: With1,
    /// The owner pays one channel's fees.
    pub channel_fee_on_by_owner: With1,
    /// The manager pays one channel's fees.
    pub channel_fee_on_by_manager: With1,
    /// Both pay one channel's fees: channel, the owner's rate.
    pub channel_fee_on_shared: With2,
    /// VAT on a channel's fee that the owner pays: channel, rate.
    pub channel_fee_vat_by_owner: With2,
    /// VAT on a channel's fee that the manager pays: channel, rate.
    pub channel_fee_vat_by_manager: With2,
    /// VAT on a channel's fee that both pay: channel, rate.
    pub channel_fee_vat_shared: With2,
    /// Taxes of a channel.
    pub taxes_through: With1,
    /// Taxes of a name.
    pub taxes_called: With1,
    /// All taxes.
    pub taxes_all: &'static str,
    /// The owner receives some taxes and pays them on; which.
    pub taxes_by_owner: With1,
    /// The manager passes some taxes on; which.
    pub taxes_by_manager: With1,
    /// The booking channel passes some taxes on; which.
    pub taxes_by_channel: With1,
    /// The manager withholds some taxes; which.
    pub taxes_withheld: With1,
    /// A tax taken from the owner's income: name, rate, base.
    pub withheld: With3,
    /// The owner collects.
    pub owner_collects: &'static str,
    /// The owner collects on a channel.
    pub owner_collects_on: With1,
    /// The manager collects on a channel.
    pub manager_collects_on: With1,
}
