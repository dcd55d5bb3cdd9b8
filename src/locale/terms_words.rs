//! The words of an agreement, as statements print it.

use super::words::{With1, With2, With3};

/// The words of an agreement beyond the simplest. Sentences take their texts formatted.
#[derive(Debug)]
pub struct TermsWords {
    /// A kind of line that counts by another basis: what, when.
    pub counts: With2,
    /// When: arrival, departure, night by night, booking.
    pub when: [&'static str; 4],
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
    /// A fee that somebody passes on: name, who.
    pub fee_passed_on: With2,
    /// A fee that the owner passes on.
    pub fee_passed_on_by_you: With1,
    /// Fees are shown net.
    pub fees_net: &'static str,
    /// Rent and fees are shown net.
    pub rent_net: &'static str,
    /// A channel fee that both bear; the owner's part.
    pub channel_fee_shared: With1,
    /// What channels charge on one channel, and who bears it.
    pub channel_fee_on: With2,
    /// By you.
    pub by_you: &'static str,
    /// By the manager.
    pub by_manager: &'static str,
    /// Partly by you; the rate.
    pub by_both: With1,
    /// VAT on a channel's fee: channel, rate.
    pub channel_fee_vat: With2,
    /// Taxes of a channel.
    pub taxes_through: With1,
    /// Taxes of a name.
    pub taxes_called: With1,
    /// All taxes, at the beginning of a sentence.
    pub taxes_all: &'static str,
    /// What happens to some taxes: which, what.
    pub tax_rule: With2,
    /// They are the owner's to remit.
    pub tax_yours: &'static str,
    /// They are passed on; by whom.
    pub tax_passed_on: With1,
    /// They are withheld.
    pub tax_withheld: &'static str,
    /// A tax taken from the owner's income: name, rate, base.
    pub withheld: With3,
    /// The owner collects.
    pub owner_collects: &'static str,
    /// The owner collects on a channel.
    pub owner_collects_on: With1,
    /// The manager collects on a channel.
    pub manager_collects_on: With1,
}
