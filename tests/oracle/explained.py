"""What `explain` says of a stay, beside what a statement or the oracle says of it: figure by figure.

Tables are known by the kinds of their columns and groups by their subtotals, so that no wording counts; only
workings are read by their words, and where these change the features tell that nothing was compared.
"""

import re
from fractions import Fraction

from features import used
from money import rounded

NUMBER = r"[−-]?\d[\d,]*(?:\.\d+)?"
WHOLE, COUNTS, ROW = ("text", "text", "number"), ("text", "text", *["number"] * 4), ("short", "number")
BASE = "the base: "


def read(text):
    """A printed amount or number."""
    return Fraction(text.replace(",", "").replace("−", "-"))


def lines_by_party(lines):
    """The amounts of lines by party, each group in order, as the tables have them."""
    groups = {}
    for party, *amounts in lines:
        groups.setdefault(party, []).append([Fraction(amount) for amount in amounts])
    return sorted(sorted(group) for group in groups.values())


def faults_of(explanation, expected):
    """What is wrong in an explanation, where `expected` has the amounts of the stay as texts.

    `expected` has `lines` as party with the amounts for the whole stay, before the period, through its last
    day and in it; `columns` in their order with the net last, where it stands on a statement; `nights`; and
    `other`, the owner's net of other periods.
    """
    tables = [section["table"] for section in explanation["sections"] if section["table"]]
    by_kinds = {}
    for table in tables:
        kinds = tuple(column["kind"] for column in table["columns"])
        by_kinds.setdefault(kinds[:2] if kinds[0] == "short" and set(kinds[1:]) == {"number"} else kinds, table)
    for kinds, cut in ((WHOLE, 2), (COUNTS, 5)):
        wanted = [[party, *amounts[:cut - 1]] for party, *amounts in expected["lines"]]
        if kinds in by_kinds:
            used["explain.lines"] += 1
            yield from faults_of_lines(by_kinds[kinds], wanted)
        elif wanted:
            yield f"there is no table of the kinds {kinds}"
    if expected["columns"] is not None:
        used["explain.statement"] += 1
        yield from faults_of_row(explanation, by_kinds.get(ROW), expected["columns"])
    yield from faults_of_other(explanation, expected)
    for section in explanation["sections"]:
        if section["figures"] and len(section["figures"]) == 3:
            used["explain.nights"] += 1
            within = section["figures"][1]["value"]
            if within != str(expected["nights"]):
                yield f"nights within: expected {expected['nights']}, found {within}"
    for table in tables:
        for row in table["rows"]:
            yield from faults_of_working(row["note"] or "")


def faults_of_lines(table, wanted):
    """Whether a table of lines has those of each party, and the sums."""
    groups, group, total = [], [], None
    for row in table["rows"]:
        amounts = [read(cell["text"]) for cell in row["cells"][2:]]
        if row["role"] == "line":
            group.append(amounts)
        elif row["role"] == "subtotal":
            if [sum(column) for column in zip(*group)] != amounts:
                yield f"subtotal {amounts} of {group}"
            groups.append(sorted(group))
            group = []
        else:
            total = amounts
    expected = lines_by_party(wanted)
    if sorted(groups) != expected:
        yield f"lines by party: expected {shown(expected)}, found {shown(sorted(groups))}"
    if total != [sum(column) for column in zip(*(line for group in groups for line in group))]:
        yield f"all parties together: {shown(total)}"


def faults_of_row(explanation, table, columns):
    """Whether the owner's row is that of the statement, and the answer its net."""
    if table is None:
        yield "the row of the statement is not there"
        return
    row, = table["rows"]
    found = [read(cell["text"]) for cell in row["cells"][1:]]
    wanted = [Fraction(amount) for amount in columns.values()]
    if sorted(filter(None, found[:-1])) != sorted(filter(None, wanted[:-1])) or found[-1] != wanted[-1]:
        yield f"row of the statement: expected {shown(wanted)}, found {shown(found)}"
    net = read(explanation["verdict"]["amount"].split()[0])
    if net != wanted[-1]:
        yield f"net of the answer: expected {wanted[-1]}, found {net}"


def faults_of_other(explanation, expected):
    """Whether the owner's net of other periods is told as it is."""
    sections = [section for section in explanation["sections"] if expected["columns"] is not None]
    told = sections[0]["remarks"] if sections else explanation["verdict"]["lines"]
    found = [read(amount) for line in told for amount in re.findall(rf"({NUMBER})\u00a0[A-Z]{{3}}", line)]
    wanted = [Fraction(amount) for amount in expected["other"] if Fraction(amount)]
    used["explain.other-periods"] += bool(found)
    if found != wanted and (sections or found):
        yield f"in other periods: expected {shown(wanted)}, found {shown(found)}"


def faults_of_working(note):
    """Whether every product and every base of a working is right."""
    before, _, base = note.partition(BASE)
    for rate, word, of, exact, is_cut, result in re.findall(
            rf"({NUMBER})% (of|VAT on|VAT included in) ({NUMBER}) = ({NUMBER})(…?)(?:, rounded to ({NUMBER}))?", before):
        used["explain.product" if word == "of" else "explain.vat"] += 1
        decimals = len((result or exact).partition(".")[2])
        part = read(rate) / 100
        product = (part / (1 + part) if word == "VAT included in" else part) * read(of)
        if abs(product - read(exact)) * 10 ** 6 > bool(is_cut):
            yield f"{note}: the product is {product}"
        if rounded(product * 10 ** decimals) != read(result or exact) * 10 ** decimals:
            yield f"{note}: rounded it is not {result or exact}"
    if base:
        used["explain.base"] += 1
        amounts = [read(one) for one in re.findall(rf"({NUMBER})(?=, | and |; |$)", base)]
        named = [read(one) for one in re.findall(rf"(?<![\d.,])({NUMBER})(?![\d%])", before)]
        if sum(amounts) not in named:
            yield f"{note}: the base is {float(sum(amounts))}"


def shown(one):
    """Exact numbers as a person reads them."""
    if isinstance(one, list):
        return [shown(inner) for inner in one]
    return None if one is None else float(one)
