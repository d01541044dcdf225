// SPDX-License-Identifier: Apache-2.0
// What becomes of -o: which file is written when, and what a failure costs.
#include "tests/unit/probe/cli/fake_world.hpp"

#include "reports/report.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <sstream>
#include <string>

namespace {

using probe::cli::test::complete_target;
using probe::cli::test::FakeWorld;
using Names = std::vector<std::string>;

TEST_CASE("reports are written, and the matrix is printed beside them") {
  FakeWorld world;
  world.answers = {complete_target("a.example")};
  CHECK(world.run({"scan", "a.example", "-o", "json=" + world.path("r.json"), "-o", "csv=" + world.path("r.csv")}) ==
        0);
  CHECK(world.names() == Names{"r.csv", "r.json"});
  CHECK(!world.out.str().empty());
  CHECK(world.err.str().empty());
  probe::ScanRecord record;
  CHECK(!reports::read_json(world.read("r.json"), record));
  CHECK(record.targets == world.answers);
  CHECK(record.tool.version == "1.2.3");
  CHECK(record.started == world.environment.now());
}

TEST_CASE("a report on standard output replaces the matrix") {
  FakeWorld world;
  world.answers = {complete_target("a.example")};
  CHECK(world.run({"scan", "a.example", "-o", "json=-"}) == 0);
  probe::ScanRecord record;
  CHECK(!reports::read_json(world.out.str(), record));
  CHECK(record.targets == world.answers);
}

TEST_CASE("quiet means quiet") {
  FakeWorld world;
  world.environment.err_is_terminal = true;
  world.answers = {complete_target("a.example")};
  world.while_scanning = [](probe::ScanObserver& observer) { observer.on_progress({}, {}); };
  CHECK(world.run({"scan", "a.example", "--quiet"}) == 0);
  CHECK(world.out.str().empty());
  CHECK(world.err.str().empty());
}

TEST_CASE("ndjson has a line as soon as a target ends") {
  FakeWorld world;
  const auto path = world.path("r.ndjson");
  std::string after_first;
  world.while_scanning = [&](probe::ScanObserver& observer) {
    observer.on_target(complete_target("a.example"));
    after_first = world.read("r.ndjson");
    observer.on_target(complete_target("b.example"));
  };
  world.answers = {};
  (void)world.run({"scan", "a.example", "b.example", "-o", "ndjson=" + path});
  CHECK(after_first.find("a.example") != std::string::npos);
  CHECK(after_first.find('\n') == after_first.size() - 1);
  const auto whole = world.read("r.ndjson");
  CHECK(whole.starts_with(after_first));
  CHECK(whole.find("b.example") != std::string::npos);
}

TEST_CASE("what cannot be written stops the scan before it starts, and spoils nothing") {
  FakeWorld world;
  world.answers = {complete_target("a.example")};
  world.write("older.json", "older");
  world.write("older.ndjson", "older");
  CHECK(world.run({"scan", "a.example", "-o", "ndjson=" + world.path("older.ndjson"), "-o",
                   "json=" + world.path("older.json"), "-o", "csv=" + world.path("no/r.csv")}) == 3);
  CHECK(world.scans == 0);
  CHECK(world.read("older.json") == "older");
  CHECK(world.read("older.ndjson") == "older");
  CHECK(world.names() == Names{"older.json", "older.ndjson"});
  CHECK(world.err.str() == "sstp-probe: cannot write '" + world.path("no/r.csv") + "': No such file or directory\n");
}

/// Fails when it is written, or when it is committed.
struct FailingFile : probe::cli::OutputFile {
  bool fails_late;
  explicit FailingFile(bool late) : fails_late(late) {}
  std::error_code write(std::string_view) override {
    return fails_late ? std::error_code() : std::make_error_code(std::errc::no_space_on_device);
  }
  std::error_code commit() override { return std::make_error_code(std::errc::permission_denied); }
};

TEST_CASE("one report that fails costs only itself") {
  struct Row {
    const char* name;
    bool fails_late;
    const char* reason;
  };
  const Row rows[] = {{"writing", false, "No space left on device"}, {"renaming", true, "Permission denied"}};
  for (const auto& row : rows) {
    CAPTURE(row.name);
    FakeWorld world;
    world.answers = {complete_target("a.example")};
    const auto open = world.environment.files.open;
    world.environment.files.open = [&](const std::string& path, probe::cli::WriteMode mode,
                                       std::error_code& error) -> std::unique_ptr<probe::cli::OutputFile> {
      if (path == "bad") return std::make_unique<FailingFile>(row.fails_late);
      return open(path, mode, error);
    };
    CHECK(world.run({"scan", "a.example", "-o", "json=bad", "-o", "csv=" + world.path("good")}) == 3);
    CHECK(!world.read("good").empty());
    CHECK(!world.out.str().empty());
    CHECK(world.err.str() == "sstp-probe: cannot write 'bad': " + std::string(row.reason) + "\n");
  }
}

TEST_CASE("a standard output that is gone is exit code 3, and costs no file") {
  FakeWorld world;
  world.answers = {complete_target("a.example")};
  world.out.setstate(std::ios::badbit);
  CHECK(world.run({"scan", "a.example", "-o", "csv=" + world.path("good")}) == 3);
  CHECK(!world.read("good").empty());
  CHECK(world.err.str().starts_with("sstp-probe: cannot write standard output: "));
}

TEST_CASE("a scan that nobody will see is stopped") {
  FakeWorld world;
  world.out.setstate(std::ios::badbit);
  world.answers = {complete_target("a.example"), complete_target("b.example")};
  CHECK(world.run({"scan", "a.example", "b.example", "-o", "ndjson=-"}) == 3);
  CHECK(world.interrupted);
}

TEST_CASE("a scan that reaches nobody keeps an earlier record, and replaces reports") {
  const auto write = [](FakeWorld& world) {
    std::vector<std::string> words{"scan", "a.example"};
    for (const std::string word : {"json", "ndjson", "csv", "junit"}) {
      world.write("r." + word, "yesterday");
      words.insert(words.end(), {"-o", word + "=" + world.path("r." + word)});
    }
    return words;
  };
  FakeWorld nobody;
  nobody.answers = {probe::cli::test::unreachable_target("a.example")};
  CHECK(nobody.run(write(nobody)) == 3);
  for (const char* kept : {"r.json", "r.ndjson", "r.csv"}) CHECK(nobody.read(kept) == "yesterday");
  CHECK(nobody.read("r.junit") != "yesterday");
  CHECK(nobody.err.str().find("stays as it was before") != std::string::npos);

  FakeWorld one;
  one.answers = {probe::cli::test::unreachable_target("c.example"), complete_target("a.example")};
  one.run(write(one));
  for (const char* replaced : {"r.json", "r.ndjson", "r.csv", "r.junit"}) CHECK(one.read(replaced) != "yesterday");
  const auto lines = one.read("r.ndjson");
  CHECK(lines.find("c.example") < lines.find("a.example"));

  FakeWorld fresh;
  fresh.answers = {probe::cli::test::unreachable_target("a.example")};
  fresh.run({"scan", "a.example", "-o", "json=" + fresh.path("new.json"), "-o", "ndjson=" + fresh.path("new.ndjson")});
  CHECK(!fresh.read("new.json").empty());
  CHECK(!fresh.read("new.ndjson").empty());
  CHECK(fresh.run({"report", fresh.path("new.json"), "-o", "ndjson=" + fresh.path("r.ndjson")}) == 0);
  CHECK(fresh.read("r.ndjson") == fresh.read("new.ndjson"));
}

TEST_CASE("an exit code that tells of a gateway is 0 when that is wanted, and said so") {
  FakeWorld world;
  world.answers = {probe::cli::test::partial_target("a.example")};
  CHECK(world.run({"scan", "a.example"}) == 2);
  CHECK(world.run({"scan", "a.example", "--exit-zero-on", "1"}) == 2);
  CHECK(world.err.str().find("--exit-zero-on") == std::string::npos);
  CHECK(world.run({"scan", "a.example", "--exit-zero-on", "1,2"}) == 0);
  CHECK(world.err.str().find("the exit code would be 2") != std::string::npos);
  CHECK(world.run({"scan", "a.example", "--exit-zero-on", "3"}) == 64);
}

TEST_CASE("every report is the same from a saved record") {
  FakeWorld world;
  world.answers = {complete_target("a.example"), probe::cli::test::partial_target("b.example"),
                   probe::cli::test::unreachable_target("c.example")};
  world.run({"scan", "x.example", "-o", "json=" + world.path("1.json"), "-o", "csv=" + world.path("1.csv"), "-o",
             "ndjson=" + world.path("1.ndjson"), "--all-suites"});
  const auto matrix = world.out.str();
  world.out.str("");
  CHECK(world.run({"report", world.path("1.json"), "-o", "json=" + world.path("2.json"), "-o",
                   "csv=" + world.path("2.csv"), "-o", "ndjson=" + world.path("2.ndjson")}) == 0);
  CHECK(world.out.str().empty());
  for (const char* name : {".json", ".csv", ".ndjson"}) {
    CAPTURE(name);
    CHECK(!world.read("1" + std::string(name)).empty());
    CHECK(world.read("1" + std::string(name)) == world.read("2" + std::string(name)));
  }
  CHECK(world.run({"report", world.path("1.json"), "--all-suites"}) == 0);
  CHECK(world.out.str() == matrix);
}

}  // namespace
