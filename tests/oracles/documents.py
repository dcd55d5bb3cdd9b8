"""The PDFs: their structure checked with qpdf, and their text from pdftotext compared with the JSON."""

import subprocess

from exact import amount, hundredths, shown, shown_in


def output_of(*command):
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout + ended.stderr


def check_file(report, owner, path):
    code, said = output_of("qpdf", "--check", str(path))
    report.true(f"PDF of {owner}: whole", code == 0, said)
    code, said = output_of("pdffonts", str(path))
    rows = said.splitlines()[2:]
    report.true(f"PDF of {owner}: has fonts", code == 0 and rows, said)
    for row in rows:
        # name, type and encoding may contain spaces; from the end: object, generation, uni, sub, emb
        embedded, _, mapped = row.split()[-5:-2]
        report.true(f"PDF of {owner}: font inside, {row.split()[0]}", embedded == "yes", row)
        report.true(f"PDF of {owner}: can be copied, {row.split()[0]}", mapped == "yes", row)


def check_entries(report, owner, lines, entries):
    """Each entry is a line that begins with its date and has its amounts: net and VAT, then the sum."""
    for home, entry in entries:
        day = str(int(entry["date"][8:]))
        parts = [amount(entry[key]) for key in ("net", "vat", "amount")]
        words = entry["description"].split()[:2]
        found = [line for line in lines if line[:1] == [day] and words[0] in line]
        amounts = [[value for value in map(hundredths, line) if value is not None] for line in found]
        report.true(f"PDF of {owner}: {entry['description']} of {home or 'no property'}",
                    parts in amounts or parts[2:] in amounts, found)


def check_rows(report, owner, lines, statement):
    totals = [shown_in(line) for line in lines if line[:1] == ["Total"]]
    for one in statement["properties"]:
        for row in one["reservations"]:
            found = [line for line in lines if line[:1] == [row["code"]]]
            report.equal(f"PDF of {owner}: lines of {row['code']}", len(found), 1)
            if found:
                report.equal(f"PDF of {owner}: amounts of {row['code']}", shown_in(found[0]),
                             shown(row["amounts"]))
        report.true(f"PDF of {owner}: total of {one['name']}", shown(one["stays"]) in totals, totals)
        entries = [(one["name"], entry) for entry in one["entries"]]
        check_entries(report, owner, lines, entries)
    check_entries(report, owner, lines, [("", entry) for entry in statement["entries"]])
    if len(statement["properties"]) > 1:
        # kept as one text if the columns would not fit
        whole = statement["totals"]
        as_one = [amount(statement["stays"]["net"])] + [
            amount(whole[key]) for key in ("expenses", "credits", "net")]
        known = shown(whole) in totals or as_one in totals
        report.true(f"PDF of {owner}: total", known, totals)
    net = amount(statement["totals"]["net"])
    answers = [line for line in lines if line[1:] == [statement["currency"]]]
    report.true(f"PDF of {owner}: the net as the answer", net in [hundredths(a[0]) for a in answers],
                answers)


def check(report, month):
    for entry, files, statement in month.statements:
        owner, path = entry["owner"], files["pdf"]
        check_file(report, owner, path)
        code, text = output_of("pdftotext", "-layout", str(path), "-")
        report.true(f"PDF of {owner}: has text", code == 0 and text.strip(), text)
        report.true(f"PDF of {owner}: names the owner", statement["owner"]["name"] in text, text[:500])
        report.true(f"PDF of {owner}: says that it is a draft", "DRAFT" in text, text[:500])
        check_rows(report, owner, [line.split() for line in text.splitlines()], statement)
