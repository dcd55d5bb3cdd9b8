"""The configuration as terms: what docs/config.md accepts, parsed without validation."""

import csv
import datetime
import tomllib
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from money import read_amount, read_rate, rounded
from names import MANAGER, OWNER

FEE_KINDS = ("cleaning", "pet", "linen", "extra-guest", "resort", "damage-waiver", "management", "other")
DEPOSIT = "deposit"  # held for the guest: no agreement says anything of it
ADJUSTMENT_KINDS = ("damage", "penalty", "refund", "other")
CHARGED = {"cleaning", "linen", "maintenance", "repair", "supplies", "utilities", "insurance", "tax",
           "manager-fee", "channel-fee", "disbursement", "expense"}
CHANNEL_NAMES = {"homeaway": "vrbo", "booking.com": "booking", "booking_com": "booking"}


def channel_name(platform):
    """A channel as the configuration calls it."""
    return CHANNEL_NAMES.get(platform.lower(), platform.lower())


@dataclass(frozen=True)
class Treatment:
    """Who gets an amount: all of it, a share, a fixed amount first, or neither owner nor manager."""

    how: str  # all, part, fixed, pass-through
    who: str = OWNER
    part: Fraction = Fraction(1)
    fixed: tuple = ()

    @classmethod
    def read(cls, value):
        """What `fees`, `adjustments`, `channel_fee` and `taxes` accept."""
        if isinstance(value, str):
            return cls("pass-through", MANAGER) if value == "pass-through" else cls("all", value)
        (who, share), = value.items()
        if who == "pass_through":
            return cls("pass-through", share)
        if share.endswith("%"):
            rate = read_rate(share)
            return cls("part", OWNER, rate if who == OWNER else 1 - rate)
        return cls("fixed", who, fixed=read_amount(share))


