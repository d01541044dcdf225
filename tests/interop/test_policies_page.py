# SPDX-License-Identifier: Apache-2.0
"""The examples of docs/policies.md, run as they stand: its files are written, its commands say what the page says."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import harness

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/policies.md"
BLOCK = re.compile(r"(?:`([\w.-]+)`:\n\n)?```(\w+)\n(.*?)```\n", re.DOTALL)


def examples(text):
    """(command, what it prints) of a console block."""
    found = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found and not found[-1][1] and found[-1][0].endswith("\\"):
            found[-1] = (found[-1][0] + "\n" + line, [])
        else:
            found[-1][1].append(line)
    return found


def pattern_of(lines):
    """A line of three dots stands for any lines, trailing ones for the end of a line."""
    parts = []
    for line in lines:
        if line == "...":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(re.escape(line.removesuffix(" ...")) + (".*" if line.endswith(" ...") else "") + r"\n")
    return re.compile("".join(parts))


class Page(unittest.TestCase):
    def test_every_example(self):
        blocks = BLOCK.findall(PAGE.read_text())
        commands = sum(len(examples(text)) for _, kind, text in blocks if kind == "console")
        self.assertGreaterEqual(commands, 12)
        self.assertEqual({kind for _, kind, _ in blocks}, {"console", "toml"})
        with tempfile.TemporaryDirectory(prefix="sstp-probe-test-") as name:
            work = pathlib.Path(name)
            (work / "bin").mkdir()
            (work / "bin/sstp-probe").symlink_to(pathlib.Path(harness.scanner()).resolve())
            (work / "samples").symlink_to(ROOT / "samples")
            environment = dict(os.environ, PATH=f"{work / 'bin'}:{os.environ['PATH']}")
            for file, kind, text in blocks:
                if kind == "toml":
                    self.assertTrue(file, f"a file without a name: {text[:60]}")
                    (work / file).write_text(text)
                    continue
                for command, lines in examples(text):
                    run = subprocess.run(["bash", "-c", command], cwd=work, env=environment, stdin=subprocess.DEVNULL,
                                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                         timeout=harness.HANGING, check=False)  # fmt: skip
                    with self.subTest(command=command):
                        self.assertRegex(run.stdout, pattern_of(lines).pattern.join((r"\A", r"\Z")))


if __name__ == "__main__":
    unittest.main()
