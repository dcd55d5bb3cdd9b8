//! The words of an explanation: where the amounts of a reservation came from.

use super::sentence::{With1, With2, With3};

/// The words of an explanation. Sentences take their texts formatted.
#[derive(Debug)]
pub struct ExplainWords {
    /// Names of the lists, in the order of `DeliveredList`.
    pub lists: [&'static str; 7],
    /// Title; the code.
    pub title: With1,
    /// Fact: the guest.
    pub guest: &'static str,
    /// Fact: the channel.
    pub booked_through: &'static str,
    /// Fact: the dates.
    pub dates: &'static str,
    /// Fact: the day of booking.
    pub booked_on: &'static str,
    /// A fact that is not known.
    pub unknown: &'static str,
    /// Fact: the agreement's name.
    pub agreement: &'static str,
    /// State: an owner's stay.
    pub owner_stay: &'static str,
    /// State: it takes place.
    pub accepted: &'static str,
    /// State: it does not count.
    pub not_counted: &'static str,
    /// One night.
    pub one_night: &'static str,
    /// Nights, two or more.
    pub nights: With1,
    /// Caption of the answer; the period.
    pub net_in: With1,
    /// Where it stands: owner, period.
    pub on_statement: With2,
    /// Where it stands: row, rows, property.
    pub row_of: With3,
    /// A file.
    pub file: With1,
    /// Caption where it does not stand anywhere; the period.
    pub on_no_statement: With1,
    /// Caption of a reservation outside the period.
    pub outside: With1,
    /// Why a reservation is outside.
    pub outside_why: &'static str,
    /// Why it does not count.
    pub why: With1,
    /// What to do about it.
    pub what_to_do: With1,
    /// What holds a statement: what it is about, the reason.
    pub held_by: With2,
    /// A reservation by its code.
    pub reservation: With1,
    /// Above amounts that are on no statement.
    pub would_be: &'static str,
    /// What of the owner's net is on earlier statements: amount, first day of the period.
    pub net_before: With2,
    /// What of the owner's net will be on later statements: amount, last day of the period.
    pub net_after: With2,
    /// Heading of the statement's row.
    pub statement_row: &'static str,
    /// Heading of the raw lines.
    pub delivered: &'static str,
    /// The unit: decimals, currency.
    pub unit_confirmed: With2,
    /// The unit without a confirmation.
    pub unit_assumed: With2,
    /// No unit.
    pub unit_unknown: &'static str,
    /// No money.
    pub nothing_delivered: &'static str,
    /// Column: the list of the API.
    pub column_list: &'static str,
    /// Column: the label.
    pub column_label: &'static str,
    /// Column: the category.
    pub column_category: &'static str,
    /// Column: the number as delivered.
    pub column_number: &'static str,
    /// Column: the number as printed.
    pub column_printed: &'static str,
    /// Column: the amount that counts.
    pub column_counts: &'static str,
    /// Column: the amount where nothing counts.
    pub column_read: &'static str,
    /// A sign that is doubtful.
    pub note_other_sign: &'static str,
    /// A sign that was turned.
    pub note_flipped: &'static str,
    /// A discount that counts nothing.
    pub note_memo: &'static str,
    /// A line that an exception replaces.
    pub note_replaced: &'static str,
    /// An amount of an unusual type.
    pub note_unusual: &'static str,
    /// How the lines make the revenue.
    pub read_as_delivered: With1,
    /// The money is the manager's own, from the exceptions file; its sum.
    pub read_by_exception: With1,
    /// How the lines make the revenue.
    pub read_taxes_outside: With1,
    /// How the lines make the revenue.
    pub read_net_of_discounts: With1,
    /// How the lines make the revenue: revenue, list.
    pub read_flipped: With2,
    /// A difference that is left.
    pub read_difference: With1,
    /// Heading of kinds and treatments.
    pub kinds: &'static str,
    /// Column: the line.
    pub column_line: &'static str,
    /// Column: the kind.
    pub column_kind: &'static str,
    /// Column: the treatment.
    pub column_treatment: &'static str,
    /// The list decided.
    pub by_list: &'static str,
    /// A built-in pattern in the label decided.
    pub by_label: With1,
    /// A built-in pattern in the category decided.
    pub by_category: With1,
    /// A pattern of the manager's decided.
    pub by_own: With1,
    /// No pattern decided.
    pub by_nothing: &'static str,
    /// All to the owner.
    pub to_owner: &'static str,
    /// All to the manager.
    pub to_manager: With1,
    /// A split: rate, manager.
    pub to_both: With2,
    /// A fee of which the manager keeps a fixed part: amount, manager.
    pub fixed_for_manager: With2,
    /// A fee of which the owner gets a fixed part: amount, manager.
    pub fixed_for_owner: With2,
    /// A fee that the owner passes on.
    pub passed_on_by_owner: &'static str,
    /// A charge that the owner pays.
    pub borne_by_owner: &'static str,
    /// A charge that the manager pays.
    pub borne_by: With1,
    /// The agreement's default.
    pub like_others: With1,
    /// No terms.
    pub no_terms: &'static str,
    /// Heading of the whole stay.
    pub whole: &'static str,
    /// Column: the party.
    pub column_party: &'static str,
    /// The owner.
    pub party_owner: &'static str,
    /// The channel.
    pub party_channel: &'static str,
    /// A tax office; by whom.
    pub party_tax: With1,
    /// The party for whom deposits are held.
    pub party_guest: &'static str,
    /// Sum of a party.
    pub party_total: With1,
    /// Sum of all parties.
    pub all_parties: &'static str,
    /// Below the sums.
    pub all_remark: &'static str,
    /// Below the sums, where the owner was paid directly.
    pub all_remark_received: &'static str,
    /// A working: as delivered.
    pub as_delivered: &'static str,
    /// An amount that an exception sets.
    pub by_exception: &'static str,
    /// A working: the sum of lines.
    pub sum_of: With1,
    /// A working: a counterpart.
    pub other_side: &'static str,
    /// A working: a rest.
    pub rest_of: With1,
    /// A working: an amount less its part of the channel fee.
    pub less_part: With2,
    /// A working: a fixed part of an amount.
    pub fixed_part: With2,
    /// A working: VAT on top; rate, amount.
    pub vat_on: With2,
    /// A working: VAT within; rate, amount.
    pub vat_in: With2,
    /// A working: commission given back; the reason.
    pub waived: With1,
    /// A working: what the owner collected.
    pub collected: &'static str,
    /// A step: a base without VAT; base, rate, what is left.
    pub without_vat: With3,
    /// A step: a minimum or maximum.
    pub bounded: With1,
    /// A step: flat amounts.
    pub flat_added: With1,
    /// A step: VAT taken out; rate, what is left.
    pub vat_taken_out: With2,
    /// A rate of some nights: rate, nights.
    pub rate_of_nights: With2,
    /// The mean of the nights' rates.
    pub mean_of: With1,
    /// Tiers before the period: base, commission.
    pub tier_before: With2,
    /// Tiers at its last day: base, commission.
    pub tier_through: With2,
    /// A stay's part: what is due, its base.
    pub tier_share: With2,
    /// Lines that count by their nights' rates: nights over, all nights.
    pub night_rates: With2,
    /// A working: a fixed amount.
    pub fixed: &'static str,
    /// A product without rounding: the product, the amount.
    pub exactly: With2,
    /// A product with rounding: the product, exact, rounded.
    pub rounded: With3,
    /// A rate and what it is taken of.
    pub rate_times: With2,
    /// The base's lines.
    pub base_of: With1,
    /// Heading of the recognition; the period.
    pub counts_in: With1,
    /// One day.
    pub counts_on: With1,
    /// One day, of a cancelled stay.
    pub cancelled_on: With1,
    /// The day of an owner's cleaning.
    pub charged_on: With1,
    /// Nights before the period.
    pub nights_before: &'static str,
    /// Nights within the period.
    pub nights_within: &'static str,
    /// Nights after the period.
    pub nights_after: &'static str,
    /// Column: the whole stay.
    pub column_whole: &'static str,
    /// Column: counted up to the end of a day.
    pub column_through: With1,
    /// Column: within the period.
    pub column_in_period: &'static str,
    /// Below the table.
    pub through_remark: &'static str,
    /// A part of the nights by their prices: nights, all nights.
    pub night_prices: With2,
    /// A part of the nights: amount, nights, all nights.
    pub night_share: With3,
    /// A working of a day: day, product.
    pub through_day: With2,
    /// Heading of the nights' prices.
    pub prices: &'static str,
    /// Column: the night.
    pub column_night: &'static str,
    /// Column: the price.
    pub column_price: &'static str,
    /// Column: before, within or after.
    pub column_belongs: &'static str,
    /// A night before the period.
    pub before_period: &'static str,
    /// A night of the period.
    pub in_period: &'static str,
    /// A night after the period.
    pub after_period: &'static str,
    /// Heading of the notices.
    pub to_know: &'static str,
}
