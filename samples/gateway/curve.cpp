// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/curve.hpp"

#include <openssl/err.h>

#include <string>

namespace gateway {
namespace {

/// IANA took SEC 2's names for all curves; OpenSSL calls two of them by their X9.62 names.
std::string openssl_curve_name(tls::NamedGroup group) {
  if (group == tls::NamedGroup::secp256r1) return "prime256v1";
  if (group == tls::NamedGroup::secp192r1) return "prime192v1";
  return tls::to_string(group);
}

}  // namespace

PkeyPtr generate_curve_key(tls::NamedGroup group) {
  const auto* info = tls::find_named_group(group);
  if (info == nullptr || info->kind != tls::GroupKind::elliptic_curve) return nullptr;
  PkeyPtr key;
  if (group == tls::NamedGroup::x25519) {
    key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519"));
  } else if (group == tls::NamedGroup::x448) {
    key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "X448"));
  } else {
    key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", openssl_curve_name(group).c_str()));
  }
  if (!key) ERR_clear_error();
  return key;
}

}  // namespace gateway
