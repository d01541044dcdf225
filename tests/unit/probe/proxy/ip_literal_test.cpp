// SPDX-License-Identifier: Apache-2.0
#include "probe/proxy/ip_literal.hpp"

#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

TEST_CASE("addresses are read as inet_pton reads them") {
  struct Row {
    std::string text;
    std::string hex;
  };
  // RFC 4291 2.2 and 2.5.5, RFC 5952 1 and 2.
  const std::vector<Row> rows{
      {"192.0.2.1", "c0000201"},
      {"255.255.255.255", "ffffffff"},
      {"0.0.0.0", "00000000"},
      {"ABCD:EF01:2345:6789:ABCD:EF01:2345:6789", "abcdef0123456789abcdef0123456789"},
      {"2001:DB8:0:0:8:800:200C:417A", "20010db80000000000080800200c417a"},
      {"2001:DB8::8:800:200C:417A", "20010db80000000000080800200c417a"},
      {"FF01::101", "ff010000000000000000000000000101"},
      {"::1", "00000000000000000000000000000001"},
      {"::", "00000000000000000000000000000000"},
      {"2001:db8::", "20010db8000000000000000000000000"},
      {"::13.1.68.3", "0000000000000000000000000d014403"},
      {"::FFFF:129.144.52.38", "00000000000000000000ffff81903426"},
      {"1:2:3:4:5:6:7::", "00010002000300040005000600070000"},
      {"::2:3:4:5:6:7:8", "00000002000300040005000600070008"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto octets = probe::address_octets(row.text);
    REQUIRE(octets.has_value());
    CHECK(*octets == tls::test::from_hex(row.hex));
  }
}

TEST_CASE("other texts are no addresses") {
  for (const std::string text :
       {"", "example.net", "192.0.2", "192.0.2.256", "192.0.2.01", "1.2.3.4.5", "2001:db8", ":", ":::", "1::2::3",
        "1:2:3:4:5:6:7:8:9", "12345::", "[::1]", "fe80::1%eth0", "::1.2.3", "1.2.3.4:80"}) {
    CAPTURE(text);
    CHECK_FALSE(probe::address_octets(text).has_value());
  }
}
