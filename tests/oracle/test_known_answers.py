"""The known answers of docs/rules.md, checked against the oracle.

    python3 -m unittest discover tests/oracle
"""

import datetime
import unittest
from fractions import Fraction

from commission import add_commission, tier_commissions, tier_total
from model import Agreement, Home, Portfolio, Tiers, Treatment
from money import allotted, amount_text, read_amount, rounded
from names import CHANNEL, MANAGER, OWNER
from rules import Held, Settlement, split, tax_treatment
from statements import Month
from stays import ADJUSTMENT_PATTERNS, FEE_PATTERNS, Stay, adjustment_kind, kind_of, read_signs, scaled

LEAST = {"recognise": "check-out", "commission": {"base": ["accommodation"], "rate": "20%"},
         "channel_fee": {"borne_by": "owner"}, "fees": {"default": "owner"}}


def day(text):
    return datetime.date.fromisoformat(text)


def stay(arrival, departure, **money):
    """An accepted guest stay in EUR."""
    return Stay("id", "HM1", "airbnb", "home", day(arrival), day(departure), day("2026-05-15"), False,
                False, "EUR", **money)


def home(**keys):
    return Home("home", "Home", "owner", Agreement(LEAST | keys), "EUR", None)


def settled(one, **keys):
    """The whole-stay lines of a stay under terms."""
    settlement = Settlement(one, home(**keys)).settle()
    add_commission(settlement)
    settlement.receive()
    return settlement


def amounts(one, **keys):
    """Kind and party with the amount of the whole stay."""
    return {(line.kind, line.party): line.whole for line in settled(one, **keys).lines}


def owners(one, **keys):
    return sum(amount for (_, party), amount in amounts(one, **keys).items() if party == OWNER)


def rent_in(one, first, last, **keys):
    """The part of the rent that counts in a period."""
    lines = (line for line in settled(one, **keys).lines if line.kind == "accommodation")
    return sum(line.between(day(first), day(last)) for line in lines)


class Money(unittest.TestCase):
    def test_half_a_cent_goes_away_from_zero(self):
        self.assertEqual([rounded(Fraction(each, 2)) for each in (25, -25, 24, 1, -1)], [13, -13, 12, 1, -1])
        self.assertEqual(rounded(Fraction(1, 3)), 0)

    def test_largest_remainder(self):
        self.assertEqual(allotted(5, [70, 30]), [4, 1])
        self.assertEqual(allotted(800, [1, 1, 1]), [267, 267, 266])
        self.assertEqual(allotted(-800, [1, 1, 1]), [-267, -267, -266])
        self.assertEqual(allotted(7, [0, 0]), [7, 0])

    def test_amounts_as_text(self):
        self.assertEqual([read_amount(text) for text in ("85.00 EUR", "7 JPY", "0.050 KWD")],
                         [(8500, "EUR"), (7, "JPY"), (50, "KWD")])
        self.assertEqual([amount_text(-5, "EUR"), amount_text(12, "CLP"), amount_text(-1234, "KWD")],
                         ["-0.05", "12", "-1.234"])


class WhenMoneyCounts(unittest.TestCase):
    def test_two_nights_over_a_months_end(self):
        one = stay("2026-01-31", "2026-02-02", rent=30000,
                   prices=[(day("2026-01-31"), 20000), (day("2026-02-01"), 10000)])
        for nights, january in (("even", 15000), ("by-price", 20000)):
            terms = {"recognise": "nights", "nights": nights}
            self.assertEqual(rent_in(one, "2026-01-01", "2026-01-31", **terms), january)
            self.assertEqual(rent_in(one, "2026-02-01", "2026-02-28", **terms), 30000 - january)

    def test_each_basis_has_its_day(self):
        one = stay("2026-06-01", "2026-06-05", rent=40000)
        for basis, on in (("check-in", "2026-06-01"), ("check-out", "2026-06-05"), ("booked", "2026-05-15")):
            self.assertEqual(rent_in(one, on, on, recognise=basis), 40000)
        for night in ("2026-06-01", "2026-06-02", "2026-06-03", "2026-06-04"):
            self.assertEqual(rent_in(one, night, night, recognise="nights"), 10000)

    def test_six_nights_over_september(self):
        one = stay("2026-09-27", "2026-10-03", rent=60000)
        lines = settled(one, recognise="nights").lines
        september = {(line.kind, line.party): line.between(day("2026-09-01"), day("2026-09-30")) for line in lines}
        self.assertEqual(september["accommodation", OWNER], 40000)
        self.assertEqual(september["commission", OWNER], -8000)

    def test_nights_of_a_period(self):
        owners_own = stay("2026-01-28", "2026-02-02")
        self.assertEqual(owners_own.nights_within(day("2026-01-01"), day("2026-01-31")), 4)
        self.assertEqual(owners_own.nights_within(day("2026-02-01"), day("2026-02-28")), 1)
        over = stay("2026-08-29", "2026-09-03")
        self.assertEqual(over.nights_within(day("2026-08-01"), day("2026-08-31")), 3)
        self.assertEqual(over.nights_within(day("2026-09-01"), day("2026-09-30")), 2)

    def test_periods_make_the_whole(self):
        one = stay("2026-01-20", "2026-04-05", rent=100001, fees={"cleaning": 777}, channel_fee=-3331)
        for line in settled(one, recognise="nights", commission=LEAST["commission"] | {
                "rates": [{"from": "2026-02-10", "by": "period", "rate": "17%"}]}).lines:
            parts = [line.between(day(f"2026-{month:02}-01"), day(f"2026-{month + 1:02}-01") - datetime.timedelta(1))
                     for month in range(1, 7)]
            self.assertEqual(sum(parts), line.whole, line)


