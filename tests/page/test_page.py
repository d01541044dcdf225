# SPDX-License-Identifier: Apache-2.0
"""The page in a browser: nothing is loaded, nothing fails, everybody can read it, and it prints."""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import browser
import fleet
import harness
from test_matrix_gateway import gateway

AXE = pathlib.Path(os.environ["SSTP_PROBE_NODE_MODULES"]) / "axe-core" / "axe.min.js"
# Parts that are out of sight are not laid out, and what is not laid out has no contrast, and no text either.
LAID_OUT = "for (const part of document.querySelectorAll('article')) part.style.contentVisibility = 'visible';"
CHECK = f"{LAID_OUT}\n" + """
for (const part of document.querySelectorAll('details')) part.open = true;
return axe.run(document, {resultTypes: ['violations', 'incomplete']}).then(({violations, incomplete}) => {
  const told = (rules) => rules.flatMap((rule) => rule.nodes.map((node) => rule.id + ': ' + node.html + ' ' + node.failureSummary));
  return {violations: told(violations), undecided: told(incomplete)};
});
"""
A4, LETTER, A5 = (8.27, 11.69), (8.5, 11), (5.83, 8.27)
POLICIES = ["--policy", "azure-p2s-2018", "--policy", "pci-dss-4"]


GATEWAYS = 500
MOST_OCTETS = 8_000_000  # of the page of so many


def make_page(record, page, *options):
    made = harness.run(["report", str(record), *POLICIES, *options, "-o", f"html={page}"])
    assert made.returncode == 0, made.stderr


