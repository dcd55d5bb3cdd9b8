//! English.

use super::Words;
use super::english_explain::EXPLAIN;
use super::english_terms::TERMS;

pub(super) static ENGLISH: Words = Words {
    decimal_point: ".",
    group_separator: ",",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    short_months: [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ],
    from_to: |first, last| format!("{first} to {last}"),
    and: |first, last| format!("{first} and {last}"),

    title: "Owner statement",
    draft: "DRAFT",
    owner: "Owner",
    property: "Property",
    properties: "Properties",
    currency: "Currency",
    state: "Status",
    state_draft: "Draft, not final",
    data_as_of: "Data as of",
    tax_number: |number| format!("Tax number {number}"),

    estimate_for: |period| format!("Estimate for {period}"),
    estimate_owed_for: |period| format!("Estimate for {period}: you owe us"),
    not_final: |day| format!("Not final. Based on the reservations as of {day}."),
    nothing_to_pay: "Nothing to pay.",

    walk_heading: |period, currency| format!("How {period} adds up, in {currency}"),
    walk_rent: "Rental income after discounts",
    walk_fees: "Guest fees paid to you",
    walk_adjustments: "Refunds and other adjustments",
    walk_channel_fee: "Channel and payment fees",
    walk_commission: "Management commission",
    walk_channel_fee_vat: "VAT on channel fees",
    walk_commission_vat: "VAT on the commission",
    walk_taxes: "Taxes and fees that you pass on",
    walk_charges: "Charges",
    walk_charges_detail: "cleaning after your own stays",
    walk_withheld: "Tax withheld from your income",
    walk_received: "Already paid to you by guests and channels",
    of_commission: |rates| format!("{rates} of the commission"),
    walk_expenses: "Expenses",
    walk_credits: "Credits",
    walk_co_host: "Paid directly by channels",
    walk_co_host_detail: "co-host payouts, listed below",
    walk_entries_detail: "listed one by one below",
    walk_net: |period| format!("Your net for {period}"),
    commission_below: "worked out below",

    nights: "Nights booked",
    of_nights: |days| format!("of {days}"),
    occupancy: "Occupancy",
    occupancy_note: "guest nights / nights",
    occupancy_adjusted: |ratio| format!("{ratio} without your own nights"),
    occupancy_bookable: |ratio| format!("{ratio} of bookable nights"),
    daily_rate: "Average daily rate",
    daily_rate_note: "rent / guest nights",
    revenue_per_night: "RevPAR",
    revenue_per_night_note: "rent / all nights",
    stays: "Stays",
    stays_note: |nights| format!("{nights} nights on average"),
    owner_nights: "Your own nights",
    blocked_nights: "Closed nights",
    night_count: |number| match number {
        "0" => "no nights".to_owned(),
        "1" => "1 night".to_owned(),
        _ => format!("{number} nights"),
    },
    block_owner: |days, nights, reason| {
        let reason = reason.trim_end_matches('.');
        format!("Kept for your own use, {days} ({nights} in this period): {reason}.")
    },
    block_maintenance: |days, nights, reason| {
        let reason = reason.trim_end_matches('.');
        format!("Closed for maintenance, {days} ({nights} in this period): {reason}.")
    },
    owner_year_left: |days, used, agreed, left| {
        let left = match left {
            "0" => "none are left".to_owned(),
            "1" => "1 is left".to_owned(),
            _ => format!("{left} are left"),
        };
        let agreed = yearly_nights(agreed);
        format!("{days}: you used {used} of your {agreed} for the year; {left}.")
    },
    owner_year_exceeded: |days, used, agreed, beyond| {
        let agreed = yearly_nights(agreed);
        format!("{days}: you used {used} of your {agreed} for the year, {beyond} too many.")
    },
    no_ratio: "\u{2013}",

    by_property: "By property",
    amounts_in: |currency| format!("Amounts in {currency}"),
    reservations: "Reservations",
    no_stays: |period| format!("No stays in {period}."),
    column_reservation: "Reservation",
    column_check_in: "Check-in",
    column_check_out: "Check-out",
    column_dates: "Dates",
    column_nights: "Nights",
    column_rent: "Rent",
    column_fees: "Fees",
    column_adjustments: "Adjust.",
    column_channel_fee: "Channel fee",
    column_commission: "Commission",
    column_taxes: "Taxes",
    column_charges: "Charges",
    column_channel_fee_vat: "Fee VAT",
    column_channel_fee_with_vat: "Channel fee + VAT",
    column_commission_vat: "VAT",
    column_commission_with_vat: "Commission + VAT",
    column_withheld: "Withheld",
    column_received: "Received",
    column_other: "Other",
    column_expenses: "Expenses",
    column_credits: "Credits",
    column_co_host: "Co-host",
    column_vat_rounding: "VAT rounding",
    co_host: "Co-host payouts",
    column_channel: "Channel",
    column_owed: "Owed",
    column_paid: "Paid by the channel",
    column_remaining: "Remaining",
    owed_to_manager: |manager| format!("you owe {manager}"),
    owed_to_owner: |manager| format!("{manager} owes you"),
    co_host_payout: |day, what, amount| format!("{day}: {what}, {amount}"),
    column_stays: "From stays",
    column_net: "Your net",
    total: "Total",
    owner_stay: "Your own stay",
    cancelled: "Cancelled",
    cancelled_note: "Cancelled. This is the part of the price that was kept.",
    net_before: |amount| format!("{amount} of your net for this stay was on an earlier statement."),
    net_after: |amount| format!("{amount} of your net for this stay will be on a later statement."),
    net_before_and_after: |before, after| {
        format!(
            "{before} of your net for this stay was on an earlier statement; {after} will be on a later one."
        )
    },
    net_wholly_before: |amount| {
        format!(
            "This stay has nights in this period; your net for it, {amount}, was on an earlier statement."
        )
    },
    net_wholly_after: |amount| {
        format!(
            "This stay has nights in this period; your net for it, {amount}, will be on a later statement."
        )
    },
    nights_shared: |nights, code| format!("Also booked under {code} and counted there: {nights}."),
    nights_remark: "3/5 means that three of the stay's five nights are in this period.",

    entries: "Expenses and credits",
    column_date: "Date",
    column_description: "Description",
    column_without_vat: "Without VAT",
    column_vat: "VAT",
    no_property: "General",
    receipt: |name| format!("Receipt: {name}"),
    reference: |number| format!("no. {number}"),
    entry_names: [
        "Cleaning",
        "Linen and laundry",
        "Maintenance",
        "Repair",
        "Supplies",
        "Utilities",
        "Insurance",
        "Tax or permit",
        "Management service",
        "Flat monthly fee",
        "Estimated channel fee",
        "Disbursement at cost",
        "Expense",
        "Credit",
        "Damage payment",
        "Reimbursement",
        "Already paid by you",
        "Co-host payout to the manager",
        "Co-host payout to you",
    ],

    collected: "Collected from guests, not part of your income",
    column_collected: "Item",
    column_goes_to: "Where it goes",
    column_amount: "Amount",
    kept_by: |name| format!("kept by {name}"),
    passed_on_by: |name| format!("paid to the tax authority by {name}"),
    held_for_guest: "held for the guest, to be given back",
    fees_passed_on_by: |name| format!("passed on by {name}"),
    the_channel: "the booking channel",
    taxes: "Taxes",

    fee_names: [
        "Cleaning fees",
        "Pet fees",
        "Linen fees",
        "Extra-guest fees",
        "Resort fees",
        "Damage waivers",
        "Deposits",
        "Management fees",
        "Other fees",
    ],
    adjustment_names: ["Refund", "Damage payment", "Channel penalty", "Other adjustment"],
    accommodation: "Rent",
    discount: "Discount",
    channel_fee: "Channel and payment fees",
    channel_fee_parts: [
        "Channel fee on cleaning fees",
        "Channel fee on pet fees",
        "Channel fee on linen fees",
        "Channel fee on extra-guest fees",
        "Channel fee on resort fees",
        "Channel fee on damage waivers",
        "Channel fee on deposits",
        "Channel fee on management fees",
        "Channel fee on other fees",
    ],
    tax: "Tax",
    commission: "Management commission",
    commission_waived: "Commission waived",
    tax_withheld: "Tax withheld",
    owner_stay_cleaning: "Cleaning after your own stay",
    stay_without_money: "Stay without an amount in this period",

    method: "How this was calculated",
    method_parties: |manager, owner| {
        format!("\u{201c}We\u{201d} is {manager}, \u{201c}you\u{201d} is {owner}.")
    },
    method_for: |names| format!("{names}:"),
    basis_check_in: "Each stay is included in full on the day of its check-in.",
    basis_check_out: "Each stay is included in full on the day of its check-out.",
    basis_nights: "Each stay is divided evenly over its nights; this statement includes the nights \
                   of this period.",
    basis_nights_by_price: "The rent of each stay is divided by its nightly prices where the channel \
                            gives them, everything else evenly over its nights; this statement \
                            includes the nights of this period.",
    basis_booked: "Each stay is included in full on the day it is booked, before the guest has stayed.",
    method_commission: |rate, base| format!("Our commission is {rate} of {base}."),
    rate_of: |rate, amount, base| format!("{rate} of {amount} {base}"),
    base_rent_after_discounts: "rent after discounts",
    base_rent: "rent",
    base_rent_after_discounts_and_refunds: "rent after discounts and refunds",
    base_rent_after_refunds: "rent after refunds",
    base_fees_not_passed_on: "guest fees that are not passed on",
    commission_section: "How your commission was worked out",
    commission_channel: "Channel",
    commission_rate: "Rate",
    commission_base_with_vat: "Base with VAT",
    commission_base: "Base",
    commission_rated: "Base \u{d7} rate",
    commission_fixed: "Minimum, cap, fixed",
    commission_rounding: "Rounding",
    commission_vat_included: "VAT included",
    commission_waived_column: "Waived",
    commission_vat_rounding: |rate, rounding| format!("{rate}, rounding {rounding}"),
    commission_base_is: |base| format!("The base is {base}."),
    commission_base_of: |channel, base| format!("For {channel} it is {base}."),
    commission_tiers_remark: "The rate depends on the base of the whole month or year. What was charged before this statement is taken off.",
    commission_rounding_remark: "The commission of each reservation is rounded to the nearest cent. \u{201c}Rounding\u{201d} is the difference from the rate on the total base.",
    base_discounts: "discounts",
    base_fees: "guest fees",
    base_fee: |name| name.to_lowercase(),
    base_channel_fee: "channel fees (which lower it)",
    base_adjustments: "adjustments",
    base_adjustment: |name| name.to_lowercase(),
    base_taxes: "taxes",
    fees_to_owner: |names| format!("You receive {names}."),
    fees_to_manager: |names| format!("We keep {names}."),
    fees_split: |names, rate| format!("You receive {rate} of {names}; we keep the rest."),
    other_fees: "all other guest fees",
    all_fees: "all guest fees",
    channel_fee_by_owner: "You pay the booking channels' and payment providers' fees.",
    channel_fee_by_manager: "We pay the booking channels' and payment providers' fees.",
    cancellations_with_commission: "If a guest cancels and we keep part of the price, you receive it, \
                                    less our usual commission.",
    cancellations_without_commission: "If a guest cancels and we keep part of the price, you receive \
                                       it without commission.",
    cancellations_excluded: "If a guest cancels and we keep part of the price, it is not part of this \
                             statement.",
    method_owner_cleaning: |amount| {
        format!("We charge {amount} for cleaning after each of your own stays.")
    },
    method_allowance: |nights, span| format!("You may use the property for up to {nights} {span}."),
    method_rounding: "Amounts are rounded to the nearest cent once per stay, so the months of a stay \
                      always add up to the whole.",

    notes: "Notes",
    note_unmapped_fee: |code, label| {
        format!(
            "Reservation {code}: the fee \u{201c}{label}\u{201d} is treated like all other guest fees."
        )
    },
    note_prices: |code| {
        format!(
            "Reservation {code} has no nightly prices that match the stay, so its rent was divided \
             evenly over its nights."
        )
    },
    note_rounding: |code, amount| {
        format!(
            "Reservation {code}: the channel's own total differs from the sum of its lines by \
             {amount}, a rounding difference."
        )
    },
    note_excluded: |code, reason| {
        let reason = reason.trim_end_matches('.');
        format!("Reservation {code} is not included in this statement. Reason: {reason}.")
    },
    note_set: |code, line, amount, reason| {
        let (line, reason) = (line.to_lowercase(), reason.trim_end_matches('.'));
        format!("Reservation {code}: we set {line} to {amount}. Reason: {reason}.")
    },
    note_booked: "Some of these amounts are for stays still to come; you receive them before the guests \
                  have stayed.",
    questions: |address| format!("Questions? {address}"),

    legal: "This is a record of reservations and amounts for your information, not a VAT invoice.",
    fingerprint: |day, hash| format!("Based on data from {day} (reference {hash})."),

    note_vat_rounding: |rate, commission, vat, difference| {
        format!(
            "{rate} VAT on commissions of {commission} in total is {vat}; the rounding difference of \
             {difference} makes the VAT of the single reservations add up to it."
        )
    },

    terms: TERMS,

    explain: EXPLAIN,

    page_of: "Page {page} of {pages}",
    carried_forward: "Carried forward",
    brought_forward: "Brought forward",
    continued: "continued",
};

/// "28 nights", in front of "for the year".
fn yearly_nights(number: &str) -> String {
    match number {
        "1" => "1 night".to_owned(),
        _ => format!("{number} nights"),
    }
}
