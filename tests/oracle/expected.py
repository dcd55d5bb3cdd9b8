"""A statement of the oracle in the form used for the comparison with the program's JSON."""

import names
from money import amount_text
from names import OWNER
from rules import before


def percent(rate):
    """One fifth as `20%`."""
    digits = f"{float(rate * 100):.6f}".rstrip("0").rstrip(".")
    return digits + "%"


def expected_statement(month, statement):
    """Rows, entries, sums and figures of a statement as texts."""
    currency = statement.currency

    def text(minor):
        return amount_text(minor, currency)

    def row(one):
        owners = [line for line in one.lines if line.party == OWNER]
        columns = month.row_columns(one)
        until = sum(line.until(before(month.first)) for line in owners)
        now = sum(columns.values())
        return {
            "nights": one.nights,
            "lines": sorted([line.kind, line.party, text(line.whole), text(line.until(before(month.first))),
                             text(line.between(month.first, month.last))] for line in one.lines),
            "columns": {name: text(amount) for name, amount in (columns | {names.NET: now}).items()},
            "net_before": text(until),
            "net_after": text(sum(line.whole for line in owners) - until - now),
        }

    totals = month.columns(statement)
    figures = month.figures(statement)
    return {
        "rows": {one.stay.id: row(one) for one in statement.rows},
        "entries": sorted([entry.home or "", str(entry.day), text(entry.net), text(entry.vat)]
                          for entry in statement.entries),
        "vat_differences": sorted([text(amount) for amount in one] for one in statement.vat_differences),
        "totals": {name: text(amount) for name, amount in totals.items()},
        "stays": {name: text(amount) for name, amount in month.columns_of_stays(statement).items()},
        "homes": sorted(statement.homes),
        "co_host": {home: sorted([channel, to, *map(text, amounts)]
                                 for channel, to, *amounts in month.co_host(statement, home))
                    for home in statement.homes},
        "commission": {home: sorted(([channel or "", percent(rate), *(f"{name} {text(amount)}" for name, amount
                                                                     in sorted(amounts.items()))]
                                     for channel, rate, amounts in month.worked_out(statement, home)))
                       for home in statement.homes},
        "blocks": {home: [list(block) for block in month.blocks[home]] for home in statement.homes},
        "years": {home: month.years[home] for home in statement.homes},
        "figures": figures | {"rent_by_nights": text(figures["rent_by_nights"])},
    }


def expected_stay(month, number):
    """What a stay that stands on no statement would make by itself, as its explanation has to tell it."""
    stay = next((stay for stay in month.stays if stay.id == number), None)
    lines = [] if stay is None or month.holds(stay) else month.alone.get(number, [])
    if not lines:
        return {"lines": [], "columns": None, "nights": stay and month.placed(stay, []).nights, "other": []}

    def text(minor):
        return amount_text(minor, stay.currency)

    day = before(month.first)
    owners = [line for line in lines if line.party == OWNER]
    return {
        "lines": [[line.party, text(line.whole), text(line.until(day)), text(line.until(month.last)),
                   text(line.between(month.first, month.last))] for line in lines],
        "columns": None,
        "nights": month.placed(stay, []).nights,
        "other": [text(sum(line.until(day) for line in owners)),
                  text(sum(line.whole - line.until(month.last) for line in owners))],
    }
