// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/target_text.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

TEST_CASE("every way to write a target") {
  struct Row {
    const char* text;
    const char* host;
    int port;
    const char* sni;  ///< "": none
  };
  const Row rows[] = {
      {"vpn.example.net", "vpn.example.net", 443, "vpn.example.net"},
      {"vpn.example.net:8443", "vpn.example.net", 8443, "vpn.example.net"},
      {"localhost", "localhost", 443, "localhost"},
      {"vpn.example.net.", "vpn.example.net.", 443, "vpn.example.net"},
      {"old_gateway.example.net", "old_gateway.example.net", 443, "old_gateway.example.net"},
      {"xn--bcher-kva.example", "xn--bcher-kva.example", 443, "xn--bcher-kva.example"},
      {"3com.example", "3com.example", 443, "3com.example"},  // RFC 1123 section 2.1
      {"192.0.2.7", "192.0.2.7", 443, ""},
      {"192.0.2.7:8443", "192.0.2.7", 8443, ""},
      {"2001:db8::1", "2001:db8::1", 443, ""},
      {"::1", "::1", 443, ""},
      {"::ffff:192.0.2.1", "::ffff:192.0.2.1", 443, ""},
      {"[2001:db8::1]", "2001:db8::1", 443, ""},
      {"[2001:db8::1]:8443", "2001:db8::1", 8443, ""},
      {"[fe80::1%eth0]:443", "fe80::1%eth0", 443, ""},
      {"https://vpn.example.net", "vpn.example.net", 443, "vpn.example.net"},
      {"HTTPS://vpn.example.net/", "vpn.example.net", 443, "vpn.example.net"},
      {"https://vpn.example.net:8443/sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75}/", "vpn.example.net", 8443,
       "vpn.example.net"},
      {"https://[2001:db8::1]:8443?x=1", "2001:db8::1", 8443, ""},
      {"https://vpn.example.net#top", "vpn.example.net", 443, "vpn.example.net"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto target = probe::cli::parse_target(row.text);
    if (!target) FAIL_CHECK(target.error().text);
    if (!target) continue;
    CHECK(target->host == row.host);
    CHECK(target->port == row.port);
    CHECK(target->sni.value_or("") == row.sni);
    CHECK(!target->connect);
  }
}

TEST_CASE("what is no target says why") {
  struct Row {
    std::string text;
    const char* part;  ///< of the message
  };
  const Row rows[] = {
      {"", "empty"},
      {"vpn.example.net:", "'' is not a port"},
      {"vpn.example.net:0", "from 1 to 65535"},
      {"vpn.example.net:65536", "from 1 to 65535"},
      {"vpn.example.net:443x", "'443x' is not a port"},
      {"vpn.example.net:+443", "is not a port"},
      {":443", "host is empty"},
      {"[::1", "never closes"},
      {"[::1]443", "expected ':'"},
      {"[vpn.example.net]:443", "brackets are for those alone"},
      {"[]:443", "is not an IPv6 address"},
      {"::g", "is not an IPv6 address"},
      {"192.0.2.256", "neither an IPv4 address nor a host name"},
      {"192.0.2", "neither an IPv4 address nor a host name"},
      {"b\xC3\xBC"
       "cher.example",
       "xn-- form"},
      {"vpn .example.net", "' ' is in it"},
      {"vpn.example.net\x1b[2J", "\\x1b"},
      {"vpn..example.net", "empty part"},
      {".example.net", "empty part"},
      {"-vpn.example.net", "dash"},
      {std::string(64, 'a') + ".example", "more than 63"},
      {"http://vpn.example.net", "'http':// is not what SSTP runs over"},
      {"sstp://vpn.example.net", "https://host"},
      {"vpn.example.net/path", "no scheme"},
      {"https://user@vpn.example.net", "names a user"},
      {"https:///x", "empty"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto target = probe::cli::parse_target(row.text);
    REQUIRE(!target);
    CHECK_MESSAGE(target.error().text.find(row.part) != std::string::npos, target.error().text);
    CHECK(target.error().text.find('\x1b') == std::string::npos);
  }
}

TEST_CASE("a name has 253 letters at most") {
  std::string name;
  for (int part = 0; part < 4; ++part) name += std::string(62, 'a') + ".";
  name += 'a';  // 4 * 63 + 1
  CHECK(probe::cli::parse_target(name));
  CHECK(!probe::cli::parse_target(name + "a"));
}

TEST_CASE("server_name takes names alone") {
  CHECK(*probe::cli::parse_sni("vpn.example.net.") == "vpn.example.net");
  CHECK(!probe::cli::parse_sni("192.0.2.1"));
  CHECK(!probe::cli::parse_sni("2001:db8::1"));
  CHECK(!probe::cli::parse_sni(""));
}

TEST_CASE("where to connect instead") {
  CHECK(*probe::cli::parse_connect("192.0.2.1") == probe::ConnectOverride{"192.0.2.1", std::nullopt});
  CHECK(*probe::cli::parse_connect("[2001:db8::1]:444") == probe::ConnectOverride{"2001:db8::1", 444});
  CHECK(*probe::cli::parse_connect("gw.example.net:444") == probe::ConnectOverride{"gw.example.net", 444});
  CHECK(!probe::cli::parse_connect("https://gw.example.net"));
}

}  // namespace
