# SPDX-License-Identifier: Apache-2.0
"""No type's name stands twice in one namespace.

Two units may each define their own, and every compiler takes both: the program then has one name for two types, and
undefined behaviour (ODR, [basic.def.odr]). A type that one unit alone needs stands in its unnamed namespace.
"""

import re

import tree

PROGRAM = ("tls/", "probe/", "reports/", "samples/")
# What no brace counts in; a raw string ends at its own mark.
SILENT = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|'
    r"(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'|^[ \t]*#[^\n]*",
    re.DOTALL | re.MULTILINE,
)
NAMESPACE = re.compile(r"\bnamespace\s*(?P<name>[\w:]*)\s*$")
TYPE = re.compile(
    r"(?:^|[>\s])(?:struct|class|union|enum(?:\s+class)?)\s+(?:\[\[\w+\]\]\s*)?(?P<name>\w+)(?:\s+final)?(?:\s*:[^:(].*)?\s*$",
    re.DOTALL,
)


def types_of(text):
    """("probe::judge", "Ruling") of each type that is defined in a named namespace."""
    text = SILENT.sub(" ", text)
    scopes, begin = [], 0
    for match in re.finditer(r"[{};]", text):
        head, begin = text[begin : match.start()], match.end()
        if match[0] == "}":
            del scopes[-1:]
        if match[0] != "{":
            continue
        namespace, kind = NAMESPACE.search(head), TYPE.search(head)
        scope = None  # a body, or what nobody outside the unit sees
        if namespace and namespace["name"]:
            scope = namespace["name"]
        elif kind and None not in scopes:
            yield "::".join(scopes), kind["name"]
        scopes.append(scope)


def problems_of(texts):
    """`texts`: path -> content."""
    first, problems = {}, []
    for path, text in texts.items():
        for namespace, name in types_of(text):
            if (namespace, name) in first:
                problems.append(f"{path}: {namespace}::{name} is a type of {first[namespace, name]} already")
            first.setdefault((namespace, name), path)
    return problems


def main():
    paths = [path for path in tree.files(*tree.CXX) if path.startswith(PROGRAM)]
    # Of a pair for two platforms a program has one.
    paths = [path for path in paths if not path.endswith("-win32.cpp")]
    tree.finish(problems_of({path: tree.read(path) for path in paths}))


if __name__ == "__main__":
    main()
