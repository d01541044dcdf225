// SPDX-License-Identifier: Apache-2.0
// The program from the command line to the exit code, with a scan that answers as told.
#include "probe/cli/output/dry_run.hpp"
#include "tests/unit/probe/cli/fake_world.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using probe::cli::test::complete_target;
using probe::cli::test::FakeWorld;
using probe::cli::test::partial_target;
using probe::cli::test::unreachable_target;
using Words = std::vector<std::string>;

TEST_CASE("exit codes of a scan") {
  struct Row {
    const char* name;
    std::vector<probe::TargetRecord> answers;
    int code;
  };
  const Row rows[] = {
      {"complete", {complete_target("a")}, 0},
      {"inconclusive", {partial_target("a")}, 2},
      {"some unreachable", {complete_target("a"), unreachable_target("b")}, 2},
      {"none reachable", {unreachable_target("a"), unreachable_target("b")}, 3},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    FakeWorld world;
    world.answers = row.answers;
    CHECK(world.run({"scan", "a", "b"}) == row.code);
    CHECK(!world.out.str().empty());
  }
}

TEST_CASE("a wrong command line is 64, and nothing is scanned") {
  const Words lines[] = {{},
                         {"scan"},
                         {"vpn.example.net"},
                         {"scan", "a:b"},
                         {"scan", "a", "--frobnicate"},
                         {"scan", "a", "--timeout", "x"},
                         {"scan", "a", "-o", "xml=a"},
                         {"report"},
                         {"suites", "--family", "rc5"}};
  for (const auto& words : lines) {
    CAPTURE((words.empty() ? std::string() : words.back()));
    FakeWorld world;
    CHECK(world.run(words) == 64);
    CHECK(world.scans == 0);
    CHECK(world.out.str().empty());
    CHECK(!world.err.str().empty());
  }
}

TEST_CASE("a dry run says what would be sent where, and sends nothing") {
  FakeWorld world;
  world.variables["https_proxy"] = "http://user:secret@proxy.example.net:3128";
  world.variables["no_proxy"] = "other.example.net";
  const auto file = world.path("record.json");
  CHECK(world.run({"scan", "--dry-run", "--versions", "1.2,1.3", "-o", "json=" + file, "vpn.example.net",
                   "other.example.net:8443"}) == 0);
  CHECK(world.out.str().find(to_string(tls::ProtocolVersion::TLSv1_1)) == std::string::npos);
  CHECK(world.run({"scan", "--dry-run", "-4", "--no-sni", "--connect", "192.0.2.1:444", "third.example.net"}) == 0);
  CHECK(world.scans == 0);
  CHECK(world.names().empty());
  CHECK(world.err.str().empty());
  const auto text = world.out.str();
  for (const std::string& part :
       {std::string("vpn.example.net:443, SNI vpn.example.net, through the proxy http://proxy.example.net:3128\n"),
        std::string("other.example.net:8443, SNI other.example.net\n"),
        std::string("third.example.net:443, without SNI, at 192.0.2.1 port 444, IPv4 only, through the proxy"),
        to_string(tls::ProtocolVersion::TLSv1_3) + ": ",
        std::string(
            "10 questions at once to a target, each on its own connection, as many opened ahead, 2 calls at once"),
        std::string("sstp: for each accepted suite")}) {
    CAPTURE(part);
    CHECK(text.find(part) != std::string::npos);
  }
  CHECK(text.find("secret") == std::string::npos);
  CHECK(world.run({"scan", "--dry-run", "--versions", "nonsense", "a"}) == 64);
}

TEST_CASE("how many connections a scan may take is bounded") {
  probe::ScanOptions options;
  options.versions = {tls::ProtocolVersion::TLSv1_3};
  options.suites = {tls::CipherSuite{0x1301}, tls::CipherSuite{0x1302}, tls::CipherSuite{0xC02F}};
  options.retries = 2;
  options.depth = probe::Rung::hello;
  CHECK(probe::cli::most_connections(options) == (2 * 2 + 120) * 5);
  options.depth = probe::Rung::sstp;
  CHECK(probe::cli::most_connections(options) == (2 * 2 + 120) * 5 + 2 * 3);
  options.delay = std::chrono::milliseconds(500);
  options.deadline = std::chrono::seconds(60);
  CHECK(probe::cli::most_connections(options) == 121);
  options.gentle = true;
  CHECK(probe::cli::most_connections(options) == 55);  // 1.1 s apart
}

TEST_CASE("a mistake points to the help") {
  FakeWorld world;
  world.run({"scan", "a:b"});
  CHECK(world.err.str() ==
        "sstp-probe: 'b' is not a port: write a number from 1 to 65535\nTry 'sstp-probe scan --help'.\n");
}

TEST_CASE("help and version go to standard output") {
  FakeWorld world;
  CHECK(world.run({"--help"}) == 0);
  CHECK(world.out.str().starts_with("Usage: "));
  world.out.str("");
  CHECK(world.run({"--version"}) == 0);
  CHECK(world.out.str() == "sstp-probe 1.2.3\nOpenSSL 3\nBoost 1.81\n");
  CHECK(world.err.str().empty());
}

TEST_CASE("targets come from the line, a file and standard input") {
  FakeWorld world;
  world.answers = {complete_target("a")};
  world.write("list", "b.example sni=c.example\n");
  CHECK(world.run({"scan", "a.example", "--targets", world.path("list")}) == 0);
  REQUIRE(world.asked.size() == 2);
  CHECK(world.asked[1].sni == "c.example");
  world.in.str("d.example\n");
  CHECK(world.run({"scan", "--targets", "-"}) == 0);
  REQUIRE(world.asked.size() == 1);
  CHECK(world.asked[0].host == "d.example");
}

