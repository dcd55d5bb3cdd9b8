"""Checks a month's folder independently of the program.

    python3 tests/oracles/check.py demo-statements/2026-10

Needs qpdf, poppler-utils and Chromium. If one is missing, the check fails; it never skips. The last
line is `N passed, M failed`.
"""

import sys

import documents
import figures
import pages
import tables
from exact import Month


class Report:
    """Counts checks and prints the failures."""

    def __init__(self):
        self.passed = self.failed = 0

    def true(self, name, holds, found):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {name}\n       {found}")

    def equal(self, name, found, expected):
        self.true(name, found == expected, f"found {found}, not {expected}")


def main():
    report = Report()
    month = Month(sys.argv[1])
    report.equal("nothing is held", month.manifest["held"], [])
    # with these fonts installed, every character can be printed
    unprinted = [one for one in month.manifest["notices"] if one["code"] == "no-font"]
    report.equal("a font for every character", unprinted, [])
    for name, room in (("figures", figures), ("tables", tables), ("documents", documents),
                       ("pages", pages)):
        before = report.passed
        try:
            room.check(report, month)
        except Exception as error:  # a check that cannot run counts as failed
            report.true(f"{name} could be checked", False, repr(error))
        print(f"{name}: {report.passed - before} passed")
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed or not report.passed else 0


if __name__ == "__main__":
    sys.exit(main())
