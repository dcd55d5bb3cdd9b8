"""Every figure of the JSON, recalculated from what the snapshot reports."""

import csv
import gzip
import hashlib
import json
from datetime import date, timedelta
from fractions import Fraction

from exact import COLUMNS, amount, rounded

LISTS = ["discounts", "guest_fees", "adjustments", "host_fees", "taxes"]

COLUMN_OF = {
    "accommodation": "rent",
    "discount": "rent",
    "channel-fee": "channel_fee",
    "tax": "taxes",
    "commission": "commission",
    "owner-stay-cleaning": "charges",
}


def column_of(kind):
    """The column of an owner's line."""
    group = kind.split(".")[0]
    return {"guest-fee": "fees", "adjustment": "adjustments"}.get(group) or COLUMN_OF[kind]


def rate_of(text):
    assert text.endswith("%"), text
    return Fraction(text[:-1]) / 100


def base_of(row, terms):
    """The sum of the reported lines that a commission's base names. A refund that the owner pays
    reduces the rent; taxes that the channel kept are in no base."""
    total = 0
    parts = {(line["kind"], line["party"]) for line in row["lines"]}
    for line in row["reported"]["lines"]:
        kind = line["kind"]
        group, _, detail = kind.partition(".")
        names = {
            "accommodation": ["accommodation"],
            "discount": ["discounts"],
            "guest-fee": ["fees", f"fees.{detail}"],
            "channel-fee": ["channel-fee"],
            "adjustment": ["adjustments", f"adjustments.{detail}"],
            "tax": [] if ("tax", "tax-office-by-channel") in parts else ["taxes"],
        }[group]
        if kind == "adjustment.refund" and (kind, "owner") in parts:
            names.append("accommodation")
        if any(name in terms for name in names):
            total += amount(line["counted"])
    return total


def part_through(line, row, day):
    """The part of a line that counts up to the end of a day."""
    whole, counts = amount(line["whole_stay"]), line["counts"]
    arrival = date.fromisoformat(row["check_in"])
    nights = min(max((day - arrival).days + 1, 0), row["nights"])
    if counts["when"] == "on-day":
        return whole if date.fromisoformat(counts["day"]) <= day else 0
    if counts["when"] == "evenly-by-night":
        return rounded(Fraction(whole * nights, row["nights"]))
    assert counts["when"] == "by-night-price", counts
    return sum(amount(price) for price in row["reported"]["night_prices"][:nights])


def check_working(report, name, row):
    for line in row["lines"]:
        working, whole = line["working"], amount(line["whole_stay"])
        where = f"{name} {line['kind']} for the {line['party']}"
        if working["how"] == "rate":
            base = base_of(row, working["terms"])
            report.equal(f"{where}: the base", amount(working["base"]), base)
            commission = rounded(rate_of(working["rate"]) * base)
            report.equal(f"{where}: the rate of it", abs(whole), abs(commission))
        elif working["how"] == "part":
            of = amount(working["of"])
            report.equal(f"{where}: the part", whole, rounded(rate_of(working["rate"]) * of))


def check_parties(report, name, row):
    """All parties together get what was paid: the counted lines except channel fees."""
    if row["reported"] is None:
        report.equal(f"{name}: no party pays", sum(amount(one["whole_stay"]) for one in row["lines"]), 0)
        return
    counted = [one for one in row["reported"]["lines"] if one["kind"] != "channel-fee"]
    paid = sum(amount(one["counted"]) for one in counted)
    shares = sum(amount(one["whole_stay"]) for one in row["lines"])
    report.equal(f"{name}: the parties get what was paid", shares, paid)


def nights_kept(raws):
    """The nights that count for each stay: of two stays the first in the order below keeps a night."""
    def order(raw):
        return (raw["stay_type"] == "owner_stay", raw["arrival_date"][:10], raw["booking_date"])

    kept, taken = {}, set()
    accepted = [raw for raw in raws.values() if raw["reservation_status"]["current"]["category"] == "accepted"]
    for raw in sorted(accepted, key=order):
        arrival, departure = (date.fromisoformat(raw[key][:10]) for key in ("arrival_date", "departure_date"))
        nights = {arrival + timedelta(days=count) for count in range((departure - arrival).days)}
        home = raw["properties"][0]["id"]
        kept[raw["code"]] = {night for night in nights if (home, night) not in taken}
        taken |= {(home, night) for night in nights}
    return kept


