"""What the manager earns on a stay: the part of docs/rules.md about commission."""

import datetime
from dataclasses import dataclass
from fractions import Fraction

from features import used
from money import allotted, rounded
from names import MANAGER, OWNER
from rules import Held, before, days_of, held_by_any

PER_BOOKING = ("minimum_per_booking", "maximum_per_booking", "per_booking", "per_night")


@dataclass(frozen=True)
class Charge:
    """How a stay's commission came about."""

    full: int  # with minimum, maximum and flat amounts, before VAT is taken out of it
    rated: int = 0
    base: int = 0
    with_vat: int | None = None  # the base before VAT was taken out of it
    days: tuple = ()  # on which it counts, each with its rate


def takes_none(stay, agreement):
    """Whether a guest stay has no commission, whatever its amounts."""
    none = stay.cancelled and not agreement.earns_on_cancelled
    used["cancelled.without-commission"] += none
    return none


def base_of(settlement):
    """The base of a stay's commission, if there is one; a negative base may count as zero."""
    stay, commission = settlement.stay, settlement.terms.commission
    if commission.bases and stay.channel is None:
        raise Held("no-channel")
    used["bases"] += stay.channel in commission.bases
    base = settlement.shown.base(commission.base_for(stay.channel))
    if commission.vat and commission.vat.method == "net":
        base = rounded(Fraction(base) / (1 + commission.vat.rent_vat))
    if base < 0 and not commission.reversals:
        used["reversals.none"] += 1
        return None
    used["reversals"] += base < 0
    return base


def commission_days(settlement):
    """The nights or the day on which the commission counts, each with its rate."""
    stay, terms = settlement.stay, settlement.terms
    days = days_of(stay, terms.basis_of("commission"))
    return [(day, rate_on(settlement, day)) for day, _ in days]


def day_meant(stay, by, counts):
    """The day that decides whether a dated row matches."""
    if by == "booked" and stay.booked is None:
        raise Held("no-booking-date")
    return {"booked": stay.booked, "check-in": stay.arrival, "check-out": stay.departure,
            "period": counts}[by]


def fits(row, stay, counts):
    """Whether a row of `rates` or `waivers` matches a stay whose commission counts on a day."""
    if row.channel is not None and stay.channel is None and row.home in (None, stay.home):
        raise Held("no-channel")
    return row.may_fit(stay) and (row.by is None or row.holds_on(day_meant(stay, row.by, counts)))


def rate_on(settlement, day):
    """The rate of the first row that matches."""
    stay, commission = settlement.stay, settlement.terms.commission
    for row in commission.rates:
        if fits(row, stay, day):
            used["rates.by-" + row.by if row.by else "rates"] += 1
            return row.rate
    return commission.rate


def in_currency(commission, name, currency):
    """An amount of the agreement, which only applies to its own currency."""
    minor, own = commission.amounts[name]
    if own != currency:
        raise Held("agreement-in-other-currency")
    return minor


def bounded(settlement, amount):
    """A commission after minimum, maximum and flat amounts."""
    commission, stay = settlement.terms.commission, settlement.stay
    said = {name: in_currency(commission, name, stay.currency)
            for name in PER_BOOKING if name in commission.amounts}
    if "minimum_per_booking" in said and amount < said["minimum_per_booking"]:
        used["minimum"] += 1
        amount = said["minimum_per_booking"]
    if "maximum_per_booking" in said and amount > said["maximum_per_booking"]:
        used["maximum"] += 1
        amount = said["maximum_per_booking"]
    used["per_booking"] += "per_booking" in said
    used["per_night"] += "per_night" in said
    return amount + said.get("per_booking", 0) + said.get("per_night", 0) * len(stay.nights)


