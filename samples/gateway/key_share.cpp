// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/key_share.hpp"

#include "samples/gateway/openssl_ptr.hpp"
#include "samples/gateway/random_octets.hpp"
#include "tls/client/crypto/curve.hpp"
#include "tls/client/crypto/finite_field.hpp"

#include <algorithm>
#include <utility>

namespace gateway {
namespace {

/// The 512-bit prime that OpenSSL's s_server and Apache's mod_ssl served to export clients until 2015.
constexpr const char* kExportPrime =
    "DA583C16D9852289D0E4AF756F4CCA92DD4BE533B804FB0FED94EF9C8A4403ED"
    "574650D36999DB29D776276BA2D3D412E218F4DD1E084CF6D8003E7C4774E833";

BnPtr export_prime() {
  BIGNUM* prime = nullptr;
  require(BN_hex2bn(&prime, kExportPrime) > 0, "the export prime");
  return BnPtr(prime);
}

BnPtr well_known_prime(unsigned bits) {
  switch (bits) {
    case 512:
      return export_prime();
    case 768:
      return BnPtr(BN_get_rfc2409_prime_768(nullptr));
    case 1024:
      return BnPtr(BN_get_rfc2409_prime_1024(nullptr));
    case 1536:
      return BnPtr(BN_get_rfc3526_prime_1536(nullptr));
    case 3072:
      return BnPtr(BN_get_rfc3526_prime_3072(nullptr));
    case 4096:
      return BnPtr(BN_get_rfc3526_prime_4096(nullptr));
    default:
      return BnPtr(BN_get_rfc3526_prime_2048(nullptr));
  }
}

tls::Bytes big_endian(const BIGNUM* number) {
  require(number != nullptr, "a prime for Diffie-Hellman");
  tls::Bytes octets(static_cast<std::size_t>(BN_num_bytes(number)));
  BN_bn2bin(number, octets.data());
  return octets;
}

}  // namespace

std::optional<CurveShare> make_curve_share(tls::NamedGroup group) {
  const auto& known = tls::crypto::supported_curves();
  if (std::find(known.begin(), known.end(), group) == known.end()) return std::nullopt;
  auto share = tls::crypto::make_curve_share(group, random_octets);
  return CurveShare{group, std::move(share.private_value), std::move(share.public_value)};
}

DhShare make_dh_share(unsigned bits) {
  DhShare share;
  share.p = big_endian(well_known_prime(bits).get());
  share.g = {2};
  auto own = tls::crypto::make_finite_field_share(share.p, share.g, random_octets);
  require(own.has_value(), "Diffie-Hellman");
  share.public_value = std::move(own->public_value);
  share.private_value = std::move(own->private_value);
  return share;
}

}  // namespace gateway
