# SPDX-License-Identifier: Apache-2.0
"""Runs the scanner as a user does, and reads what it wrote."""

import dataclasses
import html
import json
import os
import pathlib
import subprocess
import tempfile

import validate_record

FORMATS = ("json", "ndjson", "csv")
HANGING = 1500  # seconds, after which a command counts as hanging: no busy machine needs as many
COMPLETE, INCONCLUSIVE, COULD_NOT_RUN, USAGE_ERROR = 0, 2, 3, 64


def scanner():
    """The binary under test; CTest says which."""
    return os.environ["SSTP_PROBE"]


@dataclasses.dataclass
class Run:
    exit_code: int
    out: str
    err: str
    record: dict  # the whole scan record, checked against its schema
    files: dict  # format -> octets of that report

    @property
    def target(self):
        return self.record["targets"][0]

    @property
    def status(self):
        return self.target["status"]

    @property
    def connections(self):
        return self.target["stats"]["connections"]

    def accepted(self):
        """{version: sorted accepted codes}, as the oracle tells the truth."""
        return {row["version"]: sorted(number(suite["code"]) for suite in row["accepted"]) for row in self.versions()}

    def refused(self):
        """{version: sorted refused codes}."""
        return {row["version"]: sorted(codes_of(row["refused"])) for row in self.versions()}

    def inconclusive(self):
        return {row["version"]: sorted(codes_of(row["inconclusive"])) for row in self.versions()}

    def versions(self):
        return self.target["versions"]

    def version(self, name):
        return next(row for row in self.versions() if row["version"] == name)


def some(codes_of_versions):
    """Without the versions that have no codes."""
    return {version: codes for version, codes in codes_of_versions.items() if codes}


def count(codes_of_versions):
    return sum(map(len, codes_of_versions.values()))


def scan(*arguments, depth="hello", timeout=HANGING):
    """`sstp-probe scan` with every report; the record is validated on the way. Most tests ask for the matrix alone."""
    with tempfile.TemporaryDirectory(prefix="sstp-probe-test-") as work:
        paths = {word: pathlib.Path(work) / f"record.{word}" for word in FORMATS}
        outputs = [f"--output={word}={path}" for word, path in paths.items()]
        result = run(["scan", f"--depth={depth}", *outputs, *arguments], timeout)
        missing = [word for word, path in paths.items() if not path.exists()]
        if missing:
            raise AssertionError(f"no {missing} was written; exit code {result.returncode}\n{result.stderr}")
        files = {word: path.read_bytes() for word, path in paths.items()}
    record = json.loads(files["json"])
    validate_record.validate(record)
    return Run(result.returncode, result.stdout, result.stderr, record, files)


def differing(scanned):
    """The formats that one `sstp-probe report` writes otherwise of the record than the scan did: none, it should be."""
    with tempfile.TemporaryDirectory(prefix="sstp-probe-test-") as work:
        path = pathlib.Path(work) / "record.json"
        path.write_bytes(scanned.files["json"])
        again = {word: pathlib.Path(work) / f"again.{word}" for word in FORMATS}
        result = run(["report", str(path), *(f"--output={word}={file}" for word, file in again.items())])
        if result.returncode not in (COMPLETE, INCONCLUSIVE, COULD_NOT_RUN):
            raise AssertionError(f"report ended with {result.returncode}\n{result.stderr}")
        return [word for word, file in again.items() if file.read_bytes() != scanned.files[word]]


def japanese_page(scanned):
    """The page that `sstp-probe report --lang ja` makes of its record."""
    with tempfile.TemporaryDirectory(prefix="sstp-probe-test-") as work:
        path = pathlib.Path(work) / "record.json"
        path.write_bytes(scanned.files["json"])
        return html.unescape(run(["report", str(path), "--lang=ja", "--output=html=-"]).stdout)


def run(arguments, timeout=HANGING):
    """Servers have more time to answer than a user would give them: the machine may be busy. What `arguments` say wins."""
    if arguments[0] in ("scan", "clients"):
        arguments = [arguments[0], "--timeout=60", *arguments[1:]]
    return subprocess.run([scanner(), *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=timeout, check=False)  # fmt: skip


def codes_of(groups):
    return [number(code) for group in groups for code in group["codes"]]


def number(code):
    return int(code, 16)
