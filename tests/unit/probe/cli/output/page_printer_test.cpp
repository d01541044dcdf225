// SPDX-License-Identifier: Apache-2.0
// Which browser prints the page, how it is started, and what becomes of one that fails. The browsers are shell scripts.
#include "probe/cli/output/page_printer.hpp"

#include "tests/unit/probe/cli/fake_world.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace {

namespace fs = std::filesystem;

using probe::cli::find_browser;
using probe::cli::print_page;
using probe::cli::test::complete_target;
using probe::cli::test::FakeWorld;
using namespace std::chrono_literals;

/// Sets $out and $page to what the arguments say, and keeps the arguments.
constexpr const char* kScript = R"(#!/bin/sh
here=$(dirname "$0")
for argument in "$@"; do
  printf '%s\n' "$argument" >> "$here/arguments"
  case $argument in
    --print-to-pdf=*) out=${argument#*=} ;;
    file://*) page=${argument#file://} ;;
  esac
done
)";

fs::path make_browser(const FakeWorld& world, const std::string& rest, const std::string& name = "browser") {
  world.write(name, kScript + rest);
  fs::permissions(world.path(name), fs::perms::owner_all);
  return world.path(name);
}

std::string error_of(const std::optional<probe::cli::PrintError>& error) { return error ? error->text : ""; }

TEST_CASE("the page goes in, the PDF comes out, and nothing is left") {
  FakeWorld world;
  const auto browser = make_browser(world,
                                    "{ printf '%%PDF-1.4 '; cat \"$page\"; } > \"$out\"\n"
                                    "stat -c %a \"$(dirname \"$page\")\" > \"$here/mode\"\n");
  std::string pdf;
  CHECK(error_of(print_page(browser, "<p>page</p>", {world.environment.random, world.interrupted}, pdf)).empty());
  CHECK(pdf == "%PDF-1.4 <p>page</p>");
  CHECK(world.read("mode") == "700\n");
  const auto arguments = world.read("arguments");
  for (const auto* wanted : {"--headless\n", "--host-resolver-rules=MAP * ~NOTFOUND\n"})
    CHECK(arguments.find(wanted) != std::string::npos);
  const auto at = arguments.find("--print-to-pdf=") + 15;
  CHECK(!fs::exists(fs::path(arguments.substr(at, arguments.find('\n', at) - at)).parent_path()));
}