class WhoGetsWhat(unittest.TestCase):
    SMALL = {"rent": 48000, "fees": {"cleaning": 2000}, "channel_fee": -5000}

    def small(self):
        return stay("2026-06-01", "2026-06-03", **self.SMALL)

    def test_base_less_the_channel_fee(self):
        base = ["accommodation", "fees", "channel-fee"]
        terms = {"commission": {"base": base, "rate": "20%"}}
        self.assertEqual(amounts(self.small(), **terms)["commission", MANAGER], 9000)
        self.assertEqual(owners(self.small(), **terms), 36000)

    def test_base_of_rent_and_fees(self):
        terms = {"commission": {"base": ["accommodation", "fees"], "rate": "20%"}}
        self.assertEqual(amounts(self.small(), **terms)["commission", MANAGER], 10000)
        self.assertEqual(owners(self.small(), **terms), 35000)

    def test_minimum_of_a_booking(self):
        one = stay("2026-06-01", "2026-06-03", rent=100000)
        terms = {"commission": {"base": ["accommodation"], "rate": "15%", "minimum_per_booking": "200.00 EUR"}}
        self.assertEqual(amounts(one, **terms)["commission", MANAGER], 20000)
        one.cancelled = True
        self.assertEqual(amounts(one, **terms)["commission", MANAGER], 15000)

    def test_vat_within_the_rent(self):
        one = stay("2026-06-01", "2026-06-03", rent=100000)
        vat = {"rate": "21%", "method": "net", "rent_vat": "9%"}
        found = amounts(one, commission=LEAST["commission"] | {"vat": vat})
        self.assertEqual(rounded(Fraction(100000) / Fraction(109, 100)), 91743)
        self.assertEqual(found["commission", MANAGER], 18349)
        self.assertEqual(found["commission", MANAGER] + found["commission-vat", MANAGER], 22202)
        self.assertEqual(sum(amount for (_, party), amount in found.items() if party == OWNER), 77798)

    def test_a_fee_net_of_its_part(self):
        one = stay("2026-06-01", "2026-06-03", fees={"other": 10000}, channel_fee=-1550)
        found = amounts(one, fees={"default": "manager", "report": "net"})
        self.assertEqual(found, {("guest-fee.other", MANAGER): 8450, ("channel-fee.other", CHANNEL): 1550})

    def test_parts_of_the_channel_fee(self):
        one = stay("2026-06-01", "2026-06-03", rent=54000, fees={"cleaning": 12400, "pet": 3000}, channel_fee=-10757)
        found = amounts(one, fees={"default": "owner", "report": "net"})
        self.assertEqual([found[kind, CHANNEL] for kind in ("channel-fee", "channel-fee.cleaning", "channel-fee.pet")],
                         [8370, 1922, 465])

    def test_what_the_parties_get_is_what_was_paid(self):
        one = stay("2026-06-01", "2026-06-03", rent=54321, discounts=-1111, channel_fee=-7777,
                   fees={"cleaning": 5001, "pet": 333}, adjustments={"refund": -499},
                   taxes=[("City tax", "Taxes", 777)])
        keys = {"fees": {"cleaning": {"manager": "30.00 EUR"}, "pet": {"pass_through": "owner"}, "report": "net"},
                "channel_fee": {"borne_by": {"owner": "33.3%"}, "irrecoverable_vat": {"airbnb": "21%"}},
                "taxes": {"label:city": "withheld"}, "collects": "owner",
                "withhold": {"rate": "21%", "base": ["accommodation"], "name": "Tax"}}
        found = amounts(one, **keys)
        received = found.pop(("received", OWNER))
        self.assertEqual(sum(found.values()), 54321 - 1111 + 5001 + 333 - 499 + 777)
        self.assertEqual(-received, sum(amount for (_, party), amount in found.items() if party != CHANNEL))

    def test_a_fixed_part_is_never_more_than_the_fee(self):
        thirty = Treatment.read({"manager": "30.00 EUR"})
        self.assertEqual([split(thirty, amount, "EUR")[MANAGER] for amount in (5000, 2000, -5000, -2000)],
                         [3000, 2000, -3000, -2000])
        with self.assertRaises(Held):
            split(thirty, 5000, "USD")

    def test_the_longest_text_of_a_tax_decides(self):
        taxes = {key: Treatment.read(key) for key in ("default", "label:city", "label:City Tax", "category:host",
                                                      "channel:airbnb")}
        found = [tax_treatment(taxes, *one).who for one in (
            ("CITY TAX", "Host Tax", "airbnb"), ("City", "", "vrbo"), ("Other", "Host Tax", "airbnb"),
            ("Other", "Tax", "airbnb"), ("Other", "Tax", "vrbo"))]
        self.assertEqual(found, ["label:City Tax", "label:city", "category:host", "channel:airbnb", "default"])


