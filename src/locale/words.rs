//! Every word that an owner reads. A language fills in all of them or does not compile.

use super::explain_words::ExplainWords;
use super::sentence::{With1, With2, With3, With4};
use super::terms_words::TermsWords;

/// The words of a language. Sentences take their texts formatted.
#[derive(Debug)]
pub struct Words {
    /// Between whole and fraction.
    pub decimal_point: &'static str,
    /// Between groups of three digits.
    pub group_separator: &'static str,
    /// Months in full, January first.
    pub months: [&'static str; 12],
    /// Months for tables.
    pub short_months: [&'static str; 12],
    /// "first to last".
    pub from_to: With2,
    /// "A and B".
    pub and: With2,

    /// "Owner statement".
    pub title: &'static str,
    /// The mark of a draft.
    pub draft: &'static str,
    /// Heading of the owner's block.
    pub owner: &'static str,
    /// Heading of one property's block.
    pub property: &'static str,
    /// Heading of several properties' block.
    pub properties: &'static str,
    /// "Currency".
    pub currency: &'static str,
    /// "State".
    pub state: &'static str,
    /// "Draft, not final".
    pub state_draft: &'static str,
    /// "Data as of".
    pub data_as_of: &'static str,
    /// "Tax number {}".
    pub tax_number: With1,

    /// Caption of the answer; the period.
    pub estimate_for: With1,
    /// Caption of the answer where the owner owes; the period.
    pub estimate_owed_for: With1,
    /// Below the answer; the day of the data.
    pub not_final: With1,
    /// Below the answer where there is nothing to pay.
    pub nothing_to_pay: &'static str,

    /// Heading of the walk; the period, the currency.
    pub walk_heading: With2,
    /// Rent after discounts, in the walk.
    pub walk_rent: &'static str,
    /// Guest fees that reach the owner.
    pub walk_fees: &'static str,
    /// Refunds and other changes.
    pub walk_adjustments: &'static str,
    /// Channel and payment fees.
    pub walk_channel_fee: &'static str,
    /// Commission.
    pub walk_commission: &'static str,
    /// VAT on the channel fee.
    pub walk_channel_fee_vat: &'static str,
    /// VAT on the commission.
    pub walk_commission_vat: &'static str,
    /// Taxes and fees that the owner passes on.
    pub walk_taxes: &'static str,
    /// Charges.
    pub walk_charges: &'static str,
    /// What the charges are.
    pub walk_charges_detail: &'static str,
    /// Taxes withheld.
    pub walk_withheld: &'static str,
    /// What the owner collected.
    pub walk_received: &'static str,
    /// "23% of the commission".
    pub of_commission: With1,
    /// Single expenses.
    pub walk_expenses: &'static str,
    /// Single credits.
    pub walk_credits: &'static str,
    /// Co-host payouts.
    pub walk_co_host: &'static str,
    /// Which way they go.
    pub walk_co_host_detail: &'static str,
    /// Where the entries are.
    pub walk_entries_detail: &'static str,
    /// The owner's net; the period.
    pub walk_net: With1,
    /// Where rates differ: "see below how".
    pub commission_below: &'static str,

    /// Guest nights.
    pub nights: &'static str,
    /// "of 31".
    pub of_nights: With1,
    /// Occupancy.
    pub occupancy: &'static str,
    /// "guest nights per day".
    pub occupancy_note: &'static str,
    /// "without your own nights: 52.0%".
    pub occupancy_adjusted: With1,
    /// "55.0% of bookable nights".
    pub occupancy_bookable: With1,
    /// Average daily rate.
    pub daily_rate: &'static str,
    /// "rent per guest night".
    pub daily_rate_note: &'static str,
    /// Revenue per available night.
    pub revenue_per_night: &'static str,
    /// "rent per night of the period".
    pub revenue_per_night_note: &'static str,
    /// Stays.
    pub stays: &'static str,
    /// "4.2 nights on average".
    pub stays_note: With1,
    /// Nights of the owner.
    pub owner_nights: &'static str,
    /// Nights blocked for maintenance.
    pub blocked_nights: &'static str,
    /// "3 nights"; the number.
    pub night_count: With1,
    /// Nights that are kept for the owner: days, nights in the period, why.
    pub block_owner: With3,
    /// Nights that are closed for maintenance: days, nights in the period, why.
    pub block_maintenance: With3,
    /// The owner's nights since a year began: days, used, agreed, left.
    pub owner_year_left: With4,
    /// The owner's nights since a year began: days, used, agreed, how many too many.
    pub owner_year_exceeded: With4,
    /// A ratio without nights.
    pub no_ratio: &'static str,

    /// Heading of the summary by property.
    pub by_property: &'static str,
    /// "Amounts in EUR".
    pub amounts_in: With1,
    /// Heading of the reservations of a statement with one property.
    pub reservations: &'static str,
    /// No stays in the period.
    pub no_stays: With1,
    /// Column: reservation.
    pub column_reservation: &'static str,
    /// Column: check-in.
    pub column_check_in: &'static str,
    /// Column: check-out.
    pub column_check_out: &'static str,
    /// Column: arrival and departure together.
    pub column_dates: &'static str,
    /// Column: nights.
    pub column_nights: &'static str,
    /// Column: rent.
    pub column_rent: &'static str,
    /// Column: fees.
    pub column_fees: &'static str,
    /// Column: adjustments.
    pub column_adjustments: &'static str,
    /// Column: channel fee.
    pub column_channel_fee: &'static str,
    /// Column: commission.
    pub column_commission: &'static str,
    /// Column: taxes.
    pub column_taxes: &'static str,
    /// Column: charges.
    pub column_charges: &'static str,
    /// Column: VAT on the channel fee.
    pub column_channel_fee_vat: &'static str,
    /// Column: channel fee and VAT on it.
    pub column_channel_fee_with_vat: &'static str,
    /// Column: VAT on the commission.
    pub column_commission_vat: &'static str,
    /// Column: commission and VAT on it.
    pub column_commission_with_vat: &'static str,
    /// Column: withheld.
    pub column_withheld: &'static str,
    /// Column: what the owner collected.
    pub column_received: &'static str,
    /// Column: amounts of several kinds.
    pub column_other: &'static str,
    /// Column: expenses.
    pub column_expenses: &'static str,
    /// Column: credits.
    pub column_credits: &'static str,
    /// Column: co-host payouts.
    pub column_co_host: &'static str,
    /// Column: what makes the VAT on commissions right for the document as a whole.
    pub column_vat_rounding: &'static str,
    /// Heading of co-host payouts.
    pub co_host: &'static str,
    /// Column: the channel.
    pub column_channel: &'static str,
    /// Column: what is owed.
    pub column_owed: &'static str,
    /// Column: what a channel paid of it.
    pub column_paid: &'static str,
    /// Column: what is left of it.
    pub column_remaining: &'static str,
    /// What the owner owes a manager of this name.
    pub owed_to_manager: With1,
    /// What a manager of this name owes the owner.
    pub owed_to_owner: With1,
    /// A co-host payout: day, what for, amount.
    pub co_host_payout: With3,
    /// Column: what stays bring, all amounts together.
    pub column_stays: &'static str,
    /// Column: net.
    pub column_net: &'static str,
    /// The total row.
    pub total: &'static str,
    /// An owner's own stay.
    pub owner_stay: &'static str,
    /// A cancelled stay.
    pub cancelled: &'static str,
    /// A note on a cancelled stay with money.
    pub cancelled_note: &'static str,
    /// A note where part of a stay's net is on an earlier statement: the amount.
    pub net_before: With1,
    /// A note where part of a stay's net will be on a later statement: the amount.
    pub net_after: With1,
    /// A note where parts of a stay's net are on earlier and later statements: both amounts.
    pub net_before_and_after: With2,
    /// A note where all of a stay's net is on an earlier statement: the amount.
    pub net_wholly_before: With1,
    /// A note where all of a stay's net will be on a later statement: the amount.
    pub net_wholly_after: With1,
    /// A remark on nights such as 3/5.
    pub nights_remark: &'static str,
    /// A row's note: nights that are also another stay's, and its code.
    pub nights_shared: With2,

    /// Heading of expenses and credits.
    pub entries: &'static str,
    /// Column: the day of an entry.
    pub column_date: &'static str,
    /// Column: what an entry was for.
    pub column_description: &'static str,
    /// Column: an entry's amount without VAT.
    pub column_without_vat: &'static str,
    /// Column: an entry's VAT.
    pub column_vat: &'static str,
    /// In place of a property where an entry belongs to none.
    pub no_property: &'static str,
    /// "Receipt 117".
    pub receipt: With1,
    /// What a receipt is called on paper.
    pub reference: With1,
    /// What entries are, in the order of `ChargeCategory::ALL`.
    pub entry_names: [&'static str; 19],

    /// Heading of what was collected for others.
    pub collected: &'static str,
    /// Column: what was collected.
    pub column_collected: &'static str,
    /// Column: what happens to it.
    pub column_goes_to: &'static str,
    /// Column: amount.
    pub column_amount: &'static str,
    /// "Kept by {}".
    pub kept_by: With1,
    /// "Passed on by {}".
    pub passed_on_by: With1,
    /// Who gets a deposit.
    pub held_for_guest: &'static str,
    /// A fee passed on by {}.
    pub fees_passed_on_by: With1,
    /// "the channel".
    pub the_channel: &'static str,
    /// Taxes.
    pub taxes: &'static str,

    /// Guest fee names by kind, in the order of `FeeKind::ALL`.
    pub fee_names: [&'static str; 9],
    /// Adjustment names by kind, in the order of `AdjustmentKind::ALL`.
    pub adjustment_names: [&'static str; 4],
    /// Accommodation, in a ledger.
    pub accommodation: &'static str,
    /// Discount, in a ledger.
    pub discount: &'static str,
    /// Channel fee, in a ledger.
    pub channel_fee: &'static str,
    /// The channel fee on guest fees by kind, in the order of `FeeKind::ALL`.
    pub channel_fee_parts: [&'static str; 9],
    /// Tax, in a ledger.
    pub tax: &'static str,
    /// Commission, in a ledger.
    pub commission: &'static str,
    /// Commission that is given back.
    pub commission_waived: &'static str,
    /// A tax withheld.
    pub tax_withheld: &'static str,
    /// Cleaning after an owner's stay.
    pub owner_stay_cleaning: &'static str,
    /// A stay without money, in a ledger.
    pub stay_without_money: &'static str,

    /// Heading of the method.
    pub method: &'static str,
    /// "For {}:".
    pub method_for: With1,
    /// Who "we" and "you" are: the manager's name and the owner's.
    pub method_parties: With2,
    /// Basis: check-in.
    pub basis_check_in: &'static str,
    /// Basis: check-out.
    pub basis_check_out: &'static str,
    /// Basis: nights, evenly.
    pub basis_nights: &'static str,
    /// Basis: nights, by price.
    pub basis_nights_by_price: &'static str,
    /// Basis: booking date.
    pub basis_booked: &'static str,
    /// Commission: rate and base.
    pub method_commission: With2,
    /// "20% of rent after discounts".
    pub rate_of: With3,
    /// Base: rent and discounts together.
    pub base_rent_after_discounts: &'static str,
    /// Base: rent.
    pub base_rent: &'static str,
    /// A base: the rent less discounts and refunds.
    pub base_rent_after_discounts_and_refunds: &'static str,
    /// A base: the rent less refunds.
    pub base_rent_after_refunds: &'static str,
    /// A base: guest fees but for those that are passed on.
    pub base_fees_not_passed_on: &'static str,
    /// The section that works out the commission.
    pub commission_section: &'static str,
    /// Its columns.
    pub commission_channel: &'static str,
    /// Its columns.
    pub commission_rate: &'static str,
    /// Its columns.
    pub commission_base_with_vat: &'static str,
    /// Its columns.
    pub commission_base: &'static str,
    /// Its columns: the rate on the base.
    pub commission_rated: &'static str,
    /// Its columns: what minimums, maximums and fixed amounts add.
    pub commission_fixed: &'static str,
    /// Its columns.
    pub commission_rounding: &'static str,
    /// Its columns: VAT that is in the agreed commission.
    pub commission_vat_included: &'static str,
    /// Its columns.
    pub commission_waived_column: &'static str,
    /// Below an amount of VAT: its rate and what rounding makes.
    pub commission_vat_rounding: With2,
    /// What the rate is taken from.
    pub commission_base_is: With1,
    /// What the rate is taken from for a channel.
    pub commission_base_of: With2,
    /// How tiers make the rows.
    pub commission_tiers_remark: &'static str,
    /// Why there is a column for rounding.
    pub commission_rounding_remark: &'static str,
    /// Base: discounts.
    pub base_discounts: &'static str,
    /// Base: all guest fees.
    pub base_fees: &'static str,
    /// Base: fees of a kind.
    pub base_fee: With1,
    /// Base: less channel fees.
    pub base_channel_fee: &'static str,
    /// Base: adjustments.
    pub base_adjustments: &'static str,
    /// Base: adjustments of a kind.
    pub base_adjustment: With1,
    /// Base: taxes.
    pub base_taxes: &'static str,
    /// Guest fees that the owner receives; their names.
    pub fees_to_owner: With1,
    /// Guest fees that the manager keeps; their names.
    pub fees_to_manager: With1,
    /// Guest fees that are shared: their names, the owner's rate.
    pub fees_split: With2,
    /// Guest fees that are not named, in a list of names.
    pub other_fees: &'static str,
    /// All guest fees, in a list of names.
    pub all_fees: &'static str,
    /// The owner pays the channel fees.
    pub channel_fee_by_owner: &'static str,
    /// The manager pays the channel fees.
    pub channel_fee_by_manager: &'static str,
    /// Money of cancelled stays with commission.
    pub cancellations_with_commission: &'static str,
    /// Money of cancelled stays without commission.
    pub cancellations_without_commission: &'static str,
    /// Money of cancelled stays left out.
    pub cancellations_excluded: &'static str,
    /// Cleaning after the owner's own stays; the amount.
    pub method_owner_cleaning: With1,
    /// How many nights are the owner's to use: nights, in which year.
    pub method_allowance: With2,
    /// The rounding.
    pub method_rounding: &'static str,

    /// Heading of the notes.
    pub notes: &'static str,
    /// A fee that took the default: reservation, label.
    pub note_unmapped_fee: With2,
    /// No nightly prices: reservation.
    pub note_prices: With1,
    /// A rounding difference: reservation, amount.
    pub note_rounding: With2,
    /// A reservation that the manager leaves out: reservation, reason.
    pub note_excluded: With2,
    /// An amount that the manager set: reservation, line, amount, reason.
    pub note_set: With4,
    /// Money that counts before it is earned.
    pub note_booked: &'static str,
    /// Questions; the address.
    pub questions: With1,

    /// Legal line.
    pub legal: &'static str,
    /// Fingerprint: the day of the data, the hash.
    pub fingerprint: With2,

    /// VAT rounded for the document: rate, commission, VAT, difference.
    pub note_vat_rounding: With4,

    /// Words of an agreement.
    pub terms: TermsWords,

    /// Words of an explanation.
    pub explain: ExplainWords,

    /// "Page {page} of {pages}".
    pub page_of: &'static str,
    /// Carried forward.
    pub carried_forward: &'static str,
    /// Brought forward.
    pub brought_forward: &'static str,
    /// Continued.
    pub continued: &'static str,
}
