//! The money of a row exactly as it was delivered, for whoever asks where a figure came from.
//!
//! Nothing is judged here: a row that cannot be used is delivered all the same.

use super::Money;

/// A list of the booking system's host side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeliveredList {
    /// `accommodation`.
    Accommodation,
    /// `discounts`.
    Discounts,
    /// `guest_fees`.
    GuestFees,
    /// `adjustments`.
    Adjustments,
    /// `taxes`.
    Taxes,
    /// `host_fees`.
    ChannelFees,
    /// `revenue`, the check on all others.
    Revenue,
}

/// One amount as it was delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveredLine {
    /// Where it stood.
    pub list: DeliveredList,
    /// Its label, in any language.
    pub label: String,
    /// Its category.
    pub category: String,
    /// The number; `None` if it was missing.
    pub units: Option<i64>,
    /// The number as the booking system prints it.
    pub printed: Option<String>,
    /// The number in the currency's own unit, where the unit is known.
    pub amount: Option<Money>,
    /// Whether number and printed text have opposite signs.
    pub has_other_sign: bool,
    /// Whether the number came as a text or with a decimal point.
    pub is_unusual: bool,
}

/// The host side of a row as it was delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// The currency as named.
    pub currency: Option<String>,
    /// Decimals of the numbers, where numbers and printed texts agree on any.
    pub decimals: Option<u32>,
    /// Whether a printed text confirmed the decimals.
    pub is_confirmed: bool,
    /// All lines but the revenue, in the order in which a reservation keeps them.
    pub lines: Vec<DeliveredLine>,
    /// The revenue.
    pub revenue: Option<DeliveredLine>,
}