class TheTiers(unittest.TestCase):
    BANDS = [{"from": "0.00 EUR", "rate": "20%"}, {"from": "50000.00 EUR", "rate": "18%"}]

    def test_a_slab_gives_back(self):
        tiers = Tiers.read({"method": "slab", "per": "year", "bands": self.BANDS})
        earning = [(day("2026-03-01"), stay("2026-03-01", "2026-03-02"), 4800000)]
        self.assertEqual(tier_commissions(earning, tiers, day("2026-03-01"), day("2026-03-31")), {"id": 960000})
        earning.append((day("2026-04-01"), stay("2026-04-01", "2026-04-02"), 400000))
        self.assertEqual(tier_commissions(earning, tiers, day("2026-04-01"), day("2026-04-30")), {"id": -24000})

    def test_each_band_has_its_own_part(self):
        tiers = Tiers.read({"method": "marginal", "per": "month", "bands": self.BANDS})
        self.assertEqual([tier_total(tiers, base) for base in (5000000, 5200000, -100000)],
                         [1000000, 1036000, -20000])


class FromTheApi(unittest.TestCase):
    def test_kinds_by_label(self):
        found = [kind_of(label, {}, FEE_PATTERNS) for label in (
            "Frais de MÉNAGE", "Pet cleaning", "Bettwäsche", "Extra_guest_fee", "Late check-in")]
        self.assertEqual(found, ["cleaning", "pet", "linen", "extra-guest", "other"])
        self.assertEqual(kind_of("Final scrub", {"cleaning": ["scrub"]}, FEE_PATTERNS), "cleaning")
        self.assertIn("refund", ADJUSTMENT_PATTERNS)
        found = [adjustment_kind("Resolution payout", amount, {}) for amount in (-1, 1)]
        self.assertEqual(found, ["refund", "other"])

    def test_one_reading_fits(self):
        sums = {"guest_fees": 50, "host_fees": -30, "discounts": -20, "adjustments": 0, "taxes": 70}
        found = [read_signs(1000, sums, revenue) for revenue in (1070, 1000, 1090, 1130, 970, 1110, 1071, 1200)]
        self.assertEqual(found, ["as-delivered", "taxes-outside", "net-of-discounts", "flipped.host_fees",
                                 "flipped.guest_fees", "flipped.discounts", "as-delivered", None])

    def test_the_unit_that_equals_the_texts(self):
        def one(amount, text):
            return [{"amount": amount, "formatted": text}]
        self.assertEqual(scaled(one(332900, "CLP 332,900"), "CLP"), 0)
        self.assertEqual(scaled(one(33290000, "CLP 332,900"), "CLP"), 2)
        self.assertEqual(scaled(one(1234, "KWD 12.34"), "KWD"), 2)
        self.assertIsNone(scaled(one(1, "KWD 12.34"), "KWD"))


class TheMonth(unittest.TestCase):
    def month(self, stays, **keys):
        return Month(Portfolio({"home": home(**keys)}), stays, {}, day("2026-06-01"), day("2026-06-30"))

    def test_fifteen_nights(self):
        month = self.month([stay("2026-06-10", "2026-06-25", rent=1)])
        self.assertEqual(month.figures(month.statements["owner", "EUR"])["guest_nights"], 15)

    def test_a_fee_without_terms_holds(self):
        one = stay("2026-06-10", "2026-06-12", rent=100, fees={"other": 5})
        self.assertEqual(self.month([one], fees={}).held["owner"], {"HM1": {"fee-without-terms"}})
        self.assertFalse(self.month([one]).held)

    def test_a_home_that_stood_empty_has_a_statement(self):
        month = self.month([])
        self.assertEqual(month.statements["owner", "EUR"].homes, {"home"})


if __name__ == "__main__":
    unittest.main()
