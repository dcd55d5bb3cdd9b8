"""Known hostile texts, in every input that ends up in a document.

    python3 tests/oracles/hostile.py target/release/owner-statements

Needs qpdf, poppler-utils, Chromium and LibreOffice Calc; if one is missing, the check fails. Each payload
names properties, guests, fees, channels, reservations, owners and the manager of an invented account. It
is compared with the same account with harmless names, and the documents may differ only in their texts.
The last line is `hostile texts: N payloads, N checks, N failed`.
"""

import json
import re
import sys
import tempfile
from pathlib import Path

import hostile_documents as documents
import hostile_tables as tables
import hostile_terminal as terminal
import hostile_world as world
from browser import Browser
from check import Report
from hostile_world import MONTH, Program, has_control, payloads


def usual(texts):
    """Harmless replacements for these texts: empty if cleaning leaves nothing."""
    return [f"Plain {n}" if text.strip(world.BLANK) else "" for n, text in enumerate(texts)]


def usual_codes(texts, calm):
    """Harmless codes that hold the same statements as these: a code with control characters cannot be
    used, and codes that differ only in white space are copies of each other."""
    first, codes = {}, []
    for text, plain in zip(texts, calm):
        code = text.replace("\0", "").strip()
        shown = first.setdefault(code, plain)
        codes.append(f"x\1{plain}" if has_control(code) else shown)
    return codes


def faults(said, name):
    return {int(line) for line in re.findall(rf"^error: {re.escape(name)}:(\d+):", said, re.M)}


def configure(report, program, texts):
    """Writes a configuration with everything that the program accepts; it must refuse the rest at once."""
    path = program.folder / "a.toml"
    text, slots = world.configuration(texts)
    path.write_text(text, encoding="ascii")
    for name in world.OWN_FILES:
        (program.folder / name).write_bytes(world.own_file(name, texts)[0].encode("utf-8"))
    _, said, _ = program.run("check", "--offline", "--config", "a.toml", exits=(3,), name="all texts")
    refused = {slots[line] for line in faults(said, "a.toml")}
    path.write_text(world.configuration(texts, refused)[0], encoding="ascii")
    unfit = {}
    for name in world.OWN_FILES:
        _, said, _ = program.run("check", "--offline", "--config", "a.toml", exits=(3,),
                                 name=f"all texts of {name}")
        of_rows = world.own_file(name, texts)[1]
        unfit[name] = {of_rows[line] for line in faults(said, name)}
        write_own_file(program, name, texts, unfit[name])
    program.run("check", "--offline", "--config", "a.toml", name="what is accepted")
    report.true("most names are accepted", 3 * 20 < len(refused) < 3 * 80, len(refused))
    for slot, number in refused:
        report.true(f"{slot} {number} is refused for a reason", is_unfit(texts[number]),
                    texts[number])
    return refused, unfit


def write_own_file(program, name, texts, unfit):
    table = world.own_file(name, texts, unfit)[0]
    (program.folder / name).write_bytes(table.encode("utf-8"))


def is_unfit(text):
    return terminal.visible(text) != text.strip() or not text.strip() or has_control(text)


def read_and_make(program, name):
    program.run("fetch", "--month", MONTH, "--snapshot", "s.json.gz", "--config", "a.toml", "-vv",
                *name, name="fetch")
    made, _, _ = program.run("generate", "--snapshot", "s.json.gz", "--config", "a.toml", "--json",
                             exits=(7,), name="generate --json")
    program.run("generate", "--snapshot", "s.json.gz", "--config", "a.toml", "--log-format", "json",
                exits=(7,), name="generate")
    return json.loads(made)


def make(report, program, texts, refused, unfit, codes):
    """One world: fetched, generated and explained."""
    world.account(program.folder / "account", texts, codes)
    (program.folder / "a.toml").write_text(world.configuration(texts, refused)[0], encoding="ascii")
    for name, numbers in unfit.items():
        write_own_file(program, name, texts, numbers)
    with program.simulate("account") as url:
        made = read_and_make(program, ["--base-url", url])
        program.run("check", "--config", "a.toml", "--base-url", url, exits=(3,), name="check")
    for number in range(len(texts)):
        program.run("explain", f"P{number:03d}A", "--html", f"explained{number}.html", name="explain")
    return made


MANAGER = {"name", "address", "telephone", "tax_id", "website"}
HOME = f"""[[owner]]
id = "one"
name = "One"
[[property]]
id = "{world.property_id("p", 0)}"
name = "Home"
agreement = "standard"
owner = "one"
"""


def make_managers(report, program, texts):
    """A small month with each payload as the manager's name and address."""
    taken = {}
    for number, text in enumerate(texts):
        config = "schema = 1\n" + world.manager(text, MANAGER) + world.TERMS + HOME
        (program.folder / f"m{number}.toml").write_text(config, encoding="ascii")
        _, said, code = program.run("generate", "--snapshot", "small.json.gz", "--config",
                                    f"m{number}.toml", "--out", f"m{number}", exits=(0, 3),
                                    name=f"manager {text!r}")
        if code == 0:
            taken[number] = program.folder / f"m{number}" / MONTH
        else:
            report.true(f"manager {text!r} is refused for a reason", is_unfit(text), said)
    return taken


