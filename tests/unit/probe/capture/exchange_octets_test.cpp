// SPDX-License-Identifier: Apache-2.0
#include "probe/capture/exchange_octets.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace probe::capture;

namespace {

tls::Bytes octets_of(std::string_view text) { return {text.begin(), text.end()}; }

struct Row {
  const char* name;
  std::string proxy;
  tls::Bytes sent, received;
};

const std::string kConnect = "CONNECT vpn.example.net:443 HTTP/1.1\r\n\r\n";
const std::string kGranted = "HTTP/1.1 200 OK\r\n\r\n";

/// RFC 1928 and RFC 1929, by the octet.
const Row kRows[] = {
    {"no proxy", "", {}, {}},
    {"CONNECT", "http://proxy.example.net:3128", octets_of(kConnect), octets_of(kGranted)},
    {"SOCKS5 to a name",
     "socks5://proxy.example.net:1080",
     {5, 1, 0, 5, 1, 0, 3, 2, 'a', 'b', 1, 187},
     {5, 0, 5, 0, 0, 1, 192, 0, 2, 1, 1, 187}},
    {"SOCKS5 with a login, to an IPv6 address",
     "socks5://proxy.example.net:1080",
     {5, 2, 0, 2, 1, 3, '*', '*', '*', 2,  '*', '*', 5,  1,  0,  4, 1,
      2, 3, 4, 5, 6, 7, 8,   9,   10,  11, 12,  13,  14, 15, 16, 1, 187},
     {5, 2, 1, 0, 5, 0, 0, 3, 2, 'x', 'y', 1, 187}},
};

}  // namespace

TEST_CASE("what was said to a proxy is left out") {
  for (const auto& row : kRows) {
    CAPTURE(std::string(row.name));
    ExchangeOctets octets{row.sent, row.received, std::nullopt};
    octets.sent.insert(octets.sent.end(), {22, 3, 1});
    octets.received.insert(octets.received.end(), {21, 3, 1});
    skip_proxy(row.proxy, octets);
    CHECK(octets.sent == tls::Bytes{22, 3, 1});
    CHECK(octets.received == tls::Bytes{21, 3, 1});
  }
}

TEST_CASE("a talk that is cut anywhere") {
  for (const auto& row : kRows) {
    for (std::size_t size = 0; size < row.sent.size(); ++size) {
      ExchangeOctets octets{{row.sent.begin(), row.sent.begin() + static_cast<std::ptrdiff_t>(size)}, {}, std::nullopt};
      octets.received = octets.sent;
      skip_proxy(row.proxy, octets);
      CHECK(octets.sent.size() <= size);
    }
  }
}