def add_commission(settlement):
    """Adds the commission of a stay by rate, the waived commission, and VAT."""
    commission, stay = settlement.terms.commission, settlement.stay
    if takes_none(stay, settlement.terms):
        return
    bases, days = [], []
    held_by_any([
        lambda: bases.append(base_of(settlement)),
        lambda: [in_currency(commission, name, stay.currency) for name in PER_BOOKING if name in commission.amounts],
        lambda: None if bases == [None] else days.extend(commission_days(settlement)),
    ])
    base, = bases
    if base is None:
        return
    amount = rated = rounded(Fraction(base) * sum(rate for _, rate in days) / len(days))
    if base > 0 and not stay.cancelled:
        amount = bounded(settlement, amount)
    is_net = commission.vat and commission.vat.method == "net"
    with_vat = settlement.shown.base(commission.base_for(stay.channel)) if is_net else None
    settlement.charge = Charge(amount, rated, base, with_vat, tuple(days))
    varies = len({rate for _, rate in days}) > 1
    used["rates.night-by-night"] += varies
    add_lines(settlement, amount, days if varies else [(day, 1) for day, _ in days])


def add_lines(settlement, amount, days):
    """Adds a commission that counts on some days, the waived commission, and VAT on the rest."""
    commission = settlement.terms.commission
    waived = any(fits(row, settlement.stay, None) for row in commission.waivers)
    vat = 0
    if commission.vat and not waived:
        used["vat." + commission.vat.method] += 1
        rate = commission.vat.rate
        vat = rounded(amount * rate / (1 + rate) if commission.vat.method == "gross" else amount * rate)
        if commission.vat.method == "gross":
            amount -= vat
    pairs = [("commission", amount), ("commission-vat", vat)]
    if waived:
        used["waived"] += 1
        pairs.append(("commission-waived", -amount))
    for kind, earned in pairs:
        settlement.add(kind, OWNER, -earned, days)
        settlement.add(kind, MANAGER, earned, days)


def tier_total(tiers, base):
    """T(B): the commission on everything that a property has earned."""
    return rounded(sum(rate * part for rate, part in tier_bands(tiers, base)))


def tier_bands(tiers, base):
    """The parts of a base that have a rate each: what lies in each band, or all of it in one."""
    if tiers.marginal:
        ends = [begins for begins, _ in tiers.bands[1:]] + [max(base, 0)]
        parts = [(begins, end, rate) for (begins, rate), end in zip(tiers.bands, ends)
                 if begins == 0 or base > begins]
        return [(rate, min(base, end) - begins) for begins, end, rate in parts]
    fitting = [rate for begins, rate in tiers.bands if begins < base]
    used["tiers.upper-band"] += len(fitting) > 1
    return [((fitting or [tiers.bands[0][1]])[-1], base)]


def began(tiers, day):
    """The first day of the tier month or tier year that contains a day."""
    if not tiers.by_year:
        return day.replace(day=1)
    month, first = tiers.year_starts
    this_year = datetime.date(day.year, month, first)
    return this_year if this_year <= day else this_year.replace(year=day.year - 1)


def months(first, last):
    """The parts of a period, one per month."""
    while first <= last:
        following = (first.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
        yield first, min(last, before(following))
        first = following


def tier_parts(tiers, first, last):
    """The parts of a period, one per tier month or tier year, with its first day."""
    while first <= last:
        since = began(tiers, first)
        following = since
        while following <= first:
            following = began(tiers, following + datetime.timedelta(days=366 if tiers.by_year else 31))
        yield since, first, min(last, before(following))
        first = following


def tier_commissions(earning, tiers, first, last):
    """The part of a property's commission that counts in a period, by stay id; takes (day, stay, base)."""
    return {number: part for _, _, parts in tier_windows(earning, tiers, first, last)
            for number, part in parts.items()}


def tier_windows(earning, tiers, first, last):
    """Bases before and through the end of each part of a period, with the commissions of its stays by id."""
    earning = [one for one in earning if one[2] is not None]
    earning.sort(key=lambda each: (each[1].arrival, each[1].departure, each[1].code, each[1].channel or ""))
    for since, start, end in tier_parts(tiers, first, last):
        total = sum(base for day, _, base in earning if since <= day <= end)
        so_far = sum(base for day, _, base in earning if since <= day < start)
        counting = [(stay, base) for day, stay, base in earning if start <= day <= end]
        if counting:
            change = tier_total(tiers, total) - tier_total(tiers, so_far)
            parts = allotted(change, [abs(base) for _, base in counting])
            yield so_far, total, {stay.id: part for (stay, _), part in zip(counting, parts)}
            used["tiers.marginal" if tiers.marginal else "tiers.slab"] += 1
            used["tiers.year" if tiers.by_year else "tiers.month"] += 1
