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
    estimate_owed_for: |period| format!("Estimate for {period}: due from you"),
    not_final: |day| format!("Not final. Prepared from the bookings as they stood on {day}."),
    nothing_to_pay: "Nothing to pay.",

    walk_heading: |period, currency| format!("How {period} adds up, in {currency}"),
    walk_rent: "Rental income after discounts",
    walk_fees: "Guest fees paid to you",
    walk_adjustments: "Refunds and other adjustments",
    walk_channel_fee: "Channel and payment fees",
    walk_commission: "Management commission",
    walk_channel_fee_vat: "VAT on channel fees",
    walk_commission_vat: "VAT on the commission",
    walk_taxes: "Taxes that you remit",
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
    several_rates: "rates by property and channel, see below",

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
            "0" => "none is left".to_owned(),
            "1" => "1 is left".to_owned(),
            _ => format!("{left} are left"),
        };
        format!("Your own nights, {days}: {used} used of the {agreed} agreed for a year; {left}.")
    },
    owner_year_exceeded: |days, used, agreed, beyond| {
        format!(
            "Your own nights, {days}: {used} used of the {agreed} agreed for a year; that is {beyond} too many."
        )
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
    column_adjustments: "Adjustm.",
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
    owed_to_manager: |manager| format!("owed by you to {manager}"),
    owed_to_owner: |manager| format!("owed to you by {manager}"),
    co_host_payout: |day, what, amount| format!("{day}: {what}, {amount}"),
    column_stays: "From stays",
    column_net: "Your net",
    total: "Total",
    owner_stay: "Your own stay",
    cancelled: "Cancelled",
    cancelled_note: "Cancelled: this is the money that was kept or charged.",
    counted_before: |amount, day| format!("{amount} of this stay counted before {day}."),
    counts_after: |amount, day| format!("{amount} of this stay counts after {day}."),
    counts_wholly_after: |amount, day| {
        format!(
            "Nights of this stay fall into this period; its money, {amount}, counts after {day}."
        )
    },
    counted_wholly_before: |amount, day| {
        format!(
            "Nights of this stay fall into this period; its money, {amount}, counted before {day}."
        )
    },
    nights_remark: "Nights such as 3/5: three of the stay's five nights fall into this period.",

    entries: "Expenses and credits",
    column_date: "Date",
    column_description: "What for",
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
        "Service of the manager",
        "Flat monthly fee",
        "Channel fee, estimated",
        "Disbursement at cost",
        "Expense",
        "Credit",
        "Damage payment",
        "Reimbursement",
        "Paid by you already",
        "Co-host payout to the manager",
        "Co-host payout to you",
    ],

    collected: "Collected from guests, not part of your income",
    column_collected: "What",
    column_goes_to: "Where it goes",
    column_amount: "Amount",
    kept_by: |name| format!("kept by {name}"),
    passed_on_by: |name| format!("passed on to the tax office by {name}"),
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
    method_for: |names| format!("{names}:"),
    basis_check_in: "The money of a stay counts on the day of check-in.",
    basis_check_out: "The money of a stay counts on the day of check-out.",
    basis_nights: "The money of a stay counts night by night, the same for each night.",
    basis_nights_by_price: "The money of a stay counts night by night: rent by each night's price \
                            where the channel gives it, all else the same for each night.",
    basis_booked: "The money of a stay counts on the day of booking, before the stay has earned it.",
    method_commission: |rate, base| format!("The management commission is {rate} of {base}"),
    method_channel_rate: |rate, channel| format!("{rate} for bookings through {channel}"),
    rate_of: |rate, base| format!("{rate} of {base}"),
    base_rent_after_discounts: "rent after discounts",
    base_rent: "rent",
    base_discounts: "discounts",
    base_fees: "guest fees",
    base_fee: |name| name.to_lowercase(),
    base_channel_fee: "channel fees (which lower it)",
    base_adjustments: "adjustments",
    base_adjustment: |name| name.to_lowercase(),
    base_taxes: "taxes",
    method_fees: |parts| format!("Guest fees: {parts}."),
    fee_to_owner: |name| format!("{name} to you"),
    fee_to_manager: |name| format!("{name} kept by the manager"),
    fee_split: |name, rate| format!("{name} {rate} to you and the rest to the manager"),
    fee_others: "all others",
    fee_all: "all",
    channel_fee_by_owner: "What booking channels and payment providers charge is borne by you.",
    channel_fee_by_manager: "What booking channels and payment providers charge is borne by the \
                             manager.",
    taxes_to_owner: "Taxes that guests pay on top are paid to you, and you remit them.",
    taxes_passed_on: |name| {
        format!("Taxes that guests pay on top are passed on by {name} and are nobody's income.")
    },
    cancellations_with_commission: "Money kept from cancelled stays is yours like rent, with the \
                                    usual commission.",
    cancellations_without_commission: "Money kept from cancelled stays is yours, without commission.",
    cancellations_excluded: "Money kept from cancelled stays is not part of this statement.",
    method_owner_cleaning: |amount| {
        format!("After your own stays, cleaning is charged at {amount}.")
    },
    method_allowance: |nights, span| format!("Up to {nights} {span} are yours to use."),
    method_rounding: "Each amount is rounded once, for the whole stay, to the nearest cent with halves \
                      away from zero; a period is the difference between two days, so periods add up.",

    notes: "Notes",
    note_unmapped_fee: |code, label| {
        format!("Reservation {code}: the fee \u{201c}{label}\u{201d} is treated as all other fees.")
    },
    note_prices: |code| {
        format!(
            "Reservation {code}: there are no nightly prices for its rent, which counts evenly."
        )
    },
    note_rounding: |code, amount| {
        format!("Reservation {code}: the channel's own total differs from its lines by {amount}.")
    },
    note_excluded: |code, reason| {
        let reason = reason.trim_end_matches('.');
        format!("Reservation {code} is not part of this statement: {reason}.")
    },
    note_set: |code, line, amount, reason| {
        let (line, reason) = (line.to_lowercase(), reason.trim_end_matches('.'));
        format!("Reservation {code}: {line} set to {amount}: {reason}.")
    },
    note_booked: "Some of this money belongs to stays still to come; it is paid before it is earned.",
    questions: |address| format!("Questions? {address}"),

    legal: "A record of bookings and amounts for your information. This is not a VAT invoice.",
    fingerprint: |day, hash| format!("Made from data read on {day}, fingerprint {hash}."),

    note_vat_rounding: |rate, commission, vat, difference| {
        format!(
            "VAT of {rate} on commissions of {commission} in all is {vat}; {difference} makes the sum of \
             the single amounts agree with it."
        )
    },

    terms: TERMS,

    explain: EXPLAIN,

    page_of: "Page {page} of {pages}",
    carried_forward: "Carried forward",
    brought_forward: "Brought forward",
    continued: "continued",
};
