"""An account and a configuration with hostile texts everywhere, and the program that runs on them."""

import csv
import io
import json
import os
import select
import subprocess
import unicodedata
from pathlib import Path

PAYLOADS = Path(__file__).resolve().parents[2] / "fixtures/hostile/payloads.json"
TOKEN = "marker-of-the-token-4711"
MONTH = "2026-10"
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def payloads():
    texts = [one["text"] for one in json.loads(PAYLOADS.read_text(encoding="ascii"))]
    assert len(texts) >= 150 and len(set(texts)) == len(texts), len(texts)
    return texts


def acts(character):
    """Whether a character controls a terminal or reorders other characters."""
    return (unicodedata.category(character) == "Cc" and character != "\n"
            or character in BIDI or character in "\u2028\u2029")


class Program:
    """The program in a folder of its own; everything it prints is checked."""

    def __init__(self, report, path, folder):
        self.report, self.path, self.folder = report, Path(path).resolve(), Path(folder)
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder),
                            "HOSPITABLE_TOKEN": TOKEN, "NO_COLOR": "1"}

    def run(self, *args, exits=(0,), name=None):
        ended = subprocess.run([self.path, *args], cwd=self.folder, env=self.environment,
                               stdin=subprocess.DEVNULL, capture_output=True, check=False)
        name = name or " ".join(args[:2])
        self.report.true(f"{name}: exit code", ended.returncode in exits,
                         (ended.returncode, ended.stdout[-500:], ended.stderr[-2000:]))
        out = self.said(f"{name}: stdout", ended.stdout)
        err = self.said(f"{name}: stderr", ended.stderr)
        return out, err, ended.returncode

    def said(self, name, said):
        text = said.decode("utf-8")
        found = [(c, text[max(0, at - 60):at + 20]) for at, c in enumerate(text) if acts(c)]
        self.report.equal(f"{name} has no acting character", found[:3], [])
        forged = [line for line in text.split("\n") if line.startswith(FORGED)]
        self.report.equal(f"{name} has no line of others", forged[:3], [])
        self.report.true(f"{name} has no token", TOKEN not in text, text[:500])
        return text

    def simulate(self, data):
        return Simulator(self, data)


# how payloads with line breaks continue after the break
FORGED = ("error: forged", "hint: forged")