TEST_CASE("target files that are not there, or not right") {
  FakeWorld world;
  CHECK(world.run({"scan", "--targets", world.path("none")}) == 3);
  CHECK(world.err.str() == "sstp-probe: cannot read '" + world.path("none") + "': No such file or directory\n");
  world.err.str("");
  world.in.str("a.example\nb.example:x\n");
  CHECK(world.run({"scan", "--targets", "-"}) == 64);
  CHECK(world.err.str().starts_with("sstp-probe: standard input:2: 'x' is not a port"));
  CHECK(world.scans == 0);
}

TEST_CASE("progress is for terminals") {
  struct Row {
    const char* name;
    bool is_terminal;
    const char* term;
    bool shown;
  };
  const Row rows[] = {
      {"terminal", true, "xterm", true}, {"none", false, "xterm", false}, {"dumb", true, "dumb", false}};
  for (const auto& row : rows) {
    CAPTURE(row.name);
    FakeWorld world;
    world.environment.err_is_terminal = row.is_terminal;
    world.variables["TERM"] = row.term;
    world.answers = {complete_target("a.example")};
    world.while_scanning = [](probe::ScanObserver& observer) {
      observer.on_progress(probe::Target{"a.example", 443, {}, {}, {}, {}}, {10, 5, 3, 10, false});
    };
    CHECK(world.run({"scan", "a.example"}) == 0);
    CHECK((world.err.str().find("a.example:443: 5 of 10 cells known, 3 connections") != std::string::npos) ==
          row.shown);
    // Nothing stays on the line.
    CHECK((world.err.str().empty() || world.err.str().ends_with(" \r")));
    CHECK(world.err.str().empty() == !row.shown);
  }
}

TEST_CASE("interrupts are watched from when there is something to stop") {
  FakeWorld world;
  world.answers = {partial_target("a")};
  int watched_after_scans = -1;
  world.environment.watch_interrupts = [&] { watched_after_scans = world.scans; };
  CHECK(world.run({"scan", "a"}) == 2);
  CHECK(watched_after_scans == 0);
}

TEST_CASE("records that cannot be read") {
  struct Row {
    const char* name;
    std::string text;
  };
  const Row rows[] = {
      {"no JSON", "hello"},
      {"nothing", ""},
      {"cut short", R"({"schema_version": "1.0", "targets": [)"},
      {"another major version", R"({"schema_version": "999.0", "targets": []})"},
      {"another thing", R"({"name": "x"})"},
      {"hostile", "\x1b[2J"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    FakeWorld world;
    world.write("r.json", row.text);
    CHECK(world.run({"report", world.path("r.json")}) == 3);
    CHECK(world.out.str().empty());
    CHECK(world.err.str().starts_with("sstp-probe: '" + world.path("r.json") + "' is not a scan record: "));
    CHECK(world.err.str().find('\x1b') == std::string::npos);
    CHECK(world.err.str().find('\n') == world.err.str().size() - 1);
  }
  FakeWorld world;
  CHECK(world.run({"report", world.path("none")}) == 3);
}

TEST_CASE("a record from standard input") {
  FakeWorld world;
  world.answers = {complete_target("a.example")};
  CHECK(world.run({"scan", "a.example", "-o", "json=-"}) == 0);
  world.in.str(world.out.str());
  const auto first = world.out.str();
  world.out.str("");
  CHECK(world.run({"report", "-", "-o", "json=-"}) == 0);
  CHECK(world.out.str() == first);
}

TEST_CASE("the list of suites") {
  FakeWorld world;
  CHECK(world.run({"suites", "--family", "rc4"}) == 0);
  CHECK(world.out.str().find("TLS_RSA_WITH_RC4_128_SHA") != std::string::npos);
  CHECK(world.out.str().find("AES") == std::string::npos);
}

TEST_CASE("-o, --quiet and --ascii mean the same for every command") {
  FakeWorld world;
  world.write("r.reg", "REGEDIT4\n");
  world.answers = {complete_target("a.example")};
  REQUIRE(world.run({"scan", "a.example", "--quiet", "-o", "json=" + world.path("r.json")}) == 0);
  const auto record = world.path("r.json");
  const Words lines[] = {{"scan", "a.example"},
                         {"report", record},
                         {"check", record, "--policy", "azure-p2s-2018"},
                         {"diff", record, record},
                         {"clients", record},
                         {"client-check", "--reg", world.path("r.reg")},
                         {"explain", "812"},
                         {"policies"},
                         {"policies", "show", "azure-p2s-2018"},
                         {"suites"}};
  const auto prints = [&](Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    world.out.str("");
    world.run(words);
    return world.out.str();
  };
  for (const auto& words : lines) {
    CAPTURE(words.front());
    const auto file = world.path("found");
    CHECK(!prints(words, {}).empty());
    CHECK(prints(words, {"--quiet"}).empty());
    CHECK(prints(words, {"-o", "json=" + file}) == (words.front() == "report" ? "" : prints(words, {})));
    CHECK(world.read("found").starts_with("{"));
    CHECK(prints(words, {"-o", "json=-"}) == world.read("found"));
    CHECK(prints(words, {"-o", "json=-", "--quiet"}) == world.read("found"));
    for (const char letter : prints(words, {"--ascii", "--lang", "ja"}))
      CHECK(static_cast<unsigned char>(letter) < 0x80);
  }
}

}  // namespace
