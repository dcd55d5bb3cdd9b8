"""A snapshot's rows as stays with money: the part of docs/rules.md from the API to lines."""

import datetime
import gzip
import json
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property

from exceptions import apply
from features import used
from model import channel_name
from money import DECIMALS

FEE_PATTERNS = {
    "other": "non-refundable deposit, luggage",
    "damage-waiver": "damage waiver, damage protection, damage insurance, deposit waiver, deposit insurance, "
                     "kautionsversicherung, assurance caution, seguro de fianza, borgverzekering",
    "deposit": "deposit, kaution, caution, depot de garantie, fianza, cauzion, caucao, kaucj, borg",
    "pet": "pet fee, pet cleaning, pets, animal, haustier, mascota, huisdier, zwierz",
    "cleaning": "clean, menage, nettoyage, reinig, limpie, limpeza, aseo, pulizi, sprzat, schoonmaak",
    "linen": "linen, towel, linge, bettwasche, handtuch, ropa de cama, biancheria, beddengoed, posciel",
    "extra-guest": "extra guest, extra_guest, additional guest, voyageur supplementaire, "
                   "zusatzliche gast, huesped adicional, hospede adicional, ospite aggiuntivo, "
                   "extra gast, dodatkow",
    "resort": "resort, community fee, amenity fee",
    "management": "management fee, administration fee, admin fee, booking fee",
}
ADJUSTMENT_PATTERNS = {
    "damage": "damage, aircover, schaden, dommage",
    "penalty": "penalt, cancellation fee, strafe, amende",
    "refund": "refund, reimburs, rembours, erstattung, reembolso, rimborso, resolution",
}
LISTS = ("guest_fees", "host_fees", "discounts", "adjustments", "taxes")
UNITS_OFF_MAX = 2


def plain(text):
    """A text without case and accents, for comparison."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(one for one in apart if not unicodedata.combining(one))


def kind_of(label, own, patterns):
    """The kind whose pattern a label contains: the manager's patterns first, then the built-in ones."""
    label = plain(label)
    for kind, texts in own.items():
        if any(plain(text) in label for text in texts):
            used["label.own"] += 1
            return kind
    for kind, texts in patterns.items():
        if any(text in label for text in texts.split(", ")):
            return kind
    return "other"


@dataclass
class Stay:
    """A reservation that either can be used or holds its owner's statement."""

    id: str
    code: str
    channel: str | None
    home: str
    arrival: datetime.date
    departure: datetime.date
    booked: datetime.date | None
    cancelled: bool
    of_owner: bool
    currency: str | None = None
    problem: str | None = None
    rent: int = 0
    discounts: int = 0
    channel_fee: int = 0
    fees: dict = field(default_factory=dict)
    adjustments: dict = field(default_factory=dict)
    taxes: list = field(default_factory=list)  # (label, category, amount)
    taxes_outside: bool = False
    prices: list | None = None

    @cached_property
    def nights(self):
        """The dates on which its nights begin."""
        count = (self.departure - self.arrival).days
        return [self.arrival + datetime.timedelta(days=day) for day in range(count)]

    def nights_within(self, first, last):
        """The number of its nights in a period; a cancelled stay has none."""
        return 0 if self.cancelled else sum(first <= night <= last for night in self.nights)

    @property
    def prices_match(self):
        """Whether the nightly prices cover exactly the nights and add up to the rent."""
        return (self.prices is not None and [day for day, _ in self.prices] == self.nights
                and sum(price for _, price in self.prices) == self.rent)


def read_snapshot(path):
    """The snapshot in a file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return json.load(file)


def read_stays(snapshot, portfolio):
    """Every stay that counts or holds."""
    offsets = {one["id"]: one["timezone"] for one in snapshot["properties"]}
    read = (read_stay(one["property_id"], one["row"], offsets, portfolio) for one in snapshot["reservations"])
    stays = apply(portfolio.exceptions, [stay for stay in read if stay is not None])
    return [stay for stay in stays if not is_left_out(stay, portfolio)]


def is_left_out(stay, portfolio):
    """Whether the agreement leaves a cancelled stay out."""
    left_out = stay.cancelled and not stay.problem and not portfolio.homes[stay.home].agreement.takes_cancelled
    used["cancelled.left-out"] += left_out
    return left_out


def read_stay(home, row, offsets, portfolio):
    """A row as a stay, or `None` if it is left out."""
    status = plain(row["reservation_status"]["current"]["category"] or "").replace("_", " ")
    if status not in ("accepted", "cancelled", "canceled"):
        return None
    platform = row["platform"]
    stay = Stay(
        row["id"], row["code"], channel_name(platform) if platform else None, home,
        datetime.date.fromisoformat(row["arrival_date"][:10]),
        datetime.date.fromisoformat(row["departure_date"][:10]),
        booking_day(row["booking_date"], offsets[home]),
        status != "accepted", (row["stay_type"] or "").startswith("owner"),
    )
    financials = row.get("financials")
    if stay.of_owner:
        return None if stay.cancelled else stay
    if not financials or not financials.get("host"):
        stay.problem = "no-financials"
        return stay
    stay.currency = financials["currency"]
    read_money(stay, financials["host"], portfolio)
    if stay.cancelled and stay.problem is None:
        revenue = financials["host"]["revenue"]["amount"]
        if revenue == 0:
            used["cancelled.left-out"] += 1
            return None
    return stay


def booking_day(instant, offset):
    """The day of a booking in the property's UTC offset."""
    if instant is None:
        return None
    moment = datetime.datetime.fromisoformat(instant.replace("Z", "+00:00"))
    ahead = datetime.timedelta(hours=int(offset[1:3]), minutes=int(offset[3:5]))
    return (moment + (ahead if offset[0] == "+" else -ahead)).date()