class Simulator:
    """The simulator as a process that ends with the block."""

    def __init__(self, program, data):
        self.program, self.data = program, data

    def __enter__(self):
        command = [self.program.path, "simulate", "--data", self.data, "--token", TOKEN]
        self.process = subprocess.Popen(command, cwd=self.program.folder, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        ready, _, _ = select.select([self.process.stdout], [], [], 30)
        line = self.process.stdout.readline() if ready else b""
        text = self.program.said("simulate: stdout", line)
        assert text.startswith("listening on http://127.0.0.1:"), text
        return text.removeprefix("listening on ").strip() + "/v2"

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def toml(text):
    """A TOML string with only plain characters."""
    def shown(c):
        if c in '"\\' or not " " <= c <= "~":
            return f"\\U{ord(c):08x}"
        return c
    return '"' + "".join(map(shown, text)) + '"'


def property_id(kind, number):
    return f"550e8400-e29b-41d4-a716-{'pqsu'.index(kind)}{number:011d}"


def line(amount, label, category="Other"):
    sign = "-" if amount < 0 else ""
    shown = f"{sign}€{abs(amount) // 100:,}.{abs(amount) % 100:02d}"
    return {"amount": amount, "formatted": shown, "label": label, "category": category}


def reservation(kind, number, suffix, **fields):
    code = f"{kind.upper()}{number:03d}{suffix}"
    row = {
        "id": f"{kind}-{number}-{suffix}", "code": code, "platform": "airbnb", "platform_id": code,
        "booking_date": "2026-09-01T10:00:00Z", "arrival_date": "2026-10-05T00:00:00+01:00",
        "departure_date": "2026-10-08T00:00:00+01:00", "nights": 3, "stay_type": "guest_stay",
        "owner_stay": None, "notes": "never read",
        "reservation_status": {"current": {"category": "accepted", "sub_category": None}, "history": []},
        "guests": {"total": 2, "adult_count": 2, "child_count": 0, "infant_count": 0, "pet_count": 0},
        "property_id": property_id(kind, number),
        "properties": [{"id": property_id(kind, number), "name": "by its id"}],
        "guest": {"first_name": "Anna", "last_name": "Example"},
        "financials": money("Community fee", "EUR"),
    }
    row.update(fields)
    return row


def money(label, currency):
    host = {
        "accommodation": line(30000, "Accommodation", "Accommodation"), "accommodation_breakdown": None,
        "guest_fees": [line(4000, "Cleaning Fee", "Guest fees"), line(5000, label, label)],
        "host_fees": [line(-3000, label, label)], "discounts": [line(-2000, label, label)],
        "adjustments": [line(-1000, label, label)], "taxes": [line(500, label, label)],
        "revenue": line(33500, "Gross Revenue", "Revenue"),
    }
    return {"currency": currency, "host": host}


def reservations(number, text, code):
    """What a guest, a channel or a colleague can write, for one payload. The code is separate, because
    a code with control characters cannot be used."""
    said = text if text.strip(BLANK) else text + "x"
    code = {"code": code, "platform_id": code} if code.strip(BLANK) else {}
    status = {"current": {"category": said, "sub_category": text}, "history": []}
    refused = {"current": {"category": "not accepted", "sub_category": text}, "history": []}
    return [
        reservation("p", number, "A", guest={"first_name": text, "last_name": text}, platform=said,
                    financials=money(said, "EUR")),
        reservation("p", number, "E"),
        reservation("p", number, "N", platform=said, reservation_status=refused),
        reservation("q", number, "C", **code),
        reservation("s", number, "S", reservation_status=status),
        reservation("s", number, "T", stay_type=text, owner_stay={"schedule_cleaning": True}),
        reservation("s", number, "M", financials=money("Community fee", said)),
        reservation("s", number, "D", arrival_date=text),
        reservation("u", number, "U"),
    ]


# texts that are empty after cleaning
BLANK = " \t\r\n\0\u00a0\u0085\u2028\u2029"


def has_control(text):
    return any(unicodedata.category(c) == "Cc" for c in text)


def account(folder, texts, codes):
    """Writes the account: a property of each kind for each payload."""
    properties, rows = [], []
    for number, text in enumerate(texts):
        for kind in "pqsu":
            name = text if kind in "pu" else f"Home {kind}{number}"
            properties.append({
                "id": property_id(kind, number), "name": name, "public_name": name, "listed": True,
                "currency": "EUR", "timezone": text,
                "address": {"display": text, "city": text, "country": text},
            })
        rows += reservations(number, text, codes[number])
    write_account(folder, properties, rows, "Example Host")


def write_account(folder, properties, rows, user):
    folder.mkdir()
    fields = dict.fromkeys(("company", "name", "street_line1", "street_line2", "city", "country",
                            "postal_code", "state", "email"), user)
    for name, value in (("properties", properties), ("reservations", rows),
                        ("user", {"id": "user-1", **fields})):
        (folder / f"{name}.json").write_text(json.dumps(value), encoding="ascii")


TERMS = """
[[agreement]]
id = "standard"
recognise = "check-out"
nights = "even"
commission = { base = ["accommodation", "discounts"], rate = "20%" }
fees = { cleaning = "manager", default = "owner" }
channel_fee = { borne_by = "owner" }
taxes = { default = "pass-through" }
adjustments = { refund = "owner", damage = "owner", penalty = "owner", other = "owner" }
"""


def manager(text, taken):
    """The section of the manager; `taken` lists the keys that may have the payload."""
    of = lambda key, usual: toml(text if key in taken else usual)
    return (f"[manager]\nname = {of('name', 'Harbour Stays')}\naddress = [{of('address', 'Quay')}]\n"
            f"telephone = {of('telephone', '000')}\ntax_id = {of('tax_id', 'X1')}\n"
            f"website = {of('website', 'www.harbour.example')}\nguest_names = \"first\"\n")


def configuration(texts, refused=frozenset()):
    """The configuration with a payload wherever one is possible, and the payload of each line number.
    `refused` has what the program does not accept; it is replaced with harmless text."""
    lines, slots = [], {}

    def put(key, slot, number, text, form="{}"):
        slots[len(lines) + 1] = (slot, number)
        shown = f"Plain {number}" if (slot, number) in refused else text
        lines.append(f"{key} = {form.format(toml(shown))}")

    lines += 'schema = 1\nexceptions = "exceptions.csv"\nentries = "entries.csv"'.split("\n")
    lines += manager("", ()).splitlines() + TERMS.splitlines()
    lines += ["[fetch]", "look_back_days = 31", "burst = 100", "per_minute = 600"]
    for number, text in enumerate(texts):
        for kind in "pqs":
            is_named = kind == "p"
            lines += ["[[owner]]", f'id = "{kind}{number}"']
            put("name", "owner", number, text if is_named else f"Owner {kind}{number}")
            if is_named:
                put("address", "address", number, text, "[{}]")
            lines += ["[[property]]", f'id = "{property_id(kind, number)}"',
                      'agreement = "standard"', f'owner = "{kind}{number}"']
            put("name", "property", number, text if is_named else f"Home {kind}{number}")
    return "\n".join(lines) + "\n", slots


def exceptions(number, text):
    return [f"P{number:03d}E", "exclude", "", "", text]


def entries(number, text):
    return ["2026-10-09", property_id("p", number), "repair", text, "10.00 EUR", text]


# the manager's files: their columns, and a row with a payload
OWN_FILES = {
    "exceptions.csv": (["code", "action", "line", "amount", "reason"], exceptions),
    "entries.csv": (["date", "property", "category", "description", "net", "reference"], entries),
}


def own_file(name, texts, refused=frozenset()):
    """One of the manager's files with one row per payload, and the payload of each line number."""
    heading, row = OWN_FILES[name]
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(heading)
    slots = {}
    for number, text in enumerate(texts):
        # a row may span several lines, all of which belong to it
        first = table.getvalue().count("\n") + 1
        rows.writerow(row(number, f"Plain {number}" if number in refused else text))
        for at in range(first, table.getvalue().count("\n") + 1):
            slots[at] = number
    return table.getvalue(), slots
