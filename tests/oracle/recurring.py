"""Recurring entries of a period: the part of docs/rules.md about expenses and credits."""

import datetime

from commission import months
from features import used
from model import Entry
from money import rounded


def entries_of(recurring, stays, first, last):
    """The entries of a period."""
    for day, times in occasions(recurring, stays, first, last):
        if times and first <= day <= last:
            used["recurring." + recurring.every] += 1
            net = times * recurring.net
            yield Entry(day, recurring.home, recurring.owner, recurring.currency, net, rounded(net * recurring.vat))


def occasions(recurring, stays, first, last):
    """The days on which something counts, and how many times."""
    own = [stay for stay in stays if stay.home == recurring.home and not stay.cancelled]

    def in_force(day):
        return recurring.first <= day <= recurring.last

    if recurring.every == "month":
        ends = [end for _, end in months(first, last) if (end + datetime.timedelta(days=1)).day == 1]
        return [(end, 1) for end in ends if in_force(end)]
    if recurring.every == "week":
        days = [first + datetime.timedelta(days=number) for number in range((last - first).days + 1)]
        return [(day, 1) for day in days if in_force(day) and (day - recurring.first).days % 7 == 0]
    if recurring.every == "booked-night":
        nights = {night for stay in own if not stay.of_owner for night in stay.nights if in_force(night)}
        return [(end, sum(start <= night <= end for night in nights)) for start, end in months(first, last)]
    of_owner = recurring.every == "owner-stay"
    return [(stay.departure, 1) for stay in own if stay.of_owner == of_owner and in_force(stay.departure)]
