# SPDX-License-Identifier: Apache-2.0
"""No room below reports/ holds a sentence: what they say are messages (probe/model/message.hpp), and the words of each
language stand in reports/words/.

A string literal with four words or more is taken for a sentence. What an exception says, and a static_assert, is for
developers.
"""

import re

import tree

ROOMS = ("probe/model", "probe/judge", "probe/agenda", "probe/policy", "probe/record", "probe/clients", "probe/profile")
# Path, or its beginning -> why it may.
EXEMPT = {
    "probe/agenda/calls.cpp": "a detail, as those of the peer and of the decoders are",
    "probe/clients/client_profile_table.cpp": "generated: names of Windows versions and updates",
    "probe/clients/windows_error_table.cpp": "generated: what Microsoft says of its error codes",
    "probe/clients/registry/": "client-check speaks English alone",
    "probe/clients/error_code.cpp": "explain speaks English alone",
    "probe/policy/condition_reader.cpp": "complaints about a policy's file",
    "probe/policy/policy_reader.cpp": "complaints about a policy's file",
    "probe/policy/suite_selector.cpp": "complaints about a policy's file",
    "probe/policy/toml_cursor.cpp": "complaints about a policy's file",
    "probe/profile/": "complaints about a profile's file",
}
# Those of one source.
NOT_EXEMPT = ("probe/profile/pins.cpp",)

LITERALS = re.compile(r'"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*')
FOR_DEVELOPERS = re.compile(r"(?:static_assert|throw\b|logic_error|runtime_error)[^;]*$")
WORDS = re.compile(r"(?:[A-Za-z][A-Za-z'-]*[,:;.]? ){3}[A-Za-z]")


def without_comments(text):
    """Strings kept, comments blanked."""
    return re.sub(r'("(?:[^"\\\n]|\\.)*")|(//[^\n]*|/\*.*?\*/)', lambda found: found[1] or " ", text, flags=re.DOTALL)


def problems_of(path, text):
    if not path.startswith(tuple(room + "/" for room in ROOMS)) or is_exempt(path):
        return []
    text = without_comments(text)
    return [
        f"{path}: a sentence, {literal[:60]}: say it as a message"
        for found in LITERALS.finditer(text)
        for literal in [re.sub(r'"\s*"', "", found[0])]
        if WORDS.search(literal) and not FOR_DEVELOPERS.search(text[: found.start()])
    ]


def is_exempt(path):
    return path not in NOT_EXEMPT and any(path.startswith(exempt) for exempt in EXEMPT)


def main():
    stale = [f"tests/lint/sentences.py: {path} is exempt, and is not there"
             for path in EXEMPT if not (tree.ROOT / path).exists()]  # fmt: skip
    tree.finish(stale + [problem for path in tree.files(*tree.CXX) for problem in problems_of(path, tree.read(path))])


if __name__ == "__main__":
    main()
