"""Who gets what from a stay, and when it counts: docs/rules.md in exact fractions."""

import datetime
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

from features import used
from model import DEPOSIT, FEE_KINDS
from money import allotted, rounded
from names import CHANNEL, GUEST, MANAGER, OWNER, PASSED_ON_BY
from stays import plain


class Held(Exception):
    """The statement is held for one or more reasons, given by their codes."""

    def __init__(self, *reasons):
        super().__init__(*reasons)
        self.reasons = set(reasons)


def held_by_any(steps):
    """Runs all steps, then raises every reason to hold that came up."""
    reasons = set()
    for step in steps:
        try:
            step()
        except Held as held:
            reasons |= held.reasons
    if reasons:
        raise Held(*sorted(reasons))


@dataclass
class Line:
    """One amount of a stay and the days on which it counts, each with its weight."""

    kind: str
    party: str
    whole: int
    days: list
    counted: dict = field(default_factory=dict, compare=False)  # what counts, by day

    def until(self, last):
        """What counts up to the end of a day."""
        if last not in self.counted:
            self.counted[last] = self._until(last)
        return self.counted[last]

    def _until(self, last):
        weight = sum(weight for _, weight in self.days)
        counted = sum(weight for day, weight in self.days if day <= last)
        if counted in (0, weight):
            return self.whole if counted else 0
        return rounded(Fraction(self.whole) * counted / weight)

    def between(self, first, last):
        """What counts in a period."""
        return self.until(last) - self.until(before(first))


def before(day):
    """The day before."""
    return day - datetime.timedelta(days=1)


def days_of(stay, basis):
    """The days on which lines of a basis count, evenly by night for `nights`."""
    if basis == "booked":
        if stay.booked is None:
            raise Held("no-booking-date")
        return [(stay.booked, 1)]
    if basis == "check-out":
        return [(stay.departure, 1)]
    if basis == "check-in" or stay.cancelled:
        return [(stay.arrival, 1)]
    return [(night, 1) for night in stay.nights]


class Shown:
    """The reported amounts after the channel fee is deducted from those that are shown net."""

    def __init__(self, stay, terms):
        self.fees = {kind: stay.fees[kind] for kind in FEE_KINDS if stay.fees.get(kind)}
        self.fee_parts = {}
        self.channel_fee = stay.channel_fee
        self.rent = stay.rent
        self.terms = terms
        self.stay = stay
        if terms.fees_are_net and stay.channel_fee:
            self._take_out_parts()
        if terms.rent_is_net:
            used["channel-fee.net"] += 1
            self.rent += self.channel_fee

    def passed_on(self, kind):
        """Whether fees of a kind are passed on."""
        treatment = self.terms.fee_treatment(kind)
        return treatment is not None and treatment.how == "pass-through"

    def _take_out_parts(self):
        kinds = list(self.fees)
        weights = [self.stay.rent + self.stay.discounts, *self.fees.values()]
        parts = allotted(self.stay.channel_fee, [max(weight, 0) for weight in weights])
        for kind, part in zip(kinds, parts[1:]):
            if not self.passed_on(kind) and part:
                used["fees.net"] += 1
                self.fee_parts[kind] = part
                self.fees[kind] += part
                self.channel_fee -= part

    def base(self, names):
        """The sum of the lines that a base names, each one once."""
        lines = {}
        for name in names:
            lines |= self._named(name)
            used["base." + name.split(".")[0]] += 1
        return sum(lines.values())

    def _named(self, name):
        group, _, kind = name.partition(".")
        adjustments = self.stay.adjustments
        if group == "accommodation":
            refund = self.terms.adjustments["refund"]
            alone = refund.how == "all" and refund.who == OWNER
            follows = {"adjustments.refund": adjustments.get("refund", 0)} if alone else {}
            return {"accommodation": self.rent} | follows
        if group == "discounts":
            return {"discounts": self.stay.discounts}
        if group == "fees":
            return {"fees." + one: amount for one, amount in self.fees.items()
                    if (one == kind if kind else not self.passed_on(one))}
        if group in ("channel-fee", "channel_fee"):
            return {"channel-fee": 0 if self.terms.rent_is_net else self.channel_fee}
        if group == "adjustments":
            return {"adjustments." + one: amount for one, amount in adjustments.items() if kind in ("", one)}
        outside = self.stay.taxes_outside
        return {"taxes": 0 if outside else sum(amount for _, _, amount in self.stay.taxes)}