def small_month(program):
    rows = [world.reservation("p", 0, "A")]
    world.write_account(program.folder / "small", [
        {"id": world.property_id("p", 0), "name": "Home", "timezone": "+0100"}], rows, "Example Host")
    config = "schema = 1\n" + world.manager("", ()) + world.TERMS + HOME
    (program.folder / "small.toml").write_text(config, encoding="ascii")
    with program.simulate("small") as url:
        program.run("fetch", "--month", MONTH, "--snapshot", "small.json.gz", "--base-url", url)


def said_of(texts, number, refused):
    """The parts of an owner's statement that contain a payload."""
    text, calm = texts[number], f"Plain {number}"
    of = lambda slot: calm if (slot, number) in refused else text.strip()
    words = text.split()
    return [of("owner"), of("address"), of("property"), text[:200].strip(),
            words[0] if words else ""]


def check_documents(report, texts, refused, hostile, calm, managers, calm_manager):
    papers = {}
    with tempfile.TemporaryDirectory() as folder, Browser() as browser:
        documents.listen(browser)
        documents.check_detectors(report, browser, Path(folder))
        documents.check_active_is_found(report, Path(folder))
        manager_files = "manager/index.html"
        status = [text.strip().lower().replace("_", " ") for text in texts if text.strip(world.BLANK)]
        documents.check_page(report, browser, "index.html", hostile / "statements" / MONTH / manager_files,
                             calm / "statements" / MONTH / manager_files, status)
        for number, text in enumerate(texts):
            name = f"p{number}/DRAFT-harbour-stays-statement-{MONTH}-p{number}"
            month, usual_month = (one / "statements" / MONTH for one in (hostile, calm))
            words = said_of(texts, number, refused)
            documents.check_page(report, browser, f"statement of {text!r}", month / f"{name}.html",
                                 usual_month / f"{name}.html", words)
            papers[f"PDF of {text!r}"] = (month / f"{name}.pdf", words)
            documents.check_page(report, browser, f"explanation of {text!r}",
                                 hostile / f"explained{number}.html", calm / f"explained{number}.html",
                                 [text.strip()])
        for number, folder in managers.items():
            name = f"manager {texts[number]!r}"
            for kind in ("one/*.html", manager_files):
                path, = folder.glob(kind)
                usual_path, = calm_manager.glob(kind)
                documents.check_page(report, browser, name, path, usual_path, [texts[number].strip()])
            paper, = folder.glob("one/*.pdf")
            papers[f"PDF of {name}"] = (paper, [texts[number].strip()])
    for path in (hostile / "statements").rglob("*.pdf"):
        papers.setdefault(str(path.name), (path, [])) if path.name[-5] == "q" else None
    documents.check_papers(report, papers)


def check_all(report, binary, top):
    texts = payloads()
    for name in ("hostile", "calm"):
        (top / name).mkdir()
    program = Program(report, binary, top / "hostile")
    refused, unfit = configure(report, program, texts)
    make(report, program, texts, refused, unfit, texts)
    other = Program(report, binary, top / "calm")
    calm_texts = usual(texts)
    make(report, other, calm_texts, refused, unfit, usual_codes(texts, calm_texts))
    print(f"made: {report.passed} passed", flush=True)
    small_month(program)
    terminal.check_first_configuration(report, program, texts)
    terminal.check_words_of_the_service(program, texts)
    terminal.check_arguments(report, program, texts)
    print(f"terminal: {report.passed} passed", flush=True)
    managers = make_managers(report, program, texts)
    report.true("most managers are accepted", len(managers) > 150, len(managers))
    small_month(other)
    calm_managers = make_managers(report, other, ["Plain Stays"])
    for folder in (program.folder / "statements", *managers.values()):
        documents.check_names(report, folder)
    check_documents(report, texts, refused, top / "hostile", top / "calm", managers, calm_managers[0])
    print(f"documents: {report.passed} passed", flush=True)
    month = top / "hostile" / "statements" / MONTH
    tables.check_active_is_found(report, top)
    of_owners = [path for path in month.glob("*/*.csv") if path.parent.name != "manager"]
    tables.check(report, top, "ledgers", sorted(of_owners))
    tables.check(report, top, "summaries", [month / "manager/month-summary.csv"])
    tables.check(report, top, "taxes", [month / "manager/tax-summary.csv"])
    print(f"tables: {report.passed} passed", flush=True)
    return len(texts)


def main():
    report = Report()
    with tempfile.TemporaryDirectory() as top:
        count = 0
        try:
            count = check_all(report, sys.argv[1], Path(top))
        except Exception as error:  # a check that cannot run counts as failed
            report.true("everything could be checked", False, repr(error))
            raise
        finally:
            print(f"hostile texts: {count} payloads, {report.passed + report.failed} checks, "
                  f"{report.failed} failed")
    return 1 if report.failed or not report.passed else 0


if __name__ == "__main__":
    sys.exit(main())
