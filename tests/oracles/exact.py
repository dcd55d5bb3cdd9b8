"""Exact amounts, and the files of a month. Uses only the standard library and nothing from the program."""

import json
from fractions import Fraction
from pathlib import Path

COLUMNS = ["rent", "fees", "adjustments", "channel_fee", "commission", "taxes", "charges",
           "expenses", "credits", "co_host"]


def amount(value):
    """An amount of the JSON as a whole number of hundredths."""
    assert isinstance(value["amount"], str), value
    return hundredths(value["amount"])


def hundredths(text):
    """Hundredths of "-1234.50", or of "−1,234.50" as printed; None for anything else."""
    plain = text.replace("\u2212", "-").replace(",", "")
    whole, point, decimals = plain.partition(".")
    digits = whole.removeprefix("-")
    if not point or len(decimals) != 2 or not (digits + decimals).isdecimal() or not digits:
        return None
    return int(whole + decimals)


def rounded(exact):
    """The nearest whole number, halves rounded away from zero."""
    twice = abs(Fraction(exact)) * 2 + 1
    nearest = twice.numerator // (twice.denominator * 2)
    return nearest if exact >= 0 else -nearest


def shown(amounts):
    """What a page shows of a row: the columns that are not zero, then the net."""
    columns = [amount(amounts[column]) for column in COLUMNS]
    return [one for one in columns if one] + [amount(amounts["net"])]


def shown_in(words):
    """The amounts among the words of a line, without zeros except for the last."""
    found = [one for one in map(hundredths, words) if one is not None]
    return [one for one in found[:-1] if one] + found[-1:]


class Month:
    """A month's folder."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.manifest = json.loads((self.folder / "manager/manifest.json").read_text())
        self.statements = []
        for entry in self.manifest["statements"]:
            files = {path.rsplit(".", 1)[1]: self.folder / path for path in entry["files"]}
            self.statements.append((entry, files, json.loads(files["json"].read_text())))
        assert self.statements, "a month without statements proves nothing"

    def rows(self):
        for entry, files, statement in self.statements:
            for one in statement["properties"]:
                for row in one["reservations"]:
                    yield entry["owner"], one, row
