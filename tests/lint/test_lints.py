# SPDX-License-Identifier: Apache-2.0
"""Shows that each lint can fail: bad snippets, and good ones beside them."""

import os
import pathlib
import tempfile
import unittest

import formatting
import includes
import layout
import names
import sentences
import tree
import type_names
import workflows

SPDX = "// SPDX-License-Identifier: Apache-2.0\n"


class Sentences(unittest.TestCase):
    GOOD = {
        "a message": ("probe/policy/a.cpp", 'return message("ruling.no_place");'),
        "a name": ("probe/model/a.cpp", 'return "SHA-1 and SHA-256";'),
        "an include": ("probe/model/a.cpp", '#include "probe/model/some/long/path.hpp"'),
        "a comment": ("probe/model/a.cpp", '// it says "this is a sentence"\nint a;'),
        "what an exception says": ("probe/model/a.cpp", 'throw std::logic_error("value of a failed parse");'),
        "another room": ("probe/cli/a.cpp", 'return "this is a sentence";'),
        "an exempt file": ("probe/policy/toml_cursor.cpp", 'return "this is a sentence";'),
    }
    BAD = {
        "a sentence": ("probe/policy/a.cpp", 'return "this is a sentence";'),
        "in pieces": ("probe/judge/a.cpp", 'return "this is "\n    "a sentence";'),
        "with places": ("probe/clients/a.cpp", 'fmt::format("{} was not seen in time: {}", a, b);'),
        "behind a thrown one": ("probe/model/a.cpp", 'throw std::logic_error("a"); return "this is a sentence";'),
        "beside exempt files": ("probe/profile/pins.cpp", 'return "this is a sentence";'),
    }

    def test_rooms_below_reports_have_none(self):
        for name, (path, text) in self.GOOD.items():
            with self.subTest(name):
                self.assertEqual(sentences.problems_of(path, text), [])
        for name, (path, text) in self.BAD.items():
            with self.subTest(name):
                self.assertEqual(len(sentences.problems_of(path, text)), 1)


class Includes(unittest.TestCase):
    GOOD = {
        "the model may know the registry": ("probe/model/a.hpp", '"tls/registry/b.hpp"'),
        "the composition root may know both": ("probe/cli/a.cpp", '"probe/engine/b.hpp"'),
        "and so may main": ("probe/main.cpp", '"probe/engine/b.hpp"'),
        "the engine may use Asio": ("probe/engine/a.cpp", "<boost/asio/post.hpp>"),
        "anybody may use Boost.System": ("tls/wire/a.hpp", "<boost/system/error_code.hpp>"),
        "a folder may include itself": ("reports/a.cpp", '"reports/b.hpp"'),
        "clients may use OpenSSL": ("tls/client/a.cpp", "<openssl/ssl.h>"),
    }
    BAD = {
        "wire formats know nothing of the probe": ("tls/wire/a.hpp", '"probe/model/b.hpp"'),
        "wire formats know no client": ("tls/message/a.cpp", '"tls/client/b.hpp"'),
        "the model does not plan": ("probe/model/a.cpp", '"probe/judge/b.hpp"'),
        "the judge opens no sockets": ("probe/judge/a.cpp", '"probe/engine/b.hpp"'),
        "reports never see the engine": ("reports/a.cpp", '"probe/engine/b.hpp"'),
        "the engine does not print": ("probe/engine/a.cpp", '"reports/b.hpp"'),
        "a report has no Asio": ("reports/a.cpp", "<boost/asio.hpp>"),
        "the judge has no clock of Asio's": ("probe/judge/a.cpp", "<boost/asio/steady_timer.hpp>"),
        "messages need no OpenSSL": ("tls/message/a.cpp", "<openssl/evp.h>"),
        "JSON stays in the reports": ("probe/model/a.hpp", "<nlohmann/json.hpp>"),
        "spaces hide nothing": ("tls/wire/a.hpp", ' "probe/model/b.hpp"'),
        "our own headers are quoted": ("reports/a.cpp", "<tls/wire/b.hpp>"),
    }

    def test_arrows(self):
        for name, (path, included) in self.GOOD.items():
            with self.subTest(name):
                self.assertEqual(includes.problems_of(path, f"#include {included}\n", self.is_header), [])
        for name, (path, included) in self.BAD.items():
            with self.subTest(name):
                self.assertEqual(len(includes.problems_of(path, f"#include {included}\n", self.is_header)), 1)

    def test_paths_start_at_the_root(self):
        self.assertTrue(includes.problems_of("reports/a.cpp", '#include "sibling.hpp"\n', lambda _: False))

    def test_own_header_first(self):
        own = '#include "reports/a.hpp"\n'
        self.assertEqual(includes.problems_of("reports/a.cpp", own + "#include <array>\n", lambda _: True), [])
        self.assertTrue(includes.problems_of("reports/a.cpp", "#include <array>\n" + own, lambda _: True))
        self.assertTrue(includes.problems_of("reports/a.cpp", "#include <array>\n", lambda _: True))

    @staticmethod
    def is_header(path):
        return path.endswith("/b.hpp")


