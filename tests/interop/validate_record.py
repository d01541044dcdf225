# SPDX-License-Identifier: Apache-2.0
"""Checks a scan record against its JSON Schema, with a validator that is not ours.

  python3 validate_record.py RECORD...
"""

import functools
import json
import pathlib
import sys

import jsonschema

SCHEMA = pathlib.Path(__file__).resolve().parents[2] / "reports/scan-record.schema.json"


@functools.cache
def validator():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator_class = jsonschema.validators.validator_for(schema)
    validator_class.check_schema(schema)
    return validator_class(followed(schema, schema))


def followed(node, schema, within=()):
    """The node with what its references name in their places, which the validator would look up for each value; but for
    those to what they stand in: messages hold messages."""
    if isinstance(node, list):
        return [followed(child, schema, within) for child in node]
    if not isinstance(node, dict):
        return node
    inlined = {key: followed(child, schema, within) for key, child in node.items() if key != "$ref"}
    if "$ref" not in node:
        return inlined
    name = node["$ref"].removeprefix("#/$defs/")
    if name in within:
        return node
    named = followed(schema["$defs"][name], schema, (*within, name))
    return inlined | {"allOf": [*inlined.get("allOf", []), named]}


def validate(record):
    """Raises with the place and the reason when the record is not what the schema says."""
    errors = sorted(validator().iter_errors(record), key=lambda error: list(error.absolute_path))
    if errors:
        lines = [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in errors[:10]]
        raise AssertionError("the record does not fit its schema:\n" + "\n".join(lines))


def main():
    for path in sys.argv[1:]:
        validate(json.loads(pathlib.Path(path).read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
