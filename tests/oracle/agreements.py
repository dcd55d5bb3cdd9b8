"""Random agreements as text: valid according to docs/config.md, each in one currency."""

import datetime

from model import FEE_KINDS
from money import amount_text

BASES = ("check-in", "check-out", "nights", "nights", "booked")
RATES = ("0%", "10%", "12.5%", "17.333333%", "20%", "25%", "33.3%", "100%")
YEARS = ({}, {"year_starts": "01-01"}, {"year_starts": "04-15"}, {"year_starts": "06-01"})
ADJUSTMENT_KINDS = ("refund", "damage", "penalty", "other")


def quoted(text):
    """A TOML string."""
    return f'"{text}"'


def value(one):
    """A value as TOML on one line."""
    if isinstance(one, bool):
        return "true" if one else "false"
    if isinstance(one, int):
        return str(one)
    if isinstance(one, dict):
        return "{ " + ", ".join(f"{key if key.replace('-', '').replace('_', '').isalnum() else quoted(key)}"
                                f" = {value(inner)}" for key, inner in one.items()) + " }"
    if isinstance(one, list):
        return "[" + ", ".join(value(inner) for inner in one) + "]"
    return quoted(one)


class Terms:
    """Builds one agreement."""

    def __init__(self, dice, currency, homes, basic):
        self.dice, self.currency, self.homes, self.basic = dice, currency, homes, basic

    def chance(self, percent):
        """True with the given probability; never for new keys in a basic run."""
        return self.dice.random() * 100 < percent

    def more(self, percent):
        """The same for keys that only the full configuration has."""
        return not self.basic and self.chance(percent)

    def rate(self):
        """A rate as text."""
        return self.dice.choice(RATES)

    def amount(self, most, least=1):
        """An amount as text, up to a number of whole units."""
        decimals = {"JPY": 0, "CLP": 0, "KWD": 3}.get(self.currency, 2)
        minor = self.dice.randint(least, most * 10 ** decimals)
        return f"{amount_text(minor, self.currency)} {self.currency}"

    def table(self):
        """The agreement's keys and values."""
        tiers = self.more(18)
        recognise = self.recognise(tiers)
        default = recognise if isinstance(recognise, str) else recognise["default"]
        fees = self.fees()
        channel_fee, net = self.channel_fee(default)
        table = {"recognise": recognise, "commission": self.commission(tiers), "channel_fee": channel_fee}
        by_price = self.chance(50) and not net
        table["nights"] = "by-price" if by_price else "even"
        if not self.chance(3):
            if not net and self.more(30):
                fees["report"] = self.dice.choice(("net", "net", "gross"))
            table["fees"] = fees
        table["adjustments"] = {kind: self.party() for kind in ADJUSTMENT_KINDS
                                if kind == "other" and self.chance(94) or kind != "other" and self.chance(80)}
        if self.chance(70):
            table["taxes"] = self.taxes()
        if self.more(20):
            table["withhold"] = {"rate": self.rate(), "base": self.base(), "name": "Withholding tax"}
        if self.more(25):
            table["collects"] = self.dice.choice(("owner", "manager", {
                "default": self.dice.choice(("owner", "manager")), "channel:airbnb": "owner",
                "channel:booking": "manager"}))
        if self.chance(35):
            table["cancellations"] = self.dice.choice(
                ({"include": False}, {"include": True, "commission": False}, {"commission": True}))
        if self.chance(50):
            table["owner_stays"] = {"cleaning": self.amount(90)}
            if self.more(50):
                table["owner_stays"] |= self.dice.choice(YEARS) | {"nights_per_year": self.dice.randint(0, 40)}
        return table

    def recognise(self, tiers):
        """When money counts."""
        if self.basic or self.chance(45):
            return self.dice.choice(("check-in", "check-out", "booked") if tiers else BASES)
        group = {"default": self.dice.choice(BASES)}
        if tiers or self.chance(60):
            group["commission"] = self.dice.choice(("check-in", "check-out", "booked") if tiers else BASES)
        for name in ("channel-fee", "taxes"):
            if self.chance(40):
                group[name] = self.dice.choice(BASES)
        if self.chance(50):
            kinds = self.dice.sample(FEE_KINDS, 2) + ["default"] * self.chance(60)
            group["fees"] = {kind: self.dice.choice(BASES) for kind in kinds} if self.chance(60) \
                else self.dice.choice(BASES)
        return group

    def base(self):
        """The terms of a base."""
        terms = ["accommodation"] if self.chance(90) else []
        terms += ["discounts"] * self.chance(70) + ["channel-fee"] * self.chance(35)
        if self.chance(25):
            terms.append("fees")
        elif self.chance(50) or not terms:
            terms += ["fees." + kind for kind in self.dice.sample(FEE_KINDS, 2)]
        if self.more(15):
            terms.append("adjustments")
        elif self.more(25):
            terms += ["adjustments." + kind for kind in self.dice.sample(ADJUSTMENT_KINDS, 2)]
        return terms + ["taxes"] * self.more(20)

    def commission(self, tiers):
        """What the manager earns."""
        table = {"base": self.base()}
        if tiers:
            table["tiers"] = self.tiers()
        else:
            table["rate"] = self.rate()
            self.bound(table)
            rows = self.rates()
            if rows:
                table["rates"] = rows
        if self.more(20):
            table["bases"] = [{"channel": channel, "base": self.base()}
                              for channel in self.dice.sample(("booking", "vrbo", "direct"), 2)]
        if self.more(15):
            table["per_month"] = self.amount(80)
        if self.more(20):
            table["waivers"] = self.waivers()
        if self.more(25):
            table["reversals"] = self.chance(30)
        if self.more(45):
            table["vat"] = self.vat()
        return table

    def bound(self, table):
        """Minimum, maximum and flat amounts."""
        if self.more(20):
            table["minimum_per_booking"] = self.amount(60)
        if self.more(15):
            table["maximum_per_booking"] = self.amount(400, 90_000 if self.currency == "KWD" else 9_000
                                                       if self.currency not in ("JPY", "CLP") else 90)
        if self.more(15):
            table["per_booking"] = self.amount(30)
        if self.more(15):
            table["per_night"] = self.amount(9)

    def rates(self):
        """Rows of rates, each of which can match."""
        rows = []
        if self.chance(30):
            rows += [{"channel": channel, "rate": self.rate()}
                     for channel in self.dice.sample(("direct", "booking", "misterbnb"), 2)]
        if self.more(20):
            rows.append({"channel": "vrbo", "property": self.dice.choice(self.homes)["id"], "rate": self.rate()})
        if self.more(45):
            rows += self.chain(self.dice.choice(({}, {}, {"channel": "airbnb"})))
        if self.more(15):
            rows.append({"property": self.dice.choice(self.homes)["id"], "rate": self.rate()})
        return rows

    def chain(self, which):
        """Dated rows that follow each other, with days before the first one."""
        by = self.dice.choice(("booked", "check-in", "check-out", "period", "period"))
        day = datetime.date(2026, self.dice.randint(3, 5), self.dice.choice((1, 10, 30)))
        rows = []
        for _ in range(self.dice.randint(1, 3)):
            last = day + datetime.timedelta(days=self.dice.choice((4, 20, 40)))
            row = which | {"from": str(day), "by": by, "rate": self.rate()}
            rows.append(row | ({"to": str(last)} if self.chance(70) else {}))
            day = last + datetime.timedelta(days=1)
        return rows

    def waivers(self):
        """Stays whose commission is waived."""
        rows = [{"channel": "direct", "reason": "Friends of the owner"}]
        if self.chance(60):
            rows.append({"from": "2026-04-10", "to": "2026-05-12", "reason": "Building work",
                         "by": self.dice.choice(("booked", "check-in", "check-out"))})
        return rows[self.dice.randrange(len(rows)):]

    def vat(self):
        """VAT on commission."""
        method = self.dice.choice(("plus", "net", "gross"))
        table = {"rate": self.dice.choice(("23%", "21%", "8.1%")), "method": method}
        if method == "net":
            table["rent_vat"] = self.dice.choice(("9%", "13.5%"))
        if method != "gross" and self.chance(40):
            table["rounding"] = self.dice.choice(("document", "document", "line"))
        return table

    def tiers(self):
        """Bands of the base."""
        decimals = {"JPY": 0, "CLP": 0, "KWD": 3}.get(self.currency, 2)
        bands, begins = [], 0
        for _ in range(self.dice.randint(1, 3)):
            bands.append({"from": f"{amount_text(begins, self.currency)} {self.currency}", "rate": self.rate()})
            begins += self.dice.randint(500, 4000) * 10 ** decimals
        if len(bands) > 1 and self.chance(30):
            bands[0]["to"] = bands[1]["from"]
        per = self.dice.choice(("month", "year"))
        table = {"method": self.dice.choice(("slab", "marginal")), "per": per, "bands": bands}
        if per == "year" and self.chance(50):
            table["year_starts"] = self.dice.choice(("04-01", "05-15", "07-01", "04-06"))
        return table

    def party(self):
        """Owner, manager or a share."""
        return self.dice.choice(("owner", "owner", "manager", {"owner": self.rate()}, {"manager": self.rate()}))

    def fees(self):
        """Who gets each kind of guest fee."""
        table = {}
        for kind in self.dice.sample(FEE_KINDS, self.dice.randrange(7)):
            table[kind] = self.party()
            if self.more(45):
                table[kind] = self.dice.choice((
                    {"owner": self.amount(60)}, {"manager": self.amount(60)}, {"pass_through": "owner"},
                    {"pass_through": "manager"}, {"pass_through": "channel"}))
        if self.chance(96):
            table["default"] = self.party()
        return table

    def channel_fee(self, default):
        """Who pays the channel fee, and whether rent and fees are shown net of it."""
        if self.more(15):
            return {"borne_by": "owner", "report": "net"}, True
        table = {"borne_by": self.dice.choice(("owner", "manager"))}
        if self.more(25):
            table["borne_by"] = {"owner": self.rate()}
        if self.more(25):
            table["channels"] = {"direct": self.dice.choice(("owner", "manager")), "booking": {"owner": "50%"}}
        if self.more(30):
            table["irrecoverable_vat"] = {"booking": "21%", "airbnb": "23%"}
        return table, False

    def taxes(self):
        """Who remits taxes."""
        treatments = ["pass-through", "owner", {"pass_through": "channel"}, {"pass_through": "manager"}]
        if self.basic:
            return {"default": self.dice.choice(treatments)}
        treatments += ["withheld", "withheld", {"pass_through": "owner"}]
        table = {"default": self.dice.choice(treatments)}
        for key in ("channel:airbnb", "channel:vrbo", "label:city", "label:city tax", "label:CITÝ TAX V",
                    "category:Host Tax", "category:host", "category:Taxes"):
            if self.chance(22):
                table[key] = self.dice.choice(treatments)
        return table


def agreement_text(dice, number, currency, homes, basic):
    """An `[[agreement]]` section."""
    own = [home for home in homes if home["agreement"] == number]
    table = Terms(dice, currency, own, basic).table()
    keys = "".join(f"{key} = {value(one)}\n" for key, one in table.items())
    return f'[[agreement]]\nid = "terms-{number}"\n{keys}'
