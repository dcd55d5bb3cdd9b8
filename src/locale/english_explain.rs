//! English, for explanations.

use super::ExplainWords;

pub(super) const EXPLAIN: ExplainWords = ExplainWords {
    lists: ["Rent", "Discount", "Guest fee", "Adjustment", "Tax", "Channel fee", "Revenue"],
    title: |a| format!("Reservation {a} explained"),
    guest: "Guest",
    booked_through: "Booked through",
    dates: "Stay",
    booked_on: "Booked on",
    unknown: "unknown",
    agreement: "Agreement",
    owner_stay: "Owner's stay",
    accepted: "Accepted",
    not_counted: "Not counted",
    one_night: "1 night",
    nights: |a| format!("{a} nights"),
    net_in: |a| format!("The owner's net in {a}"),
    on_statement: |a, b| format!("On the statement of {a} for {b}"),
    row_of: |a, b, c| format!("Row {a} of {b} under {c}"),
    file: |a| format!("In {a}"),
    on_no_statement: |a| format!("Not on any statement for {a}"),
    outside: |a| format!("Outside {a}"),
    outside_why: "None of its nights and none of its amounts belong to this period.",
    why: |a| format!("Why: {a}"),
    what_to_do: |a| format!("What to do: {a}"),
    held_by: |a, b| format!("{a}: {b}"),
    reservation: |a| format!("reservation {a}"),
    would_be: "It is not on any statement. These are the amounts that it would have.",
    net_before: |a, b| format!("{a} of the owner's net belongs to statements before {b}."),
    net_after: |a, b| format!("{a} of the owner's net belongs to statements after {b}."),
    statement_row: "As shown on the statement",
    delivered: "What the booking system reported",
    unit_confirmed: |a, b| {
        format!("Numbers have {a} decimals, as the printed texts confirm; amounts are in {b}")
    },
    unit_assumed: |a, b| {
        format!(
            "Numbers are assumed to have {a} decimals, as is usual for the currency (no printed text confirms it); amounts are in {b}"
        )
    },
    unit_unknown: "Numbers and printed texts do not agree on how many decimals there are",
    nothing_delivered: "No amounts were reported.",
    column_list: "List",
    column_label: "Label",
    column_category: "Category",
    column_number: "Number",
    column_printed: "Printed as",
    column_counts: "Counted as",
    column_read: "Read as",
    note_other_sign: "the number and its printed text have opposite signs",
    note_flipped: "reported with the opposite sign; corrected",
    note_replaced: "replaced by an exception",
    note_memo: "not counted: it is already taken off the rent",
    note_unusual: "the number is a text or has a decimal point, but its value is whole",
    read_as_delivered: |a| format!("Check: the lines as reported add up to the revenue, {a}."),
    read_by_exception: |a| {
        format!(
            "The reported amounts cannot be used; the exceptions file replaces them with {a} in total."
        )
    },
    read_taxes_outside: |a| {
        format!(
            "Check: without the taxes, which the channel kept, the lines add up to the revenue, {a}."
        )
    },
    read_net_of_discounts: |a| {
        format!(
            "Check: without the discounts, which are already taken off the rent, the lines add up to the revenue, {a}."
        )
    },
    read_flipped: |a, b| {
        format!(
            "Check: the lines add up to the revenue, {a}, when the sign of the {b} is reversed."
        )
    },
    read_difference: |a| {
        format!(
            "The revenue differs from the sum of its lines by {a}, a rounding difference of the channel."
        )
    },
    kinds: "What each line is and who gets it",
    column_line: "Line",
    column_kind: "Classified as",
    column_treatment: "Under the agreement",
    by_list: "by the list it is in",
    by_label: |a| format!("the label contains \u{201c}{a}\u{201d}"),
    by_category: |a| format!("the category contains \u{201c}{a}\u{201d}"),
    by_own: |a| format!("{a}, a pattern from your configuration"),
    by_nothing: "no pattern matches",
    to_owner: "goes to the owner",
    to_manager: |a| format!("kept by {a}"),
    to_both: |a, b| format!("{a} to the owner, the rest to {b}"),
    fixed_for_manager: |a, b| format!("up to {a} kept by {b}, the rest to the owner"),
    fixed_for_owner: |a, b| format!("up to {a} to the owner, the rest kept by {b}"),
    passed_on_by_owner: "goes to the owner, who passes it on",
    borne_by_owner: "paid by the owner",
    borne_by: |a| format!("paid by {a}"),
    like_others: |a| format!("{a} (like all other fees)"),
    no_terms: "the agreement does not say",
    whole: "What each party gets of the whole stay",
    column_party: "Party",
    party_owner: "Owner",
    party_channel: "Channel, payment provider",
    party_guest: "Guest",
    party_tax: |a| format!("Passed on by {a}"),
    party_total: |a| format!("{a}, total"),
    all_parties: "All parties, total",
    all_remark: "Together, the parties get what came in: the counted lines before channel fees.",
    all_remark_received: "Together, the parties get what came in before channel fees, less what was paid to the owner directly.",
    as_delivered: "as reported",
    by_exception: "set by an exception",
    sum_of: |a| format!("the sum of {a}"),
    other_side: "contra entry",
    rest_of: |a| format!("the rest of {a}"),
    less_part: |of, part| format!("{of} less {part}, its part of the channel fee"),
    fixed_part: |fixed, of| format!("{fixed} under the agreement, at most {of}"),
    vat_on: |rate, of| format!("{rate} VAT on {of}"),
    vat_in: |rate, of| format!("{rate} VAT included in {of}"),
    waived: |reason| format!("waived: {reason}"),
    collected: "what the owner and the manager get and what the manager passes on, in total",
    without_vat: |base, rate, left| format!("{base} without {rate} VAT is {left}"),
    bounded: |amount| format!("the agreement's limit per reservation makes it {amount}"),
    flat_added: |amount| format!("plus fixed amounts of {amount}"),
    vat_taken_out: |rate, left| format!("without the {rate} VAT included: {left}"),
    rate_of_nights: |rate, nights| match nights {
        "1" => format!("{rate} for 1 night"),
        _ => format!("{rate} for {nights} nights"),
    },
    mean_of: |rates| format!("the average of the nightly rates ({rates})"),
    tier_before: |base, commission| {
        format!("before this period, the property had {base}; the commission on it is {commission}")
    },
    tier_through: |base, commission| {
        format!("with this period, it has {base}; the commission on it is {commission}")
    },
    tier_share: |due, base| {
        format!("the difference, {due}, is divided over the stays: this is the part for {base}")
    },
    night_rates: |over, all| format!("a share ({over} of {all} nights, weighted by rate)"),
    fixed: "fixed in the agreement",
    exactly: |a, b| format!("{a} = {b}"),
    rounded: |a, b, c| format!("{a} = {b}, rounded to {c}"),
    rate_times: |a, b| format!("{a} of {b}"),
    base_of: |a| format!("the base: {a}"),
    counts_in: |a| format!("How much counts in {a}"),
    counts_on: |a| format!("All of it counts on {a}."),
    cancelled_on: |a| format!("A cancelled stay has no nights: all of its money counts on {a}."),
    charged_on: |a| {
        format!("Cleaning after an owner's stay is charged on the day of check-out, {a}.")
    },
    nights_before: "Nights before",
    nights_within: "Nights in the period",
    nights_after: "Nights after",
    column_whole: "Whole stay",
    column_through: |a| format!("Through {a}"),
    column_in_period: "In the period",
    through_remark: "The amount in the period is what counts through its last day, less what counts through the day before it begins.",
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
    to_know: "Notices",
};
