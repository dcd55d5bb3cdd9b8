"""The CSV files: read like a spreadsheet does, and their sums compared with the JSON."""

import csv
from collections import defaultdict
from decimal import Decimal

from exact import COLUMNS


def decimal(value):
    return Decimal(value["amount"])


def records(path):
    # the byte order mark, which some spreadsheets need, does not affect the data
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file, strict=True))


def check_ledger(report, owner, path, statement):
    sums, lines = defaultdict(Decimal), set()
    for record in records(path):
        assert None not in record and None not in record.values(), record
        key = (record["property"], record["reservation"])
        sums[key] += Decimal(record["amount"] or 0)
        if not record["date"]:
            lines.add(key)
        else:
            both = Decimal(record["net"]) + Decimal(record["vat"])
            report.equal(f"ledger of {owner}, {record['description']}", both, Decimal(record["amount"]))
        if record["currency"] != statement["currency"]:
            report.equal(f"{owner}: currency of {key}", record["currency"], statement["currency"])
    expected = set()
    for one in statement["properties"]:
        for row in one["reservations"]:
            key = (one["name"], row["code"])
            expected.add(key)
            report.equal(f"ledger of {owner}, {row['code']}", sums[key], decimal(row["amounts"]["net"]))
        entries = sum(decimal(entry["amount"]) for entry in one["entries"])
        report.equal(f"ledger of {owner}, entries of {one['name']}", sums[one["name"], ""], entries)
    own = sum(decimal(entry["amount"]) for entry in statement["entries"])
    report.equal(f"ledger of {owner}, entries of no property", sums["", ""], own)
    report.equal(f"reservations in the ledger of {owner}", lines, expected)
    report.equal(f"sum of the ledger of {owner}", sum(sums.values()), decimal(statement["totals"]["net"]))


def check_taxes(report, month):
    sums = defaultdict(Decimal)
    for record in records(month.folder / "manager/tax-summary.csv"):
        sums[record["property_id"], record["remitter"]] += Decimal(record["amount"])
    expected = defaultdict(Decimal)
    for _, _, statement in month.statements:
        for one in statement["properties"]:
            for line in (line for row in one["reservations"] for line in row["lines"]):
                if line["kind"] not in ("tax", "tax-withheld", "withholding"):
                    continue
                remitter = {"owner": "owner", "pass-through-by-manager": "manager",
                            "pass-through-by-channel": "channel"}[line["party"]]
                # a tax that is withheld from the owner for someone else to remit is not a tax of the owner
                if line["kind"] != "withholding" or remitter != "owner":
                    expected[one["id"], remitter] += decimal(line["in_period"])
    nonzero = [{key: value for key, value in each.items() if value} for each in (sums, expected)]
    report.equal("taxes by property and remitter", *nonzero)


def check(report, month):
    check_taxes(report, month)
    summary = {(r["owner_id"], r["property_id"]): r
               for r in records(month.folder / "manager/month-summary.csv")}
    expected = set()
    for entry, files, statement in month.statements:
        check_ledger(report, entry["owner"], files["csv"], statement)
        for one in statement["properties"]:
            key = (entry["owner"], one["id"])
            expected.add(key)
            for column in COLUMNS + ["net"]:
                report.equal(f"summary of {one['name']}, {column}", Decimal(summary[key][column]),
                             decimal(one["totals"][column]))
        if statement["entries"]:
            key = (entry["owner"], "")
            expected.add(key)
            own = sum(decimal(one["amount"]) for one in statement["entries"])
            report.equal(f"summary of {entry['owner']}, no property", Decimal(summary[key]["net"]), own)
    report.equal("rows of the summary", set(summary), expected)
