# SPDX-License-Identifier: Apache-2.0
"""Real shells complete by what the program prints for them, and man shows its page: all of it as --help has it."""

import re
import subprocess
import unittest

import harness
import servers

COMMANDS = re.compile(r"^  ([a-z][a-z-]*)  +\S", re.MULTILINE)
NAMES = re.compile(r"(?<![\w-])(--?[\w-]+)(?=[,\s]|$)")

# Readline is not there to be asked: what it would hand over is, and what it would be answered is printed.
BASH = """
. "$1"; shift
COMP_WORDS=(sstp-probe "$@"); COMP_CWORD=$#
_sstp_probe
printf '%s\\n' "${COMPREPLY[@]}"
"""

# _arguments, which would complete, prints the options that it is given.
ZSH = """
compdef() { }
. "$1"
_arguments() {
  if [[ $1 == -C ]]; then state=argument line=($command); else print -rl -- "$@"; fi
}
command=$2
_sstp-probe
"""


def listed(page):
    """Commands, and options by command: what a help page shows on its left."""
    left = "\n".join(line for line in page.splitlines() if re.match(r"  -", line))
    options = set()
    for line in left.splitlines():
        options |= set(NAMES.findall(re.split(r"  +", line.strip())[0]))
    return options


def help_of(*command):
    return harness.run([*command, "--help"]).stdout


class Completions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = cls.enterClassContext(servers.work_directory())
        cls.commands = set(COMMANDS.findall(help_of().split("Commands:")[1].split("\n\n")[0]))
        assert {"scan", "evidence", "man"} <= cls.commands, cls.commands
        for shell, name in (("bash", "bash"), ("fish", "sstp-probe.fish"), ("zsh", "_sstp-probe")):
            (cls.work / name).write_text(harness.run(["completions", shell]).stdout)

    def test_bash(self):
        self.every_command_and_option(self.bash)
        self.assertEqual(self.bash("scan", "--depth", ""), {"hello", "tls", "sstp"})
        self.assertEqual(self.bash("scan", "--color", "=", "n"), {"never"})
        self.assertIn("pci-dss-4", self.bash("check", "--policy", "pci"))
        self.assertEqual(self.bash("evidence", "ver"), {"verify"})
        self.assertEqual(self.bash("scan", "--timeout", ""), set())
        self.assertIn(str(self.work / "_sstp-probe"), self.bash("report", str(self.work / "_s")))
        self.assertIn(str(self.work / "_sstp-probe"), self.bash("scan", "-o", "json", "=", str(self.work / "_s")))

    def test_fish(self):
        self.every_command_and_option(self.fish)
        self.assertEqual(self.fish("scan", "--depth", ""), {"hello", "tls", "sstp"})
        self.assertIn("pci-dss-4", self.fish("check", "--policy", "pci"))
        self.assertIn("verify", self.fish("evidence", "ver"))

    def test_zsh(self):
        for command in sorted(self.commands):
            specs = self.lines(["zsh", "-f", "-c", ZSH, "zsh", str(self.work / "_sstp-probe"), command])
            names = {match[1] for spec in specs if (match := re.match(r"[*](--?[\w-]+?)[=+]?\[", spec))}
            self.assertEqual(names, listed(help_of(command)), command)

    def test_man(self):
        page = self.work / "sstp-probe.1"
        page.write_text(harness.run(["man"]).stdout)
        result = subprocess.run(["man", "--warnings", "--local-file", str(page)], capture_output=True, text=True, check=True,
                                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "200"})  # fmt: skip
        self.assertEqual(result.stderr, "")
        shown = result.stdout
        self.assertIn("sstp-probe - tells which TLS versions", shown)
        for command in self.commands:
            section = re.search(rf"^SSTP-PROBE {command}$(.*?)(?=^\S)", shown, re.MULTILINE | re.DOTALL)[1]
            self.assertLessEqual(listed(help_of(command)), set(NAMES.findall(section)), command)

    def every_command_and_option(self, complete):
        self.assertEqual(complete(""), self.commands)
        for command in sorted(self.commands):
            wanted = listed(help_of(command))
            offered = complete(command, "--") | complete(command, "-")
            self.assertEqual({name for name in offered if name.startswith("-")}, wanted, command)

    def bash(self, *words):
        return self.lines(["bash", "--norc", "-c", BASH, "bash", str(self.work / "bash"), *words])

    def fish(self, *words):
        line = "sstp-probe " + " ".join(words)
        script = f"source {self.work}/sstp-probe.fish; complete -C '{line}'"
        return {row.split("\t")[0] for row in self.lines(["fish", "--no-config", "-c", script])}

    def lines(self, command):
        home = {"PATH": "/usr/bin:/bin", "HOME": str(self.work), "LC_ALL": "C.UTF-8"}
        result = subprocess.run(command, capture_output=True, text=True, env=home, check=False, timeout=60)
        self.assertEqual(result.stderr, "")
        return set(result.stdout.split("\n")) - {""}


if __name__ == "__main__":
    unittest.main()
