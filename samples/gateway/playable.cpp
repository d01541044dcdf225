// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/playable.hpp"

#include <algorithm>

namespace gateway {
namespace {

using tls::Authentication;
using tls::KeyExchange;

bool key_exchange_is_known(const tls::CipherSuiteInfo& suite) {
  if (suite.key_exchange == KeyExchange::tls13) {
    // The suites of RFC 8446 appendix B.4: what libssl can carry.
    const auto code = static_cast<std::uint32_t>(suite.code);
    return code >= 0x1301 && code <= 0x1305;
  }
  const bool is_ephemeral = suite.key_exchange == KeyExchange::dhe || suite.key_exchange == KeyExchange::ecdhe;
  return (is_ephemeral && suite.authentication == Authentication::anonymous) || certificate_kind(suite);
}

const char* word(KeyKind kind) {
  switch (kind) {
    case KeyKind::rsa:
      return "rsa";
    case KeyKind::dsa:
      return "dsa";
    case KeyKind::ecdsa:
      return "ecdsa";
  }
  return "";
}

}  // namespace

std::optional<std::string> why_not_playable(const tls::CipherSuiteInfo& suite,
                                            std::span<const CertificateSpec> certificates) {
  if (!key_exchange_is_known(suite)) return "its key exchange is none that the sample gateway plays";
  if (suite.key_exchange == KeyExchange::tls13) {
    const bool can_sign = std::any_of(certificates.begin(), certificates.end(),
                                      [](const auto& spec) { return spec.kind != KeyKind::dsa; });
    if (!can_sign) return "TLS 1.3 needs a certificate of kind rsa or ecdsa";
    return std::nullopt;
  }
  const auto kind = certificate_kind(suite);
  if (!kind) return std::nullopt;
  const bool there =
      std::any_of(certificates.begin(), certificates.end(), [&](const auto& spec) { return spec.kind == *kind; });
  if (!there) return std::string("it needs a certificate of kind ") + word(*kind);
  return std::nullopt;
}

std::optional<KeyKind> certificate_kind(const tls::CipherSuiteInfo& suite) {
  switch (suite.key_exchange) {
    case KeyExchange::rsa:
    case KeyExchange::rsa_export:
    case KeyExchange::ssl2_rsa:
      return KeyKind::rsa;
    case KeyExchange::dhe:
    case KeyExchange::ecdhe:
      if (suite.authentication == Authentication::rsa) return KeyKind::rsa;
      if (suite.authentication == Authentication::dss) return KeyKind::dsa;
      if (suite.authentication == Authentication::ecdsa) return KeyKind::ecdsa;
      return std::nullopt;
    case KeyExchange::null:
    case KeyExchange::dh:
    case KeyExchange::ecdh:
    case KeyExchange::krb5:
    case KeyExchange::psk:
    case KeyExchange::rsa_psk:
    case KeyExchange::dhe_psk:
    case KeyExchange::ecdhe_psk:
    case KeyExchange::srp:
    case KeyExchange::eccpwd:
    case KeyExchange::cecpq1:
    case KeyExchange::gost:
    case KeyExchange::fortezza_kea:
    case KeyExchange::tls13:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace gateway
