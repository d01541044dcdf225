// SPDX-License-Identifier: Apache-2.0
#include "probe/proxy/no_proxy.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace {

struct Row {
  std::string no_proxy;
  std::string host;
  bool bypasses;
  std::uint16_t port = 443;
};

void check(const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    CAPTURE(row.no_proxy);
    CAPTURE(row.host);
    CHECK(probe::bypasses_proxy(row.no_proxy, row.host, row.port) == row.bypasses);
  }
}

}  // namespace

TEST_CASE("no_proxy as curl reads it") {
  // Each row was put to curl 7.88.1 (--noproxy, with a proxy and a server of our own behind --connect-to).
  check({
      {"www.example.com", "www.example.com.", true},
      {"www.example.com", "www.example.com", true},
      {"www.example.com.", "www.example.com", true},
      {"example.com", "www.example.com", true},
      {".example.com", "www.example.com", true},
      {".example.com", "example.com", true},
      {"example.com", "nonexample.com", false},
      {".example.com", "nonexample.com", false},
      {"www.example.com", "example.com", false},
      {"localhost,.example.com,.example.de", "www.example.com", true},
      {"localhost,.example.com,.example.de", "www.example.org", false},
      {"localhost .example.com\t.example.de", "www.example.de", true},
      {" , ,example.com", "example.com", true},
      {"*", "www.example.com", true},
      {"", "www.example.com", false},
      {"192.168.1.1", "192.168.1.1", true},
      {"192.168.1.1", "192.168.1.12", false},
      {"192.160.0.0/16", "192.160.0.1", true},
      {"192.160.0.0/13", "192.167.255.255", true},
      {"192.160.0.0/13", "192.168.0.0", false},
      {"192.168.0.0/33", "192.168.0.0", false},
      {"2001:db8::/32", "2001:db9::1", false},
      {"2001:db8::1", "2001:DB8:0::1", true},
      {"192.0.2.0/24", "2001:db8::1", false},
      // A name is no address, and an address has no domains.
      {"2.1", "192.0.2.1", false},
      {"EXAMPLE.com", "Www.Example.COM", true},
  });
}

TEST_CASE("networks are RFC 4632's and RFC 4291's where curl 7.88.1 reads them otherwise") {
  check({
      {"0.0.0.0/0", "192.168.0.1", true},
      {"192.168.0.0/", "192.168.0.0", false},
      {"2001:db8::/32", "2001:db8:1::1", true},
      {"::/0", "2001:db8:1::1", true},
      {"2001:db8::/33", "2001:db8:8000::1", false},
      {"2001:db8::/33", "2001:db8:7fff::1", true},
      {"2001:db8::/129", "2001:db8::", false},
  });
}

TEST_CASE("beyond curl an entry may name a port, and an IPv6 address may stand in brackets") {
  check({
      {"example.com:443", "www.example.com", true},
      {"example.com:443", "www.example.com", false, 8443},
      {"example.com:x", "www.example.com", false},
      {"192.0.2.1:8443", "192.0.2.1", true, 8443},
      {"192.0.2.1:8443", "192.0.2.1", false},
      {"[2001:db8::1]", "2001:db8::1", true},
      {"[2001:db8::1]:443", "2001:db8::1", true},
      {"[2001:db8::1]:444", "2001:db8::1", false},
      {"[2001:db8::1", "2001:db8::1", false},
      {"*:443", "example.com", true},
      {"*:443", "example.com", false, 80},
  });
}
