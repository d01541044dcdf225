// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/crypto/openssl_ptr.hpp"
#include "tls/wire/bytes.hpp"
#include "tls/x509/certificate_facts.hpp"

#include <openssl/x509.h>

#include <cstddef>
#include <memory>
#include <string>

namespace tls::x509 {

/// Certificates of a chain that are looked at.
inline constexpr std::size_t kMaxCertificates = 16;

/// Frees the list, not what it lists.
struct FreeStack {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using StackPtr = std::unique_ptr<STACK_OF(X509), FreeStack>;

/// Null for octets that are not exactly one certificate.
[[nodiscard]] crypto::X509Ptr parse(BytesView der);

struct KeyFacts {
  KeyType type = KeyType::other;
  std::size_t bits = 0;  ///< 0: unreadable
  std::string curve;     ///< as in CertificateFacts
};
[[nodiscard]] KeyFacts key_facts(const X509& certificate);

struct SignatureFacts {
  SignatureHash hash = SignatureHash::none;
  SignatureKey key = SignatureKey::other;
  bool is_weak = false;  ///< collisions can be made: MD2, MD4, MD5, SHA-1
};
[[nodiscard]] SignatureFacts signature_facts(X509& certificate);

[[nodiscard]] ServerUsage server_usage(X509& certificate);

}  // namespace tls::x509
