"""Hostile texts in documents: inert in a browser, in a PDF's structure and in file names."""

import json
import re
import subprocess
import unicodedata
from concurrent.futures import ThreadPoolExecutor

from hostile_world import BIDI

# runs before the page's own scripts and records every call
CANARY = "window.canary = n => console.error('canary ' + n)"

# a page's elements and texts; notices about missing fonts depend on the payload and are left out
SHAPE = """(() => {
  for (const group of document.querySelectorAll('section.group')) {
    if (group.querySelector('code')?.textContent !== 'no-font') continue;
    const section = group.parentElement;
    group.remove();
    if (section.children.length > 1) continue;
    const none = section.appendChild(document.createElement('p'));
    none.className = 'empty';
  }
  const made = {};
  const add = name => made[name] = (made[name] || 0) + 1;
  for (const one of document.querySelectorAll('*'))
    add([one.tagName, ...[...one.attributes].map(a => a.name).sort()].join(' '));
  const comments = document.createNodeIterator(document, NodeFilter.SHOW_COMMENT);
  while (comments.nextNode()) add('comment');
  for (const sheet of document.styleSheets) made['rules'] = (made['rules'] || 0) + sheet.cssRules.length;
  return {made, text: document.title + ' ' + document.body.textContent, links:
    [...document.querySelectorAll('[href]')].map(one => one.getAttribute('href'))};
})()"""

# a page that must be detected, otherwise finding nothing would prove nothing
FAULTY = """<!DOCTYPE html><title>x</title><body><b onclick="x">y</b><script>canary(0)</script>
<img src="https://nowhere.example/x.png" alt="">"""

# a group of owners on the index page, and what it is built of
GROUP = "DETAILS class id open"
PARTS_OF_GROUP = {GROUP: 1, "SUMMARY dir": 1, "TABLE class": 1, "CAPTION": 1, "THEAD": 1, "TR": 1, "TH class scope": 6,
                  "A href": 1}

DEVICE = re.compile(r"^(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(\.|$)", re.I)
LINK = re.compile(r"^(#[a-z0-9-]+|(\.\./)?[A-Za-z0-9._~/-]+)$")


def plain(text):
    """The text as a document has it: without control characters, white space as one space."""
    breaks = "\t\n\v\f\r\u0085\u2028\u2029"
    kept = (" " if c in breaks else c for c in text
            if c in breaks or not (unicodedata.category(c) == "Cc" or c in BIDI[3:]))
    return " ".join("".join(kept).split())


def listen(browser):
    browser.ask("Page.addScriptToEvaluateOnNewDocument", source=CANARY)


def check_detectors(report, browser, folder):
    path = folder / "faulty.html"
    path.write_text(FAULTY)
    page = browser.open(path.as_uri(), 1200)
    report.true("a script that runs is heard", any("canary 0" in one for one in page.complaints),
                page.complaints)
    report.true("a request elsewhere is seen", any("nowhere" in one for one in page.requests),
                page.requests)
    found = browser.value(SHAPE)["made"]
    report.true("elements and attributes are counted", found.get("B onclick") == 1, found)


def visit(report, browser, path, name):
    """Opens a page that must not run anything, and returns its structure."""
    page = browser.open(path.resolve().as_uri(), 1200, pause=0.02)
    elsewhere = [url for url in page.requests if url != path.resolve().as_uri()]
    report.equal(f"{name}: asks for nothing", elsewhere, [])
    report.equal(f"{name}: runs nothing, complains of nothing", page.complaints, [])
    report.equal(f"{name}: opens no dialog", page.dialogs, [])
    shape = browser.value(SHAPE)
    odd = [link for link in shape["links"] if not LINK.match(link)]
    report.equal(f"{name}: links only to files next to it", odd, [])
    return shape


