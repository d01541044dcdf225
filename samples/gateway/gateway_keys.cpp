// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/gateway_keys.hpp"

#include "samples/gateway/tls13_context.hpp"
#include "tls/client/crypto/public_key.hpp"

#include <algorithm>
#include <utility>

namespace gateway {
namespace {

/// RFC 2246 section 7.4.3: 512 bits; draft-ietf-tls-56-bit-ciphersuites, whose ciphers have 56 bits: 1024.
unsigned export_rsa_bits(const tls::CipherSuiteInfo& suite) { return suite.key_bits > 40 ? 1024 : 512; }

template <class Predicate>
bool any_suite(const Profile& profile, Predicate predicate) {
  return std::any_of(profile.suites.begin(), profile.suites.end(), [&](const auto& version) {
    return std::any_of(version.second.begin(), version.second.end(), [&](auto code) {
      const auto* suite = tls::find_cipher_suite(code);
      return suite != nullptr && predicate(*suite);
    });
  });
}

TemporaryRsa make_temporary_rsa(unsigned bits) {
  TemporaryRsa rsa;
  rsa.key = generate_rsa_key(bits);
  auto numbers = tls::crypto::rsa_numbers(*rsa.key);
  require(numbers.has_value(), "RSA key");
  rsa.modulus = std::move(numbers->modulus);
  rsa.exponent = std::move(numbers->exponent);
  return rsa;
}

}  // namespace

GatewayKeys::GatewayKeys(const Profile& profile) : dh_(make_dh_share(profile.dh_bits)) {
  for (const auto& spec : profile.certificates) credentials_.push_back(make_credential(spec, profile.host));
  for (const auto group : profile.groups) {
    if (auto share = make_curve_share(group)) curve_shares_.push_back(std::move(*share));
  }
  using tls::KeyExchange;
  if (any_suite(profile, [](const auto& s) { return s.key_exchange == KeyExchange::dhe && s.is_export; })) {
    export_dh_ = make_dh_share(512);
  }
  const auto needs_temporary = [&](unsigned bits) {
    return any_suite(profile, [&](const auto& suite) {
      return suite.key_exchange == KeyExchange::rsa_export && export_rsa_bits(suite) == bits &&
             credential(KeyKind::rsa)->spec.bits > bits;
    });
  };
  if (needs_temporary(512)) rsa_512_ = make_temporary_rsa(512);
  if (needs_temporary(1024)) rsa_1024_ = make_temporary_rsa(1024);
  if (profile.suites.contains(tls::ProtocolVersion::TLSv1_3))
    tls13_context_ = make_tls13_context(profile, credentials_);
}

const Credential* GatewayKeys::credential(KeyKind kind) const {
  const auto found = std::find_if(credentials_.begin(), credentials_.end(),
                                  [&](const auto& credential) { return credential.spec.kind == kind; });
  return found == credentials_.end() ? nullptr : &*found;
}

const CurveShare* GatewayKeys::curve_share(tls::NamedGroup group) const {
  const auto found =
      std::find_if(curve_shares_.begin(), curve_shares_.end(), [&](const auto& share) { return share.group == group; });
  return found == curve_shares_.end() ? nullptr : &*found;
}

const DhShare& GatewayKeys::dh_share(const tls::CipherSuiteInfo& suite) const {
  return suite.is_export && export_dh_ ? *export_dh_ : dh_;
}

const TemporaryRsa* GatewayKeys::temporary_rsa(const tls::CipherSuiteInfo& suite) const {
  if (suite.key_exchange != tls::KeyExchange::rsa_export) return nullptr;
  const auto& rsa = export_rsa_bits(suite) == 512 ? rsa_512_ : rsa_1024_;
  return rsa ? &*rsa : nullptr;
}

}  // namespace gateway
