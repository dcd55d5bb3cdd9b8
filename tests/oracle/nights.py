"""Blocked nights and the owner's year: docs/rules.md, counted night by night."""

import datetime

from features import used


def days(first, last):
    """Every date from the first to the last."""
    return [first + datetime.timedelta(days=day) for day in range((last - first).days + 1)]


def rank(stay):
    """Of two stays that have a night, the one of the lower rank keeps it."""
    return (stay.of_owner, stay.arrival, stay.booked or datetime.date.max, stay.code, stay.channel or "")


def kept_nights(stays):
    """The nights that each stay of a property keeps, by its id: every night belongs to one of them."""
    keepers = {}
    for stay in sorted((stay for stay in stays if not (stay.problem or stay.cancelled)), key=rank):
        for night in stay.nights:
            keepers.setdefault(night, stay)
    kept = {stay.id: set() for stay in stays}
    for night, stay in keepers.items():
        kept[stay.id].add(night)
    for stay in stays:
        if not (stay.problem or stay.cancelled) and len(kept[stay.id]) < len(stay.nights):
            used["overlap.of-owner" if stay.of_owner else "overlap"] += 1
    return kept


def nights_by_kind(stays):
    """The nights of a property that belong to reservations: all of them, and those that are the owner's."""
    taking_place = [stay for stay in stays if not (stay.problem or stay.cancelled)]
    of_guests = {night for stay in taking_place if not stay.of_owner for night in stay.nights}
    of_owner = {night for stay in taking_place if stay.of_owner for night in stay.nights}
    return of_guests | of_owner, of_owner - of_guests


def blocks_of(home, stays, first, last):
    """The blocks with nights in a period: dates, use, reason, and how many nights are left for each."""
    taken, _ = nights_by_kind(stays)
    found = []
    for block in home.blocks:
        nights = [night for night in days(block.first, block.last) if first <= night <= last]
        if nights:
            left = [night for night in nights if night not in taken]
            used["block." + block.use] += bool(left)
            used["block.beneath-a-stay"] += len(left) < len(nights)
            found.append((str(block.first), str(block.last), block.use, block.reason, len(left)))
    return sorted(found)


def year_of(home, stays, last):
    """First and last day, and the nights agreed, used, left and over the limit; `None` if unknown."""
    if home.agreement.nights_per_year is None:
        return None
    month, day = home.agreement.year_starts
    begin = datetime.date(last.year - ((last.month, last.day) < (month, day)), month, day)
    taken, own = nights_by_kind(stays)
    kept = {night for block in home.blocks if block.use == "owner"
            for night in days(block.first, block.last)} - taken
    kept = {night for night in kept if begin <= night <= last}
    unused = [stay for stay in stays if stay.problem and not stay.cancelled]
    may_be_owners = any(stay.of_owner and begin <= night <= last for stay in unused for night in stay.nights)
    if may_be_owners or any(night in kept for stay in unused for night in stay.nights):
        used["year.unclear"] += 1
        return None
    nights = len({night for night in own if begin <= night <= last} | kept)
    agreed = home.agreement.nights_per_year
    used["year.left" if nights <= agreed else "year.exceeded"] += 1
    return [str(begin), str(last), agreed, nights, max(agreed - nights, 0), max(nights - agreed, 0)]
