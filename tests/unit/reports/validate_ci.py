# SPDX-License-Identifier: Apache-2.0
"""Holds the reports for CI to their formats with readers that are not ours, hostile text and all.

  python3 validate_ci.py SARIF_SCHEMA JUNIT_SCHEMA UNIT_REPORTS

SARIF and JUnit by their schemas. JUnit also by what the schema of the Ant task asks beyond that of Jenkins
(https://github.com/windyroad/JUnit-Schema, LGPL, so restated here): attributes that must be there, their form, and
counts that add up.
"""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "interop"))
from github_sarif import github_problems, spoilt  # noqa: E402

SUITE = ["errors", "failures", "hostname", "id", "name", "package", "skipped", "tests", "time", "timestamp"]
VERDICTS = {"failure": "failures", "error": "errors", "skipped": "skipped"}
SAMPLE = re.compile(r'sstp_probe_[a-z_]+\{(?:[a-z0-9_]+="(?:[^"\\]|\\["\\n])*",?)*\} -?[0-9]+')


def junit_problems(text):
    root = xml.fromstring(text)
    if root.tag != "testsuites" or root.attrib:
        yield "the root"
    for number, suite in enumerate(root):
        if sorted(suite.attrib) != SUITE or not all(suite.attrib.values()) or suite.get("id") != str(number):
            yield f"attributes of suite {number}: {suite.attrib}"
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.get("timestamp")):
            yield "timestamp"
        tags = [child.tag for child in suite]
        cases = suite.findall("testcase")
        if tags != ["properties", *["testcase"] * len(cases), "system-out", "system-err"]:
            yield f"order of elements: {tags}"
        seen = collections.Counter(VERDICTS.get(child.tag, "?") for case in cases for child in case)
        if {name: seen[name] for name in VERDICTS.values()} != {n: int(suite.get(n)) for n in VERDICTS.values()}:
            yield f"counts of suite {number}"
        if int(suite.get("tests")) != len(cases) or "?" in seen:
            yield f"cases of suite {number}"
        for case in cases:
            if sorted(case.attrib) != ["classname", "name", "time"] or len(case) > 1:
                yield f"case {case.attrib}"


def xml_problems(schema, paths):
    command = ["xmllint", "--noout", "--nonet", "--schema", schema]
    result = subprocess.run([*command, *paths], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    problems = [line for line in result.stderr.splitlines() if not line.endswith(" validates")]
    return problems[:20] or (["xmllint ended with an error"] if result.returncode != 0 else [])


def prometheus_problems(text):
    seen = set()
    for line in text.splitlines():
        if line.startswith(("# HELP sstp_probe_", "# TYPE sstp_probe_")):
            continue
        labels = line.rpartition(" ")[0]
        if not SAMPLE.fullmatch(line):
            yield f"not a sample: {line!r}"
        if labels in seen:
            yield f"twice: {labels!r}"
        seen.add(labels)


def main():
    schema_path, junit_schema, unit_reports = sys.argv[1:]
    schema = json.loads(pathlib.Path(schema_path).read_text(encoding="utf-8"))
    jsonschema.Draft4Validator.check_schema(schema)
    validator = jsonschema.Draft4Validator(schema)
    failures, counts = [], collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([unit_reports, "--test-case=reports for the schemas' test"], check=True,
                       env=dict(os.environ, CI_REPORTS=folder), stdout=subprocess.DEVNULL)  # fmt: skip
        junits = sorted(pathlib.Path(folder).glob("*.junit"))
        failures += xml_problems(junit_schema, junits)
        for path in sorted(pathlib.Path(folder).iterdir()):
            text = path.read_text(encoding="utf-8")
            counts[path.suffix] += 1
            if path.suffix == ".junit":
                failures += [f"{path.name}: {problem}" for problem in junit_problems(text)]
            elif path.suffix == ".sarif":
                failures += [f"{path.name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
                             for error in validator.iter_errors(json.loads(text))]  # fmt: skip
                log = json.loads(text)
                failures += [f"{path.name}: GitHub: {problem}" for problem in github_problems(log)]
                if path.name == "0-judged.sarif":
                    failures += [f"the rule {number} of GitHub's is not held"
                                 for number, bad in enumerate(spoilt(log)) if not list(github_problems(bad))]  # fmt: skip
            elif path.suffix == ".prometheus":
                failures += [f"{path.name}: {problem}" for problem in prometheus_problems(text)]
    if len(counts) != 5 or min(counts.values()) < 20:
        failures.append(f"reports written: {counts}")
    if validator.is_valid({"version": "2.1.0", "runs": [{"results": []}]}):
        failures.append("the schema takes a run without its tool")
    sys.exit("\n".join(failures) or 0)


if __name__ == "__main__":
    main()
