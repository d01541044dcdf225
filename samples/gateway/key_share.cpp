// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/key_share.hpp"

#include "samples/gateway/curve.hpp"

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
  tls::Bytes octets(static_cast<std::size_t>(BN_num_bytes(number)));
  BN_bn2bin(number, octets.data());
  return octets;
}

}  // namespace

std::optional<CurveShare> make_curve_share(tls::NamedGroup group) {
  auto key = generate_curve_key(group);
  if (!key) return std::nullopt;
  unsigned char* point = nullptr;
  const auto size = EVP_PKEY_get1_encoded_public_key(key.get(), &point);
  require(size > 0, "the point of a key share");
  CurveShare share{group, std::move(key), tls::Bytes(point, point + size)};
  OPENSSL_free(point);
  return share;
}

DhShare make_dh_share(unsigned bits) {
  DhShare share;
  share.prime = well_known_prime(bits);
  share.generator.reset(BN_new());
  share.secret.reset(BN_new());
  const BnPtr public_value(BN_new());
  const BnCtxPtr context(BN_CTX_new());
  require(share.prime && share.generator && share.secret && public_value && context, "Diffie-Hellman");
  require(BN_set_word(share.generator.get(), 2) == 1, "Diffie-Hellman");
  require(BN_priv_rand(share.secret.get(), 256, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1, "Diffie-Hellman");
  require(
      BN_mod_exp(public_value.get(), share.generator.get(), share.secret.get(), share.prime.get(), context.get()) == 1,
      "Diffie-Hellman");
  share.p = big_endian(share.prime.get());
  share.g = big_endian(share.generator.get());
  share.public_value = big_endian(public_value.get());
  return share;
}

}  // namespace gateway
