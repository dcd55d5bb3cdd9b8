"""How a property's commission of a period was worked out: docs/rules.md, the rows by channel and rate."""

from collections import defaultdict
from fractions import Fraction

from commission import tier_bands
from features import used
from money import rounded
from names import MANAGER
from rules import Line, before

PARTS = ("base", "fixed", "vat_included", "waived", "commission", "vat")


def worked_out(rows, agreement, windows, first, last):
    """The rows as tuples of channel, rate and amounts by name; `windows` are those of tiers."""
    if agreement.commission.tiers:
        sums = by_band(rows, agreement.commission, windows, first, last)
    else:
        sums = defaultdict(lambda: dict.fromkeys(PARTS, 0))
        for row in rows:
            add_stay(sums, row, agreement, first, last)
    return [(channel, rate, finished(amounts, rate, agreement.commission.vat))
            for (channel, rate), amounts in sums.items()]


def finished(amounts, rate, vat):
    """A row with what follows from its sums: the rate on the base, and what rounding leaves."""
    rated = rounded(rate * amounts["base"])
    explained = rated + sum(amounts[name] for name in ("fixed", "vat_included", "waived"))
    due = rounded(vat.rate * amounts["commission"]) if vat else 0
    used["worked-out.rounding"] += amounts["commission"] != explained
    return amounts | {"rated": rated, "rounding": amounts["commission"] - explained,
                      "vat_rounding": amounts["vat"] - due}


def earned(row, kind, first, last):
    """What the manager has of a kind of line in the period."""
    return sum(line.between(first, last) for line in row.lines if (line.kind, line.party) == (kind, MANAGER))


def beside(row, first, last):
    """What is waived of a stay's commission, what is left of it, and VAT."""
    commission, waived, vat = (earned(row, kind, first, last)
                               for kind in ("commission", "commission-waived", "commission-vat"))
    return {"commission": commission + waived, "waived": waived, "vat": vat}


def add_stay(sums, row, agreement, first, last):
    """Adds a stay's commission to the rows of its channel and rates."""
    lines = [line for line in row.lines if (line.kind, line.party) == ("commission", MANAGER)]
    if not lines:
        return
    line, charge = lines[0], row.charge
    bases = bases_by_rate(charge.base, charge.days, first, last)
    if not line.between(first, last) and not any(bases.values()):
        return
    commission = agreement.commission
    by_channel = commission.bases or any(one.channel for one in commission.rates)
    used["worked-out.by-channel"] += bool(by_channel)
    channel = (row.stay.channel or "unknown") if by_channel else None

    def part(amount):
        return Line("", MANAGER, amount, line.days).between(first, last)

    rest = beside(row, first, last) | {
        "fixed": part(charge.full - charge.rated), "vat_included": part(line.whole - charge.full)}
    with_vat = bases_by_rate(charge.with_vat, charge.days, first, last) if charge.with_vat is not None else {}
    used["worked-out.several-rates"] += len(bases) > 1
    spread(sums, channel, bases, rest, commission.vat)
    for rate, amount in with_vat.items():
        amounts = sums[channel, rate]
        amounts["base_with_vat"] = amounts.get("base_with_vat", 0) + amount


def bases_by_rate(base, days, first, last):
    """The part of a base that counts in the period, by the rate of the nights or the day, in order."""
    even = Line("", MANAGER, base, [(day, 1) for day, _ in days])
    if len({rate for _, rate in days}) == 1:
        return {days[0][1]: even.between(first, last)}
    found = {}
    for night, rate in days:
        if first <= night <= last:
            found[rate] = found.get(rate, 0) + even.between(night, night)
    return found


def spread(sums, channel, bases, rest, vat):
    """Adds bases by rate; what is not a rate on a base, or follows from one, goes with the last of them."""
    is_waived = rest["waived"] and not rest["commission"]
    is_included = bool(rest["vat_included"])
    for place, (rate, base) in enumerate(bases.items()):
        amounts = sums[channel, rate]
        amounts["base"] += base
        part = rest
        if place < len(bases) - 1:
            part = charged(rounded(rate * base), vat, is_waived, is_included)
            for name, amount in part.items():
                rest[name] -= amount
        for name, amount in part.items():
            amounts[name] += amount


def charged(rated, vat, is_waived, is_included):
    """A rate on a part of a base, with what follows from it."""
    if is_waived:
        return {"commission": 0, "waived": -rated}
    if vat is None:
        return {"commission": rated}
    if not is_included:
        return {"commission": rated, "vat": rounded(vat.rate * rated)}
    within = rounded(rated * vat.rate / (1 + vat.rate))
    return {"commission": rated - within, "vat": within, "vat_included": -within}


def by_band(rows, commission, windows, first, last):
    """The rows of tiers: what lies in each band after the period less what lay in it before."""
    tiers = commission.tiers
    counting = [row for row in rows if earned(row, "commission", first, last)]
    rest = dict.fromkeys(PARTS, 0)
    for row in counting:
        line, = (line for line in row.lines if (line.kind, line.party) == ("commission", MANAGER))
        for name, amount in (beside(row, first, last) | {"vat_included": line.whole - row.charge.full}).items():
            rest[name] += amount
    bases = {}
    for so_far, total, ids in windows:
        if ids & {row.stay.id for row in counting}:
            for rate, part in (*tier_bands(tiers, total), *((rate, -part) for rate, part in tier_bands(tiers, so_far))):
                bases[rate] = bases.get(rate, 0) + part
    bases = {rate: base for rate, base in bases.items() if base}
    sums = defaultdict(lambda: dict.fromkeys(PARTS, 0))
    del rest["base"]
    used["worked-out.tiers"] += bool(bases)
    spread(sums, None, bases, rest, commission.vat)
    return sums
