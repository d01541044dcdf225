// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/scan_request.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace {

const probe::cli::Variables kNoVariables = [](const char*) -> std::optional<std::string> { return std::nullopt; };

using probe::cli::ScanArguments;
using std::chrono::milliseconds;

ScanArguments with(const std::function<void(ScanArguments&)>& change) {
  ScanArguments arguments;
  arguments.targets = {"vpn.example.net"};
  change(arguments);
  return arguments;
}

TEST_CASE("without options everything is at its default") {
  const auto request = probe::cli::scan_request(with([](auto&) {}), {}, kNoVariables);
  REQUIRE(request);
  CHECK(request->options == probe::ScanOptions{});
  REQUIRE(request->targets.size() == 1);
  CHECK(request->targets[0].sni == "vpn.example.net");
}

TEST_CASE("options arrive where they belong") {
  const auto request = probe::cli::scan_request(with([](ScanArguments& scan) {
                                                  scan.versions = "1.2";
                                                  scan.suites = "0xC02F";
                                                  scan.timeout = "2.5";
                                                  scan.deadline = "2m";
                                                  scan.delay = "500ms";
                                                  scan.retries = "3";
                                                  scan.max_connections = "1";
                                                  scan.parallel = "7";
                                                  scan.depth = "tls";
                                                  scan.sstp_concurrency = "5";
                                                  scan.thorough = scan.strict = scan.all_addresses = scan.gentle = true;
                                                }),
                                                {}, kNoVariables);
  REQUIRE(request);
  probe::ScanOptions expected;
  expected.versions = {tls::ProtocolVersion::TLSv1_2};
  expected.suites = {tls::CipherSuite{0xC02F}};
  expected.timeout = milliseconds(2500);
  expected.deadline = milliseconds(120000);
  expected.delay = milliseconds(500);
  expected.retries = 3;
  expected.max_connections = 1;
  expected.parallel = 7;
  expected.depth = probe::Rung::tls;
  expected.sstp_concurrency = 5;
  expected.thorough = expected.strict = expected.all_addresses = expected.gentle = true;
  CHECK(request->options == expected);
}

