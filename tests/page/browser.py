# SPDX-License-Identifier: Apache-2.0
"""A headless Chromium, driven through chromedriver (W3C WebDriver over HTTP)."""

import base64
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
         "--window-size=1280,900"]  # fmt: skip
ENTER, TAB, SPACE = "\ue007", "\ue004", " "
SECONDS = 600  # for one command, on however busy a machine
PROGRAMS = {"chromium": ["chromium", "chromium-browser"], "chromedriver": ["chromedriver", "chromium.chromedriver"]}


class BrowserFailed(Exception):
    """No browser came up, or it refused a command. The test that needs it fails: it does not skip."""


@contextlib.contextmanager
def running():
    """A Browser with a profile of its own, both gone in the end."""
    programs = {name: next(filter(None, map(shutil.which, others)), None) for name, others in PROGRAMS.items()}
    missing = [name for name, path in programs.items() if path is None]
    if missing:
        raise BrowserFailed(f"not installed: {', '.join(missing)} (Debian: chromium and chromium-driver)")
    with tempfile.TemporaryDirectory(prefix="sstp-probe-test-", ignore_cleanup_errors=True) as work:
        driver, port = started(programs["chromedriver"], pathlib.Path(work) / "log")
        try:
            browser = Browser(port)
            browser.start(programs["chromium"], work)
            yield browser
            browser.stop()
        finally:
            stop(driver)


def started(program, log):
    """A chromedriver and its port. It finds a free one first and binds it later: somebody else may have come between."""
    for attempt in range(5):
        with log.open("wb") as sink:
            driver = subprocess.Popen([program, "--port=0"], stdin=subprocess.DEVNULL, stdout=sink,
                                      stderr=subprocess.STDOUT, start_new_session=True)  # fmt: skip
        try:
            return driver, port_of(driver, log)
        except BrowserFailed:
            stop(driver)
            if attempt == 4 or "Address already in use" not in log.read_text(errors="replace"):
                raise
    raise AssertionError("the last attempt returns or raises")


def stop(driver):
    """The driver, and whatever of the browser it left."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(driver.pid, signal.SIGKILL)
    driver.wait()


def port_of(driver, log):
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and driver.poll() is None:
        found = re.search(r"started successfully on port (\d+)", log.read_text(errors="replace"))
        if found:
            return int(found[1])
        time.sleep(0.05)
    raise BrowserFailed(f"chromedriver does not start: {log.read_text(errors='replace')}")


class Browser:
    def __init__(self, port):
        self.base = f"http://127.0.0.1:{port}/session"

    def start(self, program, work):
        options = {"binary": program, "args": [*FLAGS, f"--user-data-dir={work}/profile"]}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options,
                  "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}  # fmt: skip
        session = self.ask("POST", "", {"capabilities": {"alwaysMatch": wanted}})
        self.base += "/" + session["sessionId"]

    def stop(self):
        self.ask("DELETE", "")

    def open(self, path):
        """Loads a file, after what is logged of the page before has been dropped."""
        self.messages(), self.requests()
        self.ask("POST", "/url", {"url": pathlib.Path(path).as_uri()})

    def run(self, script, *arguments):
        """What `script`, the body of a function in the page, returns; of a promise what it resolves to."""
        return self.ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def press(self, keys):
        """Real key presses, into whatever has the focus."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.ask("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def messages(self):
        """What the console said since it was last asked: errors of scripts and of the security policy as well."""
        return [entry["message"] for entry in self.ask("POST", "/se/log", {"type": "browser"})]

    def requests(self):
        """The addresses that were asked for since then, the page's own among them; not what its policy held back."""
        entries = [json.loads(entry["message"])["message"]
                   for entry in self.ask("POST", "/se/log", {"type": "performance"})]  # fmt: skip
        held_back = {entry["params"]["requestId"] for entry in entries
                     if entry["method"] == "Network.loadingFailed" and entry["params"].get("blockedReason") == "csp"}  # fmt: skip
        return [entry["params"]["request"]["url"] for entry in entries if entry["method"] == "Network.requestWillBeSent"
                and entry["params"]["requestId"] not in held_back]  # fmt: skip

    def media(self, kind="", scheme="light"):
        """As `prefers-color-scheme` and, unless it is empty, `print` or `screen` see it."""
        self.devtools("Emulation.setEmulatedMedia", media=kind,
                      features=[{"name": "prefers-color-scheme", "value": scheme}])  # fmt: skip

    def scripts(self, *, on):
        """Whether pages that are loaded from here on may run scripts."""
        self.devtools("Emulation.setScriptExecutionDisabled", value=not on)

    def pdf(self, width, height):
        """The octets of the page on paper of so many inches, by the margins of the page's own @page."""
        return base64.b64decode(self.devtools("Page.printToPDF", paperWidth=width, paperHeight=height)["data"])

    def screenshot(self):
        """PNG octets of what the window shows."""
        return base64.b64decode(self.ask("GET", "/screenshot"))

    def devtools(self, command, **parameters):
        return self.ask("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        # No proxy of the environment stands between this test and its driver.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=SECONDS) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            value = json.load(error)["value"]
            raise BrowserFailed(f"{method} {path}: {value['error']}: {value['message']}") from error
