# SPDX-License-Identifier: Apache-2.0
"""Holds the writer and the schema to each other, with a validator that is not ours.

  python3 validate.py SCHEMA UNIT_REPORTS

UNIT_REPORTS writes its sample records; each must fit. Then each of the breakages below must not.
"""

import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import jsonschema


def at(*path):
    *to, last = path

    def put(value):
        def change(record):
            for step in to:
                record = record[step]
            if value is None:
                del record[last]
            else:
                record[last] = value

        return change

    return put


def unlike_breakages():
    """Name, and what is done to unlike.json's record."""
    tls12 = ("targets", 0, "versions", 1)

    def complete_though_uncalled(record):
        target = record["targets"][2]
        target["status"] = "complete"
        target["versions"][0]["inconclusive"] = []

    return [
        ("a mixed cell that was never accepted", at(*tls12, "accepted", 0, "answers", "accepted")(0)),
        ("a mixed cell that was never refused", at(*tls12, "accepted", 0, "answers", "refused")(0)),
        ("an unknown need", at(*tls12, "accepted", 1, "needs")(["luck"])),
        ("an empty list of needs", at(*tls12, "accepted", 1, "needs")([])),
        ("an alert by its name", at(*tls12, "refused", 0, "alert")("internal_error")),
        ("an alert that no octet holds", at(*tls12, "inconclusive", 0, "alert")(256)),
        ("a named chain that says so", at("targets", 0, "certificates", 1, "named")(True)),
        ("the purpose of version 1", at("targets", 0, "exchanges", 0, "purpose")("shape")),
        ("an empty variant", at("targets", 0, "exchanges", 1, "variant")("")),
        ("no connection unused, and told", at("targets", 0, "stats", "unused")(0)),
        ("interrupted, and no problem", at("targets", 2, "problem")(None)),
        ("complete, with a call that was never made", complete_though_uncalled),
    ]


def breakages():
    """Name, and what is done to a target of small.json's record, or to the record."""
    tls12 = ("targets", 0, "versions", 2)
    return [
        ("a later major version", at("schema_version")("4.0")),
        ("no options", at("options")(None)),
        ("a time without its zone", at("started")("2026-11-24T14:05:09.123")),
        ("a negative number of seconds", at("options", "timeout")(-1)),
        ("a fraction of a connection", at("targets", 0, "stats", "connections")(1.5)),
        ("an unknown status", at("targets", 0, "status")("done")),
        ("complete, with a cell open", at("targets", 0, "status")("complete")),
        ("partial, and no problem", at("targets", 0, "problem")(None)),
        ("a problem as a text", at("targets", 0, "problem")("One cell is open.")),
        ("a sentence without its English", at("targets", 0, "problem", "text")(None)),
        ("a finding without its message", at("targets", 0, "findings", 0, "message")(None)),
        ("an argument that is no value", at("targets", 0, "problem", "args", "open")(1.5)),
        ("a name without a port", at("targets", 0, "name")("vpn.example.net")),
        ("a port that does not exist", at("targets", 0, "port")(65536)),
        ("sni left out", at("targets", 0, "sni")(None)),
        ("an unknown version", at(*tls12, "version")("TLS 1.2")),
        ("accepted, with nothing accepted", at(*tls12, "accepted")([])),
        ("refused, with something accepted", at(*tls12, "outcome")("refused")),
        ("inconclusive, with nothing open", at("targets", 0, "versions", 0, "outcome")("inconclusive")),
        ("a code in small letters", at(*tls12, "accepted", 0, "code")("0xc030")),
        ("a code of five digits", at(*tls12, "accepted", 0, "code")("0x0C030")),
        ("a suite without its name", at(*tls12, "accepted", 0, "name")(None)),
        ("an unknown rung", at(*tls12, "accepted", 0, "rung")("ip")),
        ("refused because of a time-out", at(*tls12, "refused", 0, "reason")("timed_out")),
        ("refused because of a closed connection alone", at(*tls12, "refused", 0, "reason")("closed")),
        ("an empty group of refusals", at(*tls12, "refused", 0, "codes")([])),
        ("a code twice", at(*tls12, "refused", 0, "codes")(["0x0002", "0x0002"])),
        ("an unknown basis", at(*tls12, "refused", 0, "basis")("guess")),
        ("no reason for an open cell", at(*tls12, "inconclusive", 0, "reason")(None)),
        ("a certificate that is not Base64", at("targets", 0, "certificates", 0, "chain", 0)("-----BEGIN")),
        ("a certificate's fact of no kind", at("targets", 0, "certificates", 0, "facts", 0, "key_type")("quantum")),
        ("a trusted chain with problems", at("targets", 0, "certificates", 0, "verdict", "trusted")(True)),
        ("a short fingerprint", at("targets", 0, "certificates", 0, "facts", 0, "sha1")("A1")),
        ("an unknown finding", at("targets", 0, "findings", 0, "kind")("bad")),
        ("exchange 0", at("targets", 0, "exchanges", 0, "id")(0)),
        ("an unknown response", at("targets", 0, "exchanges", 0, "response")("ok")),
        ("an unknown purpose", at("targets", 0, "exchanges", 0, "purpose")("")),
        ("an unknown shape", at("targets", 0, "exchanges", 0, "shape")("large")),
    ]


def main():
    schema_path, unit_reports = sys.argv[1:]
    schema = json.loads(pathlib.Path(schema_path).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([unit_reports, "--test-case=records for the schema's test"], check=True,
                       env=dict(os.environ, RECORDS=folder), stdout=subprocess.DEVNULL)
        records = {path.name: json.loads(path.read_text(encoding="ascii"))
                   for path in sorted(pathlib.Path(folder).iterdir())}
    if set(records) != {"small.json", "three.json", "every-word.json", "unlike.json"}:
        failures.append(f"records written: {sorted(records)}")
    for name, record in records.items():
        for error in validator.iter_errors(record):
            failures.append(f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
    for sample, rows in (("small.json", breakages()), ("unlike.json", unlike_breakages())):
        for name, change in rows:
            record = copy.deepcopy(records[sample])
            change(record)
            if validator.is_valid(record):
                failures.append(f"the schema takes a record with {name}")
    later = copy.deepcopy(records["small.json"])
    later["schema_version"] = "3.9"
    later["targets"][0]["news"] = {}
    if not validator.is_valid(later):
        failures.append("the schema refuses additions")
    sys.exit("\n".join(failures) or 0)


if __name__ == "__main__":
    main()
