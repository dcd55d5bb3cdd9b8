"""Hostile texts in CSV files: inert cells in LibreOffice, and figures that stay numbers."""

import csv
import io
import subprocess
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

# field separators of spreadsheets by their code points: comma, semicolon as in much of Europe, tab
SEPARATORS = {"comma": 44, "semicolon": 59, "tab": 9}
NUMBERS = {"amount", "nights_in_period", "nights_of_stay", "guest_nights", "owner_nights", "blocked_nights", "stays",
           "rent", "fees", "adjustments", "channel_fee", "commission", "taxes", "charges", "expenses",
           "credits", "co_host", "vat", "net", "nights",
           "fees_kept_by_manager", "taxes_held"}

ACTIVE = "a,b\n=1+1,5.00\nx;=2+2,\"=HYPERLINK(\"\"https://example.com\"\")\"\n"


def opened(path, separator):
    """The rows of a table as LibreOffice opens it: the XML of each cell."""
    with tempfile.TemporaryDirectory() as folder:
        # quotation mark, UTF-8, from line 1, no columns, language, quoted texts stay texts,
        # numbers are looked for, and formulas are worked out where they are found
        how = f"CSV:{separator},34,76,1,,1033,false,true,false,false,false,-1,true"
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                   f"--infilter={how}", "--convert-to", "fods", "--outdir", folder, path]
        ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        made = Path(folder, Path(path).stem + ".fods")
        assert made.is_file(), ended.stdout + ended.stderr
        return xml.parse(made).getroot()


def active(root):
    """Everything in it that is more than a text or a number."""
    found = []
    for one in root.iter():
        formula = one.get(TABLE + "formula")
        link = one.get("{http://www.w3.org/1999/xlink}href")
        if formula or (link and one.tag.startswith((TEXT, TABLE))):
            found.append(formula or link)
        if one.tag in (TABLE + "dde-link", TABLE + "dde-links", TABLE + "table-source",
                       OFFICE + "event-listeners", TEXT + "a"):
            found.append(one.tag)
    return found


def cells(root):
    for row in root.iter(TABLE + "table-row"):
        found = []
        for cell in row:
            if cell.tag == TABLE + "table-cell":
                # identical cells are written once, and the row ends with a large number of empty ones
                times = min(int(cell.get(TABLE + "number-columns-repeated", 1)), 64)
                found += [cell] * times
        yield found


def shown(cell):
    return " ".join("".join(part.itertext()) for part in cell.iter(TEXT + "p"))


def joined(paths):
    """The rows of tables with the same heading, joined into one table without changing a byte."""
    parts = [path.read_bytes() for path in paths]
    heading = parts[0].split(b"\r\n")[0] + b"\r\n"
    assert all(part.startswith(heading) for part in parts), paths[0]
    return heading + b"".join(part[len(heading):] for part in parts)


def check_active_is_found(report, folder):
    path = folder / "active.csv"
    path.write_text(ACTIVE)
    for name, least in (("comma", 2), ("semicolon", 1)):
        found = active(opened(path, SEPARATORS[name]))
        report.true(f"formulas are found, {name}", len(found) >= least, found)


def check(report, folder, name, paths):
    path = folder / f"{name}.csv"
    path.write_bytes(joined(paths))
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))
    for separator, code in SEPARATORS.items():
        root = opened(path, code)
        report.equal(f"{name}, {separator}: nothing active", active(root), [])
        if separator == "comma":
            check_cells(report, name, rows, list(cells(root)))


def check_cells(report, name, rows, found):
    report.true(f"{name}: every row is there", len(found) >= len(rows), (len(found), len(rows)))
    heading = rows[0]
    for number, (row, made) in enumerate(zip(rows[1:], found[1:]), 2):
        for column, text, cell in zip(heading, row, made):
            if column in NUMBERS and text:
                value = cell.get(OFFICE + "value")
                report.true(f"{name}:{number}: {column} is a number",
                            value is not None and float(value) == float(text), (text, value))
            elif column in ("owner", "property", "guest", "channel", "description", "reference", "receipt", "label",
                            "category"):
                # a spreadsheet may read a text as a number, and displays repeated spaces in its own way
                is_text = cell.get(OFFICE + "value-type") == "string"
                # the last code point of a plane is not a character, and LibreOffice leaves it out
                same = " ".join(shown(cell).split()) == " ".join(text.replace("\ufffe", "").split())
                report.true(f"{name}:{number}: {column} as written", same or not is_text,
                            (text, shown(cell)))
