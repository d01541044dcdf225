// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/client_offer.hpp"

#include "probe/hello/hello_shape.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/record/record.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace probe {
namespace {

const ClientProfile& profile(std::string_view id) {
  for (const auto& one : client_profiles())
    if (one.id == id) return one;
  FAIL("no such profile: " << id);
  return client_profiles().front();
}

void zero(std::span<std::uint8_t> octets) { std::fill(octets.begin(), octets.end(), 0); }

std::vector<int> extension_numbers(const tls::ClientHello& hello) {
  std::vector<int> numbers;
  for (const auto& extension : *hello.extensions) numbers.push_back(static_cast<int>(extension.type));
  return numbers;
}

tls::ClientHello decoded(const tls::Bytes& flight) {
  constexpr std::size_t kHeaders = 5 + 4;
  const auto hello = tls::decode_client_hello(tls::BytesView(flight).subspan(kHeaders));
  REQUIRE(hello.has_value());
  return *hello;
}

TEST_CASE("Internet Explorer 11 on Windows 7 with TLS 1.2: the capture of SSL Labs") {
  // testssl.sh @9fdf8028, etc/client-simulation.txt, "IE 11 Win 7".
  const auto offer = client_offer(profile("7sp1"), ClientState::registry_set, "vpn.example.net");
  const auto flight = first_flight(offer, zero);
  CHECK(flight[1] == 3);
  CHECK(flight[2] == 3);
  const auto hello = decoded(flight);
  CHECK(hello.legacy_version == tls::ProtocolVersion::TLSv1_2);
  CHECK(extension_numbers(hello) == std::vector<int>{0, 5, 10, 11, 13, 23, 65281});
  const auto* const schemes = tls::find(*hello.extensions, tls::ExtensionType::signature_algorithms);
  CHECK(schemes->data == tls::Bytes{0, 18, 6, 1, 6, 3, 4, 1, 5, 1, 2, 1, 4, 3, 5, 3, 2, 3, 2, 2});
  const auto* const groups = tls::find(*hello.extensions, tls::ExtensionType::supported_groups);
  CHECK(groups->data == tls::Bytes{0, 4, 0, 23, 0, 24});
  CHECK(hello.session_id.empty());
  // The document lists DHE with CBC and RC4 as well, which that browser left out.
  const std::vector<tls::CipherSuite> first(hello.cipher_suites.begin(), hello.cipher_suites.begin() + 6);
  CHECK(first == std::vector<tls::CipherSuite>{tls::CipherSuite{0xC028}, tls::CipherSuite{0xC027},
                                               tls::CipherSuite{0xC014}, tls::CipherSuite{0xC013},
                                               tls::CipherSuite{0x009F}, tls::CipherSuite{0x009E}});
}

TEST_CASE("Schannel of Windows 11: two versions in one hello, and a key for each group") {
  // A public decode of curl 8.21's Schannel hello; its ALPN (16) was curl's own.
  const auto offer = client_offer(profile("11-22H2+"), ClientState::as_shipped, "vpn.example.net");
  const auto hello = decoded(first_flight(offer, zero));
  CHECK(extension_numbers(hello) == std::vector<int>{0, 5, 43, 13, 35, 10, 11, 51, 49, 23, 65281, 45});
  CHECK(tls::find(*hello.extensions, tls::ExtensionType::supported_versions)->data == tls::Bytes{4, 3, 4, 3, 3});
  const auto shares = tls::decode_client_key_share(tls::find(*hello.extensions, tls::ExtensionType::key_share)->data);
  REQUIRE(shares.has_value());
  REQUIRE(shares->size() == 3);
  CHECK(shares->at(0).group == tls::NamedGroup::x25519);
  CHECK(shares->at(2).group == tls::NamedGroup::secp384r1);
  CHECK(hello.cipher_suites.size() == 20);
  CHECK(hello.cipher_suites.front() == tls::CipherSuite{0x1302});
}

TEST_CASE("as shipped, Windows 7 offers nothing above TLS 1.0") {
  const auto hello = decoded(first_flight(client_offer(profile("7sp1"), ClientState::as_shipped, "a.example"), zero));
  CHECK(hello.legacy_version == tls::ProtocolVersion::TLSv1_0);
  CHECK(tls::find(*hello.extensions, tls::ExtensionType::signature_algorithms) == nullptr);
  CHECK(std::count(hello.cipher_suites.begin(), hello.cipher_suites.end(), tls::CipherSuite{0xC028}) == 0);
  CHECK(hello.cipher_suites.front() == tls::CipherSuite{0xC014});
}

TEST_CASE("a hello is sent once, under the name of the first client that has it") {
  CHECK(offer_name(profile("7sp1"), ClientState::updated) == "7sp1/as-shipped");
  CHECK(offer_name(profile("7sp1"), ClientState::registry_set) == "7sp1/registry-set");
  const auto offers = distinct_client_offers("a.example");
  for (const auto& one : client_profiles())
    for (const auto state : states_of(one)) {
      const auto name = offer_name(one, state);
      CAPTURE(name);
      CHECK(std::count_if(offers.begin(), offers.end(), [&](const auto& offer) { return offer.name == name; }) == 1);
    }
}

}  // namespace
}  // namespace probe