class Names(unittest.TestCase):
    BAD = {
        "a word": "std::string quoted(std::string_view word);\n",
        "in brackets": "[[nodiscard]] bool remove(std::vector<int>& list, int one) {\n}\n",
        "a template": "template <class List>\nauto copy(const List& list, std::size_t most, std::string_view name) {\n}\n",
        "octets are a vector": "Bytes copy(BytesView octets) {\n}\n",
        "on the next line": "void apply(const Word& word,\n           std::vector<int>& list) {\n}\n",
        "Asio's": "Dialed connect(Route& route, boost::asio::io_context& io) {\n}\n",
    }
    GOOD = {
        "a name of its own": "std::string in_quotes(std::string_view word);\n",
        "a type of ours": "std::size_t count(const Difference& difference, Change change);\n",
        "a number is no library's type": "void end(Client& client, std::uint8_t choice) {\n}\n",
        "Asio has no string": "void write(std::span<const Source> files);\n",
        "a member": "std::string Cursor::quoted(std::string_view word) {\n}\n",
        "a call": "  return quoted(std::string(word));\n",
    }

    def test_names(self):
        for name, text in self.GOOD.items():
            with self.subTest(name):
                self.assertEqual(names.problems_of("tls/a.hpp", text), [])
        for name, text in self.BAD.items():
            with self.subTest(name):
                self.assertEqual(len(names.problems_of("tls/a.hpp", text)), 1)


class TypeNames(unittest.TestCase):
    ONE = "namespace probe {\nstruct Verdict {\n  enum class Mark : int { good };\n};\n}  // namespace probe\n"
    TWICE = {
        "as another kind of type": "namespace probe {\nenum class Verdict : std::uint8_t { whole };\n}\n",
        "behind a function": "namespace probe {\nint f() { return '{'; }\nclass Verdict final : public Base<int> {};\n}\n",
        "behind a string": 'namespace probe {\nconst char* brace = R"({)";\nclass [[nodiscard]] Verdict {};\n}\n',
    }
    ONCE = {
        "in another namespace": "namespace probe::evidence {\nstruct Verdict {};\n}\n",
        "in one unit alone": "namespace probe {\nnamespace {\nstruct Verdict {};\n}\n}\n",
        "in a class": "namespace probe {\nclass Report {\n  struct Verdict {};\n};\n}\n",
        "announced": "namespace probe {\nstruct Verdict;\nvoid f(struct Verdict& one) {\n}\n}\n",
        "in a comment": "namespace probe {\n// struct Verdict {\n}\n",
    }

    def test_types(self):
        for name, text in self.ONCE.items():
            with self.subTest(name):
                self.assertEqual(type_names.problems_of({"a.hpp": self.ONE, "b.hpp": text}), [])
        for name, text in self.TWICE.items():
            with self.subTest(name):
                self.assertEqual(len(type_names.problems_of({"a.hpp": self.ONE, "b.hpp": text})), 1)


