"""The known answers of docs/rules.md, checked against the oracle.

    python3 -m unittest discover tests/oracle
"""

import datetime
import unittest
from fractions import Fraction

import exceptions
import explained
from commission import add_commission, tier_commissions, tier_total
from model import Agreement, Block, Decision, Home, Portfolio, Tiers, Treatment
from money import allotted, amount_text, read_amount, rounded
from names import CHANNEL, GUEST, MANAGER, OWNER
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


class Deposits(unittest.TestCase):
    MONEY = {"rent": 100000, "fees": {"cleaning": 8000, "deposit": 30000}, "channel_fee": -10800}

    def found(self, **keys):
        return amounts(stay("2026-06-01", "2026-06-03", **self.MONEY), **keys)

    def test_a_deposit_is_held_for_the_guest_whatever_is_agreed(self):
        for fees in ({"default": "owner"}, {"default": "manager"}, {"default": {"pass_through": "owner"}}, {}):
            found = self.found(fees=fees | {"cleaning": "manager"})
            self.assertEqual({key: amount for key, amount in found.items() if key[0] == "guest-fee.deposit"},
                             {("guest-fee.deposit", GUEST): 30000})
            self.assertEqual(sum(found.values()), 138000)

    def test_it_is_in_no_base_and_bears_no_channel_fee(self):
        found = self.found(fees={"default": "owner", "report": "net"}, commission={
            "base": ["accommodation", "fees"], "rate": "20%"})
        self.assertEqual(found["channel-fee.cleaning", CHANNEL], 800)
        self.assertEqual(found["commission", MANAGER], 21440)
        with_fees = {"rate": "21%", "base": ["accommodation", "fees"], "name": "Tax"}
        self.assertEqual(self.found(withhold=with_fees)["withholding", OWNER], -22680)

    def test_the_owner_who_collects_does_not_owe_it(self):
        found = self.found(collects="owner")
        self.assertEqual(found["received", OWNER], -(100000 + 8000 - 10800))

    def test_it_counts_like_any_fee(self):
        one = stay("2026-05-30", "2026-06-03", fees={"deposit": 1000})
        line, = settled(one, recognise="nights").lines
        self.assertEqual(line.between(day("2026-06-01"), day("2026-06-30")), 500)

    def test_labels(self):
        found = [kind_of(label, {}, FEE_PATTERNS) for label in (
            "Security deposit", "Kaution", "Dépôt de garantie", "Depósito", "Caução", "Kaucja", "Waarborgsom",
            "Pet deposit", "Damage waiver", "Deposit waiver", "Kautionsversicherung")]
        self.assertEqual(found, ["deposit"] * 8 + ["damage-waiver"] * 3)


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


class Exceptions(unittest.TestCase):
    def decided(self, amounts, **money):
        one = stay("2026-06-01", "2026-06-03", **money)
        return one, exceptions.apply([Decision("HM1", None, amounts)], [one])

    def test_an_amount_replaces_all_lines_of_its_kind(self):
        one, _ = self.decided({"accommodation": (10000, "EUR"), "guest-fee.pet": (-5, "EUR")},
                              rent=61650, fees={"pet": 300, "cleaning": 400}, prices=[])
        self.assertEqual((one.rent, one.fees, one.prices), (10000, {"pet": -5, "cleaning": 400}, None))

    def test_a_stay_is_left_out(self):
        self.assertEqual(self.decided(None, rent=1)[1], [])

    def test_money_that_cannot_be_used_is_replaced(self):
        for amounts, problem in (({"accommodation": (5, "EUR")}, None), ({"tax": (5, "EUR")}, "exception-without-rent"),
                                 ({"accommodation": (5, "USD")}, "exception-in-other-currency")):
            one, _ = self.decided(amounts, problem="doubtful-scale")
            self.assertEqual(one.problem, problem)
        self.assertEqual(self.decided({"accommodation": (5, "EUR")}, problem="no-channel")[0].problem, "no-channel")

    def test_one_code_for_several_stays_holds_them(self):
        stays = [stay("2026-06-01", "2026-06-03"), stay("2026-06-01", "2026-06-03")]
        stays[1].home = "other"
        exceptions.apply([Decision("HM1", "other", None)], stays)
        self.assertEqual([one.problem for one in stays], [None, None])
        exceptions.apply([Decision("HM1", None, {})], stays)
        self.assertEqual([one.problem for one in stays], ["exception-for-several"] * 2)