def check_page(report, browser, name, path, usual, texts):
    """Compares a page with the one from harmless texts: same structure, and it has the texts."""
    shape, expected = visit(report, browser, path, name), visit(report, browser, usual, f"{name}, usual")
    made, usually = shape["made"], expected["made"]
    # the index groups owners by the first letters of their names, which differ
    more = made.get(GROUP, 0) - usually.get(GROUP, 0)
    other = {key: (made.get(key, 0), usually.get(key, 0)) for key in made.keys() | usually.keys()
             if made.get(key, 0) - usually.get(key, 0) != more * PARTS_OF_GROUP.get(key, 0)}
    report.equal(f"{name}: built of the same", other, {})
    said = plain(shape["text"])
    for text in texts:
        report.true(f"{name}: says {text!r}", plain(text) in said, said[:2000])


ACTIONS = {"/JS", "/JavaScript", "/Action", "/A", "/AA", "/OpenAction", "/URI", "/Launch", "/Annots",
           "/EmbeddedFile", "/EmbeddedFiles", "/AcroForm", "/XFA", "/RichMedia", "/SubmitForm",
           "/ImportData", "/GoToR", "/GoToE", "/Filespec", "/Rendition", "/Names"}


def names_in(value):
    """All names in a PDF's objects; texts have a mark of their own."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from names_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from names_in(one)
    elif isinstance(value, str) and value.startswith("/"):
        yield value


def objects_of(path):
    said = subprocess.run(["qpdf", "--warning-exit-0", "--json=2", path], capture_output=True, check=True).stdout
    return json.loads(said)["qpdf"][1]


def examined(path):
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    # a reader complains about unknown operators and leaves out what follows
    read = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    found = sorted(ACTIONS & set(names_in(objects_of(path))))
    complaints = read.stderr.decode("utf-8", "replace")
    whole = checked.returncode == 0 and not complaints
    return whole, checked.stdout + checked.stderr + complaints, found, read.stdout.decode("utf-8")


ACTIVE = b"""%PDF-1.7
1 0 obj <</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[<</A<</S/URI/URI(x)>>>>]>> endobj
trailer <</Root 1 0 R>>
"""


def check_active_is_found(report, folder):
    source, path = folder / "source.pdf", folder / "active.pdf"
    source.write_bytes(ACTIVE)
    # it has no table of its objects; rewriting the file adds one, with a warning
    subprocess.run(["qpdf", "--warning-exit-0", source, path], capture_output=True, check=True)
    found = ACTIONS & set(names_in(objects_of(path)))
    missing = {"/OpenAction", "/JavaScript", "/JS", "/Annots", "/A", "/URI"} - found
    report.equal("an active PDF is found", missing, set())


def letters(text):
    """The comparable part of a text that was laid out, wrapped and read back."""
    text = unicodedata.normalize("NFKD", plain(text))
    return "".join(c for c in text if unicodedata.category(c)[0] not in "ZCM" and c != "\u00ad")


def is_upright(text):
    """Whether it is laid out letter by letter in the order in which it is written."""
    return all(unicodedata.bidirectional(c) not in ("R", "AL", "AN") for c in text)


def check_papers(report, papers):
    """PDFs by name: the path, and the texts that must be found in it."""
    with ThreadPoolExecutor(2) as pool:
        results = pool.map(examined, [path for path, _ in papers.values()])
        for (name, (_, texts)), (whole, said, found, text) in zip(papers.items(), results):
            report.true(f"{name}: whole", whole, said)
            report.equal(f"{name}: does nothing", found, [])
            shown = letters(text)
            for one in filter(is_upright, texts):
                report.true(f"{name}: says {one!r}", said_in(one, shown), shown[:600])


def said_in(text, shown):
    """Whether the text is there; a character without a font is a placeholder."""
    pattern = "".join(re.escape(c) if c.isascii() else f"(?:{re.escape(c)}|.{{0,4}}?)"
                      for c in letters(text))
    return re.search(pattern, shown, re.S) is not None


def check_names(report, folder):
    """Every name in a folder is valid on Linux, macOS and Windows, and no two names collide."""
    seen = {}
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        odd = [part for part in inner.parts
               if not re.fullmatch(r"[A-Za-z0-9._-]+", part) or part.endswith(".")
               or part.startswith("-") or DEVICE.match(part) or len(part) > 200]
        report.equal(f"name {inner}", odd, [])
        twin = seen.setdefault(str(inner).casefold(), inner)
        report.equal(f"name {inner} has no twin", twin, inner)
    report.true("there are names", len(seen) > 4, seen)