class Layout(unittest.TestCase):
    BAD = {
        "no licence line": ("tls/a.hpp", "#pragma once\n"),
        "another licence": ("tls/a.hpp", "// SPDX-License-Identifier: MIT\n"),
        "the line comes too late": ("tls/a.hpp", "#pragma once\n" + SPDX),
        "too long": ("tls/a.cpp", SPDX + "int a;\n" * 500),
        "a note to oneself": ("tls/a.cpp", SPDX + "// TO" + "DO: later\n"),
        "a path of a machine": ("tests/a.cpp", SPDX + 'auto path = "/ho' + 'me/me/x";\n'),
    }
    GOOD = {
        "C++": ("tls/a.hpp", SPDX + "#pragma once\n"),
        "a script": ("tests/a.sh", "#!/usr/bin/env bash\n# SPDX-License-Identifier: Apache-2.0\n"),
        "generated and long": ("tls/a.cpp", SPDX + "// Generated by x.py\n" + "int a;\n" * 500),
        "data needs no licence line": ("tls/a.json", "{}\n"),
        "an address is no path": ("tests/a.cpp", SPDX + "// https://example.net/ho" + "me/x\n"),
    }

    def test_files(self):
        for name, (path, text) in self.GOOD.items():
            with self.subTest(name):
                self.assertEqual(layout.problems_of(path, text), [])
        for name, (path, text) in self.BAD.items():
            with self.subTest(name):
                self.assertEqual(len(layout.problems_of(path, text)), 1)

    def test_top_level(self):
        self.assertEqual(layout.top_level_problems(["README.md", ".gitignore", "tls"]), [])
        self.assertEqual(len(layout.top_level_problems(["README.md", "notes.txt", "src"])), 2)


class Workflows(unittest.TestCase):
    PIN = "a/b@" + "0" * 40 + " # v1.2.3"
    GOOD = f"permissions: {{}}\njobs: {{j: {{steps: [{{run: 'echo $A'}}]}}}}\n# - uses: {PIN}\n"
    BAD = {
        "a tag": "permissions: {}\njobs:\n  j:\n    steps:\n      - uses: a/b@v4\n",
        "another commit than elsewhere": f"permissions: {{}}\njobs:\n  j:\n    steps:\n      - uses: {PIN}\n",
        "text becomes shell": "permissions: {}\njobs: {j: {steps: [{run: 'echo ${{ inputs.a }}'}]}}\n",
        "no permissions": "jobs: {j: {steps: []}}\n",
        "no bash": "permissions: {}\njobs: {j: {steps: [{run: 'if true'}]}}\n",
    }

    def test_workflows(self):
        self.assertEqual(workflows.look_at_workflow("a.yml", self.GOOD, {}), [])
        for name, text in self.BAD.items():
            with self.subTest(name):
                self.assertEqual(len(workflows.look_at_workflow("a.yml", text, {"a/b": "1" * 40})), 1)

    def test_containerfile(self):
        good = "FROM a AS b\nRUN true && \\\n  true\nFROM scratch\nCOPY --from=b /x /x\nUSER 1:1\n"
        self.assertEqual(workflows.look_at_containerfile("C", good), [])
        for old, new in (("b /x", "c /x"), ("USER 1:1\n", ""), ("RUN true", "RUN if"), ("COPY", "COPIES")):
            with self.subTest(new):
                self.assertEqual(len(workflows.look_at_containerfile("C", good.replace(old, new))), 1)


class Formatting(unittest.TestCase):
    def test_cxx(self):
        self.assertEqual(self.of_file(formatting.format_problems, ".cpp", "int a = 1;\n"), [])
        self.assertTrue(self.of_file(formatting.format_problems, ".cpp", "int  a=1 ;\n"))

    def test_scripts(self):
        self.assertEqual(self.of_file(formatting.script_problems, ".sh", "if true; then :; fi\n"), [])
        self.assertTrue(self.of_file(formatting.script_problems, ".sh", "if true; then :\n"))

    @staticmethod
    def of_file(check, suffix, text):
        # In the tree, because clang-format looks for its style in the folders above; in a build folder, which git ignores.
        folder = tree.ROOT / "build"
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as work:
            path = pathlib.Path(work) / f"snippet{suffix}"
            path.write_text(text)
            return check([os.fspath(path)])


if __name__ == "__main__":
    unittest.main()
