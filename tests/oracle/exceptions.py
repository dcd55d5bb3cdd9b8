"""The manager's decisions about single stays: docs/entries.md, the part on exceptions."""

from features import used

ABOUT_MONEY = {"no-financials", "does-not-reconcile", "reconciles-in-several-ways", "doubtful-scale"}


def apply(decisions, stays):
    """The stays after all decisions about them."""
    for decision in decisions:
        meant = [stay for stay in stays
                 if stay.code == decision.code and decision.home in (None, stay.home)]
        if len(meant) > 1:
            used["exception.for-several"] += 1
            for stay in meant:
                stay.problem = stay.problem or "exception-for-several"
        elif meant and decision.amounts is None:
            used["exception.exclude"] += 1
            stays = [stay for stay in stays if stay is not meant[0]]
        elif meant and not meant[0].of_owner:
            stays = [stay for stay in stays if stay is not meant[0] or counts_with(stay, decision.amounts)]
    return stays


def counts_with(stay, amounts):
    """Sets amounts of a stay, and tells whether it still counts."""
    currency, = {currency for _, currency in amounts.values()}
    if stay.problem is not None and stay.problem not in ABOUT_MONEY:
        return True
    if stay.currency not in (None, currency):
        used["exception.other-currency"] += 1
        stay.problem = "exception-in-other-currency"
    elif stay.problem is None:
        used["exception.override"] += 1
        set_lines(stay, amounts)
    elif "accommodation" not in amounts:
        used["exception.without-rent"] += 1
        stay.problem = "exception-without-rent"
    else:
        used["exception.instead"] += 1
        stay.problem, stay.currency, stay.taxes_outside, stay.prices = None, currency, False, None
        stay.rent = stay.discounts = stay.channel_fee = 0
        stay.fees, stay.adjustments, stay.taxes = {}, {}, []
        set_lines(stay, amounts)
        return not stay.cancelled or sum(minor for minor, _ in amounts.values()) != 0
    return True


def set_lines(stay, amounts):
    """Puts one amount in place of all lines of its kind."""
    for line, (minor, _) in amounts.items():
        group, _, kind = line.partition(".")
        if group == "accommodation":
            stay.rent, stay.prices = minor, None
        elif group == "discount":
            stay.discounts = minor
        elif group == "channel-fee":
            stay.channel_fee = minor
        elif group == "tax":
            stay.taxes = [("by exception", "", minor)]
        elif group == "guest-fee":
            used["exception.deposit"] += kind == "deposit"
            stay.fees[kind] = minor
        else:
            stay.adjustments[kind] = minor
