# SPDX-License-Identifier: Apache-2.0
"""What runs on other people's machines and nowhere here: workflows, the action, the sample for GitHub, the Containerfile.

They parse; actions are pinned by commit, one commit an action; what comes from outside reaches a shell as a variable, and
never as its text; each shell part is bash.
"""

import pathlib
import re
import subprocess
import sys

import tree
import yaml

PINNED = re.compile(r"^[\w.-]+/[\w./-]+@([0-9a-f]{40}) # v\d+\.\d+\.\d+$")
KNOWN = {"FROM", "RUN", "COPY", "USER", "WORKDIR", "ENTRYPOINT"}


def workflow_files(root):
    return [*sorted((root / ".github/workflows").glob("*.yml")), root / "action.yml", root / "samples/ci/github-actions.yml"]


def bash_complaint(script):
    result = subprocess.run(["bash", "-n"], input=re.sub(r"\$\{\{.*?\}\}", "x", script), capture_output=True, text=True,
                            check=False)  # fmt: skip
    return result.stderr.strip() if result.returncode else None


def steps_of(document):
    if "runs" in document:
        return document["runs"]["steps"]
    return [step for job in document["jobs"].values() for step in job["steps"]]


def look_at_workflow(name, text, commits):
    """The problems of one; `commits` is {action: its commit}, of all that were looked at before."""
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        used = re.match(r"\s*(?:- )?uses: (.*)", line)
        if not used:
            continue
        pin = PINNED.match(used[1])
        if not pin:
            problems.append(f"{name}:{number}: pin this action by its commit, and say which version that is: {used[1]}")
        elif commits.setdefault(used[1].split("@")[0], pin[1]) != pin[1]:
            problems.append(f"{name}:{number}: another file uses another commit of {used[1]}")
    document = yaml.safe_load(text)
    if "jobs" in document and "permissions" not in document:
        problems.append(f"{name}: say which permissions it has")
    for step in steps_of(document):
        script = step.get("run", "")
        for outside in re.findall(r"\$\{\{.*?\}\}", script):
            problems.append(f"{name}: {outside} becomes shell text; hand it over by env")
        if complaint := bash_complaint(script):
            problems.append(f"{name}: {complaint}")
    return problems


def look_at_containerfile(name, text):
    problems, stages, last_user = [], set(), None
    for line in re.sub(r"\\\n\s*", "", text).splitlines():
        word, _, rest = line.partition(" ")
        if not line or word.startswith("#"):
            continue
        if word not in KNOWN:
            problems.append(f"{name}: {word} is no instruction that is known here")
        if word == "FROM" and (stage := re.search(r" AS (\w+)$", rest)):
            stages.add(stage[1])
        if word == "COPY" and (stage := re.match(r"--from=(\w+)", rest)) and stage[1] not in stages:
            problems.append(f"{name}: there is no stage {stage[1]}")
        if word == "RUN" and (complaint := bash_complaint(rest)):
            problems.append(f"{name}: {complaint}")
        last_user = {"FROM": None, "USER": rest}.get(word, last_user)
    if last_user in (None, "0", "root"):
        problems.append(f"{name}: the program runs as root")
    return problems


def main():
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else tree.ROOT
    problems, commits = [], {}
    for path in workflow_files(root):
        problems += look_at_workflow(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"), commits)
    path = root / "samples/ci/Containerfile"
    problems += look_at_containerfile(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
    tree.finish(problems)


if __name__ == "__main__":
    main()