def check_row(report, name, row, period, kept):
    first, last = (date.fromisoformat(period[key]) for key in ("first", "last"))
    arrival, departure = (date.fromisoformat(row[key]) for key in ("check_in", "check_out"))
    report.equal(f"{name}: nights", row["nights"], (departure - arrival).days)
    nights = sum(first <= night <= last for night in kept)
    report.equal(f"{name}: nights of the period", row["nights_in_period"], nights)
    sums = dict.fromkeys(COLUMNS, 0)
    earlier = later = 0
    for line in row["lines"]:
        before = part_through(line, row, first - timedelta(days=1))
        inside = part_through(line, row, last) - before
        where = f"{name} {line['kind']} for the {line['party']}"
        report.equal(f"{where}: before", amount(line["before_period"]), before)
        report.equal(f"{where}: in the period", amount(line["in_period"]), inside)
        if line["party"] == "owner":
            sums[column_of(line["kind"])] += inside
            earlier += before
            later += amount(line["whole_stay"]) - before - inside
    for column in COLUMNS:
        report.equal(f"{name}: {column}", amount(row["amounts"][column]), sums[column])
    report.equal(f"{name}: net", amount(row["amounts"]["net"]), sum(sums.values()))
    report.equal(f"{name}: net before", amount(row["net_before_period"]), earlier)
    report.equal(f"{name}: net after", amount(row["net_after_period"]), later)


def check_source(report, name, row, raw):
    """The lines are exactly those that were reported."""
    if row["reported"] is None:
        return
    host = raw["financials"]["host"]
    lines = [host["accommodation"]] + [line for key in LISTS for line in host[key]]
    reported = sorted(line["amount"] for line in lines)
    delivered = sorted(amount(line["delivered"]) for line in row["reported"]["lines"])
    report.equal(f"{name}: the lines reported", delivered, reported)
    report.equal(f"{name}: the revenue", amount(row["reported"]["revenue"]), host["revenue"]["amount"])


def rent_by_nights(row, period):
    """Rent after discounts, divided evenly over the nights, whatever day the money counts on."""
    lines = [line for line in row["lines"]
             if line["party"] == "owner" and column_of(line["kind"]) == "rent"]
    evenly = [{**line, "counts": {"when": "evenly-by-night"}} for line in lines]
    first, last = (date.fromisoformat(period[key]) for key in ("first", "last"))
    before = first - timedelta(days=1)
    return sum(part_through(line, row, last) - part_through(line, row, before) for line in evenly)


def check_figures(report, name, one, period):
    figures, rows = one["figures"], one["reservations"]
    of = lambda stay: [row for row in rows if row["stay"] == stay and row["standing"] == "accepted"]
    guests = of("guest")
    nights = sum(row["nights_in_period"] for row in guests)
    report.equal(f"{name}: guest nights", figures["guest_nights"], nights)
    blocked = lambda use: sum(b["nights_in_period"] for b in one["blocks"] if b["use"] == use)
    owners = sum(row["nights_in_period"] for row in of("owner")) + blocked("owner")
    report.equal(f"{name}: owner's nights", figures["owner_nights"], owners)
    report.equal(f"{name}: closed nights", figures["blocked_nights"], blocked("maintenance"))
    rent = sum(rent_by_nights(row, period) for row in guests)
    report.equal(f"{name}: rent by nights", amount(figures["rent_by_nights"]), rent)
    for key, whole in (("average_daily_rate", nights), ("revenue_per_available_night", figures["days"])):
        expected = rounded(Fraction(rent, whole)) if whole else None
        found = figures[key] and amount(figures[key])
        report.equal(f"{name}: {key}", found, expected)


CREDITS = ("credit", "damage-payment", "reimbursement")


def sum_of_entries(entries, column):
    """What entries add to a column."""
    wanted = {"credits": [True], "expenses": [False], "net": [True, False]}.get(column, [])
    return sum(amount(one["amount"]) for one in entries if (one["category"] in CREDITS) in wanted)