class WorkedOut(unittest.TestCase):
    """How the commission of June was worked out."""

    def rows(self, *stays, **commission):
        for number, one in enumerate(stays):
            one.id = one.code = f"HM{number}"
        basis = "check-out" if "tiers" in commission else "nights"
        agreed = home(recognise=basis, commission={"base": ["accommodation"]} | commission)
        month = Month(Portfolio({"home": agreed}), list(stays), {}, day("2026-06-01"), day("2026-07-31"))
        found = month.worked_out(month.statements["owner", "EUR"], "home")
        for _, _, amounts in found:
            parts = sum(amounts[name] for name in ("rated", "fixed", "rounding", "vat_included", "waived"))
            self.assertEqual(parts, amounts["commission"])
        return found

    def amounts(self, row, *wanted):
        return [row[2][name] for name in wanted]

    def test_stays_at_one_rate_are_one_row(self):
        row, = self.rows(stay("2026-06-01", "2026-06-03", rent=100000), stay("2026-06-03", "2026-06-05", rent=23333),
                         rate="20%", per_booking="5.00 EUR")
        self.assertEqual(row[:2], (None, Fraction(1, 5)))
        self.assertEqual(self.amounts(row, "base", "rated", "fixed", "rounding", "commission"),
                         [123333, 24667, 1000, 0, 25667])

    def test_each_channel_and_each_rate_has_its_row(self):
        dated = {"channel": "airbnb", "from": "2026-06-03", "by": "period", "rate": "10%"}
        low, high = self.rows(stay("2026-06-01", "2026-06-05", rent=40000), rate="20%", rates=[dated],
                              vat={"rate": "20%", "method": "gross"})[::-1]
        self.assertEqual([low[:2], high[:2]], [("airbnb", Fraction(1, 10)), ("airbnb", Fraction(1, 5))])
        self.assertEqual(self.amounts(low, "base", "rated", "vat_included", "commission", "vat"),
                         [20000, 2000, -333, 1667, 333])
        self.assertEqual(self.amounts(high, "base", "rated", "vat_included", "commission", "vat"),
                         [20000, 4000, -667, 3333, 667])

    def test_a_waived_commission_is_waived_at_each_rate(self):
        rows = self.rows(stay("2026-06-01", "2026-06-05", rent=40000), rate="20%", waivers=[
            {"reason": "Friends", "channel": "airbnb"}], rates=[{"from": "2026-06-03", "by": "period", "rate": "10%"}])
        self.assertEqual([self.amounts(row, "rated", "waived", "commission") for row in rows],
                         [[4000, -4000, 0], [2000, -2000, 0]])

    def test_equal_months_of_tiers_are_both_there(self):
        bands = [{"from": "0.00 EUR", "rate": "20%"}, {"from": "500.00 EUR", "rate": "10%"}]
        rows = self.rows(stay("2026-06-01", "2026-06-05", rent=80000), stay("2026-07-01", "2026-07-05", rent=80000),
                         tiers={"method": "marginal", "per": "month", "bands": bands})
        self.assertEqual([self.amounts(row, "base", "rated", "commission") for row in rows],
                         [[100000, 20000, 20000], [60000, 6000, 6000]])

    def test_the_base_with_its_vat(self):
        row, = self.rows(stay("2026-06-01", "2026-06-03", rent=100000), rate="20%",
                         vat={"rate": "21%", "method": "net", "rent_vat": "9%"})
        self.assertEqual(self.amounts(row, "base_with_vat", "base", "commission", "vat"), [100000, 91743, 18349, 3853])


class Explanations(unittest.TestCase):
    """The faults that the comparison with `explain` has to find."""

    def table(self, kinds, *rows):
        return {"columns": [{"kind": kind} for kind in kinds], "rows": [
            {"role": role, "note": note, "cells": [{"text": text} for text in cells]} for role, cells, note in rows]}

    def found(self, whole, note, expected, **more):
        rows = [("line", ["Owner", "Rent", whole], note), ("subtotal", ["Owner", "", whole], None),
                ("total", ["All", "", whole], None)]
        made = {"sections": [{"table": self.table(explained.WHOLE, *rows), "figures": [], "remarks": []}],
                "verdict": {"lines": [], "amount": None}}
        wanted = {"lines": [["owner", expected, "0.00", "0.00", "0.00"]], "columns": None, "nights": 1, "other": []}
        return [fault for fault in explained.faults_of(made | more, wanted) if "no table" not in fault]

    def test_an_amount_that_the_statement_has(self):
        self.assertEqual(self.found("−1,234.50", None, "-1234.50"), [])

    def test_an_amount_that_it_has_not(self):
        self.assertEqual(len(self.found("1,234.51", None, "1234.50")), 1)

    def test_a_base_that_is_another(self):
        right = "20% of 100.00 = 20.00; the base: Rent 116.50 and Weekly discount −16.50"
        self.assertEqual(self.found("1.00", right, "1.00"), [])
        self.assertEqual(len(self.found("1.00", right.replace("116.50", "616.50"), "1.00")), 1)

    def test_a_product_that_is_wrong(self):
        self.assertEqual(self.found("1.00", "33.3% of 1,066.02 = 354.98466, rounded to 354.98", "1.00"), [])
        self.assertEqual(len(self.found("1.00", "33.3% of 1,066.02 = 354.98466, rounded to 354.99", "1.00")), 1)
        self.assertEqual(len(self.found("1.00", "20% of 100.00 = 20.01", "1.00")), 2)
        self.assertEqual(self.found("1.00", "23% VAT included in 123.00 = 23.00", "1.00"), [])
        self.assertEqual(len(self.found("1.00", "8.1% VAT on 354.98 = 28.75338, rounded to 28.76", "1.00")), 1)


