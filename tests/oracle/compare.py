"""Compares the program with the oracle, to the cent, over random portfolios.

    python3 tests/oracle/compare.py target/release/owner-statements --portfolios 500 --seed 1

Each seed is one portfolio over five months and two months together, or a random choice of these periods.
For two codes of each portfolio it also compares what `explain` prints with the statement.
`--only SEED` repeats one portfolio and keeps its folder. `--basic` uses only the keys that every version of
the configuration has. `--mutate` changes one cent in the program's output and expects the comparison to
notice. The exit code is 1 if anything differs or if a rule was never applied.
"""

import argparse
import datetime
import json
import multiprocessing
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from fractions import Fraction
from pathlib import Path

import features
import explained
import names
from expected import expected_statement, expected_stay
from money import amount_text
from portfolios import Account
from statements import Month
from stays import read_snapshot, read_stays

FIRST_MONTH, LAST_MONTH, YEAR = 3, 7, 2026
EXIT_CODES = {0: "written", 7: "held"}
DIFFERENCES_SHOWN = 4000
EXPLAINED = 2  # codes of a portfolio


def month_of(number):
    """A month's first and last day."""
    first = datetime.date(YEAR, number, 1)
    return first, datetime.date(YEAR, number + 1, 1) - datetime.timedelta(days=1)