def written_entries(month):
    """The rows of the manager's file, by line."""
    path = month.folder / "manager/entries.csv"
    if not path.exists():
        return {}
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = csv.DictReader(file)
        return {rows.line_num: row for row in rows}


def check_entries(report, month):
    """Each row of the file is on the statement of its date, property or owner, or on none."""
    written = written_entries(month)
    placed = set()
    for _, _, statement in month.statements:
        first, last = (statement["period"][key] for key in ("first", "last"))
        homes = [(one["name"], one["entries"]) for one in statement["properties"]]
        for home, entries in homes + [("", statement["entries"])]:
            for one in entries:
                line = int(one["place"].rsplit(":", 1)[1])
                row = written[line]
                report.equal(f"entry {line}: once", line in placed, False)
                placed.add(line)
                report.equal(f"entry {line}: property", row["property"], home)
                report.equal(f"entry {line}: what for", one["description"], row["description"])
                report.true(f"entry {line}: day", first <= row["date"] <= last, row["date"])
                sign = 1 if row["category"] in CREDITS else -1
                for key in ("net", "vat"):
                    number, currency = (row[key] or f"0.00 {statement['currency']}").split()
                    report.equal(f"entry {line}: {key}", amount(one[key]),
                                 sign * int(number.replace(".", "")))
                    report.equal(f"entry {line}: currency", currency, statement["currency"])
                both = amount(one["net"]) + amount(one["vat"])
                report.equal(f"entry {line}: amount", amount(one["amount"]), both)
    for line, row in written.items():
        inside = month.manifest["period"]["first"] <= row["date"] <= month.manifest["period"]["last"]
        report.equal(f"entry {line}: placed", line in placed, inside)
    report.equal("entries read", month.manifest["counts"]["entries"]["all"], len(written))


def check_totals(report, statement, owner):
    for column in COLUMNS + ["net"]:
        total = stays = 0
        for one in statement["properties"]:
            rows = sum(amount(row["amounts"][column]) for row in one["reservations"])
            report.equal(f"{one['name']}: {column} of stays", amount(one["stays"][column]), rows)
            both = rows + sum_of_entries(one["entries"], column)
            report.equal(f"{one['name']}: {column}", amount(one["totals"][column]), both)
            total += both
            stays += rows
        report.equal(f"{owner}: {column} of stays", amount(statement["stays"][column]), stays)
        total += sum_of_entries(statement["entries"], column)
        report.equal(f"{owner}: {column}", amount(statement["totals"][column]), total)


def check(report, month):
    packed = (month.folder / "manager/snapshot.json.gz").read_bytes()
    digest = hashlib.sha256(packed).hexdigest()
    report.equal("the snapshot's hash", month.manifest["snapshot"]["sha256"], digest)
    snapshot = json.loads(gzip.decompress(packed))
    raws = {entry["row"]["code"]: entry["row"] for entry in snapshot["reservations"]}
    kept = nights_kept(raws)
    report.equal("rows read", month.manifest["counts"]["rows"], len(snapshot["reservations"]))
    check_entries(report, month)
    for entry, _, statement in month.statements:
        check_totals(report, statement, entry["owner"])
        report.equal(f"{entry['owner']}: net of the manifest", amount(entry["net"]),
                     amount(statement["totals"]["net"]))
        for one in statement["properties"]:
            check_figures(report, one["name"], one, statement["period"])
            for row in one["reservations"]:
                check_row(report, row["code"], row, statement["period"], kept.get(row["code"], ()))
                check_working(report, row["code"], row)
                check_parties(report, row["code"], row)
                check_source(report, row["code"], row, raws[row["code"]])
    placed = sum(1 for _ in month.rows())
    counts = month.manifest["counts"]
    report.equal("rows placed", counts["placed"], placed)
    report.equal("rows accounted for", counts["rows"],
                 counts["placed"] + counts["excluded"] + counts["outside"])
    for entry in month.manifest["files"]:
        content = (month.folder / entry["path"]).read_bytes()
        report.equal(f"{entry['path']}: hash", entry["sha256"], hashlib.sha256(content).hexdigest())