def scaled(lines, currency):
    """The unit in which all amounts equal their texts, as a number of decimals."""
    own = DECIMALS[currency]
    for unit in (own, 2, 0):
        if all(abs(line["amount"]) * 10 ** own == _printed(line["formatted"], own) * 10 ** unit
               for line in lines):
            return unit
    return None


def _printed(text, decimals):
    """The absolute value of a formatted text in smallest units."""
    number = re.sub(r"[^0-9.]", "", text)
    whole, _, rest = number.partition(".")
    return int(whole) * 10 ** decimals + int(rest.ljust(decimals, "0") or "0")


def read_money(stay, host, portfolio):
    """The host's side of the money, in the one reading that adds up to the revenue."""
    prices = host["accommodation_breakdown"]
    lines = [host["accommodation"], host["revenue"], *(prices or ())]
    for name in LISTS:
        lines += host[name]
    unit = scaled(lines, stay.currency)
    if unit is None:
        stay.problem = "doubtful-scale"
        return
    own = DECIMALS[stay.currency]
    if unit != own:
        used["unit.converted"] += 1

    def minor(line):
        return line["amount"] * 10 ** own // 10 ** unit

    sums = {name: sum(minor(line) for line in host[name]) for name in LISTS}
    reading = read_signs(minor(host["accommodation"]), sums, minor(host["revenue"]))
    if reading is None or isinstance(reading, str) and reading.startswith("hold:"):
        stay.problem = "does-not-reconcile" if reading is None else reading.removeprefix("hold:")
        return
    used["reading." + reading] += 1
    sign = {name: -1 if reading == "flipped." + name else 1 for name in LISTS}
    stay.rent = minor(host["accommodation"])
    stay.discounts = 0 if reading == "net-of-discounts" else sign["discounts"] * sums["discounts"]
    stay.channel_fee = sign["host_fees"] * sums["host_fees"]
    for line in host["guest_fees"]:
        kind = kind_of(line["label"], portfolio.fee_labels, FEE_PATTERNS)
        stay.fees[kind] = stay.fees.get(kind, 0) + sign["guest_fees"] * minor(line)
    for line in host["adjustments"]:
        kind = adjustment_kind(line["label"], minor(line), portfolio.adjustment_labels)
        stay.adjustments[kind] = stay.adjustments.get(kind, 0) + minor(line)
    stay.taxes = [(line["label"], line["category"], minor(line)) for line in host["taxes"]]
    stay.taxes_outside = reading == "taxes-outside"
    if prices:
        stay.prices = [(datetime.date.fromisoformat(line["label"]), minor(line)) for line in prices]


def adjustment_kind(label, amount, own):
    """The kind of an adjustment; a positive amount under a built-in label could be anything."""
    kind = kind_of(label, own, ADJUSTMENT_PATTERNS)
    by_own = any(plain(text) in plain(label) for texts in own.values() for text in texts)
    gives = kind in ("penalty", "refund") and amount > 0 and not by_own
    return "other" if gives else kind


def read_signs(rent, sums, revenue):
    """The name of the reading in which the lines add up to the revenue, or `None`."""
    missing = revenue - rent - sum(sums.values())
    if missing == 0:
        return "as-delivered"
    fits = {"taxes-outside": -sums["taxes"], "net-of-discounts": -sums["discounts"]}
    flipped = {"flipped." + name: -2 * sums[name] for name in ("host_fees", "guest_fees", "discounts")}
    exact = [name for name, change in (fits | flipped).items() if change == missing]
    if exact:
        return exact[0] if len(exact) == 1 else "hold:reconciles-in-several-ways"
    if abs(missing) <= UNITS_OFF_MAX:
        return "as-delivered"
    near = [name for name, change in fits.items() if change and abs(missing - change) <= UNITS_OFF_MAX]
    if not near:
        return None
    return near[0] if len(near) == 1 else "hold:reconciles-in-several-ways"