def split(treatment, amount, currency):
    """What owner and manager get from an amount."""
    if treatment.how == "all":
        owner = amount if treatment.who == OWNER else 0
    elif treatment.how == "part":
        owner = rounded(treatment.part * amount)
        used["part"] += 1
    else:
        fixed, in_currency = treatment.fixed
        if in_currency != currency:
            raise Held("agreement-in-other-currency")
        used["fees.fixed." + treatment.who] += 1
        first = min(fixed, abs(amount)) * (1 if amount > 0 else -1)
        owner = first if treatment.who == OWNER else amount - first
    return {OWNER: owner, MANAGER: amount - owner}


class Settlement:
    """The lines of one guest stay, except its commission under tiers."""

    def __init__(self, stay, home):
        self.stay, self.home, self.terms = stay, home, home.agreement
        self.lines = []
        self.charge = None  # how its commission came about
        self.shown = Shown(stay, self.terms)

    def add(self, kind, party, amount, days):
        """Adds a line; a line that is zero for the whole stay is left out."""
        if amount:
            self.lines.append(Line(kind, party, amount, days))

    def days(self, group, kind=None):
        """The days of a group of lines."""
        return days_of(self.stay, self.terms.basis_of(group, kind))

    def settle(self):
        """All lines except those of the commission."""
        steps = [self._rent, self._deposit, self._channel_fee, self._withholding]
        steps += [partial(self._fee, kind, amount) for kind, amount in self.shown.fees.items()]
        steps += [partial(self._adjustment, kind, amount) for kind, amount in self.stay.adjustments.items()]
        steps += [partial(self._tax, *tax) for tax in self.stay.taxes]
        held_by_any(steps)
        return self

    def _rent(self):
        days = self.days("default")
        by_price = self.terms.by_price and self.terms.basis_of("default") == "nights"
        if by_price and not self.stay.cancelled and self.stay.rent:
            used["nights.by-price" if self.stay.prices_match else "nights.prices-do-not-match"] += 1
            if self.stay.prices_match:
                days = self.stay.prices
        self.add("accommodation", OWNER, self.shown.rent, days)
        self.add("discount", OWNER, self.stay.discounts, self.days("default"))

    def _deposit(self):
        """What is held for the guest, whatever the agreement says of fees."""
        amount = self.stay.fees.get(DEPOSIT, 0)
        if amount:
            used["deposit"] += 1
            self.add("guest-fee." + DEPOSIT, GUEST, amount, self.days("fees", DEPOSIT))

    def _fee(self, kind, amount):
        treatment = self.terms.fee_treatment(kind)
        if treatment is None:
            held_by_any([partial(self.days, "fees", kind), self._lacks_terms])
        days = self.days("fees", kind)
        self.add("channel-fee." + kind, CHANNEL, -self.shown.fee_parts.get(kind, 0), days)
        if treatment.how == "pass-through":
            used["fees.pass-through." + treatment.who] += 1
            if treatment.who == OWNER:
                self.add("pass-on." + kind, OWNER, amount, days)
            else:
                self.add("guest-fee." + kind, PASSED_ON_BY[treatment.who], amount, days)
            return
        for party, part in split(treatment, amount, self.stay.currency).items():
            self.add("guest-fee." + kind, party, part, days)

    def _lacks_terms(self):
        raise Held("fee-without-terms")

    def _adjustment(self, kind, amount):
        treatment = self.terms.adjustments.get(kind)
        if amount == 0:
            return
        if treatment is None:
            raise Held("adjustment-without-terms")
        used["adjustment." + kind] += 1
        for party, part in split(treatment, amount, self.stay.currency).items():
            self.add("adjustment." + kind, party, part, self.days("default"))

    def _channel_fee(self):
        if not self.stay.channel_fee:
            return
        days = self.days("channel-fee")
        depends = self.terms.channel_fee_of or self.terms.irrecoverable_vat
        if depends and self.stay.channel is None:
            raise Held("no-channel")
        treatment = self.terms.channel_fee_of.get(self.stay.channel, self.terms.channel_fee)
        if self.stay.channel in self.terms.channel_fee_of:
            used["channel-fee.of-a-channel"] += 1
        if not self.terms.rent_is_net:
            for party, part in split(treatment, self.shown.channel_fee, self.stay.currency).items():
                self.add("channel-fee", party, part, days)
        self.add("channel-fee", CHANNEL, -self.shown.channel_fee, days)
        rate = self.terms.irrecoverable_vat.get(self.stay.channel)
        if rate is not None:
            used["channel-fee.vat"] += 1
            vat = rounded(rate * self.stay.channel_fee)
            for party, part in split(treatment, vat, self.stay.currency).items():
                self.add("channel-fee-vat", party, part, days)
            self.add("channel-fee-vat", PASSED_ON_BY[MANAGER], -vat, days)

    def _tax(self, label, category, amount):
        days = self.days("taxes")
        if self.stay.taxes_outside:
            self._add_to("tax", PASSED_ON_BY[CHANNEL], amount, days)
            return
        treatment = tax_treatment(self.terms.taxes, label, category, self.stay.channel)
        used[f"tax.{treatment.how}.{treatment.who}"] += 1
        if treatment.how == "pass-through" and treatment.who != OWNER:
            self._add_to("tax", PASSED_ON_BY[treatment.who], amount, days)
            return
        self._add_to("tax", OWNER, amount, days)
        if treatment.who == "withheld":
            self._add_to("tax-withheld", OWNER, -amount, days)
            self._add_to("tax-withheld", PASSED_ON_BY[MANAGER], amount, days)

    def _add_to(self, kind, party, amount, days):
        """Adds to the line of a kind and party: several taxes share one line."""
        for line in self.lines:
            if (line.kind, line.party) == (kind, party):
                amount += line.whole
                self.lines.remove(line)
                break
        self.add(kind, party, amount, days)

    def _withholding(self):
        if self.terms.withhold is None:
            return
        rate, names = self.terms.withhold
        amount = rounded(rate * self.shown.base(names))
        used["withhold"] += amount != 0
        self.add("withholding", OWNER, -amount, self.days("default"))
        self.add("withholding", PASSED_ON_BY[MANAGER], amount, self.days("default"))

    def receive(self):
        """What the owner collected, after all other lines have been added."""
        depends = self.home.collectors().keys() - {"default"}
        if depends and self.stay.channel is None:
            raise Held("no-channel")
        if self.home.collector(self.stay.channel) != OWNER:
            return
        used["collects.property" if self.home.collects else "collects.agreement"] += 1
        passes_through_hands = (OWNER, MANAGER, PASSED_ON_BY[MANAGER])
        amount = sum(line.whole for line in self.lines if line.party in passes_through_hands)
        self.add("received", OWNER, -amount, self.days("default"))


def tax_treatment(taxes, label, category, channel):
    """The treatment of a tax: the longest text of its label decides, then of its category."""
    for prefix, text in (("label:", label), ("category:", category)):
        known = {plain(key.removeprefix(prefix)): key for key in taxes if key.startswith(prefix)}
        hits = [one for one in known if one in plain(text)]
        if hits:
            used["taxes." + prefix.rstrip(":")] += 1
            return taxes[known[min(hits, key=lambda one: (-len(one), one))]]
    if channel is None and any(key.startswith("channel:") for key in taxes):
        raise Held("no-channel")
    if f"channel:{channel}" in taxes:
        used["taxes.channel"] += 1
        return taxes[f"channel:{channel}"]
    return taxes["default"]