TEST_CASE("a proxy comes from the command line, or else from the environment with its exceptions") {
  struct Row {
    const char* name;
    std::optional<std::string> option;
    std::map<std::string, std::string> variables;
    std::string proxy, no_proxy;
  };
  const Row rows[] = {
      {"none", {}, {}, "", ""},
      {"the option", "http://u:p@proxy.example:3128", {}, "http://proxy.example:3128", ""},
      {"the environment",
       {},
       {{"https_proxy", "socks5://p.example"}, {"no_proxy", "b"}},
       "socks5h://p.example:1080",
       "b"},
      {"capitals", {}, {{"HTTPS_PROXY", "p.example:81"}, {"NO_PROXY", "*"}}, "http://p.example:81", "*"},
      {"small letters win", {}, {{"https_proxy", "a"}, {"HTTPS_PROXY", "b"}}, "http://a:80", ""},
      {"the option wins", "c", {{"https_proxy", "a"}, {"no_proxy", "vpn.example.net"}}, "http://c:80", ""},
      {"an empty variable is none", {}, {{"https_proxy", ""}}, "", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const probe::cli::Variables variables = [&row](const char* name) -> std::optional<std::string> {
      const auto found = row.variables.find(name);
      return found == row.variables.end() ? std::nullopt : std::optional(found->second);
    };
    const auto request = probe::cli::scan_request(with([&row](auto& scan) { scan.proxy = row.option; }), {}, variables);
    REQUIRE(request);
    CHECK((request->way_out.proxy ? to_string(*request->way_out.proxy) : "") == row.proxy);
    CHECK(request->way_out.no_proxy == row.no_proxy);
  }
}

TEST_CASE("roots are the system's, where the environment says, and those of --ca") {
  const probe::cli::Variables variables = [](const char* name) -> std::optional<std::string> {
    if (std::string(name) == "SSL_CERT_FILE") return "bundle.pem";
    if (std::string(name) == "SSL_CERT_DIR") return "certs";
    return std::nullopt;
  };
  const auto request = probe::cli::scan_request(with([](auto& scan) { scan.ca = "own.pem"; }), {}, variables);
  REQUIRE(request);
  CHECK(request->roots.system == tls::x509::RootSources::System::use);
  CHECK(request->roots.ca_file == "own.pem");
  CHECK(request->roots.system_file == "bundle.pem");
  CHECK(request->roots.system_directory == "certs");
}

TEST_CASE("a bad proxy is told without its password") {
  const auto request = probe::cli::scan_request(
      with([](auto& scan) { scan.proxy = "ftp://user:hunter2@proxy.example"; }), {}, kNoVariables);
  REQUIRE(!request);
  CHECK(request.error().text.find("--proxy") != std::string::npos);
  CHECK(request.error().text.find("hunter2") == std::string::npos);
}

TEST_CASE("what a line of the file says wins over the command line") {
  const auto listed = probe::cli::parse_target_file(
      "a.example\nb.example sni=own.example\nc.example sni=-\nd.example connect=192.0.2.4\n", "f");
  REQUIRE(listed);
  const auto request = probe::cli::scan_request(with([](ScanArguments& scan) {
                                                  scan.sni = "common.example";
                                                  scan.connect = "192.0.2.9:444";
                                                  scan.ipv4 = true;
                                                }),
                                                *listed, kNoVariables);
  REQUIRE(request);
  REQUIRE(request->targets.size() == 5);
  const char* const snis[] = {"common.example", "common.example", "own.example", "", "common.example"};
  const char* const hosts[] = {"192.0.2.9", "192.0.2.9", "192.0.2.9", "192.0.2.9", "192.0.2.4"};
  for (std::size_t at = 0; at < 5; ++at) {
    CAPTURE(at);
    const auto& target = request->targets[at];
    CHECK(target.sni.value_or("") == snis[at]);
    REQUIRE(target.connect);
    CHECK(target.connect->host == hosts[at]);
    CHECK(target.family == probe::AddressFamily::ipv4);
  }
}

TEST_CASE("--no-sni takes the name away") {
  const auto request =
      probe::cli::scan_request(with([](ScanArguments& scan) { scan.no_sni = true; }), {}, kNoVariables);
  REQUIRE(request);
  CHECK(!request->targets[0].sni);
}

TEST_CASE("what cannot be done is said") {
  struct Row {
    const char* name;
    std::function<void(ScanArguments&)> change;
    const char* message;  ///< its beginning
  };
  const Row rows[] = {
      {"no target", [](auto& scan) { scan.targets.clear(); }, "a target is missing"},
      {"empty file",
       [](auto& scan) {
         scan.targets.clear();
         scan.target_file = "f.txt";
       },
       "--targets: there is no target in 'f.txt'"},
      {"bad target", [](auto& scan) { scan.targets = {"a:b"}; }, "'b' is not a port"},
      {"both SNI options", [](auto& scan) { scan.sni = "a.example", scan.no_sni = true; }, "--sni and --no-sni"},
      {"both families", [](auto& scan) { scan.ipv4 = scan.ipv6 = true; }, "-4 and -6"},
      {"IPv6 target and -4", [](auto& scan) { scan.targets = {"::1"}, scan.ipv4 = true; }, "'::1' is an IPv6 address"},
      {"IPv4 target and -6", [](auto& scan) { scan.targets = {"192.0.2.1"}, scan.ipv6 = true; },
       "'192.0.2.1' is an IPv4 address"},
      {"IPv4 detour and -6", [](auto& scan) { scan.connect = "192.0.2.1", scan.ipv6 = true; }, "'192.0.2.1'"},
      {"bad SNI", [](auto& scan) { scan.sni = "192.0.2.1"; }, "--sni: '192.0.2.1' is an address"},
      {"bad detour", [](auto& scan) { scan.connect = "a:0"; }, "--connect: '0' is not a port"},
      {"bad version", [](auto& scan) { scan.versions = "1.9"; }, "--versions: '1.9' is not a version"},
      {"bad suite", [](auto& scan) { scan.suites = "x"; }, "--suites: 'x' is not a suite"},
      {"nothing to ask", [](auto& scan) { scan.suites = "RC4", scan.versions = "1.3"; }, "--suites, --versions: none"},
      {"bad time-out", [](auto& scan) { scan.timeout = "0"; }, "--timeout: '0' is out of range: 0.1 s to 300 s"},
      {"bad deadline", [](auto& scan) { scan.deadline = "0.5"; }, "--deadline: '0.5' is out of range"},
      {"bad delay", [](auto& scan) { scan.delay = "x"; }, "--delay: 'x' is not a time"},
      {"bad retries", [](auto& scan) { scan.retries = "11"; }, "--retries: '11' is not a number from 0 to 10"},
      {"no connections", [](auto& scan) { scan.max_connections = "0"; }, "--max-connections: '0'"},
      {"nothing in parallel", [](auto& scan) { scan.parallel = "0"; }, "--parallel: '0'"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto request = probe::cli::scan_request(with(row.change), {}, kNoVariables);
    REQUIRE(!request);
    CHECK_MESSAGE(request.error().text.starts_with(row.message), request.error().text);
  }
}

}  // namespace
