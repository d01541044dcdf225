# SPDX-License-Identifier: Apache-2.0
"""The shell part of each file in samples/ci, taken out of it and run as its system would, against the sample gateway."""

import json
import os
import pathlib
import re
import subprocess
import textwrap
import unittest
import xml.etree.ElementTree as xml

import harness
import servers
import yaml
from test_matrix_gateway import gateway

CI = pathlib.Path(__file__).resolve().parents[2] / "samples/ci"


def github():
    workflow = yaml.safe_load((CI / "github-actions.yml").read_text())
    steps = workflow["jobs"]["scan"]["steps"]
    return workflow["env"], [step["run"] for step in steps if "run" in step], ["bash", "-e"]


def azure():
    pipeline = yaml.safe_load((CI / "azure-pipelines.yml").read_text())
    return pipeline["variables"], [step["bash"] for step in pipeline["steps"] if "bash" in step], ["bash"]


def gitlab():
    pipeline = yaml.safe_load((CI / ".gitlab-ci.yml").read_text())
    return pipeline["variables"], pipeline["sstp-gateway"]["script"], ["bash", "-eo", "pipefail"]


def jenkins():
    text = (CI / "Jenkinsfile").read_text()
    scripts = [textwrap.dedent(script) for script in re.findall(r"sh '''\n(.*?)'''", text, re.DOTALL)]
    # Groovy's ''' strings know escapes: a backslash before a line's end joins the lines.
    scripts = [script.replace("\\\n", "") for script in scripts]
    return dict(re.findall(r"^ *([A-Z_]+) = '(.*)'$", text, re.MULTILINE)), scripts, ["sh", "-xe"]


SYSTEMS = {"GitHub": github, "Azure": azure, "GitLab": gitlab, "Jenkins": jenkins}


def run_scripts(system, work, target):
    """The exit code of each script, run one after another whatever they say."""
    variables, scripts, shell = SYSTEMS[system]()
    probe = pathlib.Path(harness.scanner())
    tools = work / "tools"
    tools.mkdir(exist_ok=True)
    if not (tools / "sstp-probe").exists():
        (tools / "sstp-probe").symlink_to(probe)
    environment = dict(os.environ, **variables)
    (work / "gateways.txt").write_text(f"# ours\n{target}\n")
    environment.update(GATEWAY=target, PATH=f"{tools}:{os.environ['PATH']}", GITHUB_STEP_SUMMARY=str(work / "step.md"))
    codes, output = [], ""
    for script in scripts:
        result = subprocess.run([*shell, "-c", script], cwd=work, env=environment, stdin=subprocess.DEVNULL,
                                capture_output=True, text=True, timeout=harness.HANGING, check=False)  # fmt: skip
        codes.append(result.returncode)
        output += result.stdout + result.stderr
    return codes, output


def with_a_suite_less(record):
    """The record as it would be had the first accepted suite been refused."""
    version = next(row for row in record["targets"][0]["versions"] if row["accepted"])
    suite = version["accepted"].pop(0)
    version["refused"].append({"codes": [suite["code"]], "basis": "single", "reason": "alert_handshake_failure",
                               "exchange": suite["exchange"]})  # fmt: skip
    return record


def places(sarif):
    """The file and line of every result."""
    found = set()
    for result in (result for run in sarif["runs"] for result in run["results"]):
        physical = result["locations"][0]["physicalLocation"]
        found.add((physical["artifactLocation"]["uri"], physical["region"]["startLine"]))
    return found


class CiSamples(unittest.TestCase):
    def check_all(self, profile, failures):
        with gateway(profile) as server, servers.work_directory() as first:
            baseline = first / "baseline.json"
            harness.run(["scan", "--quiet", server.target, "-o", f"json={baseline}"])
            for system in SYSTEMS:
                with self.subTest(system), servers.work_directory() as work:
                    (work / "baseline.json").write_bytes(baseline.read_bytes())
                    codes, output = run_scripts(system, work, server.target)
                    wanted = [1 if failures else 0] + [0] * (len(codes) - 1)
                    self.assertEqual(codes, wanted, output)
                    suites = xml.fromstring((work / "junit.xml").read_bytes())
                    self.assertEqual(bool(suites.findall(".//failure")), failures)
                    sarif = json.loads((work / "sstp.sarif").read_text())
                    self.assertEqual(sarif["version"], "2.1.0")
                    if system == "GitHub":  # takes no result without a place in a file
                        self.assertEqual(places(sarif), {("gateways.txt", 2)} if failures else set())
                    self.assertIn("azure-p2s-2018", (work / "summary.md").read_text().replace("&#45;", "-"))

    def test_before_the_cutoff_fails(self):
        self.check_all("before-cutoff.toml", failures=True)

    def test_after_the_cutoff_passes(self):
        self.check_all("after-cutoff.toml", failures=False)

    def test_what_opened_since_the_baseline_ends_the_job(self):
        with gateway("after-cutoff.toml") as server:
            for system in SYSTEMS:
                with self.subTest(system), servers.work_directory() as work:
                    run = harness.scan(server.target)
                    (work / "baseline.json").write_text(json.dumps(with_a_suite_less(run.record)))
                    codes, output = run_scripts(system, work, server.target)
                    self.assertEqual(codes[-1], 1, output)
                    self.assertIn("opened 1", output)


class Diff(unittest.TestCase):
    """Each exit code of `sstp-probe diff`."""

    @classmethod
    def setUpClass(cls):
        cls.work = cls.enterClassContext(servers.work_directory())
        with gateway("after-cutoff.toml") as server:
            record = harness.scan(server.target).record
        cls.now = cls.work / "now.json"
        cls.now.write_text(json.dumps(record))
        cls.before = cls.work / "before.json"
        cls.before.write_text(json.dumps(with_a_suite_less(record)))

    def diff(self, *words):
        return harness.run(["diff", *map(str, words)])

    def test_exit_codes(self):
        rows = [
            ("no change", 0, [self.now, self.now, "--fail-on", "opened,closed,climbed,fell,unknown,missing,new"]),
            ("a change, and no gate", 0, [self.before, self.now]),
            ("a change that the gate does not name", 0, [self.before, self.now, "--fail-on", "closed"]),
            ("a change that it names", 1, [self.before, self.now, "--fail-on", "closed,opened"]),
            ("the gate given twice", 1, [self.now, self.before, "--fail-on", "opened", "--fail-on", "closed"]),
            ("no such file", 3, [self.now, self.work / "nothing.json"]),
            ("an unknown word", 64, [self.now, self.now, "--fail-on", "opened,worse"]),
            ("an unknown format", 64, [self.now, self.now, "-o", "csv=-"]),
            ("one file", 64, [self.now]),
        ]
        for name, code, words in rows:
            with self.subTest(name):
                result = self.diff(*words)
                self.assertEqual(result.returncode, code, result.stdout + result.stderr)

    def test_json_names_the_cell(self):
        changes = json.loads(self.diff(self.before, self.now, "-o", "json=-").stdout)
        cells = changes["targets"][0]["cells"]
        self.assertEqual([cell["change"] for cell in cells], ["opened"])
        self.assertEqual(cells[0]["before"]["outcome"], "refused")

    def test_the_view_fits(self):
        lines = self.diff(self.before, self.now).stdout.splitlines()
        self.assertLessEqual(max(map(len, lines)), 80)
        self.assertIn("In all: 1 opened.", lines)


if __name__ == "__main__":
    unittest.main()