TEST_CASE("a browser that fails is told about, whatever it did") {
  const struct {
    const char* name;
    const char* script;
    const char* message;
  } rows[] = {
      {"says why", "echo noise >&2; printf 'no \\033[31msandbox\\n' >&2; exit 7\n",
       "ended with 7 and no PDF: no \\x1b[31msandbox;"},
      {"says nothing", "exit 0\n", "ended with 0 and no PDF; when"},
      {"writes something else", "echo hello > \"$out\"\n", "ended with 0 and no PDF"},
      {"is killed", "kill -9 $$\n", "ended with 137"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    FakeWorld world;
    const auto browser = make_browser(world, row.script);
    std::string pdf;
    const auto error = print_page(browser, "page", {world.environment.random, world.interrupted}, pdf);
    CHECK_MESSAGE(error_of(error).find(row.message) != std::string::npos, error_of(error));
  }
  FakeWorld world;
  world.write("text", "no program");
  std::string pdf;
  const auto error = print_page(world.path("text"), "page", {world.environment.random, world.interrupted}, pdf);
  CHECK(error_of(error).find("cannot be started: Permission denied") != std::string::npos);
}

constexpr const char* kHanging = "(sleep 600) &\necho $! > \"$here/child\"\nsleep 600\n";

bool is_gone(const std::string& child) {
  for (int tries = 0; tries < 12000; ++tries) {
    std::ifstream status("/proc/" + child + "/stat");
    std::string number, name, state;
    if (!(status >> number >> name >> state) || state == "Z") return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

TEST_CASE("a browser that hangs is killed with its children: when its time is up, or by an interrupt") {
  for (const bool interrupted : {false, true}) {
    CAPTURE(interrupted);
    FakeWorld world;
    const auto browser = make_browser(world, kHanging);
    probe::cli::PrintMeans means{world.environment.random, world.interrupted, interrupted ? 30min : 3s};
    std::thread interrupt([&] {
      while (interrupted && !fs::exists(world.path("child"))) std::this_thread::sleep_for(5ms);
      world.interrupted = interrupted;
    });
    std::string pdf;
    const auto error = error_of(print_page(browser, "page", means, pdf));
    interrupt.join();
    CHECK_MESSAGE(error.find(interrupted ? "was interrupted" : "printed nothing after 3 s") != std::string::npos,
                  error);
    auto child = world.read("child");
    if (!child.empty()) child.pop_back();
    CHECK(is_gone(child));
  }
}

TEST_CASE("who is asked to print") {
  FakeWorld world;
  const auto variables = world.environment.variables;
  make_browser(world, "", "microsoft-edge");
  make_browser(world, "", "mine");
  world.write("chromium", "not executable");
  world.variables["PATH"] = "::relative:" + world.path("");
  fs::path found;
  CHECK(error_of(find_browser({}, variables, found)).empty());
  CHECK(found == world.path("") + "microsoft-edge");
  CHECK(error_of(find_browser("mine", variables, found)).empty());
  CHECK(found == world.path("") + "mine");
  world.variables["SSTP_PROBE_BROWSER"] = world.path("mine");
  CHECK(error_of(find_browser({}, variables, found)).empty());
  CHECK(found == world.path("mine"));
  world.variables["SSTP_PROBE_BROWSER"] = world.path("gone");
  CHECK(error_of(find_browser({}, variables, found)) ==
        "SSTP_PROBE_BROWSER: '" + world.path("gone") + "' is no program");
  CHECK(error_of(find_browser("firefox", variables, found)) == "--browser: 'firefox' is no program in PATH");
}

TEST_CASE("-o pdf: without a browser nothing is scanned; with one the PDF is the page's") {
  FakeWorld world;
  world.answers = {complete_target("a.example")};
  world.variables["SSTP_PROBE_BROWSER"] = "no-such-browser";
  CHECK(world.run({"scan", "a.example", "-o", "pdf=" + world.path("r.pdf")}) == 3);
  CHECK(world.scans == 0);
  CHECK(world.err.str() == "sstp-probe: -o pdf: SSTP_PROBE_BROWSER: 'no-such-browser' is no program in PATH\n");

  const auto browser = make_browser(world, "");
  std::string printed;
  world.interrupted = true;  // the scan was; its report is printed all the same
  world.environment.print_page = [&](const fs::path& path, const std::string& page, std::string& pdf) {
    CHECK(path == browser);
    CHECK(!world.interrupted);
    printed = page;
    pdf = "%PDF-octets";
    return std::optional<probe::cli::PrintError>();
  };
  CHECK(world.run({"scan", "a.example", "--quiet", "--browser", browser.string(), "-o", "pdf=" + world.path("r.pdf"),
                   "-o", "html=" + world.path("r.html")}) == 0);
  CHECK(world.interrupted);
  CHECK(world.read("r.pdf") == "%PDF-octets");
  CHECK(printed == world.read("r.html"));

  world.environment.print_page = [](const fs::path&, const std::string&, std::string&) {
    return std::optional(probe::cli::PrintError{"it is broken"});
  };
  world.err.str("");
  CHECK(world.run({"scan", "a.example", "--quiet", "--browser", browser.string(), "-o", "pdf=" + world.path("r.pdf"),
                   "-o", "csv=" + world.path("r.csv")}) == 3);
  CHECK(world.err.str() == "sstp-probe: cannot write '" + world.path("r.pdf") + "': it is broken\n");
  CHECK(world.read("r.pdf") == "%PDF-octets");
  CHECK(!world.read("r.csv").empty());
}

}  // namespace
