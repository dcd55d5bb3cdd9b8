"""A headless Chromium, controlled over its DevTools protocol with a small WebSocket client."""

import base64
import json
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import time
import urllib.request

SECONDS_MAX = 60

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-port=0",
]

# amounts, with the currency attached to them, that are broken over several lines
BROKEN = r"""() => {
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    for (let node; node = nodes.nextNode();)
        for (const amount of node.data.matchAll(/\u2212?[\d,]*\d\.\d{2,3}(\u00a0[A-Z]{3})?/g)) {
            const range = document.createRange();
            range.setStart(node, amount.index);
            range.setEnd(node, amount.index + amount[0].length);
            const lines = new Set([...range.getClientRects()].map(one => Math.round(one.top)));
            if (lines.size > 1) found.push(amount[0]);
        }
    return found;
}"""


def program():
    names = ["chromium", "chromium-browser", "google-chrome"]
    found = [path for path in map(shutil.which, names) if path]
    assert found, "there is no Chromium"
    return found[0]


class Browser:
    """One process with one tab and a temporary profile."""

    def __enter__(self):
        self.profile = tempfile.mkdtemp()
        command = [program(), *FLAGS, f"--user-data-dir={self.profile}", "about:blank"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            self.tab = Socket(self.address())
        except BaseException:
            self.__exit__()
            raise
        self.last = 0
        self.events = []
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def address(self):
        place = os.path.join(self.profile, "DevToolsActivePort")
        deadline = time.monotonic() + SECONDS_MAX
        while time.monotonic() < deadline:
            assert self.process.poll() is None, "Chromium does not run"
            try:
                with open(place, encoding="ascii") as file:
                    port = int(file.readline())
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=5) as answer:
                    tabs = [tab for tab in json.load(answer) if tab["type"] == "page"]
                if tabs:
                    return tabs[0]["webSocketDebuggerUrl"]
            except (OSError, ValueError):
                pass
            time.sleep(0.1)
        raise AssertionError("Chromium does not answer")

    def ask(self, method, **params):
        self.last += 1
        self.tab.send(json.dumps({"id": self.last, "method": method, "params": params}))
        while True:
            message = json.loads(self.tab.receive())
            if message.get("id") == self.last:
                assert "error" not in message, message
                return message["result"]
            self.events.append(message)

    def wait_for(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(json.loads(self.tab.receive()))

    def value(self, script):
        """The result of a script on the open page."""
        result = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"]["value"]

    def open(self, url, width, pause=0.1):
        """Opens a page; returns what it shows and what happened."""
        self.events = []
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=900,
                 deviceScaleFactor=1, mobile=False)
        answer = self.ask("Page.navigate", url=url)
        assert "errorText" not in answer, answer
        self.wait_for("Page.loadEventFired")
        # include what the page does right after loading
        time.sleep(pause)
        script = """({inner: innerWidth, scroll: document.documentElement.scrollWidth,
                      text: document.body.innerText, broken: (%s)()})""" % BROKEN
        return Page(self.value(script), self.events)


class Page:
    """A page as displayed."""

    def __init__(self, shown, events):
        self.width, self.scrolled, self.text = shown["inner"], shown["scroll"], shown["text"]
        self.broken = shown["broken"]
        of = lambda method: [e["params"] for e in events if e.get("method") == method]
        self.requests = [one["request"]["url"] for one in of("Network.requestWillBeSent")]
        self.dialogs = [one["message"] for one in of("Page.javascriptDialogOpening")]
        self.complaints = [one["entry"]["text"] for one in of("Log.entryAdded")]
        self.complaints += [json.dumps(one["args"]) for one in of("Runtime.consoleAPICalled")]
        self.complaints += [one["exceptionDetails"]["text"] for one in of("Runtime.exceptionThrown")]


class Socket:
    """The part of RFC 6455 that a debugger on this machine needs."""

    def __init__(self, url):
        host, _, path = url.removeprefix("ws://").partition("/")
        name, _, port = host.partition(":")
        self.socket = socket.create_connection((name, int(port)), timeout=SECONDS_MAX)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            self.more()
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        assert b" 101 " in head.split(b"\r\n")[0], head

    def more(self):
        received = self.socket.recv(1 << 16)
        assert received, "Chromium hung up"
        self.buffer += received

    def take(self, count):
        while len(self.buffer) < count:
            self.more()
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def send(self, text):
        payload, mask = text.encode(), os.urandom(4)
        size = len(payload)
        head = b"\x81" + (struct.pack("!B", 0x80 | size) if size < 126
                          else struct.pack("!BH", 0xFE, size) if size < 1 << 16
                          else struct.pack("!BQ", 0xFF, size))
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))
        self.socket.sendall(head + mask + masked)

    def receive(self):
        message = b""
        while True:
            first, size = self.take(2)
            if size == 126:
                size, = struct.unpack("!H", self.take(2))
            elif size == 127:
                size, = struct.unpack("!Q", self.take(8))
            payload = self.take(size)
            assert first & 0x0F in (0, 1), "Chromium ends the conversation"
            message += payload
            if first & 0x80:
                return message.decode()
