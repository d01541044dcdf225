// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/credential.hpp"
#include "samples/gateway/key_share.hpp"
#include "samples/gateway/openssl_ptr.hpp"
#include "samples/gateway/profile.hpp"

#include <optional>
#include <vector>

namespace gateway {

/// A temporary RSA key of the export suites.
struct TemporaryRsa {
  PkeyPtr key;
  tls::Bytes modulus, exponent;  ///< as in ServerRSAParams
};

/// Everything secret or slow to make that a profile needs, made once. Const after that, and so shared by all threads.
class GatewayKeys {
 public:
  /// Throws std::runtime_error when the installed OpenSSL cannot make what the profile asks for.
  explicit GatewayKeys(const Profile& profile);

  /// nullptr when the profile has no certificate of that kind.
  [[nodiscard]] const Credential* credential(KeyKind kind) const;
  /// nullptr for a group that the profile does not name.
  [[nodiscard]] const CurveShare* curve_share(tls::NamedGroup group) const;
  /// 512 bits for an export suite, the profile's size otherwise.
  [[nodiscard]] const DhShare& dh_share(const tls::CipherSuiteInfo& suite) const;
  /// The temporary key that an export suite needs; nullptr when the certificate's key is small enough itself
  /// (RFC 2246 section 7.4.3), and for suites that are not RSA_EXPORT.
  [[nodiscard]] const TemporaryRsa* temporary_rsa(const tls::CipherSuiteInfo& suite) const;
  /// libssl, set up for the profile's TLS 1.3; nullptr when TLS 1.3 is off.
  [[nodiscard]] SSL_CTX* tls13_context() const { return tls13_context_.get(); }

 private:
  std::vector<Credential> credentials_;
  std::vector<CurveShare> curve_shares_;
  DhShare dh_;
  std::optional<DhShare> export_dh_;
  std::optional<TemporaryRsa> rsa_512_, rsa_1024_;
  SslCtxPtr tls13_context_;
};

}  // namespace gateway
