//! English, for agreements.

use super::TermsWords;

pub(super) const TERMS: TermsWords = TermsWords {
    counts: |what, when| format!("{what} count {when}."),
    when: [
        "on the day of check-in",
        "on the day of check-out",
        "night by night",
        "on the day of booking, before the stay has earned it",
    ],
    commission: "The commission and its VAT",
    channel_fees: "Channel fees",
    taxes: "Taxes",
    guest_fees: "Guest fees",
    other_guest_fees: "Other guest fees",

    rate_for: |rate, which| format!("{rate} for stays {which}"),
    base_for: |channel, base| format!("for bookings through {channel} it is taken from {base}"),
    through: |channel| format!("booked through {channel}"),
    of_property: |name| format!("in {name}"),
    days_by: [
        |days| format!("booked {days}"),
        |days| format!("with check-in {days}"),
        |days| format!("with check-out {days}"),
        |days| format!("as they count {days}"),
    ],
    from_day: |day| format!("from {day}"),
    to_day: |day| format!("to {day}"),
    minimum: |amount| format!("at least {amount} a booking"),
    maximum: |amount| format!("at most {amount} a booking"),
    per_booking: |amount| format!("and {amount} a booking"),
    per_night: |amount| format!("and {amount} a night"),
    per_month: |amount| format!("A flat fee of {amount} is charged for each month."),
    tiers: |span, base, bands| {
        format!(
            "The management commission follows what the property brings {span} ({base}): {bands}"
        )
    },
    band_above: |rate, from| format!("{rate} above {from}"),
    band_up_to: |rate, to| format!("{rate} up to {to}"),
    in_month: "in a calendar month",
    in_year: |day| format!("in a year that begins on {day}"),
    slab: "the rate that is reached is for all of it",
    marginal: "each rate is for its own part",
    waived: |which, why| format!("No commission is kept on stays {which}: {why}."),
    no_reversals: "Commission is not given back for refunds.",
    vat_plus: |rate| format!("VAT of {rate} is added to the commission."),
    vat_net: |rate, rent| {
        format!(
            "The commission is taken from amounts without their VAT of {rent}; VAT of {rate} is added to it."
        )
    },
    vat_gross: |rate| format!("The commission has VAT of {rate} in it, which is shown apart."),
    by_tiers: "by what the property brings, see below",

    fee_fixed_manager: |name, amount| {
        format!("{name}: {amount} kept by the manager, the rest to you")
    },
    fee_fixed_owner: |name, amount| {
        format!("{name}: {amount} to you, the rest kept by the manager")
    },
    fee_passed_on: |name, who| format!("{name} passed on by {who}"),
    fee_passed_on_by_you: |name| format!("{name} to you, to be passed on"),
    fees_net: "Guest fees are shown less their part of the channel fee.",
    rent_net: "Rent and guest fees are shown less their part of the channel fee.",
    channel_fee_shared: |rate| {
        format!(
            "What booking channels and payment providers charge is borne {rate} by you and the rest by the manager."
        )
    },
    channel_fee_on: |channel, who| format!("What {channel} charges is borne {who}."),
    by_you: "by you",
    by_manager: "by the manager",
    by_both: |rate| format!("{rate} by you and the rest by the manager"),
    channel_fee_vat: |channel, rate| {
        format!(
            "VAT of {rate} on what {channel} charges cannot be recovered and is borne like the charge."
        )
    },
    taxes_through: |channel| format!("Taxes on bookings through {channel}"),
    taxes_called: |name| format!("Taxes called \u{201c}{name}\u{201d}"),
    taxes_all: "Taxes that guests pay on top",
    tax_rule: |which, what| format!("{which} {what}."),
    tax_yours: "are paid to you, and you remit them",
    tax_passed_on: |who| format!("are passed on by {who} and are nobody's income"),
    tax_withheld: "are your income, withheld at once and paid to the tax office by the manager",
    withheld: |name, rate, base| {
        format!("{name}: {rate} of {base} is withheld and paid to the tax office by the manager.")
    },
    owner_collects: "Guests and channels pay you; what is the manager's is due from you.",
    owner_collects_on: |channel| {
        format!(
            "For bookings through {channel} you are paid; what is the manager's is due from you."
        )
    },
    manager_collects_on: |channel| format!("For bookings through {channel} the manager is paid."),
};
