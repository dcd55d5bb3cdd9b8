"""Random portfolios that are valid and reconcile: a snapshot, entries and a configuration."""

import datetime
import gzip
import hashlib
import json
import random
from collections import Counter
from pathlib import Path

from agreements import agreement_text, quoted, value
from model import CHARGED, channel_name, read_portfolio
from money import DECIMALS, amount_text
from names import MANAGER, OWNER

FIRST_ARRIVAL, LAST_ARRIVAL = datetime.date(2026, 2, 20), datetime.date(2026, 7, 20)
LOOK_BACK_DAYS, LOOK_AHEAD_MONTHS = 800, 24
SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥", "CLP": "CLP\u00a0", "KWD": "KWD "}
CHANNELS = ("airbnb", "airbnb", "homeaway", "vrbo", "booking", "booking.com", "direct", "manual", "agoda")
FEE_LABELS = (
    "Cleaning Fee", "Frais de ménage", "Endreinigung", "Aseo", "Sprzątanie", "Pet Fee", "Mascota", "Haustiere",
    "Linens", "Bettwäsche", "Ropa de cama", "EXTRA_GUEST_FEE", "Ospite aggiuntivo", "Resort fee",
    "Community fee", "Damage Waiver", "Management fee", "Booking fee", "Late check-in", "Hot tub", "Früher Einzug",
    "persona extra",
)
DEPOSIT_LABELS = (  # with what is called so and is none
    "Security deposit", "Refundable Damage Deposit", "Kaution", "Caution", "Dépôt de garantie", "Fianza",
    "Depósito de seguridad", "Cauzione", "Deposito cauzionale", "Caução", "Kaucja zwrotna", "Borg", "Waarborgsom",
    "Breakage bond", "Deposit waiver", "Security deposit insurance", "Kautionsversicherung", "Assurance caution",
    "Seguro de fianza", "Borgverzekering", "Non-refundable deposit", "Luggage deposit",
)
ADJUSTMENTS = (  # label, whether it may be positive, whether it may be negative
    ("Resolution Adjustment", False, True), ("Partial refund", False, True), ("Rückerstattung", False, True),
    ("Cancellation penalty", False, True), ("Damage payment", True, True), ("AirCover payout", True, False),
    ("Resolution Payout", True, False), ("Kulanz", True, True), ("goodwill", True, True),
)
TAXES = (("Lodging Tax", "Host Tax"), ("City tax", "Host Tax"), ("CITY_TAX", "Taxes"), ("VAT 9%", "Taxes"),
         ("Local city tax Ville", "Collect at check-in Tax"), ("Taxe de séjour", "Pass-through taxes"))
EXCEPTION_LINES = ("accommodation", "accommodation", "discount", "channel-fee", "tax", "guest-fee.cleaning",
                   "guest-fee.other", "guest-fee.deposit", "adjustment.refund", "adjustment.damage")
CATEGORIES = ("maintenance", "repair", "manager-fee", "channel-fee", "disbursement", "expense", "tax", "credit",
              "damage-payment")


