# SPDX-License-Identifier: Apache-2.0
"""From what a program says that it is built: the commit and its day, and nothing is compiled again for the same."""

import os
import pathlib
import re
import shutil
import subprocess
import unittest

import servers

CMAKE = pathlib.Path(__file__).resolve().parents[2] / "cmake"
NOON = 1_774_958_400  # 2026-03-31 12:00 UTC
SOMEBODY = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.net", "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@example.net", "GIT_COMMITTER_DATE": f"{NOON} +1300", "GIT_CONFIG_GLOBAL": "/dev/null"}  # fmt: skip
STAMP = re.compile(r'return \{"(.*)", "(.*)", "GCC 1", "fmt 2"\}')


class BuildStamp(unittest.TestCase):
    def setUp(self):
        self.work = self.enterContext(servers.work_directory())
        self.tree = self.work / "tree"
        shutil.copytree(CMAKE, self.tree / "cmake")
        (self.tree / ".gitattributes").write_bytes((CMAKE.parent / ".gitattributes").read_bytes())
        self.git("init", "--quiet")
        self.git("add", ".")
        self.git("commit", "--quiet", "--message=one")
        self.commit = self.git("rev-parse", "--short=12", "HEAD").strip()

    def test_the_commit_and_its_day_in_utc(self):
        self.assertEqual(self.stamp(), (self.commit, "2026-03-31"))

    def test_changes_are_told(self):
        (self.tree / "new").write_text("what git does not know is no change")
        self.assertEqual(self.stamp()[0], self.commit)
        (self.tree / "cmake/commit.txt").write_text("changed")
        self.assertEqual(self.stamp()[0], self.commit + " with changes")

    def test_source_date_epoch_is_the_day(self):
        self.assertEqual(self.stamp(SOURCE_DATE_EPOCH="86400"), (self.commit, "1970-01-02"))

    def test_an_archive_knows_its_commit(self):
        archive = self.work / "archive"
        archive.mkdir()
        self.git("archive", "--output=../tree.tar", "HEAD")
        subprocess.run(["tar", "-xf", self.work / "tree.tar", "-C", archive], check=True)
        commit, day = self.stamp(archive)
        self.assertTrue(commit and self.commit.startswith(commit), commit)
        self.assertEqual(day, "2026-03-31")

    def test_without_git_there_is_no_commit(self):
        shutil.rmtree(self.tree / ".git")
        self.assertEqual(self.stamp(SOURCE_DATE_EPOCH="86400"), ("", "1970-01-02"))
        self.assertRegex(self.stamp()[1], r"^20\d\d-\d\d-\d\d$")

    def test_the_same_is_not_written_again(self):
        self.stamp()
        os.utime(self.work / "stamp.cpp", (1, 1))
        self.stamp()
        self.assertEqual((self.work / "stamp.cpp").stat().st_mtime, 1)

    def stamp(self, tree=None, **environment):
        tree, output = tree or self.tree, self.work / "stamp.cpp"
        inherited = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
        subprocess.run(["cmake", "-D", f"OUTPUT={output}", "-D", f"SOURCE={tree}", "-D", "COMPILER=GCC 1", "-D",
                        "LIBRARIES=fmt 2", "-P", tree / "cmake/build_stamp.cmake"], env=inherited | environment,
                       check=True)  # fmt: skip
        return STAMP.search(output.read_text()).groups()

    def git(self, *arguments):
        return subprocess.run(["git", "-C", self.tree, *arguments], env=os.environ | SOMEBODY, stdout=subprocess.PIPE,
                              text=True, check=True).stdout  # fmt: skip


if __name__ == "__main__":
    unittest.main()
