//! English, for explanations.

use super::ExplainWords;

pub(super) const EXPLAIN: ExplainWords = ExplainWords {
    lists: ["Rent", "Discount", "Guest fee", "Adjustment", "Tax", "Channel fee", "Revenue"],
    title: |a| format!("Reservation {a} explained"),
    guest: "Guest",
    booked_through: "Booked through",
    dates: "Stay",
    booked_on: "Booked on",
    unknown: "not known",
    agreement: "Agreement",
    owner_stay: "Owner's stay",
    accepted: "Accepted",
    not_counted: "Does not count",
    one_night: "1 night",
    nights: |a| format!("{a} nights"),
    net_in: |a| format!("The owner's net in {a}"),
    on_statement: |a, b| format!("On the statement of {a}, {b}"),
    row_of: |a, b, c| format!("Row {a} of {b} under {c}"),
    file: |a| format!("In {a}"),
    on_no_statement: |a| format!("On no statement of {a}"),
    outside: |a| format!("Outside {a}"),
    outside_why: "Nothing of it, neither nights nor money, belongs to the period.",
    why: |a| format!("Why: {a}"),
    what_to_do: |a| format!("What to do: {a}"),
    held_by: |a, b| format!("{a}: {b}"),
    reservation: |a| format!("reservation {a}"),
    would_be: "It is on no statement; below is what it would come to.",
    statement_row: "As it stands on the statement",
    delivered: "What the booking system delivered",
    unit_confirmed: |a, b| {
        format!("Numbers come with {a} decimals, which the printed texts confirm; amounts in {b}")
    },
    unit_assumed: |a, b| {
        format!(
            "Numbers are taken to have {a} decimals, the currency's own: no printed text confirms it; amounts in {b}"
        )
    },
    unit_unknown: "Numbers and printed texts agree on no number of decimals",
    nothing_delivered: "No amounts were delivered.",
    column_list: "List",
    column_label: "Label",
    column_category: "Category",
    column_number: "Number",
    column_printed: "Printed as",
    column_counts: "Counts as",
    column_read: "Read as",
    note_other_sign: "number and printed text have opposite signs",
    note_flipped: "came with the opposite sign, read the right way round",
    note_memo: "only a memo: the rent came with it taken off already",
    note_unusual: "the number came as a text or with a decimal point; its value is whole",
    read_as_delivered: |a| format!("Check: the lines as delivered add up to the revenue, {a}."),
    read_by_exception: |a| {
        format!(
            "What was delivered cannot be used; the exceptions file sets the money, {a} in all."
        )
    },
    read_taxes_outside: |a| {
        format!(
            "Check: the lines without the taxes, which the channel kept, add up to the revenue, {a}."
        )
    },
    read_net_of_discounts: |a| {
        format!(
            "Check: the lines without the discounts, which the rent came without already, add up to the revenue, {a}."
        )
    },
    read_flipped: |a, b| {
        format!(
            "Check: the lines add up to the revenue, {a}, once the {b} are read with the opposite sign."
        )
    },
    read_difference: |a| {
        format!("The revenue differs from its lines by {a}, a rounding of the channel's own.")
    },
    kinds: "What each line is, and whose it is",
    column_line: "Line",
    column_kind: "Taken for",
    column_treatment: "By the agreement",
    by_list: "by the list it stands in",
    by_label: |a| format!("the label contains \u{201c}{a}\u{201d}"),
    by_category: |a| format!("the category contains \u{201c}{a}\u{201d}"),
    by_own: |a| format!("{a}, a pattern of the configuration"),
    by_nothing: "no pattern knows it",
    to_owner: "the owner's",
    to_manager: |a| format!("kept by {a}"),
    to_both: |a, b| format!("{a} the owner's, the rest kept by {b}"),
    borne_by_owner: "borne by the owner",
    borne_by: |a| format!("borne by {a}"),
    like_others: |a| format!("{a} (as all other fees)"),
    no_terms: "the agreement does not say",
    whole: "What each party gets of the whole stay",
    column_party: "Party",
    party_owner: "Owner",
    party_channel: "Channel, payment provider",
    party_tax: |a| format!("Passed on by {a}"),
    party_total: |a| format!("{a}, together"),
    all_parties: "All parties together",
    all_remark: "All parties together get what came in: the lines that count, before channel fees.",
    all_remark_received: "All parties together get what came in, before channel fees, less what was paid to the owner directly.",
    as_delivered: "as delivered",
    sum_of: |a| format!("{a}, together"),
    other_side: "the same amount, seen from the other side",
    rest_of: |a| format!("the rest of {a}"),
    less_part: |of, part| format!("{of} less {part}, its part of the channel fee"),
    fixed_part: |fixed, of| format!("{fixed} by the agreement, never more than {of}"),
    vat_on: |rate, of| format!("VAT of {rate} on {of}"),
    vat_in: |rate, of| format!("the VAT of {rate} in {of}"),
    waived: |reason| format!("given back: {reason}"),
    collected: "what owner and manager get and what the manager passes on, together",
    without_vat: |base, rate, left| format!("{base} without its VAT of {rate} is {left}"),
    bounded: |amount| format!("the agreement's bound a booking makes it {amount}"),
    flat_added: |amount| format!("fixed amounts of {amount} are added"),
    vat_taken_out: |rate, left| format!("without the VAT of {rate} in it: {left}"),
    rate_of_nights: |rate, nights| format!("{rate} for {nights}"),
    mean_of: |rates| format!("the mean of the nights' rates ({rates})"),
    tier_before: |base, commission| {
        format!(
            "before the period the property brought {base}, the commission on it is {commission}"
        )
    },
    tier_through: |base, commission| {
        format!("with the period {base}, the commission on it {commission}")
    },
    tier_share: |due, base| format!("of the difference, {due}, this is the part of {base}"),
    night_rates: |over, all| format!("the rates of {over} of {all} nights in all of them"),
    fixed: "fixed in the agreement",
    exactly: |a, b| format!("{a} = {b}"),
    rounded: |a, b, c| format!("{a} = {b}, rounded to {c}"),
    rate_times: |a, b| format!("{a} of {b}"),
    base_of: |a| format!("the base: {a}"),
    counts_in: |a| format!("What of it counts in {a}"),
    counts_on: |a| format!("All of it counts on {a}."),
    cancelled_on: |a| format!("Money of a cancelled stay has no nights: all of it counts on {a}."),
    charged_on: |a| {
        format!("Cleaning after an owner's stay is charged on the day of check-out, {a}.")
    },
    nights_before: "Nights before",
    nights_within: "Nights in the period",
    nights_after: "Nights after",
    column_whole: "Whole stay",
    column_through: |a| format!("Through {a}"),
    column_in_period: "In the period",
    through_remark: "In the period is what counts through its last day less what counted through the day before it began.",
    night_prices: |a, b| format!("the prices of {a} of {b} nights, listed below"),
    night_share: |a, b, c| format!("{a} \u{d7} {b} of {c} nights"),
    through_day: |a, b| format!("through {a}: {b}"),
    prices: "The price of each night",
    column_night: "Night",
    column_price: "Price",
    column_belongs: "Belongs to",
    before_period: "before the period",
    in_period: "the period",
    after_period: "after the period",
    to_know: "To know",
};
