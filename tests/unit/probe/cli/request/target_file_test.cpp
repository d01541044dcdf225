// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/target_file.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

TEST_CASE("a file with everything in it") {
  const auto targets = probe::cli::parse_target_file(
      "\xEF\xBB\xBF# gateways\r\n"
      "\r\n"
      "vpn.example.net\r\n"
      "  192.0.2.7:8443\tsni=vpn.example.net  label=\"Site \\\"A\\\" # 1\"  # behind the balancer\n"
      "vpn.example.net connect=[2001:db8::1]:444 sni=- label=new#1 purpose=\"remote access\" owner=Net site=Berlin\n"
      "   # indented comment\n"
      "https://last.example.net/x",
      "sites.txt");
  REQUIRE(targets);
  REQUIRE(targets->size() == 4);
  const auto& plain = (*targets)[0];
  const auto& address = (*targets)[1];
  const auto& moved = (*targets)[2];
  const auto& last = (*targets)[3];
  CHECK(plain.target.host == "vpn.example.net");
  CHECK(!plain.names_sni);
  CHECK(plain.target.sni == "vpn.example.net");
  CHECK(address.target.port == 8443);
  CHECK(address.names_sni);
  CHECK(address.target.sni == "vpn.example.net");
  CHECK(address.target.label == "Site \"A\" # 1");
  CHECK(moved.names_connect);
  CHECK(moved.target.connect == probe::ConnectOverride{"2001:db8::1", 444});
  CHECK(moved.names_sni);
  CHECK(!moved.target.sni);
  CHECK(moved.target.label == "new#1");
  CHECK(moved.target.purpose == "remote access");
  CHECK(moved.target.owner == "Net");
  CHECK(moved.target.site == "Berlin");
  CHECK(last.target.host == "last.example.net");
  CHECK(plain.target.origin == probe::TargetOrigin{"sites.txt", 3});
  CHECK(last.target.origin == probe::TargetOrigin{"sites.txt", 7});
}

TEST_CASE("targets as a file that reads the same") {
  const std::string text =
      "vpn.example.net:443\n"
      "192.0.2.7:8443 sni=vpn.example.net label=\"Site \\\"A\\\" \\\\ # 1\"\n"
      "[2001:db8::7]:443 connect=[2001:db8::1]:444\n"
      "vpn.example.net:443 sni=- connect=192.0.2.8:443 purpose=\"tills\" owner=\"Net\" site=\"Berlin\"\n";
  const auto listed = probe::cli::parse_target_file(text, "targets.txt");
  REQUIRE(listed);
  std::vector<probe::Target> targets;
  for (const auto& each : *listed) targets.push_back(each.target);
  CHECK(probe::cli::target_file_text(targets) == text);
  targets[0].label = "\x1b[31m\n";
  CHECK(probe::cli::target_file_text({targets[0]}) == "vpn.example.net:443 label=\"\\\\x1b[31m\\\\x0a\"\n");
}

TEST_CASE("nothing but comments is no target and no error") {
  const auto targets = probe::cli::parse_target_file("# one\n\n\t\n", "f");
  REQUIRE(targets);
  CHECK(targets->empty());
}

TEST_CASE("errors name the file and the line") {
  struct Row {
    const char* name;
    std::string_view text;
    const char* message;  ///< its beginning
  };
  const Row rows[] = {
      {"bad target", "a.example\n\nb.example:x\n", "f.txt:3: 'x' is not a port"},
      {"CRLF counts once", "a.example\r\nb..example\r\n", "f.txt:2: 'b..example' has an empty part"},
      {"unknown field", "a.example port=1", "f.txt:1: 'port' is not a field"},
      {"two targets", "a.example b.example", "f.txt:1: 'b.example' stands behind the target"},
      {"open quote", "a.example label=\"x", "f.txt:1: a quote is opened"},
      {"bad SNI", "a.example sni=192.0.2.1", "f.txt:1: sni=: '192.0.2.1' is an address"},
      {"empty SNI", "a.example sni=", "f.txt:1: sni=: the host is empty"},
      {"bad connect", "a.example connect=b.example:0", "f.txt:1: connect=: '0' is not a port"},
      {"twice", "a.example sni=b.example sni=c.example", "f.txt:1: sni= stands here twice"},
      {"control character", "a.example label=\x1b[2J", "f.txt:1: label=\\x1b[2J holds a control character"},
      {"a zero octet", std::string_view("a\0b.example", 11), "f.txt:1: 'a\\x00b.example' cannot be a host name"},
      {"another encoding",
       "\xFF\xFE"
       "a",
       "f.txt:1: '\\xff\\xfea' is not plain ASCII"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto targets = probe::cli::parse_target_file(row.text, "f.txt");
    REQUIRE(!targets);
    CHECK_MESSAGE(targets.error().text.starts_with(row.message), targets.error().text);
  }
}

}  // namespace
