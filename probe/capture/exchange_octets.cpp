// SPDX-License-Identifier: Apache-2.0
#include "probe/capture/exchange_octets.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace probe::capture {
namespace {

/// Takes octets from the front; what is not there leaves everything as it is.
class Cutter {
 public:
  explicit Cutter(tls::Bytes& octets) : octets_(octets) {}
  [[nodiscard]] std::size_t at(std::size_t offset) const { return offset < octets_.size() ? octets_[offset] : 0U; }
  void cut(std::size_t count) {
    if (count <= octets_.size()) octets_.erase(octets_.begin(), octets_.begin() + static_cast<std::ptrdiff_t>(count));
  }

 private:
  tls::Bytes& octets_;
};

void skip_head(tls::Bytes& octets) {
  constexpr std::string_view kEnd = "\r\n\r\n";
  const auto end = std::search(octets.begin(), octets.end(), kEnd.begin(), kEnd.end());
  if (end != octets.end()) octets.erase(octets.begin(), end + static_cast<std::ptrdiff_t>(kEnd.size()));
}

/// RFC 1928 4 and 6: three octets, an address of a kind, a port.
void skip_address(Cutter& talk) {
  constexpr std::size_t kHead = 4, kPort = 2, kIpv4 = 4, kIpv6 = 16;
  switch (talk.at(3)) {
    case 1:
      return talk.cut(kHead + kIpv4 + kPort);
    case 3:
      return talk.cut(kHead + 1 + talk.at(kHead) + kPort);
    case 4:
      return talk.cut(kHead + kIpv6 + kPort);
    default:
      return;
  }
}

/// RFC 1928 3 and RFC 1929 2.
void skip_socks5(ExchangeOctets& octets) {
  constexpr std::size_t kLogin = 2;
  Cutter sent(octets.sent), received(octets.received);
  const bool has_login = received.at(1) == kLogin;
  sent.cut(2 + sent.at(1));
  received.cut(2);
  if (has_login) {
    const auto user = sent.at(1);
    sent.cut(3 + user + sent.at(2 + user));
    received.cut(2);
  }
  skip_address(sent);
  skip_address(received);
}

}  // namespace

void skip_proxy(const std::string& proxy, ExchangeOctets& octets) {
  if (proxy.starts_with("http:")) {
    skip_head(octets.sent);
    skip_head(octets.received);
  } else if (proxy.starts_with("socks5")) {
    skip_socks5(octets);
  }
}

}  // namespace probe::capture