def make_pages(work):
    """{name: path} of pages of one gateway and of three, one of them not reached, in both languages."""
    with gateway("before-cutoff.toml") as before, gateway("after-cutoff.toml") as after:
        targets = {"one": [before.target], "three": [before.target, after.target, "127.0.0.1:1"]}
        pages = {}
        for name, wanted in targets.items():
            record = work / f"{name}.json"
            scanned = harness.run(["scan", "--quiet", *wanted, "-o", f"json={record}"])
            assert record.exists(), scanned.stderr
            for language in ("en", "ja"):
                page = pages[f"{name}.{language}"] = work / f"{name}.{language}.html"
                make_page(record, page, "--lang", language)
        # Hundreds are about names and numbers: two algorithms in one version say enough of each.
        harness.run(["scan", "--quiet", "--depth", "hello", "--versions", "1.2", "--suites", "RC4,AES-128",
                     *targets["three"], "-o", f"json={work / 'few.json'}"])  # fmt: skip
    return pages


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        work = tempfile.TemporaryDirectory(prefix="sstp-probe-test-")
        cls.addClassCleanup(work.cleanup)
        cls.work = pathlib.Path(work.name)
        cls.pages = make_pages(cls.work)
        cls.browser = cls.enterClassContext(browser.running())
        cls.axe = AXE.read_text(encoding="utf-8")

    def tearDown(self):
        self.browser.media()
        self.browser.scripts(on=True)

    def open(self, name):
        self.browser.open(self.pages[name])

    def text(self, script):
        return self.browser.run(f"return {script}")

    def words(self):
        return self.browser.run(LAID_OUT + "return document.querySelector('main').innerText").split()

    def focused(self):
        return self.text("document.activeElement.id || document.activeElement.textContent")

    def tab_to(self, wanted):
        """Presses the tab key until `wanted`, an id or a text, has the focus."""
        for _ in range(40):
            if self.focused() == wanted:
                return
            self.browser.press(browser.TAB)
        self.fail(f"no key leads to {wanted!r}")

    def shown_gateways(self):
        return self.text("Array.from(document.querySelectorAll('#targets tbody tr:not([hidden]) th'), th => th.innerText)")

    def test_nothing_is_loaded_and_nothing_fails(self):
        for name, path in self.pages.items():
            with self.subTest(name):
                self.open(name)
                self.assertEqual(self.browser.messages(), [])
                self.assertEqual(self.browser.requests(), [path.as_uri()])
                self.assertEqual(self.text("document.documentElement.lang"), name.split(".")[1])

    def test_what_is_put_into_the_page_neither_runs_nor_loads(self):
        spoilt = self.work / "spoilt.html"
        whole = self.pages["three.en"].read_text(encoding="utf-8")
        extra = "<script>document.title = 'run'</script><img src='https://192.0.2.1/x.png' onerror=\"document.title='run'\">"
        spoilt.write_text(whole.replace("</main>", extra + "</main>"), encoding="utf-8")
        self.browser.open(spoilt)
        self.assertNotEqual(self.text("document.title"), "run")
        self.assertEqual(self.browser.requests(), [spoilt.as_uri()])
        self.assertGreaterEqual(sum("Content Security Policy" in one for one in self.browser.messages()), 2)

    def test_everybody_can_read_it(self):
        for name in self.pages:
            for medium, scheme in (("screen", "light"), ("screen", "dark"), ("print", "light")):
                if medium == "print" and name.endswith(".ja"):
                    continue  # the colours of paper are one's own in no language
                with self.subTest(page=name, medium=medium, scheme=scheme):
                    self.browser.media(medium, scheme)
                    self.open(name)
                    found = self.browser.run(self.axe + CHECK)
                    self.assertEqual(found["violations"], [])
                    self.assertEqual(found["undecided"], [])

    def test_it_follows_the_style_of_the_system(self):
        def lightness():
            self.open("one.en")
            return sum(map(int, re.findall(r"\d+", self.text("getComputedStyle(document.body).backgroundColor"))))

        self.browser.media(scheme="light")
        light = lightness()
        self.browser.media(scheme="dark")
        self.assertLess(lightness(), light / 2)

    def test_without_scripts_all_of_it_is_there(self):
        for name in self.pages:
            with self.subTest(name):
                self.open(name)
                self.browser.run("document.querySelectorAll('form').forEach((form) => form.remove())")
                with_scripts = self.words()
                self.browser.scripts(on=False)
                self.open(name)
                self.assertEqual(self.text("document.querySelectorAll('th button').length"), 0)
                self.assertEqual(self.words(), with_scripts)
                self.assertIn("TLS_RSA_WITH_RC4_128_MD5", with_scripts)
                self.browser.scripts(on=True)

    def test_the_keyboard_filters_and_sorts(self):
        self.open("three.en")
        all_gateways = self.shown_gateways()
        self.assertEqual(len(all_gateways), 3)
        self.tab_to("words")
        self.browser.press("rc4")
        self.assertEqual(self.shown_gateways(), all_gateways[:1])
        self.assertEqual(self.text("document.getElementById('shown').textContent"), "1 of 3 shown")
        self.browser.press("\ue003" * 3)
        self.assertEqual(self.shown_gateways(), all_gateways)
        self.tab_to("status")
        self.browser.press("n")  # the first letter of "not reached"
        self.assertEqual(self.shown_gateways(), all_gateways[2:])
        self.browser.press("a")
        self.tab_to("Accepted cells")
        counts = "Array.from(document.querySelectorAll('#targets tbody tr'), row => Number(row.cells[5].textContent))"
        for direction in ("ascending", "descending"):
            self.browser.press(browser.ENTER)
            self.assertEqual(self.text("document.activeElement.parentNode.ariaSort"), direction)
            self.assertEqual(self.text(counts), sorted(self.text(counts), reverse=direction == "descending"))

    def test_hundreds_of_gateways_stay_usable(self):
        few = json.loads((self.work / "few.json").read_text(encoding="utf-8"))
        few["targets"] = few["targets"][:2] + few["targets"][2:] * 18  # one in ten is reached, and has tables
        many, page = self.work / "many.json", self.work / "many.html"
        many.write_text(json.dumps(fleet.fleet(few, GATEWAYS)), encoding="utf-8")
        make_page(many, page)
        self.assertLess(page.stat().st_size, MOST_OCTETS)
        self.browser.open(page)
        self.assertEqual(len(self.shown_gateways()), GATEWAYS)
        self.assertEqual(self.text("document.querySelectorAll('details[open]').length"), 0)
        self.tab_to("words")
        self.browser.press("rc4 gw1")
        shown = self.shown_gateways()
        self.assertEqual(shown, [f"gw{number}.example.net:443" for number in range(100, 200) if number % 20 == 1])
        self.tab_to("Gateway")
        self.browser.press(browser.ENTER * 2)
        self.assertEqual(self.shown_gateways(), shown[::-1])
        self.tab_to(shown[0])
        self.browser.press(browser.ENTER)
        unfolded = "Array.from(document.querySelectorAll('details[open]'), one => one.closest('article').querySelector('h2').textContent)"
        self.assertEqual(self.text(unfolded), shown[:1])
        self.assertEqual(self.browser.messages(), [])

    def test_the_program_has_it_printed(self):
        pdf = self.work / "program.pdf"
        made = harness.run(["report", str(self.work / "one.json"), "-o", f"pdf={pdf}"])
        self.assertEqual((made.returncode, made.stderr), (0, ""))
        pages = self.text_of(pdf)
        self.assertIn("How it was measured", "".join(pages))
        self.assertGreater(len(pages), 2)
        refused = harness.run(["report", str(self.work / "one.json"), "-o", f"pdf={pdf}", "--browser", "/no/browser"])
        self.assertEqual(refused.returncode, harness.COULD_NOT_RUN)
        self.assertIn("--browser: '/no/browser' is no program", refused.stderr)

    def test_it_prints_on_a4_and_letter(self):
        for name, least, most in (("one.en", 3, 9), ("one.ja", 3, 9), ("three.en", 5, 20), ("three.ja", 5, 20)):
            for paper in (A4, LETTER) if name.endswith(".en") else (A4,):
                with self.subTest(page=name, paper=paper):
                    self.open(name)
                    pages = self.printed(paper)
                    self.assertTrue(least <= len(pages) <= most, f"{len(pages)} pages")
                    self.assertTrue(all(page.strip() for page in pages), "an empty page")
                    self.check_heads(name, pages, 0 if name.startswith("one") else 1)

    def test_a_table_repeats_its_head_on_small_paper(self):
        for name in ("one.en", "one.ja"):
            with self.subTest(page=name):
                self.open(name)
                self.check_heads(name, self.printed(A5), 1)

    def check_heads(self, name, pages, least):
        """Each page that shows rows of the clients' table, and these are more than `least`, shows its head."""
        head = {"en": "What helps", "ja": "対処方法"}[name.split(".")[1]]
        with_rows = [page for page in pages if re.search(r"Server 20\d\d", page)]
        self.assertGreater(len(with_rows), least, "the table is too short to show anything")
        for page in with_rows:
            self.assertIn(head, re.sub(r"\s+", " ", page))

    def printed(self, paper):
        """The text of each page."""
        path = self.work / "page.pdf"
        path.write_bytes(self.browser.pdf(*paper))
        return self.text_of(path)

    @staticmethod
    def text_of(path):
        text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True,
                              timeout=harness.HANGING).stdout  # fmt: skip
        return text.removesuffix("\f").split("\f")


if __name__ == "__main__":
    unittest.main()
