//! English, for agreements.

use super::TermsWords;

pub(super) const TERMS: TermsWords = TermsWords {
    included: [
        |what| format!("{what} are included on the day of check-in."),
        |what| format!("{what} are included on the day of check-out."),
        |what| format!("{what} are divided over the nights of the stay."),
        |what| format!("{what} are included on the day of booking, before the guest has stayed."),
    ],
    commission: "The commission and its VAT",
    channel_fees: "Channel fees",
    taxes: "Taxes",
    guest_fees: "Guest fees",
    other_guest_fees: "Other guest fees",

    rate_for: |rate, which| format!("It is {rate} for stays {which}."),
    base_for: |channel, base| {
        format!("For stays booked through {channel}, it is calculated on {base}.")
    },
    through: |channel| format!("booked through {channel}"),
    of_property: |name| format!("at {name}"),
    days_by: [
        |days| format!("booked {days}"),
        |days| format!("with check-in {days}"),
        |days| format!("with check-out {days}"),
        |days| format!("included {days}"),
    ],
    from_day: |day| format!("from {day}"),
    to_day: |day| format!("up to and including {day}"),
    minimum: |amount| format!("It is at least {amount} per reservation."),
    maximum: |amount| format!("It is at most {amount} per reservation."),
    per_booking: |amount| format!("We add {amount} per reservation."),
    per_night: |amount| format!("We add {amount} per night."),
    per_month: |amount| format!("We charge a flat fee of {amount} per month."),
    tiers: |span, base, bands| {
        format!(
            "Our commission depends on what the property brings in {span}. It is calculated on {base}: {bands}."
        )
    },
    band_above: |rate, from| format!("{rate} above {from}"),
    band_up_to: |rate, to| format!("{rate} up to {to}"),
    in_month: "in a calendar month",
    in_year: |day| format!("in a year that begins on {day}"),
    slab: "The rate of the band that is reached applies to the whole amount.",
    marginal: "Each rate applies only to the part of the amount that is in its band.",
    waived: |which, why| format!("We waive our commission on stays {which}. Reason: {why}."),
    no_reversals: "If refunds make the amount of a stay negative, we charge no commission and give \
                   none back.",
    vat_plus: |rate| format!("We add {rate} VAT to the commission."),
    vat_net: |rate, rent| {
        format!(
            "The commission is calculated on amounts without their {rent} VAT; we add {rate} VAT to it."
        )
    },
    vat_gross: |rate| format!("The commission includes {rate} VAT, which is shown separately."),
    by_tiers: "in tiers, see below",

    fee_fixed_manager: |name, amount| {
        format!("Of {name}, we keep up to {amount} per reservation; you receive the rest.")
    },
    fee_fixed_owner: |name, amount| {
        format!("Of {name}, you receive up to {amount} per reservation; we keep the rest.")
    },
    each_other_fee: "each other kind of guest fee",
    each_fee: "each kind of guest fee",
    fees_passed_on: |names| {
        format!("We collect {names} and pass them on. They are not part of your income.")
    },
    fees_passed_on_by_channel: |names| {
        format!(
            "The booking channel collects {names} and passes them on. They are not part of your income."
        )
    },
    fees_passed_on_by_you: |names| format!("You receive {names} and pass them on."),
    fees_net: "Guest fees are shown after their part of the channel fee.",
    rent_net: "Rent and guest fees are shown after their part of the channel fee.",
    channel_fee_shared: |rate| {
        format!(
            "You pay {rate} of the booking channels' and payment providers' fees; we pay the rest."
        )
    },
    channel_fee_on_by_owner: |channel| format!("You pay {channel}'s fees."),
    channel_fee_on_by_manager: |channel| format!("We pay {channel}'s fees."),
    channel_fee_on_shared: |channel, rate| {
        format!("You pay {rate} of {channel}'s fees; we pay the rest.")
    },
    channel_fee_vat_by_owner: |channel, rate| {
        format!(
            "{channel} adds {rate} VAT to its fees, which we cannot reclaim; you pay it together with the fees."
        )
    },
    channel_fee_vat_by_manager: |channel, rate| {
        format!(
            "{channel} adds {rate} VAT to its fees, which we cannot reclaim; we pay it together with the fees."
        )
    },
    channel_fee_vat_shared: |channel, rate| {
        format!(
            "{channel} adds {rate} VAT to its fees, which we cannot reclaim; it is shared in the same way as the fees."
        )
    },
    taxes_through: |channel| format!("guest taxes on stays booked through {channel}"),
    taxes_called: |name| format!("taxes called \u{201c}{name}\u{201d}"),
    taxes_all: "guest taxes",
    taxes_by_owner: |which| format!("You receive {which} and pay them to the tax authority."),
    taxes_by_manager: |which| {
        format!(
            "We collect {which} and pay them to the tax authority. They are not part of your income."
        )
    },
    taxes_by_channel: |which| {
        format!(
            "The booking channel collects {which} and pays them to the tax authority. They are not part of your income."
        )
    },
    taxes_withheld: |which| {
        format!(
            "We count {which} as your income, then withhold them and pay them to the tax authority."
        )
    },
    withheld: |name, rate, base| {
        format!("We withhold {name}, {rate} of {base}, and pay it to the tax authority.")
    },
    owner_collects: "Guests and channels pay you directly; you owe us our share.",
    owner_collects_on: |channel| {
        format!("For stays booked through {channel}, you are paid directly and owe us our share.")
    },
    manager_collects_on: |channel| format!("For stays booked through {channel}, we are paid."),
};
