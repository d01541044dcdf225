# SPDX-License-Identifier: Apache-2.0
"""Holds bills of materials, hostile text and all, to the schema that CycloneDX publishes.

  python3 validate_cbom.py SCHEMA_FOLDER UNIT_REPORTS
"""

import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

NAME = "bom-1.7.SNAPSHOT.schema.json"


def validator_of(folder):
    """The schemas name each other by their files' names."""
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.schema.json")}
    schema = schemas[NAME]
    base = schema["$id"].rsplit("/", 1)[0]
    store = {f"{base}/{name}": each for name, each in schemas.items()}
    store.update((each["$id"], each) for each in schemas.values() if "$id" in each)
    resolver = jsonschema.RefResolver(schema["$id"], schema, store=store)
    return jsonschema.Draft7Validator(schema, resolver=resolver, format_checker=jsonschema.FormatChecker())


def spoilt(bill):
    """What the schema has to refuse, or it proves nothing."""
    for change in (
        lambda bad: bad.pop("specVersion"),
        lambda bad: bad["components"][0].pop("name"),
        lambda bad: bad["components"].append(bad["components"][0]),
        lambda bad: bad["compositions"][0].update(aggregate="whole"),
        lambda bad: next(each for each in bad["components"] if "cryptoProperties" in each)["cryptoProperties"].update(
            assetType="cipher"
        ),
        lambda bad: next(
            each["cryptoProperties"]["algorithmProperties"]
            for each in bad["components"]
            if "algorithmProperties" in each.get("cryptoProperties", {})
        ).update(algorithmFamily="Caesar"),
    ):
        bad = copy.deepcopy(bill)
        change(bad)
        yield bad


def main():
    validator = validator_of(pathlib.Path(sys.argv[1]))
    failures = []
    with tempfile.TemporaryDirectory(prefix="sstp-probe-test-") as name:
        folder = pathlib.Path(name)
        subprocess.run([sys.argv[2], "--test-case=bills of materials for the schema's test"], check=True,
                       env=dict(os.environ, CBOM_FOLDER=name), stdout=subprocess.DEVNULL)  # fmt: skip
        paths = sorted(folder.iterdir())
        if len(paths) < 20:
            failures.append(f"{len(paths)} bills were written")
        for path in paths:
            bill = json.loads(path.read_text(encoding="utf-8"))
            failures += [f"{path.name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
                         for error in validator.iter_errors(bill)]  # fmt: skip
    failures += [f"the schema takes the spoilt bill {number}" for number, bad in enumerate(spoilt(bill))
                 if validator.is_valid(bad)]  # fmt: skip
    print(f"{len(paths)} bills of materials")
    sys.exit("\n".join(failures) or 0)


if __name__ == "__main__":
    main()
