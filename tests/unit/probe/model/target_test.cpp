// SPDX-License-Identifier: Apache-2.0
#include "probe/model/target.hpp"

#include <doctest/doctest.h>

#include <string>

using probe::is_ip_address;

TEST_CASE("addresses and names") {
  const struct {
    std::string text;
    bool is_address;
  } rows[] = {
      {"192.0.2.1", true},
      {"0.0.0.0", true},
      {"255.255.255.255", true},
      {"256.0.2.1", false},
      {"192.0.2", false},
      {"192.0.2.1.", false},
      {"192.0.2.1.5", false},
      {"192.0.02.1", false},
      {"192..2.1", false},
      {"0xC0.0.2.1", false},
      {" 192.0.2.1", false},
      {"192.0.2.-1", false},
      // RFC 4291 section 2.2
      {"ABCD:EF01:2345:6789:ABCD:EF01:2345:6789", true},
      {"2001:DB8:0:0:8:800:200C:417A", true},
      {"2001:DB8::8:800:200C:417A", true},
      {"FF01::101", true},
      {"::1", true},
      {"::", true},
      {"0:0:0:0:0:0:13.1.68.3", true},
      {"0:0:0:0:0:FFFF:129.144.52.38", true},
      {"::FFFF:129.144.52.38", true},
      {"::13.1.68.3", true},
      // RFC 4291 section 2.3, as addresses
      {"2001:0DB8:0:CD30::", true},
      {"2001:0DB8:0:CD3", false},
      {"2001:0DB8::CD30::", false},
      // RFC 4007 section 11
      {"fe80::1%eth0", true},
      {"fe80::1%", false},
      // further ways to be wrong
      {":", false},
      {":::", false},
      {"1:", false},
      {":1", false},
      {"1::2:", false},
      {":1::2", false},
      {"1:2:3:4:5:6:7", false},
      {"1:2:3:4:5:6:7:8:9", false},
      {"1:2:3:4:5:6:7::", true},
      {"1:2:3:4:5:6:7:8::", false},
      {"12345::", false},
      {"g::", false},
      {"::1.2.3", false},
      {"::1.2.3.4:5", false},
      {"[::1]", false},
      {"::1/64", false},
      // names
      {"", false},
      {"localhost", false},
      {"vpn.example.net", false},
      {"1.example", false},
      {"abcd", false},
      {"1", false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(is_ip_address(row.text) == row.is_address);
  }
}

TEST_CASE("a target as text") {
  const struct {
    const char* host;
    std::uint16_t port;
    std::string text;
  } rows[] = {
      {"vpn.example.net", 443, "vpn.example.net:443"},
      {"192.0.2.1", 8443, "192.0.2.1:8443"},
      {"2001:db8::1", 443, "[2001:db8::1]:443"},
  };
  for (const auto& row : rows) {
    probe::Target target;
    target.host = row.host;
    target.port = row.port;
    CHECK(to_string(target) == row.text);
  }
}
