"""Which stay is on which statement, the sums, and who is held: all of docs/rules.md."""

from collections import defaultdict
from dataclasses import dataclass, field

import names
from commission import Charge, add_commission, add_lines, base_of, began, months, takes_none, tier_windows
from features import used
from model import Entry
from money import rounded
from names import MANAGER, OWNER
from nights import blocks_of, kept_nights, year_of
from recurring import entries_of
from rules import Held, Line, Settlement, days_of, held_by_any
from worked_out import worked_out


@dataclass
class Placed:
    """A stay on a statement."""

    stay: object
    lines: list
    nights: int  # those of the period that no other stay keeps
    booked: int
    charge: object


@dataclass
class Statement:
    """One owner's statement in one currency."""

    currency: str
    homes: set = field(default_factory=set)
    rows: list = field(default_factory=list)
    entries: list = field(default_factory=list)
    vat_differences: list = field(default_factory=list)  # (commission, its VAT, the difference)


class Month:
    """The statements of a period, and the held owners with the codes of the reasons."""

    def __init__(self, portfolio, stays, currencies, first, last):
        self.portfolio, self.first, self.last = portfolio, first, last
        self.stays = stays
        self.currencies = currencies
        self.entries = [*portfolio.entries, *(entry for one in portfolio.recurring
                                              for entry in entries_of(one, stays, first, last))]
        self.statements = {}
        self.held = defaultdict(lambda: defaultdict(set))  # reasons by reservation, "" for an entry
        self.holding = set()  # ids: two stays of a home can have one code
        self.sections = defaultdict(set)  # the currencies in which a property has something
        self.blocks, self.years = {}, {}  # by property
        self.windows = {}  # of tiers, by property: the base before and after, and whose stays count
        self.kept = {}  # the nights of a stay that are no other stay's, by its id
        self.alone = {}  # the lines of a stay without what tiers make of a month, by its id
        self.earned = {}  # the currency of the earliest stay with money, by property
        for stay in sorted(stays, key=lambda stay: (stay.arrival, stay.departure, stay.code, stay.channel or "")):
            if stay.currency and not (stay.of_owner or stay.problem or stay.cancelled):
                self.earned.setdefault(stay.home, stay.currency)
        for home in portfolio.homes.values():
            own = [stay for stay in stays if stay.home == home.id]
            self.blocks[home.id] = blocks_of(home, own, first, last)
            self.years[home.id] = year_of(home, own, last)
            self.kept |= kept_nights(own)
            self._place(home, own)
        self._place_empty()
        self._add_entries()
        self._round_vat()
        used["held"] += len(self.held)

    def currency_of(self, home):
        """The property's currency in the configuration, otherwise in Hospitable."""
        return home.currency or self.currencies.get(home.id)

    def _place(self, home, stays):
        settled = []
        for stay in stays:
            try:
                settled.append(self._settled(home, stay))
                if not self._in_other_tiers(home, stay):
                    self.alone[stay.id] = list(settled[-1].lines)
            except Held as held:
                self._hold(home, stay, held)
        if home.agreement.commission.tiers:
            self._add_tiers(home, stays, settled)
        for one in settled:
            if self._stands(one):
                self._put(home, one)

    def _place_empty(self):
        """Places properties without a stay: in their currency if their owner uses it, otherwise elsewhere."""
        empty = [home for home in self.portfolio.homes.values() if not self.sections[home.id]]
        for home in empty:
            if self.currency_of(home) in self._currencies_of_entries(home):
                self._section(home, self.currency_of(home))
        for home in empty:
            if not self.sections[home.id]:
                own = self.currency_of(home)
                others = sorted(currency for owner, currency in self.statements if owner == home.owner)
                self._section(home, own if own in others or not others else others[0])

    def _currencies_of_entries(self, home):
        """The currencies of a property's charges and credits outside stays."""
        flat = home.agreement.commission.amounts.get("per_month")
        entries = {entry.currency for entry in self.entries
                   if entry.home == home.id and self._within(entry.day)}
        return entries | ({flat[1]} if flat else set())

    def _settled(self, home, stay):
        if stay.problem:
            raise Held(stay.problem)
        one = Settlement(stay, home)
        if stay.of_owner:
            self._charge_cleaning(one)
            return one
        steps = [one.settle]
        if home.agreement.commission.tiers is None:
            steps.append(lambda: add_commission(one))
        held_by_any([*steps, one.receive])
        return one

    @staticmethod
    def _in_other_tiers(home, stay):
        """Whether tiers in another currency keep a stay's commission, and so its lines, from being known."""
        tiers = home.agreement.commission.tiers
        if tiers is None or stay.of_owner or takes_none(stay, home.agreement):
            return False
        return stay.currency != tiers.currency

    def _charge_cleaning(self, one):
        charge = one.terms.owner_stay_cleaning
        own = one.home.currency or self.earned.get(one.home.id)
        one.stay.currency = own or self.currency_of(one.home)
        if charge:
            if charge[1] != one.stay.currency:
                raise Held("agreement-in-other-currency")
            one.add("owner-stay-cleaning", OWNER, -charge[0], [(one.stay.departure, 1)])
            one.add("owner-stay-cleaning", MANAGER, charge[0], [(one.stay.departure, 1)])

    def _add_tiers(self, home, stays, settled):
        """Adds the commission under tiers, which includes every stay with money in their currency."""
        tiers = home.agreement.commission.tiers
        counting, is_whole = [], True
        guests = [stay for stay in stays if not stay.of_owner and stay.problem is None]
        for stay in guests:
            try:
                counting.append(self._earning(home, stay))
            except Held as held:
                is_whole &= not self._hold_earning(home, stay, held)
        if not is_whole:
            return
        counting = [one for one in counting if one[1].currency == tiers.currency]
        windows = list(tier_windows(counting, tiers, self.first, self.last))
        self.windows[home.id] = [(so_far, total, set(parts)) for so_far, total, parts in windows]
        commissions = {number: part for _, _, parts in windows for number, part in parts.items()}
        for one in settled:
            if one.stay.id in commissions:
                one.charge = Charge(commissions[one.stay.id])
                try:
                    add_lines(one, commissions[one.stay.id], one.days("commission"))
                except Held as held:
                    self._hold(home, one.stay, held)

    def _earning(self, home, stay):
        """A stay with its day and base under tiers, which use one currency."""
        one, found = Settlement(stay, home), []
        if takes_none(stay, home.agreement):
            return None, stay, None

        def day():
            if found != [None]:  # without commission, no day is needed
                found.extend(day for day, _ in one.days("commission"))

        held_by_any([lambda: found.append(base_of(one)), lambda: self._ensure_currency(one), day])
        base, day = found if len(found) == 2 else (None, None)
        return day, stay, base

    def _ensure_currency(self, one):
        if one.stay.currency != one.terms.commission.tiers.currency:
            raise Held("agreement-in-other-currency")

    def _hold_earning(self, home, stay, held):
        """Holds for a stay that tiers have to include, and returns whether they do. In another
        currency, the stay only holds if it may affect the period."""
        tiers, basis = home.agreement.commission.tiers, home.agreement.basis_of("commission")
        unknown = basis == "booked" and stay.booked is None
        if unknown or any(began(tiers, self.first) <= day <= self.last for day, _ in days_of(stay, basis)):
            self._note_hold(home, stay, held)
            return True
        if "agreement-in-other-currency" in held.reasons:
            self._hold(home, stay, Held("agreement-in-other-currency"))
        return False

    def _hold(self, home, stay, held):
        if self._may_touch(home, stay):
            self._note_hold(home, stay, held)

    def _note_hold(self, home, stay, held):
        self.held[home.owner][stay.code] |= held.reasons
        self.holding.add(stay.id)

    def holds(self, stay):
        """Whether a stay holds the statement of its owner."""
        return stay.id in self.holding

    def _may_touch(self, home, stay):
        """Whether a stay that cannot be calculated may affect the period."""
        if stay.nights_within(self.first, self.last):
            return True
        if stay.problem and self._charges_for(stay):
            return True
        terms = home.agreement
        bases = terms.bases()
        if stay.of_owner and (self._within(stay.departure) or not stay.problem):
            return self._within(stay.departure)
        # an owner stay that cannot be used may be a guest's
        if "booked" in bases and stay.booked is None:
            return True
        tiers = terms.commission.tiers
        if tiers and stay.problem:
            (day, _), = days_of(stay, terms.basis_of("commission"))
            if began(tiers, self.first) <= day <= self.last:
                return True
        return any(self._within(day) for basis in bases for day, _ in days_of(stay, basis))

    def _charges_for(self, stay):
        """Whether a recurring entry depends on a departure in the period, if the stay takes place."""
        return not stay.cancelled and self._within(stay.departure) and any(
            one.home == stay.home and one.every in ("stay", "owner-stay")
            and one.first <= stay.departure <= one.last for one in self.portfolio.recurring)

    def _within(self, day):
        return self.first <= day <= self.last

    def _stands(self, one):
        stay = one.stay
        if stay.nights_within(self.first, self.last):
            return True
        if not stay.of_owner and any(self._within(day) for day, _ in one.days("default")):
            return True
        return any(line.between(self.first, self.last) for line in one.lines)

    def _put(self, home, one):
        stay = one.stay
        used["owner-stay"] += stay.of_owner
        used["owner-stay.cleaning"] += stay.of_owner and bool(one.lines)
        used["cancelled.with-money"] += stay.cancelled
        self._section(home, stay.currency).rows.append(self.placed(stay, one.lines, one.charge))

    def placed(self, stay, lines, charge=None):
        """A stay with its lines as it stands on a statement of the period."""
        kept = sum(self._within(night) for night in self.kept[stay.id])
        return Placed(stay, lines, kept, stay.nights_within(self.first, self.last), charge)

    def _section(self, home, currency):
        """The statement that lists a property in a currency."""
        self.sections[home.id].add(currency)
        statement = self.statements.setdefault((home.owner, currency), Statement(currency))
        statement.homes.add(home.id)
        return statement

    def _add_entries(self):
        held_by_stays = set(self.held)
        for home in self.portfolio.homes.values():
            if home.owner not in held_by_stays:
                self._charge_by_month(home)
        for entry in self.entries:
            if not self._within(entry.day):
                continue
            if entry.owner in held_by_stays:
                continue
            used["entries.home" if entry.home else "entries.owner"] += 1
            having = self.sections[entry.home] if entry.home else {
                currency for owner, currency in self.statements if owner == entry.owner}
            if entry.currency in having:
                self.statements[entry.owner, entry.currency].entries.append(entry)
            else:
                self.held[entry.owner][""].add("entry-in-other-currency")

    def _charge_by_month(self, home):
        commission = home.agreement.commission
        if "per_month" not in commission.amounts:
            return
        used["per_month"] += 1
        minor, currency = commission.amounts["per_month"]
        if currency not in self.sections[home.id]:
            self.held[home.owner][""].add("entry-in-other-currency")
            return
        vat, net = 0, minor
        if commission.vat and commission.vat.method == "gross":
            vat = rounded(minor * commission.vat.rate / (1 + commission.vat.rate))
            net = minor - vat
        elif commission.vat:
            vat = rounded(minor * commission.vat.rate)
        for _, last in months(self.first, self.last):
            entry = Entry(last, home.id, home.owner, currency, -net, -vat)
            self.statements[home.owner, currency].entries.append(entry)

    def _round_vat(self):
        """The differences between VAT on the sum of a statement's commissions and its VAT lines, by rate."""
        for statement in self.statements.values():
            commissions, vats = defaultdict(int), defaultdict(int)
            for row in statement.rows:
                vat = self.portfolio.homes[row.stay.home].agreement.commission.vat
                if vat and vat.by_document:
                    columns = self.row_columns(row)
                    commissions[vat.rate] += columns["commission"]
                    vats[vat.rate] += columns["commission_vat"]
            for rate, amount in commissions.items():
                vat = rounded(rate * amount)
                if vat != vats[rate]:
                    used["vat.document"] += 1
                    statement.vat_differences.append((-amount, -vat, vat - vats[rate]))

    def columns_of_stays(self, statement):
        """The owner's columns over the stays of a statement, and their sum."""
        rows = [self.row_columns(row) for row in statement.rows]
        sums = {name: sum(row[name] for row in rows) for name in names.COLUMNS}
        return sums | {names.NET: sum(sums.values())}

    def columns(self, statement):
        """The same with entries and the rounding of the document's VAT."""
        sums = self.columns_of_stays(statement)
        del sums[names.NET]
        for entry in statement.entries:
            amount = entry.net + entry.vat
            usual = names.EXPENSES if amount < 0 else names.CREDITS
            sums[names.CO_HOST if entry.co_host else usual] += amount
        sums["commission_vat"] += sum(amount for _, _, amount in statement.vat_differences)
        return sums | {names.NET: sum(sums.values())}

    def co_host(self, statement, home):
        """For a property, what one party owes the other by channel, what the channel paid, and what remains."""
        payouts = [entry for entry in statement.entries if entry.home == home and entry.co_host]
        owing = defaultdict(int)  # by channel and who is owed
        for row in statement.rows:
            if row.stay.home == home:
                to = MANAGER if any(line.kind == "received" for line in row.lines) else OWNER
                net = sum(self.row_columns(row).values())
                owing[row.stay.channel or "unknown", to] += -net if to == MANAGER else net
        keys = {(entry.channel, entry.co_host) for entry in payouts}
        if any(to == MANAGER for _, to in keys):
            keys |= {key for key in owing if key[1] == MANAGER}
        rows = []
        for channel, to in keys:
            paid = sum(entry.net for entry in payouts if (entry.channel, entry.co_host) == (channel, to))
            paid = paid if to == MANAGER else -paid
            used[f"co-host.to-{to}"] += 1
            rows.append((channel, to, owing[channel, to], paid, owing[channel, to] - paid))
        return rows

    def worked_out(self, statement, home):
        """How the commission of a property on a statement was worked out."""
        rows = [row for row in statement.rows if row.stay.home == home]
        return worked_out(rows, self.portfolio.homes[home].agreement, self.windows.get(home, []),
                          self.first, self.last)

    def row_columns(self, row):
        """The owner's columns of a stay."""
        sums = dict.fromkeys(names.COLUMNS, 0)
        for line in row.lines:
            if line.party == OWNER:
                sums[names.column(line.kind)] += line.between(self.first, self.last)
        return sums

    def figures(self, statement):
        """Nights, stays and rent by nights of a statement."""
        guests = [row for row in statement.rows if not row.stay.of_owner and row.booked]
        return {
            "guest_nights": sum(row.nights for row in guests),
            "owner_nights": self._blocked(statement, "owner")
            + sum(row.nights for row in statement.rows if row.stay.of_owner),
            "blocked_nights": self._blocked(statement, "maintenance"),
            "stays": len(guests),
            "rent_by_nights": sum(self._rent_by_nights(row) for row in guests),
        }

    def _blocked(self, statement, use):
        """The number of nights that blocks of a use have on a statement."""
        blocks = [block for home in statement.homes for block in self.blocks[home]]
        return sum(nights for _, _, of_use, _, nights in blocks if of_use == use)

    def _rent_by_nights(self, row):
        days = days_of(row.stay, "nights")
        return Line("", OWNER, row.stay.rent + row.stay.discounts, days).between(self.first, self.last)
