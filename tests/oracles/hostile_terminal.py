"""Hostile texts on the terminal: in results, in messages, and in a first configuration."""

import http.server
import json
import threading
import tomllib
import unicodedata

from hostile_world import has_control, property_id, reservation, write_account

INIT = ["init", "--basis", "check-out", "--rate", "20%", "--base", "accommodation,discounts",
        "--cleaning", "manager", "--channel-fee", "owner", "--other-fees", "owner"]


def visible(text):
    """The text as `init` writes it: one line without invisible characters."""
    spaced = "".join(" " if c.isspace() or unicodedata.category(c) == "Cc" else c
                     for c in text.replace("\0", ""))
    unseen = set("\u00ad\u061c\u180e\u200b\u200e\u200f\ufeff")
    # without the variation selectors from U+E0100 to U+E01EF
    ranges = ((0x2028, 0x202E), (0x2060, 0x206F), (0xFFF9, 0xFFFC), (0xE0000, 0xE00FF),
              (0xE01F0, 0xE0FFF))
    unseen |= {chr(c) for first, last in ranges for c in range(first, last + 1)}
    return " ".join("".join(c for c in spaced if c not in unseen).split())[:200].strip()


def check_first_configuration(report, program, texts):
    """An account whose properties have all names, and whose user has one name at a time."""
    properties = [{"id": property_id("p", n), "name": text, "address": {"display": text}}
                  for n, text in enumerate(texts)]
    write_account(program.folder / "names", properties, [], "Example Host")
    with program.simulate("names") as url:
        program.run(*INIT, "--out", "first.toml", "--base-url", url, name="init of all names")
        program.run("check", "--config", "first.toml", "--base-url", url, name="check of all names")
        program.run("doctor", "--base-url", url, name="doctor")
    made = tomllib.loads((program.folder / "first.toml").read_text(encoding="utf-8"))
    names = {one["id"]: one["name"] for one in made["property"]}
    for number, text in enumerate(texts):
        key = property_id("p", number)
        report.equal(f"init names property {number}", names[key], visible(text) or key)
    for number, text in enumerate(texts):
        check_user(report, program, number, text)


def check_user(report, program, number, text):
    folder = program.folder / f"user{number}"
    rows = [reservation("p", number, "A")]
    write_account(folder, [{"id": property_id("p", number), "name": "Home"}], rows, text)
    out = f"user{number}.toml"
    with program.simulate(folder.name) as url:
        _, err, code = program.run(*INIT, "--out", out, "--base-url", url, exits=(0, 2, 3),
                                   name=f"init for {text!r}")
        if code:
            report.equal(f"init refuses {text!r} because nothing is seen of it", visible(text), "")
            report.true(f"init asks for a name in place of {text!r}",
                        "--manager" in err or "correct the option, or the name" in err, err)
            return
        program.run("check", "--config", out, "--base-url", url, name=f"check of {text!r}")
    made = tomllib.loads((program.folder / out).read_text(encoding="utf-8"))
    report.equal(f"init names the manager {text!r}", made["manager"]["name"], visible(text))


class Words(http.server.BaseHTTPRequestHandler):
    """A service that refuses requests, with the payload of the path in every part of its answer."""

    texts = []

    def do_GET(self):
        number = int(self.path.split("/")[1])
        body = UNPAIRED if number == len(self.texts) else json.dumps(
            {"message": self.texts[number], "errors": {"x": [self.texts[number]]}})
        self.send_response(200 if body is UNPAIRED else 401)
        self.send_header("content-type", "application/json")
        if body is not UNPAIRED:
            # a control character in a header is not valid HTTP, so the request would be retried
            plain = "".join(c for c in self.texts[number] if c.isprintable() and ord(c) < 256)
            self.send_header("x-hospitable-trace", plain)
            self.send_header("sunset", plain)
        self.end_headers()
        self.wfile.write(body.encode("ascii"))

    def log_message(self, *_):
        pass


# half a surrogate pair: JSON can express it, but no text can contain it
UNPAIRED = '{"data":{"name":"\\ud800x","company":"\\udc00"}}'


def check_words_of_the_service(program, texts):
    Words.texts = texts
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Words)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    for number, text in enumerate(texts):
        form = ["--log-format", "json"] if number % 2 else []
        _, err, _ = program.run("fetch", "--month", "2026-10", "--base-url", f"{base}/{number}/v2",
                                *form, exits=(4, 5), name=f"refused with {text!r}")
        for line in err.splitlines() if form else []:
            json.loads(line)
    unpaired = ["check", "--config", "least.toml", "--base-url", f"{base}/{len(texts)}/v2"]
    (program.folder / "least.toml").write_bytes((program.folder / "a.toml").read_bytes())
    program.run(*unpaired, exits=(5,), name="half a pair of surrogates")
    server.shutdown()


def check_arguments(report, program, texts):
    """A payload on the command line: whatever a message quotes of it is harmless."""
    for text in (one for one in texts if "\0" not in one):
        name = f"argument {text!r}"
        args = ["explain", "--snapshot", "small.json.gz", "--config", "small.toml", "--", text]
        program.run(*args, exits=(0, 2), name=name)
    odd = [text for text in texts if has_control(text) and "\0" not in text]
    report.true("some arguments act", len(odd) > 10, len(odd))
    for text in odd:
        for args in (["generate", "--config", text], ["fetch", "--month", text],
                     ["purge", "--older-than", "90d", "--dir", text],
                     ["generate", "--config", "small.toml", "--snapshot", "small.json.gz", "--owner",
                      text],
                     ["check", "--offline", "--config", text], ["fetch", "--base-url", text], [text]):
            program.run(*args, exits=(2, 3, 4, 5, 8), name=f"{args[0]!r} with {text!r}")