def written(binary, folder, first, last):
    """The program's result for a period: exit code, messages, held owners and statements."""
    command = [binary, "generate", "--quiet", "--config", "owner-statements.toml", "--snapshot",
               f"{first}-{last}.json.gz", "--from", str(first), "--to", str(last), "--format", "json",
               "--out", f"out-{first}-{last}"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    if run.returncode not in EXIT_CODES:
        return run.returncode, run.stderr, {}, {}
    found, = Path(folder, f"out-{first}-{last}").glob("*/manager/manifest.json")
    made = found.parent.parent
    manifest = json.loads(found.read_text(encoding="utf-8"))
    held = {one["owner"]: {(reason["code"], reason["reservation"]) for reason in one["reasons"]}
            for one in manifest["held"]}
    files = {path for one in manifest["statements"] for path in one["files"] if path.endswith(".json")}
    found = [json.loads((made / path).read_text(encoding="utf-8")) for path in sorted(files)]
    return run.returncode, run.stderr, held, {(one["owner"]["id"], one["currency"]): one for one in found}


def amounts(table):
    """The owner's columns of the JSON as texts; a missing column is zero."""
    nothing = amount_text(0, table[names.NET]["currency"])
    return {name: table[name]["amount"] if name in table else nothing
            for name in {*names.COLUMNS, names.NET, *table}}


def found_statement(one):
    """A statement of the program in the form used for the comparison."""
    rows, entries = {}, []
    for home in one["properties"]:
        for row in home["reservations"]:
            rows[row["id"]] = {
                "nights": row["nights_in_period"],
                "lines": sorted([line["kind"], names.EARLIER_PARTIES.get(line["party"], line["party"]),
                                 line["whole_stay"]["amount"],
                                 line["before_period"]["amount"], line["in_period"]["amount"]]
                                for line in row["lines"]),
                "columns": amounts(row["amounts"]),
                "net_before": row["net_before_period"]["amount"],
                "net_after": row["net_after_period"]["amount"],
            }
        entries += [[home["id"], entry] for entry in home["entries"]]
    entries += [[None, entry] for entry in one["entries"]]
    return {
        "rows": rows,
        "entries": sorted(([home or "", entry["date"], entry["net"]["amount"], entry["vat"]["amount"]]
                           for home, entry in entries)),
        "vat_differences": sorted([each[name]["amount"] for name in ("commission", "vat", "amount")]
                                  for each in one.get("vat_differences", [])),
        "totals": amounts(one["totals"]),
        "stays": amounts(one["stays"]),
        "homes": sorted(home["id"] for home in one["properties"]),
        "co_host": {home["id"]: sorted([one["channel"], one["to"], *(one[key]["amount"] for key in
                                                                     ("owed", "paid", "remaining"))]
                                       for one in home["co_host"]) for home in one["properties"]},
        "commission": {home["id"]: sorted(commission_row(row) for row in home.get("commission", []))
                       for home in one["properties"]},
        "blocks": {home["id"]: [list(block.values()) for block in home.get("blocks", [])]
                   for home in one["properties"]},
        "years": {home["id"]: home.get("owner_year") and list(home["owner_year"].values())
                  for home in one["properties"]},
        "figures": {name: one["figures"].get(name, 0)
                    for name in ("guest_nights", "owner_nights", "blocked_nights", "stays")}
        | {"rent_by_nights": one["figures"]["rent_by_nights"]["amount"]},
    }


def commission_row(row):
    """A row of the commission as it was worked out, in a form that can be compared."""
    amounts = [f"{name} {amount['amount']}" for name, amount in sorted(row.items()) if isinstance(amount, dict)]
    return [row["channel"] or "", row["rate"], *amounts]


def hidden_in_rounding(one):
    """Rows whose rounding is more than the cents that single stays can leave: something else is in it."""
    for home in one["properties"]:
        most = 2 * len(home["reservations"]) + 2
        for row in home.get("commission", []):
            for name in ("rounding", "vat_rounding"):
                if abs(int(row[name]["amount"].replace(".", ""))) > most:
                    yield f"{home['name']}, {row['rate']}: {name} of {row[name]['amount']}"


def explanations(binary, folder, first, last, code):
    """What the program explains of a code."""
    command = [binary, "explain", code, "--json", "--config", "owner-statements.toml", "--snapshot",
               f"{first}-{last}.json.gz"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    return json.loads(run.stdout) if run.returncode == 0 else run.stderr


def chosen_codes(account, seed, periods):
    """Which codes are explained for which period: one with an exception, where there is one."""
    dice, known = random.Random(f"{seed} codes"), [one["row"]["code"] for one in account.rows]
    with_exception = sorted(account.excepted)
    codes = [dice.choice(with_exception or known), *(dice.choice(known) for _ in range(EXPLAINED - 1))]
    chosen = {}
    for code in codes:
        chosen.setdefault(dice.choice(periods), []).append(code)
    return chosen


def compare_explained(options, folder, month, statements, snapshot, code):
    """The differences between what is explained of a code and what stands on statements, or would."""
    found = explanations(options.binary, folder, month.first, month.last, code)
    where = f"explain {code} {month.first} to {month.last}"
    rows = sorted((one["property_id"], one["row"]["arrival_date"][:10], one["row"]["departure_date"][:10],
                   one["row"]["id"]) for one in snapshot["reservations"] if one["row"]["code"] == code)
    if isinstance(found, str) or len(found) != len(rows):
        return [f"{where}: {len(rows)} stays, but {found if isinstance(found, str) else len(found)}"]
    placed = {row["id"]: row for one in statements.values() for home in one["properties"]
              for row in home["reservations"]}
    return [f"{where}: {fault}" for (*_, number), one in zip(rows, found)
            for fault in explained.faults_of(one, placed_stay(placed[number]) if number in placed
                                             else expected_stay(month, number))]


def placed_stay(row):
    """A row of a statement as its explanation has to tell it."""
    columns = {name: amount["amount"] for name, amount in row["amounts"].items()}
    net = columns.pop(names.NET)
    return {
        "lines": [[line["party"], line["whole_stay"]["amount"], line["before_period"]["amount"],
                   str(Fraction(line["before_period"]["amount"]) + Fraction(line["in_period"]["amount"])),
                   line["in_period"]["amount"]] for line in row["lines"]],
        "columns": columns | {names.NET: net},
        "nights": row["nights_in_period"],
        "other": [row["net_before_period"]["amount"], row["net_after_period"]["amount"]],
    }


def differences(path, expected, found):
    """Every place where two values differ, with its path."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in sorted({*expected, *found}, key=str):
            yield from differences(f"{path}.{key}", expected.get(key), found.get(key))
    elif isinstance(expected, list) and isinstance(found, list):
        for one in expected:
            if one not in found:
                yield f"{path}\n    expected {one}\n    not among {found}"
        for one in found:
            if one not in expected:
                yield f"{path}\n    unexpected {one}"
        if len(expected) != len(found):
            yield f"{path}: {len(expected)} expected, {len(found)} found"
    elif expected != found:
        yield f"{path}\n    expected {expected}\n    found    {found}"


def held_alike(expected, found):
    """The holds of both sides by owner and reservation; the program reports one of several reasons."""
    reported = {owner: dict(sorted((code, reason) for reason, code in said)) for owner, said in found.items()}
    wanted = {owner: {code: reported.get(owner, {}).get(code) if reported.get(owner, {}).get(code) in reasons
                      else " or ".join(sorted(reasons)) for code, reasons in said.items()}
              for owner, said in expected.items()}
    return wanted, reported


def changed_by_a_cent(statement, dice):
    """Changes one amount of a statement of the program by its smallest unit."""
    rows = [row for home in statement["properties"] for row in home["reservations"] if row["lines"]]
    if not rows:
        return False
    place = dice.choice(dice.choice(rows)["lines"])[dice.choice(("whole_stay", "before_period", "in_period"))]
    digits = place["amount"]
    number = int(digits.replace(".", "")) + dice.choice((-1, 1))
    place["amount"] = amount_text(number, place["currency"])
    return True


def compare_portfolio(task):
    """Compares the periods of one seed; returns the differences and the counts."""
    options, seed = task
    features.used.clear()
    counts, found = Counter(), []
    folder = tempfile.mkdtemp(prefix=f"oracle-{seed}-")
    months = [month_of(number) for number in range(FIRST_MONTH, LAST_MONTH + 1)]
    periods = [*months, (months[0][0], months[1][1])]
    if options.periods < len(periods):
        periods = sorted(random.Random(f"{seed} periods").sample(periods, options.periods))
    account = Account(seed, options.basic)
    portfolio = account.write(folder, periods)
    currencies = {home["id"]: home["currency"] for home in account.homes}
    codes = chosen_codes(account, seed, periods)
    for period in periods:
        found += compare_period(options, seed, folder, portfolio, currencies, period, counts,
                                codes.get(period, []))
    if options.only is None:
        shutil.rmtree(folder)
    elif found:
        found.append(f"the portfolio is in {folder}")
    return seed, found, counts, Counter(features.used)


def compare_period(options, seed, folder, portfolio, currencies, period, counts, codes):
    """Compares one period of one portfolio, and what is explained of some codes."""
    first, last = period
    snapshot = read_snapshot(Path(folder, f"{first}-{last}.json.gz"))
    stays = read_stays(snapshot, portfolio)
    month = Month(portfolio, stays, currencies, first, last)
    code, words, held, statements = written(options.binary, folder, first, last)
    where = f"seed {seed} {first} to {last}"
    if code not in EXIT_CODES:
        return [f"{where}: exit code {code}\n    {words.strip()}"]
    counts["periods"] += 1
    counts["holds"] += len(held)
    counts["statements"] += len(statements)
    if options.mutate:
        dice = random.Random(f"{seed} {first}")
        if not statements or not changed_by_a_cent(dice.choice(list(statements.values())), dice):
            return []
        counts["mutations"] += 1
    report = list(differences(f"{where}: held", *held_alike(month.held, held)))
    expected = {key: expected_statement(month, one) for key, one in month.statements.items()
                if key[0] not in month.held}
    seen = {key: found_statement(one) for key, one in statements.items()}
    counts["lines"] += sum(len(row["lines"]) for one in seen.values() for row in one["rows"].values())
    report += differences(f"{where}: statement", expected, seen)
    report += [f"{where}: {fault}" for one in statements.values() for fault in hidden_in_rounding(one)]
    for code in () if options.mutate or options.basic else codes:
        counts["explained"] += 1
        report += [f"seed {seed} {one}" for one in
                   compare_explained(options, folder, month, statements, snapshot, code)]
    if options.mutate:
        return [] if report else [f"{where}: a cent was changed and not noticed"]
    return report


def options_of(arguments):
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", type=lambda path: str(Path(path).resolve()))
    parser.add_argument("--portfolios", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--periods", type=int, default=6, help="how many of a portfolio's periods")
    parser.add_argument("--only", type=int)
    parser.add_argument("--basic", action="store_true")
    parser.add_argument("--mutate", action="store_true")
    return parser.parse_args(arguments)


def main():
    """Compares, prints the result, and exits with 1 on any difference."""
    options = options_of(sys.argv[1:])
    seeds = [options.only] if options.only is not None else \
        range(options.seed, options.seed + options.portfolios)
    counts, used, wrong, shown = Counter(), Counter(), 0, 0
    with multiprocessing.Pool(options.jobs) as pool:
        for seed, found, counted, acted in pool.imap(compare_portfolio, [(options, seed) for seed in seeds]):
            counts += counted
            used += acted
            wrong += bool(found)
            for one in found[: max(0, DIFFERENCES_SHOWN - shown)]:
                print(one)
                shown += 1
    print(", ".join(f"{number} {name}" for name, number in sorted(counts.items())))
    print("  ".join(f"{name} {number}" for name, number in sorted(used.items())))
    unused = features.never_used(used, options.basic) if options.only is None else []
    for name in unused:
        print(f"never applied: {name}")
    print(f"{len(seeds) - wrong} portfolios agree, {wrong} differ")
    return 1 if wrong or unused else 0


if __name__ == "__main__":
    sys.exit(main())
