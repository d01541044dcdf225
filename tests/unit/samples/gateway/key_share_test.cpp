// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/key_share.hpp"

#include <doctest/doctest.h>

#include "samples/gateway/openssl_ptr.hpp"

namespace {

TEST_CASE("A Diffie-Hellman share is over a safe prime of the size asked for") {
  for (const unsigned bits : {512U, 768U, 1024U, 1536U, 2048U, 3072U, 4096U}) {
    CAPTURE(bits);
    const auto share = gateway::make_dh_share(bits);
    CHECK(share.p.size() == bits / 8);
    CHECK(share.g == tls::Bytes{2});
    CHECK(share.public_value.size() <= share.p.size());
    if (bits > 1024) continue;  // the larger ones are OpenSSL's own, and slow to prove
    const gateway::BnPtr prime(BN_bin2bn(share.p.data(), static_cast<int>(share.p.size()), nullptr));
    CHECK(BN_check_prime(prime.get(), nullptr, nullptr) == 1);
    const gateway::BnPtr half(BN_dup(prime.get()));
    BN_rshift1(half.get(), half.get());
    CHECK(BN_check_prime(half.get(), nullptr, nullptr) == 1);
  }
}

TEST_CASE("A curve share has the point's size") {
  struct Row {
    tls::NamedGroup group;
    std::size_t octets;
  };
  // RFC 8422 section 5.4: uncompressed, 1 + 2n; RFC 7748 section 6: 32 and 56.
  const Row rows[] = {
      {tls::NamedGroup::secp256r1, 65},
      {tls::NamedGroup::secp521r1, 133},
      {tls::NamedGroup::x25519, 32},
      {tls::NamedGroup::x448, 56},
  };
  for (const auto& row : rows) {
    CAPTURE(tls::to_string(row.group));
    const auto share = gateway::make_curve_share(row.group);
    REQUIRE(share.has_value());
    CHECK(share->point.size() == row.octets);
  }
  CHECK_FALSE(gateway::make_curve_share(tls::NamedGroup::ffdhe2048).has_value());
}

}  // namespace
