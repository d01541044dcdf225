# SPDX-License-Identifier: Apache-2.0
"""clang-format over the C++ files, and `bash -n` over the scripts."""

import shutil
import subprocess

import tree

# Versions differ in what they make of the same .clang-format; this one is in Debian 12, 13 and sid.
CLANG_FORMAT = "clang-format-19"


def format_problems(paths):
    tool = shutil.which(CLANG_FORMAT)
    if not tool:
        return [f"{CLANG_FORMAT} is not installed; tests/run.sh installs it"]
    command = [tool, "--style=file", "--dry-run", "-Werror", "--ferror-limit=1", *paths]
    return complaints(command)


def script_problems(paths):
    return [problem for path in paths for problem in complaints(["bash", "-n", path])]


def complaints(command):
    result = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True, check=False)
    return [] if result.returncode == 0 else [result.stderr.strip()]


def main():
    cxx = [path for path in tree.files(*tree.CXX) if not tree.is_generated(tree.read(path))]
    scripts = tree.files(".sh") + [".ci/run"]
    tree.finish(format_problems(cxx) + script_problems(scripts))


if __name__ == "__main__":
    main()