class TheMonth(unittest.TestCase):
    def month(self, stays, **keys):
        return Month(Portfolio({"home": home(**keys)}), stays, {}, day("2026-06-01"), day("2026-06-30"))

    def test_fifteen_nights(self):
        month = self.month([stay("2026-06-10", "2026-06-25", rent=1)])
        self.assertEqual(month.figures(month.statements["owner", "EUR"])["guest_nights"], 15)

    def shared(self, *stays, **keys):
        """The nights that stays keep, in their order, and the figures of June."""
        for number, one in enumerate(stays):
            one.id = one.code = f"HM{number}"
        month = self.month(list(stays), **keys)
        statement = month.statements["owner", "EUR"]
        nights = {row.stay.id: row.nights for row in statement.rows}
        return [nights[one.id] for one in stays], month.figures(statement)

    def test_a_shared_night_is_that_of_the_earlier_arrival(self):
        later, earlier = stay("2026-06-05", "2026-06-09", rent=400), stay("2026-06-03", "2026-06-07", rent=800)
        nights, figures = self.shared(later, earlier)
        self.assertEqual(nights, [2, 4])
        self.assertEqual({name: figures[name] for name in ("guest_nights", "stays", "rent_by_nights")},
                         {"guest_nights": 6, "stays": 2, "rent_by_nights": 1200})

    def test_of_one_arrival_the_earlier_booking_keeps_the_night(self):
        stays = [stay("2026-06-03", "2026-06-05") for _ in range(3)]
        stays[0].booked, stays[1].booked, stays[2].booked = None, day("2026-02-02"), day("2026-02-01")
        self.assertEqual(self.shared(*stays)[0], [0, 0, 2])
        self.assertEqual(self.shared(*stays[:2])[0], [0, 2])
        stays[1].booked = None
        self.assertEqual(self.shared(*stays[:2])[0], [2, 0])

    def test_a_guest_keeps_a_night_before_the_owner(self):
        own, guest = stay("2026-06-01", "2026-06-11"), stay("2026-06-04", "2026-06-06", rent=1)
        own.of_owner, own.currency = True, None
        nights, figures = self.shared(own, guest, owner_stays={"nights_per_year": 10})
        self.assertEqual(nights, [8, 2])
        self.assertEqual(figures["owner_nights"], 8)
        month = self.month([own, guest], owner_stays={"nights_per_year": 10})
        self.assertEqual(month.years["home"][2:], [10, 8, 2, 0])

    def test_a_block_takes_no_night_of_a_stay(self):
        owners_home = home()
        owners_home.blocks.append(Block(day("2026-06-01"), day("2026-06-10"), "owner", ""))
        stays = [stay("2026-06-02", "2026-06-05"), stay("2026-06-04", "2026-06-08")]
        stays[1].id = stays[1].code = "HM2"
        month = Month(Portfolio({"home": owners_home}), stays, {}, day("2026-06-01"), day("2026-06-30"))
        figures = month.figures(month.statements["owner", "EUR"])
        self.assertEqual((figures["guest_nights"], figures["owner_nights"]), (6, 4))

    def test_a_fee_without_terms_holds(self):
        one = stay("2026-06-10", "2026-06-12", rent=100, fees={"other": 5})
        self.assertEqual(self.month([one], fees={}).held["owner"], {"HM1": {"fee-without-terms"}})
        self.assertFalse(self.month([one]).held)

    def test_a_home_that_stood_empty_has_a_statement(self):
        month = self.month([])
        self.assertEqual(month.statements["owner", "EUR"].homes, {"home"})


if __name__ == "__main__":
    unittest.main()