class Account:
    """The portfolio of one seed, written to a folder for each month."""

    def __init__(self, seed, basic):
        self.dice = random.Random(seed)
        self.basic = basic
        self.seed = seed
        self.excepted = set()  # codes with an exception
        self.takes_deposits = not basic and self.chance(20)
        self.homes = self._homes()
        self.rows = [self._row(home, number) for home in self.homes
                     for number in range(self.dice.randint(2, 12))]
        if not self.basic:
            self._crowd()
            self._repeat()

    def chance(self, percent):
        """True with the given probability."""
        return self.dice.random() * 100 < percent

    def _homes(self):
        dice = self.dice
        agreements = [dice.choice(list(DECIMALS)) if self.chance(60) else "EUR"
                      for _ in range(dice.randint(1, 4))]
        homes = []
        for number in range(dice.randint(len(agreements), 6)):
            terms = number if number < len(agreements) else dice.randrange(len(agreements))
            other = self.chance(1.5)
            homes.append({
                "id": f"00000000-0000-4000-8000-{number + 1:012}", "name": f"Home {number + 1}",
                "agreement": terms, "owner": f"owner-{number if number < 2 else dice.randrange(2)}",
                "currency": dice.choice(list(DECIMALS)) if other else agreements[terms],
                "timezone": dice.choice(("+0000", "+0100", "-0600", "+0930")),
                "said": self.chance(50), "collects": not self.basic and self.chance(12),
            })
        self.agreements = [agreement_text(dice, number, currency, homes, self.basic)
                           for number, currency in enumerate(agreements)]
        return homes

    def config(self):
        """The configuration's text."""
        parts = ['schema = 1\nentries = "entries.csv"\nexceptions = "exceptions.csv"\n\n[manager]\nname = "Harbour & Pine Stays"\n',
                 '[fee_labels]\nextra-guest = ["persona extra"]\n' + 'deposit = ["bond"]\n' * (not self.basic),
                 '[adjustment_labels]\nrefund = ["goodwill"]\n', *self.agreements]
        for owner in sorted({home["owner"] for home in self.homes}):
            parts.append(f'[[owner]]\nid = "{owner}"\nname = "Owner {owner}"\n')
        for home in self.homes:
            keys = {"id": home["id"], "name": home["name"], "agreement": f"terms-{home['agreement']}",
                    "owner": home["owner"]}
            if home["said"]:
                keys["currency"] = home["currency"]
            if home["collects"]:
                keys["collects"] = self.dice.choice(("owner", "manager", {
                    "default": self.dice.choice(("owner", "manager")), "channel:airbnb": "owner"}))
            parts.append("[[property]]\n" + "".join(f"{key} = {value(said)}\n" for key, said in keys.items()))
            parts += self._blocks(home)
        parts += [self.recurring() for _ in range(self.dice.choice((0, 0, 1, 3)))]
        return "\n".join(parts)

    def recurring(self):
        """A section of a recurring entry."""
        home = self.dice.choice(self.homes)
        every = self.dice.choice(("month", "week", "stay", "booked-night", "owner-stay"))
        of_home = every not in ("month", "week") or self.chance(60)
        keys = {"property": home["id"]} if of_home else {"owner": home["owner"]}
        keys |= {"category": self.dice.choice(CATEGORIES[:4]), "description": "Again", "every": every,
                 "net": f"{amount_text(self.dice.randint(1, 9999), home['currency'])} {home['currency']}"}
        if self.chance(60):
            keys["vat"] = self.dice.choice(("23%", "8.1%", "19%"))
        if every == "week" or self.chance(30):
            keys["from"] = f"2026-0{self.dice.randint(3, 6)}-{self.dice.choice(('01', '07', '30'))}"
        if self.chance(20):
            keys["to"] = f"2026-0{self.dice.randint(7, 8)}-{self.dice.choice(('01', '17', '31'))}"
        return "[[recurring]]\n" + "".join(f"{key} = {quoted(text)}\n" for key, text in keys.items())

    def _blocks(self, home):
        """Blocks of a property that share no nights with each other."""
        day, blocks = FIRST_ARRIVAL, []
        while not self.basic and self.chance(70):
            day += datetime.timedelta(days=self.dice.randint(0, 50))
            last = day + datetime.timedelta(days=self.dice.choice((0, 0, 2, 6, 20)))
            use = self.dice.choice(("owner", "maintenance"))
            keys = {"property": home["id"], "from": str(day), "to": str(last), "use": use, "reason": "Kept free"}
            blocks.append("[[block]]\n" + "".join(f"{key} = {quoted(text)}\n" for key, text in keys.items()))
            day = last + datetime.timedelta(days=1)
        return blocks

    def entries(self, portfolio):
        """The entries' text, for the portfolio of the configuration."""
        lines = ["date,property,owner,category,description,net,vat,vendor,markup,paid_by,channel"]
        for number in range(self.dice.randint(0, 6)):
            home = self.dice.choice(self.homes)
            currency = self.dice.choice(list(DECIMALS)) if self.chance(3) else home["currency"]
            day = datetime.date(2026, self.dice.randint(3, 7), self.dice.choice((1, 15, 28, 30)))
            of_home = self.chance(70)
            net, vat, markup = (f"{amount_text(self.dice.randint(1, 99999), currency)} {currency}" for _ in range(3))
            category = self.dice.choice(CATEGORIES)
            markup = self.dice.choice(("", "", "10%", "7.5%", markup))
            vat = self.dice.choice(("", "", "23%", "8.1%", *(() if markup else (vat, vat))))
            payer = self.dice.choice(("", "manager", "owner")) if category in CHARGED else ""
            if category == "disbursement":
                markup = vat = ""
            lines.append(f"{day},{home['name'] if of_home else ''},{'' if of_home else home['owner']},"
                         f"{category},Work {number},{net},{vat},Smith & Daughter,{markup},{payer},")
        return "\n".join([*lines, *self._co_host_payouts(portfolio)]) + "\n"

    def _co_host_payouts(self, portfolio):
        """Rows of what channels paid to the party that does not collect the whole stay."""
        for number in range(0 if self.basic else self.dice.choice((0, 0, 1, 4))):
            home = portfolio.homes[self.dice.choice(self.homes)["id"]]
            currency = next(one["currency"] for one in self.homes if one["id"] == home.id)
            channel = self.dice.choice(("airbnb", "booking", "vrbo", "direct"))
            to = OWNER if home.collector(channel) == MANAGER else MANAGER
            day = datetime.date(2026, self.dice.randint(3, 7), self.dice.choice((2, 14, 30)))
            net = f"{amount_text(self.dice.randint(1, 99999), currency)} {currency}"
            yield f"{day},{home.name},,co-host-payout-to-{to},Split {number},{net},,,,,{channel}"

    def exceptions(self):
        """The exceptions' text: decisions about some of the stays."""
        lines = ["code,action,line,amount,reason,property"]
        chosen = {} if self.basic or not self.chance(40) else {
            one["row"]["code"]: one for one in self.dice.sample(self.rows, min(len(self.rows), self.dice.randint(1, 5)))}
        codes = Counter(one["row"]["code"] for one in self.rows)
        for one in chosen and self.rows:
            unusual = not one["row"].get("financials", True) or codes[one["row"]["code"]] > 1
            if unusual and self.chance(80):
                chosen[one["row"]["code"]] = one
        self.excepted = set(chosen)
        for code, one in chosen.items():
            home = next(home for home in self.homes if home["id"] == one["property_id"])
            named = self.dice.choice(("", "", home["id"], home["name"]))
            if self.chance(25):
                lines.append(f"{code},exclude,,,Paid back,{named}")
                continue
            money = one["row"].get("financials") or {}
            currency = self.dice.choice(list(DECIMALS)) if self.chance(4) else money.get("currency", home["currency"])
            kinds = set(self.dice.sample(EXCEPTION_LINES, self.dice.randint(1, 3)))
            for line in sorted(kinds | ({"accommodation"} if not money and self.chance(85) else set())):
                amount = self._amount(DECIMALS[currency], 500)
                takes = line in ("discount", "channel-fee", "adjustment.refund") or self.chance(5)
                text = amount_text(-amount if takes else amount, currency)
                lines.append(f"{code},override,{line},{text} {currency},As agreed,{named}")
        return "\n".join(lines) + "\n"

    def snapshot(self, first, last):
        """The snapshot of a period in the form that the program stores."""
        homes = [{"id": home["id"], "name": home["name"], "public_name": None, "address": None, "city": None,
                  "country": "IE", "timezone": home["timezone"], "currency": home["currency"], "listed": True}
                 for home in self.homes]
        return {
            "format": "owner-statements snapshot", "version": 3, "program": "0.1.0",
            "fetched_at": "2026-09-02T08:00:00Z", "api": "https://api.example/v2",
            "window": {"first": str(first), "last": str(last), "look_back_days": LOOK_BACK_DAYS,
                       "look_ahead_months": LOOK_AHEAD_MONTHS},
            "scope": "all", "guest_names": "none", "account": None, "properties": homes,
            "reservations": self.rows,
            "counts": {"requests": 1, "pages": 1, "rows_received": len(self.rows),
                       "rows_kept": len(self.rows), "rows_repeated": 0, "rows_outside": 0},
            "remarks": [],
        }

    def write(self, folder, periods):
        """Writes configuration, entries and a snapshot for each period; returns the first two as parsed."""
        Path(folder, "owner-statements.toml").write_text(self.config(), encoding="utf-8")
        portfolio = read_portfolio(folder)
        Path(folder, "entries.csv").write_text(self.entries(portfolio), encoding="utf-8")
        Path(folder, "exceptions.csv").write_text(self.exceptions(), encoding="utf-8")
        portfolio.read_books(folder)
        for first, last in periods:
            text = with_digest(json.dumps(self.snapshot(first, last), ensure_ascii=False))
            packed = gzip.compress(text.encode(), compresslevel=1, mtime=0)
            Path(folder, f"{first}-{last}.json.gz").write_bytes(packed)
        return portfolio

    def _crowd(self):
        """Now and then stays beside those that are there, and one code for two stays."""
        dice = self.dice
        for number in range(dice.randint(1, 4) if self.chance(20) else 0):
            near = dice.choice(self.rows)
            home = next(home for home in self.homes if home["id"] == near["property_id"])
            arrival = day_of(near["row"]["arrival_date"]) + datetime.timedelta(days=dice.choice((-3, -1, 0, 0, 1, 4)))
            beside = self._row(home, 100 + number, arrival)
            if self.chance(40):
                beside["row"]["booking_date"] = near["row"]["booking_date"]
            self.rows.append(beside)
        if self.chance(10):
            one, other = dice.choice(self.rows)["row"], dice.choice(self.rows)["row"]
            if one["platform"] and other["platform"] and channel_name(one["platform"]) != channel_name(other["platform"]):
                other["code"] = one["code"]

    def _repeat(self):
        """Now and then a home whose every month brings the same."""
        if not self.chance(6):
            return
        home = self.dice.choice(self.homes)
        first = self._row(home, 200, datetime.date(2026, 3, 10))
        self.rows = [one for one in self.rows if one["property_id"] != home["id"]]
        for number in range(4):
            again = json.loads(json.dumps(first))
            row = again["row"]
            row["code"] = row["platform_id"] = f"R{number}"
            row["id"] = row["id"][:-1] + str(number)
            for key in ("arrival_date", "departure_date"):
                month = int(row[key][5:7]) + number
                row[key] = f"2026-{month:02}{row[key][7:]}"
            if row.get("financials"):
                row["financials"]["host"]["accommodation_breakdown"] = None
            self.rows.append(again)

    def _row(self, home, number, arrival=None):
        dice = self.dice
        arrival = arrival or FIRST_ARRIVAL + datetime.timedelta(
            days=dice.randrange((LAST_ARRIVAL - FIRST_ARRIVAL).days))
        nights = dice.choice((1, 2, 3, 4, 5, 7, 7, 11, 29, 45, 75))
        departure = arrival + datetime.timedelta(days=nights)
        booked = arrival - datetime.timedelta(days=dice.randrange(120))
        of_owner = self.chance(7)
        category = "accepted" if of_owner else dice.choices(
            ("accepted", "cancelled", "not accepted", "request", "checkpoint"), (80, 14, 3, 2, 1))[0]
        offset = home["timezone"][:3] + ":" + home["timezone"][3:]
        code = f"H{self.homes.index(home)}N{number:03}"
        channel = None if self.chance(0.4) else dice.choice(CHANNELS)
        row = {
            "id": f"7c9e6679-7425-40de-{self.homes.index(home):04}-{number:012}", "code": code,
            "platform": channel, "platform_id": code,
            "booking_date": None if self.chance(0.4) else f"{booked}T{dice.choice((0, 11, 23)):02}:30:00Z",
            "arrival_date": f"{arrival}T00:00:00{offset}", "departure_date": f"{departure}T00:00:00{offset}",
            "nights": nights, "stay_type": "owner_stay" if of_owner else "guest_stay",
            "reservation_status": {"current": {"category": category, "sub_category": None}},
            "properties": [{"id": home["id"], "name": home["name"]}],
        }
        if not of_owner:
            unpriced = category == "accepted" and self.chance(0.5 if self.basic else 1)
            row["financials"] = None if unpriced else self._financials(home, arrival, nights, category)
        return {"property_id": home["id"], "row": row}

    def _amount(self, decimals, most):
        """An amount, often with odd cents, sometimes zero or the smallest unit."""
        if self.chance(3):
            return self.dice.choice((0, 1, 5))
        return self.dice.randrange(most) * 10 ** decimals + self.dice.randrange(10 ** decimals)

    def _financials(self, home, arrival, nights, category):
        dice = self.dice
        currency = dice.choice(list(DECIMALS)) if self.chance(0.7) else home["currency"]
        decimals = DECIMALS[currency]
        scale = 100 if decimals == 0 and self.chance(15) else 1
        prices = [self._amount(decimals, 400) for _ in range(nights)]
        rent = sum(prices)
        host = {name: [] for name in ("guest_fees", "host_fees", "discounts", "adjustments", "taxes")}
        if category == "cancelled" and self.chance(70):
            rent = dice.choice((0, rent // 2))
            host["adjustments"] = dice.choice(([], [("Cancellation penalty", "Total payouts", -self._amount(decimals, 300))]))
        else:
            self._fill(host, decimals, rent)
        total = rent + sum(amount for lines in host.values() for _, _, amount in lines)
        total = self._misread(host, total)

        def line(label, group, amount):
            return {"amount": amount * scale, "formatted": printed(amount, currency), "label": label,
                    "category": group}

        made = {name: [line(*one) for one in lines] for name, lines in host.items()}
        nightly = None
        if self.chance(75):
            shift = 1 if self.chance(10) else 0
            nightly = [line(str(arrival + datetime.timedelta(days=night)), "Accommodation",
                            price + (shift if night == 0 else 0)) for night, price in enumerate(prices)]
        return {"currency": currency, "host": made | {
            "accommodation": line("Accommodation", "Accommodation", rent),
            "accommodation_breakdown": nightly, "revenue": line("Gross Revenue", "Revenue", total)}}

    def _fill(self, host, decimals, rent):
        dice = self.dice
        for label in dice.sample(FEE_LABELS, dice.choice((0, 1, 1, 2, 2, 3, 5))):
            amount = self._amount(decimals, 160)
            host["guest_fees"].append((label, "Guest fees", -amount if self.chance(4) else amount))
        if self.takes_deposits and self.chance(60):
            amount = self._amount(decimals, 500)
            host["guest_fees"].append((dice.choice(DEPOSIT_LABELS), "Guest fees", -amount if self.chance(4) else amount))
        for label in dice.sample(("Host Service Fee", "Payment charge"), dice.choice((0, 1, 1, 1, 2))):
            amount = -(rent * dice.randrange(200) // 1000 + dice.randrange(2))
            host["host_fees"].append((label, "Service fees", -amount if self.chance(3) else amount))
        if self.chance(30):
            host["discounts"].append(("Weekly discount", "Discounts", -(rent * dice.randrange(300) // 1000)))
        if self.chance(22):
            label, gives, takes = dice.choice(ADJUSTMENTS)
            amount = self._amount(decimals, 900 if self.chance(10) else 120)
            sign = 1 if gives and (not takes or self.chance(50)) else -1
            host["adjustments"].append((label, "Total payouts", sign * amount))
        for label, group in dice.sample(TAXES, dice.choice((0, 0, 0, 1, 1, 2))):
            host["taxes"].append((label, group, self._amount(decimals, 60)))

    def _misread(self, host, total):
        """A revenue that only another reading explains, or that is off by one or two cents."""
        sums = {name: sum(amount for _, _, amount in lines) for name, lines in host.items()}
        way = self.dice.choices(("", "taxes", "discounts", "flip", "off"), (84, 4, 4, 4, 4))[0]
        if way == "off":
            return total + self.dice.choice((-2, -1, 1, 2))
        if way == "flip":
            name = self.dice.choice(("host_fees", "guest_fees", "discounts"))
            host[name] = [(label, group, -amount) for label, group, amount in host[name]]
            return total
        return total - sums[way] if way else total


def with_digest(text):
    """The JSON text of a snapshot with SHA-256 of everything before the digest as its last field."""
    text = f'{text.removesuffix("}")},"sha256":'
    return f'{text}"{hashlib.sha256(text.encode()).hexdigest()}"}}'


def day_of(text):
    """The date of a time as the API writes it."""
    return datetime.date.fromisoformat(text[:10])


def printed(amount, currency):
    """An amount as the API prints it."""
    number = amount_text(abs(amount), currency)
    whole, point, rest = number.partition(".")
    return ("-" if amount < 0 else "") + SYMBOLS[currency] + f"{int(whole):,}" + point + rest
