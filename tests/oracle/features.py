"""How often each rule was applied; a rule that was never applied is not tested."""

from collections import Counter

used = Counter()

BASIC = (
    "label.own", "cancelled.left-out", "cancelled.without-commission", "cancelled.with-money",
    "unit.converted", "reading.as-delivered", "reading.taxes-outside", "reading.net-of-discounts",
    "reading.flipped.host_fees", "reading.flipped.guest_fees", "reading.flipped.discounts",
    "base.accommodation", "base.discounts", "base.fees", "base.channel-fee", "part",
    "nights.by-price", "nights.prices-do-not-match", "adjustment.damage", "adjustment.penalty",
    "adjustment.refund", "adjustment.other", "tax.pass-through.manager", "tax.pass-through.channel",
    "tax.all.owner", "rates", "reversals", "owner-stay", "owner-stay.cleaning", "entries.home",
    "entries.owner", "recurring.month", "recurring.week", "recurring.stay", "recurring.booked-night",
    "recurring.owner-stay", "held",
)

FULL = (
    "base.adjustments", "base.taxes", "fees.net", "channel-fee.net", "channel-fee.of-a-channel",
    "channel-fee.vat", "fees.fixed.owner", "fees.fixed.manager", "fees.pass-through.owner",
    "fees.pass-through.manager", "fees.pass-through.channel", "tax.pass-through.owner",
    "tax.all.withheld", "taxes.label", "taxes.category", "taxes.channel", "withhold",
    "collects.property", "collects.agreement", "co-host.to-manager", "co-host.to-owner", "bases", "rates.by-booked", "rates.by-check-in",
    "rates.by-check-out", "rates.by-period", "rates.night-by-night", "minimum", "maximum",
    "per_booking", "per_night", "per_month", "waived", "reversals.none", "vat.plus", "vat.net",
    "vat.gross", "vat.document", "tiers.slab", "tiers.marginal", "tiers.month", "tiers.year",
    "tiers.upper-band", "block.owner", "block.maintenance", "block.beneath-a-stay", "year.left",
    "year.exceeded", "deposit", "overlap", "overlap.of-owner", "exception.exclude", "exception.override",
    "exception.instead", "exception.deposit", "exception.for-several", "exception.other-currency",
    "exception.without-rent", "explain.lines", "explain.statement", "explain.nights", "explain.other-periods",
    "explain.product", "explain.vat", "explain.base", "worked-out.by-channel", "worked-out.rounding",
    "worked-out.several-rates", "worked-out.tiers",
)


def never_used(counts, basic):
    """The features that a run should have used but did not."""
    return [name for name in (BASIC if basic else BASIC + FULL) if not counts[name]]
