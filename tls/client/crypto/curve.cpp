// SPDX-License-Identifier: Apache-2.0
#include "tls/client/crypto/curve.hpp"

#include "tls/client/crypto/crypto_error.hpp"
#include "tls/client/crypto/error_mark.hpp"
#include "tls/client/crypto/openssl_ptr.hpp"

#include <openssl/obj_mac.h>
#include <openssl/objects.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

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
  const ErrorMark mark;
  std::vector<NamedGroup> curves{NamedGroup::x25519, NamedGroup::secp256r1, NamedGroup::secp384r1,
                                 NamedGroup::secp521r1, NamedGroup::x448};
  for (const NamedGroupInfo& row : named_groups()) {
    if (row.kind != GroupKind::elliptic_curve || std::ranges::count(curves, row.code) != 0) continue;
    if (weierstrass(row.code)) curves.push_back(row.code);
  }
  return curves;
}

int montgomery_kind(NamedGroup group) { return group == NamedGroup::x25519 ? EVP_PKEY_X25519 : EVP_PKEY_X448; }

PkeyPtr montgomery_key(NamedGroup group, BytesView scalar) {
  PkeyPtr key(EVP_PKEY_new_raw_private_key(montgomery_kind(group), nullptr, scalar.data(), scalar.size()));
  require(key != nullptr, "libcrypto has no such curve");
  return key;
}

KeyShare montgomery_share(NamedGroup group, const RandomSource& random) {
  KeyShare share;
  share.private_value.resize(group == NamedGroup::x25519 ? 32 : 56);
  random(share.private_value);
  std::size_t size = share.private_value.size();
  share.public_value.resize(size);
  const PkeyPtr key = montgomery_key(group, share.private_value);
  require(EVP_PKEY_get_raw_public_key(key.get(), share.public_value.data(), &size) == 1, "no public key");
  return share;
}

std::optional<Bytes> montgomery_secret(NamedGroup group, BytesView scalar, BytesView peer_point) {
  const PkeyPtr key = montgomery_key(group, scalar);
  const PkeyPtr peer(
      EVP_PKEY_new_raw_public_key(montgomery_kind(group), nullptr, peer_point.data(), peer_point.size()));
  if (!peer) return std::nullopt;
  const PkeyCtxPtr context(EVP_PKEY_CTX_new(key.get(), nullptr));
  require(context && EVP_PKEY_derive_init(context.get()) == 1, "libcrypto cannot derive");
  Bytes secret(scalar.size());
  std::size_t size = secret.size();
  // RFC 7748 6.1: an all-zero result comes of a point of small order; libcrypto refuses it.
  if (EVP_PKEY_derive_set_peer(context.get(), peer.get()) != 1 ||
      EVP_PKEY_derive(context.get(), secret.data(), &size) != 1) {
    return std::nullopt;
  }
  return secret;
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

EcGroupPtr known_curve(NamedGroup group) {
  EcGroupPtr curve = weierstrass(group);
  if (!curve) throw std::invalid_argument("tls::crypto: not a supported curve");
  return curve;
}

KeyShare weierstrass_share(NamedGroup group, const RandomSource& random) {
  const EcGroupPtr curve = known_curve(group);
  const BnCtxPtr context(BN_CTX_new());
  const EcPointPtr point(EC_POINT_new(curve.get()));
  require(context && point, "libcrypto has no memory");
  const BIGNUM* const order = EC_GROUP_get0_order(curve.get());
  const BnPtr scalar = draw_scalar(*order, random, context.get());
  require(EC_POINT_mul(curve.get(), point.get(), scalar.get(), nullptr, nullptr, context.get()) == 1,
          "libcrypto cannot multiply points");

  KeyShare share;
  share.private_value.resize(static_cast<std::size_t>(BN_num_bytes(order)));
  require(BN_bn2binpad(scalar.get(), share.private_value.data(), static_cast<int>(share.private_value.size())) >= 0,
          "libcrypto cannot write a number");
  share.public_value.resize(
      EC_POINT_point2oct(curve.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, nullptr, 0, context.get()));
  require(EC_POINT_point2oct(curve.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, share.public_value.data(),
                             share.public_value.size(), context.get()) == share.public_value.size(),
          "libcrypto cannot write a point");
  return share;
}

std::optional<Bytes> weierstrass_secret(NamedGroup group, BytesView private_value, BytesView peer_point) {
  const EcGroupPtr curve = known_curve(group);
  const BnCtxPtr context(BN_CTX_new());
  const EcPointPtr peer(EC_POINT_new(curve.get()));
  const EcPointPtr shared(EC_POINT_new(curve.get()));
  const BnPtr scalar(BN_bin2bn(private_value.data(), static_cast<int>(private_value.size()), nullptr));
  const BnPtr x(BN_new());
  require(context && peer && shared && scalar && x, "libcrypto has no memory");

  // Also says whether the point is on the curve.
  if (EC_POINT_oct2point(curve.get(), peer.get(), peer_point.data(), peer_point.size(), context.get()) != 1 ||
      EC_POINT_is_at_infinity(curve.get(), peer.get()) == 1) {
    return std::nullopt;
  }
  require(EC_POINT_mul(curve.get(), shared.get(), nullptr, peer.get(), scalar.get(), context.get()) == 1,
          "libcrypto cannot multiply points");
  if (EC_POINT_is_at_infinity(curve.get(), shared.get()) == 1) return std::nullopt;

  // RFC 8422 5.10: the premaster secret is the x-coordinate; "leading zeros found in this octet string MUST NOT be
  // truncated".
  Bytes secret((static_cast<std::size_t>(EC_GROUP_get_degree(curve.get())) + 7) / 8);
  require(EC_POINT_get_affine_coordinates(curve.get(), shared.get(), x.get(), nullptr, context.get()) == 1 &&
              BN_bn2binpad(x.get(), secret.data(), static_cast<int>(secret.size())) >= 0,
          "libcrypto cannot tell a coordinate");
  return secret;
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

std::string openssl_name(NamedGroup group) {
  const NamedGroupInfo* const row = find_named_group(group);
  if (row == nullptr || row->kind != GroupKind::elliptic_curve) return {};
  const int nid = nid_of(group);
  return nid == NID_undef ? std::string() : OBJ_nid2sn(nid);
}

KeyShare make_curve_share(NamedGroup group, const RandomSource& random) {
  const ErrorMark mark;
  return is_montgomery(group) ? montgomery_share(group, random) : weierstrass_share(group, random);
}

std::optional<Bytes> curve_secret(NamedGroup group, BytesView private_value, BytesView peer_point) {
  const ErrorMark mark;
  return is_montgomery(group) ? montgomery_secret(group, private_value, peer_point)
                              : weierstrass_secret(group, private_value, peer_point);
}

std::optional<SharedSecret> curve_exchange(NamedGroup group, BytesView peer_point, const RandomSource& random) {
  KeyShare own = make_curve_share(group, random);
  auto secret = curve_secret(group, own.private_value, peer_point);
  if (!secret) return std::nullopt;
  return SharedSecret{std::move(*secret), std::move(own.public_value)};
}

}  // namespace tls::crypto
