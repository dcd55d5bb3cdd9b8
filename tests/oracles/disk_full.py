"""Fills the disk at every page and at every new file of a run, and checks what is left.

    sudo python3 tests/oracles/disk_full.py target/release/owner-statements

The disk is a small tmpfs that only this run sees. Only root can mount it. The last line is
`disk full: N runs, ...`. If the disk cannot be mounted, it is `disk full: SKIPPED, ...`, and nothing is
tested.
"""

import ctypes
import gzip
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

PAGE = 4096
FILES = 8  # the exit code for files that could not be written
TOP = Path(__file__).resolve().parents[2]
DEMO = TOP / "fixtures" / "demo"
MONTH = "2026-10"
NEWNS, REC, PRIVATE, REMOUNT, DETACH = 0x20000, 0x4000, 0x40000, 0x20, 2


class Disk:
    """A tmpfs whose free space is set before each run."""

    def __init__(self, place):
        self.place = place
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.call("unshare", NEWNS)
        self.call("mount", b"none", b"/", None, REC | PRIVATE, None)
        self.mount(0, pages=1 << 14, files=1 << 12)

    def call(self, name, *args):
        if getattr(self.libc, name)(*args):
            raise OSError(ctypes.get_errno(), name)

    def mount(self, flags, pages, files):
        options = f"size={pages * PAGE},nr_inodes={files}".encode()
        self.call("mount", b"tmpfs", bytes(self.place), b"tmpfs", flags, options)

    def used(self):
        found = os.statvfs(self.place)
        return found.f_blocks - found.f_bfree, found.f_files - found.f_ffree

    def leave(self, pages=None, files=None):
        """Leaves space for the given number of pages and files, or enough without a number."""
        used_pages, used_files = self.used()
        self.mount(REMOUNT, used_pages + pages if pages is not None else 1 << 14,
                   used_files + files if files is not None else 1 << 12)
        if pages == 0:  # a size of zero would mean no limit
            assert used_pages > 0

    def clear(self):
        self.leave()
        for entry in self.place.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        # so that there is always a page in use
        (self.place / "ballast").write_bytes(b"x")


def files(folder):
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def is_whole(month):
    """Whether a month's folder contains exactly what its manifest lists."""
    manifest = json.loads(month["manager/manifest.json"])
    listed = {one["path"]: one["sha256"] for one in manifest["files"]}
    others = {path: sha256(data).hexdigest() for path, data in month.items()
              if path != "manager/manifest.json"}
    return listed == others


class Bench:
    """The program, its inputs on a disk with space, and the small disk."""

    def __init__(self, program, folder):
        self.program, self.folder = Path(program).resolve(), folder
        self.runs = self.fitted = self.refused = 0
        for name in ("properties.json", "reservations.json", "user.json"):
            (folder / "account").mkdir(exist_ok=True)
            shutil.copy(DEMO / name, folder / "account")
        shutil.copy(DEMO / "entries.csv", folder)
        shutil.copytree(DEMO / "receipts", Path(folder, "receipts"))
        text = (DEMO / "owner-statements.toml").read_text()
        (folder / "old.toml").write_text(text)
        (folder / "new.toml").write_text(
            text.replace("Harbour & Pine Stays", "Quay Street Lets").replace("20%", "25%"))
        (folder / "token").write_text("invented")
        (folder / "token").chmod(0o600)
        (folder / "disk").mkdir()
        self.start()

    def start(self):
        command = [self.program, "simulate", "--data", "account", "--port", "0", "--token",
                   "invented"]
        self.api = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE,
                                    stderr=subprocess.DEVNULL, text=True, env={})
        address = self.api.stdout.readline().removeprefix("listening on ").strip()
        assert address.startswith("http://127.0.0.1:"), address
        self.access = ["--base-url", f"{address}/v2", "--token-file", "token"]

    def run(self, args, prepare=None):
        ended = subprocess.run([self.program, *args], cwd=self.folder, env={}, text=True,
                               stdin=subprocess.DEVNULL, capture_output=True, preexec_fn=prepare,
                               restore_signals=prepare is None)
        return ended.returncode, ended.stderr

    def must(self, args):
        code, said = self.run(args)
        assert code == 0, f"{args}: {code}\n{said}"

    def tell(self, code, said, where):
        """Counts a run; a failed run needs a clear message and the right exit code."""
        self.runs += 1
        if code == 0:
            self.fitted += 1
            return True
        assert code == FILES, f"{where}: exit {code}\n{said}"
        errors = [line for line in said.splitlines() if line.startswith("error: ")]
        hints = [line for line in said.splitlines() if line.startswith("hint: ")]
        plain = ("error: the disk is full: ", "the disk is full", "the file is larger than the system allows")
        assert len(errors) == len(hints) == 1, f"{where}: {said}"
        assert any(words in errors[0] for words in plain), f"{where}: {said}"
        self.refused += 1
        return False


def generate(settings, out):
    return ["generate", "--snapshot", "snapshot.json.gz", "--config", f"{settings}.toml",
            "--out", out]


