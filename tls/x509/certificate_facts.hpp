// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/signature_scheme.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tls::x509 {

enum class KeyType : std::uint8_t { rsa, rsa_pss, dsa, dh, ec, ed25519, ed448, other };

/// What the extended key usage says of TLS servers (RFC 5280 section 4.2.1.12).
enum class ServerUsage : std::uint8_t {
  unrestricted,  ///< there is no such extension
  server_auth,
  any,  ///< anyExtendedKeyUsage, and not serverAuth: [MS-SSTP] 3.2.4.1 takes it, some TLS clients do not
  absent,
};

using Seconds = std::chrono::sys_seconds;

/// What one certificate says. Every text but the hexadecimal ones is the peer's: bounded, and hostile.
struct CertificateFacts {
  static constexpr std::size_t kMaxText = 512;  ///< octets of a name that are kept
  static constexpr std::size_t kMaxNames = 64;  ///< names of each kind that are kept

  std::string subject;                 ///< as RFC 4514 writes it: "CN=vpn.example.net,O=Example"
  std::string issuer;                  ///< the same
  std::string serial;                  ///< upper-case hexadecimal; a minus in front of a negative one
  std::vector<std::string> dns_names;  ///< of the subject's alternative names
  std::vector<std::string> addresses;  ///< the same: "192.0.2.1", "2001:db8::1"
  std::size_t other_names = 0;         ///< alternative names that are of another kind, or more than are kept
  std::optional<Seconds> not_before;   ///< nothing for what is no time
  std::optional<Seconds> not_after;
  KeyType key_type = KeyType::other;
  std::size_t key_bits = 0;  ///< 0: the key cannot be read
  /// Of an `ec` key (RFC 5480 section 2.1.1): IANA's name of the group ("secp256r1"), or the object identifier's where
  /// TLS has none; "explicit" where the parameters are written out. Empty: another key, or an unreadable one.
  std::string curve = {};
  SignatureHash signature_hash = SignatureHash::none;  ///< none: one that TLS has no number for, such as MD2
  SignatureKey signature_key = SignatureKey::other;
  std::string signature_algorithm;  ///< "sha256WithRSAEncryption", or the object identifier in digits
  ServerUsage server_usage = ServerUsage::unrestricted;
  bool is_ca = false;        ///< its basic constraints say so
  bool self_signed = false;  ///< it names itself as its issuer, and its own key made the signature
  std::string sha1, sha256;  ///< of the DER, upper-case hexadecimal
  friend bool operator==(const CertificateFacts&, const CertificateFacts&) = default;
};

}  // namespace tls::x509
