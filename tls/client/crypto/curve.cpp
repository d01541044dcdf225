// SPDX-License-Identifier: Apache-2.0
#include "tls/client/crypto/curve.hpp"

#include "tls/client/crypto/crypto_error.hpp"
#include "tls/client/crypto/openssl_ptr.hpp"

#include <openssl/obj_mac.h>
#include <openssl/objects.h>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace tls::crypto {
namespace {

bool is_montgomery(NamedGroup group) { return group == NamedGroup::x25519 || group == NamedGroup::x448; }

int nid_of(NamedGroup group) {
  // These two libcrypto knows by the names that X9.62 gave them; RFC 8422 appendix A says that they are the same.
  if (group == NamedGroup::secp256r1) return NID_X9_62_prime256v1;
  if (group == NamedGroup::secp192r1) return NID_X9_62_prime192v1;
  return OBJ_sn2nid(to_string(group).c_str());
}

EcGroupPtr weierstrass(NamedGroup group) {
  const int nid = nid_of(group);
  return EcGroupPtr(nid == NID_undef ? nullptr : EC_GROUP_new_by_curve_name(nid));
}

std::vector<NamedGroup> find_curves() {
  std::vector<NamedGroup> curves{NamedGroup::x25519, NamedGroup::secp256r1, NamedGroup::secp384r1,
                                 NamedGroup::secp521r1, NamedGroup::x448};
  for (const NamedGroupInfo& row : named_groups()) {
    if (row.kind != GroupKind::elliptic_curve || std::ranges::count(curves, row.code) != 0) continue;
    if (weierstrass(row.code)) curves.push_back(row.code);
  }
  return curves;
}

std::optional<SharedSecret> montgomery_exchange(NamedGroup group, BytesView peer_point, const RandomSource& random) {
  const int kind = group == NamedGroup::x25519 ? EVP_PKEY_X25519 : EVP_PKEY_X448;
  Bytes scalar(group == NamedGroup::x25519 ? 32 : 56);
  random(scalar);
  const PkeyPtr key(EVP_PKEY_new_raw_private_key(kind, nullptr, scalar.data(), scalar.size()));
  require(key != nullptr, "libcrypto has no such curve");
  const PkeyPtr peer(EVP_PKEY_new_raw_public_key(kind, nullptr, peer_point.data(), peer_point.size()));
  if (!peer) return std::nullopt;

  SharedSecret result;
  std::size_t size = scalar.size();
  result.public_value.resize(size);
  require(EVP_PKEY_get_raw_public_key(key.get(), result.public_value.data(), &size) == 1, "no public key");

  const PkeyCtxPtr context(EVP_PKEY_CTX_new(key.get(), nullptr));
  require(context && EVP_PKEY_derive_init(context.get()) == 1, "libcrypto cannot derive");
  result.secret.resize(size);
  // RFC 7748 6.1: an all-zero result comes of a point of small order; libcrypto refuses it.
  if (EVP_PKEY_derive_set_peer(context.get(), peer.get()) != 1 ||
      EVP_PKEY_derive(context.get(), result.secret.data(), &size) != 1) {
    return std::nullopt;
  }
  return result;
}

/// A scalar of 1 to order - 1.
BnPtr draw_scalar(const BIGNUM& order, const RandomSource& random, BN_CTX* context) {
  // 64 bits more than the order has, so that the remainder shows no bias (FIPS 186-4 B.4.1).
  Bytes drawn(static_cast<std::size_t>(BN_num_bytes(&order)) + 8);
  random(drawn);
  BnPtr scalar(BN_bin2bn(drawn.data(), static_cast<int>(drawn.size()), nullptr));
  const BnPtr limit(BN_dup(&order));
  require(scalar && limit && BN_sub_word(limit.get(), 1) == 1 &&
              BN_mod(scalar.get(), scalar.get(), limit.get(), context) == 1 && BN_add_word(scalar.get(), 1) == 1,
          "libcrypto cannot reduce a number");
  return scalar;
}

std::optional<SharedSecret> weierstrass_exchange(NamedGroup group, BytesView peer_point, const RandomSource& random) {
  const EcGroupPtr curve = weierstrass(group);
  if (!curve) throw std::invalid_argument("tls::crypto::curve_exchange: not a supported curve");
  const BnCtxPtr context(BN_CTX_new());
  const EcPointPtr peer(EC_POINT_new(curve.get()));
  const EcPointPtr own(EC_POINT_new(curve.get()));
  const EcPointPtr shared(EC_POINT_new(curve.get()));
  const BnPtr x(BN_new());
  require(context && peer && own && shared && x, "libcrypto has no memory");

  // Also says whether the point is on the curve.
  if (EC_POINT_oct2point(curve.get(), peer.get(), peer_point.data(), peer_point.size(), context.get()) != 1 ||
      EC_POINT_is_at_infinity(curve.get(), peer.get()) == 1) {
    return std::nullopt;
  }
  const BnPtr scalar = draw_scalar(*EC_GROUP_get0_order(curve.get()), random, context.get());
  require(EC_POINT_mul(curve.get(), own.get(), scalar.get(), nullptr, nullptr, context.get()) == 1 &&
              EC_POINT_mul(curve.get(), shared.get(), nullptr, peer.get(), scalar.get(), context.get()) == 1,
          "libcrypto cannot multiply points");
  if (EC_POINT_is_at_infinity(curve.get(), shared.get()) == 1) return std::nullopt;

  SharedSecret result;
  // RFC 8422 5.10: the premaster secret is the x-coordinate; "leading zeros found in this octet string MUST NOT be
  // truncated".
  result.secret.resize((static_cast<std::size_t>(EC_GROUP_get_degree(curve.get())) + 7) / 8);
  require(EC_POINT_get_affine_coordinates(curve.get(), shared.get(), x.get(), nullptr, context.get()) == 1 &&
              BN_bn2binpad(x.get(), result.secret.data(), static_cast<int>(result.secret.size())) >= 0,
          "libcrypto cannot tell a coordinate");
  result.public_value.resize(
      EC_POINT_point2oct(curve.get(), own.get(), POINT_CONVERSION_UNCOMPRESSED, nullptr, 0, context.get()));
  require(EC_POINT_point2oct(curve.get(), own.get(), POINT_CONVERSION_UNCOMPRESSED, result.public_value.data(),
                             result.public_value.size(), context.get()) == result.public_value.size(),
          "libcrypto cannot write a point");
  return result;
}

}  // namespace

const std::vector<NamedGroup>& supported_curves() {
  static const std::vector<NamedGroup> curves = find_curves();
  return curves;
}

std::optional<NamedGroup> curve_named(const char* openssl_name) {
  const int nid = OBJ_sn2nid(openssl_name);
  if (nid == NID_undef) return std::nullopt;
  const auto& curves = supported_curves();
  const auto found = std::ranges::find(curves, nid, nid_of);
  return found == curves.end() ? std::nullopt : std::optional(*found);
}

std::optional<SharedSecret> curve_exchange(NamedGroup group, BytesView peer_point, const RandomSource& random) {
  return is_montgomery(group) ? montgomery_exchange(group, peer_point, random)
                              : weierstrass_exchange(group, peer_point, random);
}

}  // namespace tls::crypto
