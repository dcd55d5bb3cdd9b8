"""The pages in a browser, at desktop and phone widths."""

import tempfile
from pathlib import Path

from browser import Browser
from exact import amount, hundredths, shown

WIDTHS = [1200, 375, 320]

# a page with faults that must be detected, otherwise the checks below would prove nothing
FAULTY = """<!DOCTYPE html><title>faulty</title><body><img src="missing.png" alt="">
<div style="width: 2000px">wide</div>
<p style="width: 3em; overflow-wrap: anywhere">4,451.35&nbsp;EUR</p><script>console.error("said")</script>"""


def check_detectors(report, browser):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "faulty.html"
        path.write_text(FAULTY)
        page = browser.open(path.as_uri(), 375)
    report.true("a page that is too wide is found", page.scrolled > page.width, vars(page))
    report.equal("an amount on two lines is found", page.broken, ["4,451.35\u00a0EUR"])
    report.true("a request is found", any("missing.png" in one for one in page.requests), page.requests)
    report.true("a complaint is found", any("said" in one for one in page.complaints), page.complaints)


def check_page(report, name, path, page, width):
    name = f"{name} at {width} px"
    report.equal(f"{name}: width", page.width, width)
    report.true(f"{name}: not wider than the window", page.scrolled <= width, page.scrolled)
    report.equal(f"{name}: every amount on one line", page.broken, [])
    elsewhere = [url for url in page.requests if url != path.as_uri() and not url.startswith("data:")]
    report.equal(f"{name}: asks for nothing", elsewhere, [])
    report.equal(f"{name}: no complaint", page.complaints, [])


def check_amounts(report, name, page, statement):
    """Each amount is readable, in a table or, on a phone, in a card."""
    found = {hundredths(word) for word in page.text.split()}
    for one in statement["properties"]:
        for row in one["reservations"]:
            report.true(f"{name}: {row['code']} is there", row["code"] in page.text, page.text[:300])
            missing = set(shown(row["amounts"])) - found
            report.equal(f"{name}: amounts of {row['code']}", missing, set())
        report.equal(f"{name}: total of {one['name']}", set(shown(one["stays"])) - found, set())
        entries = {amount(entry["amount"]) for entry in one["entries"] + statement["entries"]}
        report.equal(f"{name}: entries of {one['name']}", entries - found, set())
    report.true(f"{name}: net", amount(statement["totals"]["net"]) in found, sorted(map(str, found)))


def check(report, month):
    with Browser() as browser:
        check_detectors(report, browser)
        for width in WIDTHS:
            index = (month.folder / "manager/index.html").resolve()
            page = browser.open(index.as_uri(), width)
            check_page(report, "index.html", index, page, width)
            for entry, files, statement in month.statements:
                report.true(f"index.html at {width} px names {entry['owner']}",
                            entry["name"] in page.text, page.text[:300])
            for entry, files, statement in month.statements:
                path = files["html"].resolve()
                name = f"HTML of {entry['owner']}"
                page = browser.open(path.as_uri(), width)
                check_page(report, name, path, page, width)
                check_amounts(report, f"{name} at {width} px", page, statement)