def month_ladder(bench, disk, old, new, again, kind):
    """A month that replaces an old one or is new, with space for 0, 1, 2 ... of `kind`. What comes of it is
    `new`, and made once more `again`: the index says what changed since the month that it replaces."""
    out = disk.place / "out"
    room = steps = 0
    while True:
        disk.clear()
        if old:
            shutil.copytree(bench.folder / "old" / MONTH, out / MONTH)
        disk.leave(**{kind: room})
        where = f"generate with {room} {kind}, {'over a month' if old else 'no month yet'}"
        fits = bench.tell(*bench.run(generate("new", "disk/out")), where)
        found = files(out / MONTH) if (out / MONTH).exists() else {}
        assert found == (new if fits else old), f"{where}: neither the old month nor the new"
        left = {entry.name for entry in out.iterdir()} if out.exists() else set()
        assert left == ({MONTH} if found else set()), f"{where}: left {left}"
        if steps % 8 == 0 or fits:  # the result of the next run
            disk.leave()
            bench.must(generate("new", "disk/out"))
            made = files(out / MONTH)
            assert made == (again if fits else new) and len(list(out.iterdir())) == 1, where
        steps += 1
        if fits:
            return steps
        room += 1


def file_ladder(bench, disk, name, args, is_right):
    """A single new file at `disk/NAME`, by pages, by files and by bytes."""
    place = disk.place / name

    def attempt(where, prepare=None):
        fits = bench.tell(*bench.run(args, prepare), where)
        names = {entry.name for entry in disk.place.iterdir()} - {"ballast"}
        assert names == ({name} if fits else set()), f"{where}: left {names}"
        assert not fits or is_right(place.read_bytes()), f"{where}: not whole"
        return fits

    def limit(size):
        # the signal would end the program; without it, the write fails as on a full disk
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    for kind in ("pages", "files"):
        room, fits = 0, False
        while not fits:
            disk.clear()
            disk.leave(**{kind: room})
            fits = attempt(f"{name} with {room} {kind}")
            room += 1
        assert room > 1, f"{name} needs no {kind}"
    size = len(place.read_bytes())
    # a snapshot contains the time of its reading, so its size varies
    for bytes_max in sorted({*range(6, size - 40, max(size // 12, 1)), size - 40, size + 40}):
        disk.clear()
        fits = attempt(f"{name} with {bytes_max} bytes", lambda: limit(bytes_max))
        assert fits == (bytes_max > size), f"{name} with {bytes_max} bytes of {size}"


def check(bench, disk):
    bench.must(["fetch", "--month", MONTH, "--snapshot", "snapshot.json.gz", *bench.access])
    for settings in ("old", "new"):
        bench.must(generate(settings, settings))
    old, new = (files(bench.folder / settings / MONTH) for settings in ("old", "new"))
    bench.must(generate("new", "old"))
    new_over_old = files(bench.folder / "old" / MONTH)
    bench.must(generate("new", "new"))
    again = files(bench.folder / "new" / MONTH)
    bench.must(generate("new", "old"))
    again_over_old = files(bench.folder / "old" / MONTH)
    shutil.rmtree(bench.folder / "old")
    bench.must(generate("old", "old"))
    assert files(bench.folder / "old" / MONTH) == old
    for month in (old, new, new_over_old, again, again_over_old):
        assert is_whole(month)
    assert old.keys() != new.keys()
    for before, made, once_more in ((old, new_over_old, again_over_old), ({}, new, again)):
        for kind in ("pages", "files"):
            steps = month_ladder(bench, disk, before, made, once_more, kind)
            assert steps > len(new) // 2, f"{steps} steps of {kind} are too few"
    print(f"months: {bench.runs} runs")

    def is_snapshot(data):
        return json.loads(gzip.decompress(data))["format"] == "owner-statements snapshot"

    fetch = ["fetch", "--month", MONTH, "--snapshot", "disk/s.json.gz", *bench.access]
    file_ladder(bench, disk, "s.json.gz", fetch, is_snapshot)
    terms = ["--basis", "check-out", "--rate", "20%", "--base", "accommodation,discounts",
             "--cleaning", "manager", "--channel-fee", "owner"]
    init = ["init", *terms, "--out", "{}", *bench.access]
    bench.must([arg.format("whole.toml") for arg in init])
    whole = (bench.folder / "whole.toml").read_bytes()
    file_ladder(bench, disk, "c.toml", [arg.format("disk/c.toml") for arg in init],
                lambda data: data == whole)
    explain = ["explain", "HMDEMO0002", "--out", "old", "--html"]
    bench.must([*explain, "whole.html"])
    page = (bench.folder / "whole.html").read_bytes()
    file_ladder(bench, disk, "p.html", [*explain, "disk/p.html"], lambda data: data == page)


def main():
    if os.geteuid() != 0:
        print("disk full: SKIPPED, only root may mount a disk to fill")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(sys.argv[1], Path(folder))
        try:
            try:
                disk = Disk(bench.folder / "disk")
            except PermissionError as error:  # for example, root in a container
                print(f"disk full: SKIPPED, cannot mount a disk here ({error})")
                return 0
            try:
                check(bench, disk)
            finally:
                disk.call("umount2", bytes(disk.place), DETACH)
        finally:
            bench.api.kill()
            bench.api.wait()
    print(f"disk full: {bench.runs} runs, {bench.refused} refused, {bench.fitted} fitted, "
          "0 half written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
