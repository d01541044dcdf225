# SPDX-License-Identifier: Apache-2.0
"""What each file must have and must not have, and what may lie at the top of the repository."""

import re
import shutil
import subprocess

import tree

TOP_LEVEL = {"action.yml", "CMakeLists.txt", "CMakePresets.json", "vcpkg.json", "README.md", "LICENSE", *tree.FOLDERS}
NEEDS_LICENCE_LINE = (".hpp", ".cpp", ".py", ".sh", ".cmake", ".java", ".toml")
MAX_LINES = 500
# Put together, so that this file does not complain about itself.
FORBIDDEN = {
    "a note to oneself; open an issue": re.compile(r"\b(?:%s)\b" % "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3])),
    "a path of one machine": re.compile(r"(?<![\w.])/(?:%s)/" % "|".join(["home", "root", "Users", "work", "workspace"])),
}


def top_level_problems(names):
    """Of the entries of the top folder; dot-files are free, and build/ is git's to ignore."""
    return [f"{name}: does not belong at the top" for name in names if name not in TOP_LEVEL and name[0] != "."]


def problems_of(path, text):
    problems = []
    if needs_licence_line(path) and not has_licence_line(text):
        problems.append(f"{path}: the first line must be the SPDX line")
    lines = text.count("\n") + 1
    if path.endswith((*tree.CXX, ".py")) and lines > MAX_LINES and not tree.is_generated(text):
        problems.append(f"{path}: {lines} lines; above {MAX_LINES} a file wants a cut")
    for number, line in enumerate(text.splitlines(), 1):
        for what, pattern in FORBIDDEN.items():
            if pattern.search(line):
                problems.append(f"{path}:{number}: {what}: {line.strip()[:80]}")
    return problems


def needs_licence_line(path):
    return path.endswith(NEEDS_LICENCE_LINE) or path.endswith("CMakeLists.txt")


def has_licence_line(text):
    """On the first line, or below a #! line."""
    lines = text.splitlines()
    first = lines[1:2] if text.startswith("#!") else lines[:1]
    return bool(first) and re.fullmatch(r"(?://|#) SPDX-License-Identifier: Apache-2\.0", first[0]) is not None


def is_text(path):
    return path.endswith((*NEEDS_LICENCE_LINE, ".txt", ".md", ".json"))


def tracked_top_level():
    """Without git, or in a release's archive, there is nothing untracked that could confuse."""
    git = shutil.which("git")
    if git:
        result = subprocess.run([git, "-C", str(tree.ROOT), "ls-tree", "--name-only", "HEAD"], capture_output=True,
                                text=True, check=False)  # fmt: skip
        if result.returncode == 0:
            return result.stdout.splitlines()
    return [path.name for path in tree.ROOT.iterdir() if path.name != "build"]


def main():
    problems = top_level_problems(tracked_top_level())
    for path in filter(is_text, tree.files()):
        problems += problems_of(path, tree.read(path))
    for path in ("CMakeLists.txt", "CMakePresets.json", "README.md", "vcpkg.json", ".ci/run"):
        if (tree.ROOT / path).exists():
            problems += problems_of(path, tree.read(path))
    tree.finish(problems)


if __name__ == "__main__":
    main()