@dataclass(frozen=True)
class Row:
    """A row of `rates` or `waivers`, or the base of a channel."""

    channel: str | None
    home: str | None
    first: datetime.date | None
    last: datetime.date | None
    by: str | None
    rate: Fraction

    @classmethod
    def read_all(cls, tables):
        """The rows in order; a row without `to` ends where the next one of its chain begins."""
        rows = []
        for table in tables:
            day = {key: datetime.date.fromisoformat(table[key]) for key in ("from", "to") if key in table}
            channel = table.get("channel")
            rows.append(cls(channel and channel_name(channel), table.get("property"), day.get("from"),
                            day.get("to"), table.get("by"), read_rate(table.get("rate", "0%"))))
        return [row._ended(rows[place + 1:]) for place, row in enumerate(rows)]

    def _ended(self, later):
        if self.first is None and self.last is None or self.last is not None:
            return self
        chain = (self.channel, self.home, self.by)
        begins = [row.first for row in later if (row.channel, row.home, row.by) == chain and row.first]
        if not begins:
            return self
        last = min(begins) - datetime.timedelta(days=1)
        return Row(self.channel, self.home, self.first, last, self.by, self.rate)

    def may_fit(self, stay):
        """Whether channel and property are those of the stay."""
        return self.channel in (None, stay.channel) and self.home in (None, stay.home)

    def holds_on(self, day):
        """Whether the row's days include `day`."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Vat:
    """VAT on commission."""

    rate: Fraction
    method: str
    rent_vat: Fraction
    by_document: bool


@dataclass(frozen=True)
class Tiers:
    """Rates that depend on what a property has earned since the month or year began."""

    marginal: bool
    by_year: bool
    year_starts: tuple
    bands: list  # (from, rate)
    currency: str

    @classmethod
    def read(cls, table):
        """`commission.tiers`."""
        month, day = table.get("year_starts", "01-01").split("-")
        bands = [(read_amount(band["from"])[0], read_rate(band["rate"])) for band in table["bands"]]
        return cls(table["method"] == "marginal", table["per"] == "year", (int(month), int(day)), bands,
                   read_amount(table["bands"][0]["from"])[1])


@dataclass
class Commission:
    """What the manager earns."""

    base: list
    bases: dict
    rate: Fraction | None
    rates: list
    amounts: dict  # minimum_per_booking and so on, as (minor units, currency)
    tiers: Tiers | None
    waivers: list
    reversals: bool
    vat: Vat | None

    @classmethod
    def read(cls, table):
        """`[[agreement]] commission`."""
        amounts = {key: read_amount(table[key]) for key in
                   ("minimum_per_booking", "maximum_per_booking", "per_booking", "per_night", "per_month")
                   if key in table}
        vat = table.get("vat")
        return cls(
            table["base"],
            {channel_name(one["channel"]): one["base"] for one in table.get("bases", [])},
            read_rate(table["rate"]) if "rate" in table else None,
            Row.read_all(table.get("rates", [])),
            amounts,
            Tiers.read(table["tiers"]) if "tiers" in table else None,
            Row.read_all(table.get("waivers", [])),
            table.get("reversals", True),
            vat and Vat(read_rate(vat["rate"]), vat["method"], read_rate(vat.get("rent_vat", "0%")),
                        vat.get("rounding") == "document"),
        )

    def base_for(self, channel):
        """The terms of the base of a stay of a channel."""
        return self.bases.get(channel, self.base)


class Agreement:
    """The terms between a manager and an owner."""

    def __init__(self, table):
        recognise = table["recognise"]
        self.basis = {"default": recognise} if isinstance(recognise, str) else recognise
        self.by_price = table.get("nights") == "by-price"
        self.commission = Commission.read(table["commission"])
        fees = dict(table.get("fees", {}))
        fee = table["channel_fee"]
        self.rent_is_net = fee.get("report") == "net"
        self.fees_are_net = fees.pop("report", "gross") == "net" or self.rent_is_net
        self.fees = {kind: Treatment.read(value) for kind, value in fees.items()}
        self.channel_fee = Treatment.read(fee["borne_by"])
        self.channel_fee_of = {channel_name(channel): Treatment.read(value)
                               for channel, value in fee.get("channels", {}).items()}
        self.irrecoverable_vat = {channel_name(channel): read_rate(rate)
                                  for channel, rate in fee.get("irrecoverable_vat", {}).items()}
        said = {"refund": OWNER, "penalty": MANAGER} | table.get("adjustments", {})
        self.adjustments = {kind: Treatment.read(value) for kind, value in said.items()}
        said = {"default": "pass-through"} | table.get("taxes", {})
        self.taxes = {key: Treatment.read(value) for key, value in said.items()}
        withhold = table.get("withhold")
        self.withhold = withhold and (read_rate(withhold["rate"]), withhold["base"])
        collects = table.get("collects", MANAGER)
        self.collects = collectors(collects)
        cancellations = table.get("cancellations", {})
        self.takes_cancelled = cancellations.get("include", True)
        self.earns_on_cancelled = cancellations.get("commission", True)
        cleaning = table.get("owner_stays", {}).get("cleaning")
        self.owner_stay_cleaning = cleaning and read_amount(cleaning)
        self.nights_per_year = table.get("owner_stays", {}).get("nights_per_year")
        year_starts = table.get("owner_stays", {}).get("year_starts", "01-01")
        self.year_starts = tuple(int(part) for part in year_starts.split("-"))

    def basis_of(self, group, kind=None):
        """The basis of a group of lines: `default`, `fees`, `channel-fee`, `taxes`, `commission`."""
        if group == "channel-fee" and self.rent_is_net:
            return self.basis["default"]
        said = self.basis.get(group, self.basis["default"])
        return said if isinstance(said, str) else said.get(kind, said.get("default", self.basis["default"]))

    def bases(self):
        """Every basis by which any line counts."""
        groups = {self.basis_of(group) for group in ("default", "channel-fee", "taxes", "commission")}
        return groups | {self.basis_of("fees", kind) for kind in (*FEE_KINDS, DEPOSIT)}

    def fee_treatment(self, kind):
        """Who gets a guest fee of a kind, or `None` if the agreement does not say."""
        return self.fees.get(kind, self.fees.get("default"))


@dataclass(frozen=True)
class Block:
    """Nights that nobody can book."""

    first: datetime.date
    last: datetime.date
    use: str
    reason: str


@dataclass
class Home:
    """A property of the configuration."""

    id: str
    name: str
    owner: str
    agreement: Agreement
    currency: str | None
    collects: dict | None
    blocks: list = field(default_factory=list)

    def collectors(self):
        """Who collects, according to the property, otherwise its agreement."""
        return self.collects or self.agreement.collects

    def collector(self, channel):
        """Who collects for stays of a channel."""
        said = self.collectors()
        return said.get(f"channel:{channel}", said.get("default", MANAGER))


def collectors(said):
    """Who collects, as a group even if the configuration has one word."""
    return {"default": said} if isinstance(said, str) else said


@dataclass(frozen=True)
class Entry:
    """A row of the entries file or an entry that an agreement creates, signed as it changes what the owner gets."""

    day: datetime.date
    home: str | None
    owner: str
    currency: str
    net: int
    vat: int
    co_host: str | None = None  # the party that a channel paid directly
    channel: str | None = None


@dataclass(frozen=True)
class Recurring:
    """A recurring entry, signed as it changes what the owner gets."""

    home: str | None
    owner: str
    currency: str
    net: int
    vat: Fraction
    every: str
    first: datetime.date
    last: datetime.date


@dataclass(frozen=True)
class Decision:
    """What the exceptions say about the stays of a code."""

    code: str
    home: str | None
    amounts: dict  # by the line's name, as (minor units, currency); `None` leaves the stay out


@dataclass
class Portfolio:
    """A configuration with its entries."""

    homes: dict = field(default_factory=dict)
    entries: list = field(default_factory=list)
    recurring: list = field(default_factory=list)
    fee_labels: dict = field(default_factory=dict)
    adjustment_labels: dict = field(default_factory=dict)
    exceptions: list = field(default_factory=list)

    def read_books(self, folder):
        """Reads entries and exceptions from their files."""
        self.entries = read_entries(Path(folder, "entries.csv"), self.homes)
        self.exceptions = read_exceptions(Path(folder, "exceptions.csv"), self.homes)


def read_portfolio(folder):
    """`owner-statements.toml` of a folder, without entries and exceptions."""
    table = tomllib.loads(Path(folder, "owner-statements.toml").read_text(encoding="utf-8"))
    agreements = {one["id"]: Agreement(one) for one in table["agreement"]}
    portfolio = Portfolio(fee_labels=table.get("fee_labels", {}),
                          adjustment_labels=table.get("adjustment_labels", {}))
    for one in table["property"]:
        portfolio.homes[one["id"]] = Home(one["id"], one["name"], one["owner"], agreements[one["agreement"]],
                                          one.get("currency"), collectors(one.get("collects")))
    for one in table.get("block", []):
        first, last = (datetime.date.fromisoformat(one[key]) for key in ("from", "to"))
        portfolio.homes[one["property"]].blocks.append(Block(first, last, one["use"], one["reason"]))
    portfolio.recurring = [read_recurring(one, portfolio.homes) for one in table.get("recurring", [])]
    return portfolio


def read_recurring(table, homes):
    """A section of recurring entries."""
    net, currency = read_amount(table["net"])
    home = homes.get(table.get("property"))
    days = {key: datetime.date.fromisoformat(table[key]) for key in ("from", "to") if key in table}
    return Recurring(home and home.id, home.owner if home else table["owner"], currency,
                     net if table["category"] not in CHARGED else -net,
                     read_rate(table["vat"]) if "vat" in table else 0, table["every"],
                     days.get("from", datetime.date.min), days.get("to", datetime.date.max))


def read_exceptions(path, homes):
    """The rows of an exceptions file, together by what they are about."""
    names = {home.name: home.id for home in homes.values()} | {home: home for home in homes}
    decisions = {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            home = names[row["property"]] if row["property"] else None
            decision = decisions.setdefault((row["code"], home), {})
            if row["action"] == "exclude":
                decisions[row["code"], home] = None
            else:
                decision[row["line"]] = read_amount(row["amount"])
    return [Decision(code, home, amounts) for (code, home), amounts in decisions.items()]


def part_of(amount, text):
    """The value of a text such as 23% or 4.50 EUR for an amount; an empty text is zero."""
    if text.endswith("%"):
        return rounded(amount * Fraction(text.removesuffix("%")) / 100)
    return read_amount(text)[0] if text else 0


def read_entries(path, homes):
    """The rows of an entries file."""
    names = {home.name: home for home in homes.values()} | homes
    entries = []
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            home = names[row["property"]] if row["property"] else None
            cost, currency = read_amount(row["net"])
            net = cost + part_of(cost, row["markup"])
            vat = part_of(net, row["vat"])
            _, is_co_host, co_host = row["category"].partition("co-host-payout-to-")
            sign = -1 if row["category"] in CHARGED or co_host == OWNER else 1
            for side in (sign, -sign) if row["paid_by"] == "owner" else (sign,):
                entries.append(Entry(datetime.date.fromisoformat(row["date"]), home and home.id,
                                     home.owner if home else row["owner"], currency, side * net, side * vat,
                                     co_host if is_co_host else None, row["channel"] or None))
    return entries
