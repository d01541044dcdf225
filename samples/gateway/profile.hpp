// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/named_group.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/registry/signature_scheme.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace gateway {

/// How a gateway says that it shares no version or suite with the client.
enum class Refusal : std::uint8_t {
  alert,    ///< a fatal alert, as RFC 5246 section 7.4.1.3 asks for; an ERROR message in SSL 2.0
  reset,    ///< a TCP reset, as Windows does
  close,    ///< an orderly close without a word
  silence,  ///< nothing at all, and the connection stays
};

/// Whose order of suites decides.
enum class Preference : std::uint8_t { server, client };

enum class KeyKind : std::uint8_t { rsa, dsa, ecdsa };

/// A self-signed certificate, made when the gateway starts.
struct CertificateSpec {
  KeyKind kind = KeyKind::rsa;
  unsigned bits = 2048;                                  ///< RSA and DSA
  tls::NamedGroup curve = tls::NamedGroup::secp256r1;    ///< ECDSA
  tls::SignatureHash hash = tls::SignatureHash::sha256;  ///< of the certificate's own signature
};

/// What a sample gateway accepts and how it behaves. read_profile() makes only profiles that can be played.
struct Profile {
  std::string name;
  std::string host = "gateway.example.test";  ///< the certificates' common name and dNSName
  /// For each version that is on: what it accepts, in order of preference. Nothing that is undefined for the version.
  std::map<tls::ProtocolVersion, std::vector<tls::CipherSuite>> suites;
  Preference preference = Preference::server;
  std::vector<tls::NamedGroup> groups;        ///< for ECDHE and TLS 1.3, in order of preference
  std::vector<tls::SignatureScheme> schemes;  ///< of TLS 1.2's ServerKeyExchange; empty: whatever the client takes
  unsigned dh_bits = 2048;                    ///< of DHE; an export suite's prime has 512 bits
  std::vector<CertificateSpec> certificates;  ///< at most one of each kind
  bool extended_master_secret = true;         ///< answer RFC 7627's extension
  Refusal refusal = Refusal::alert;
  std::uint8_t sstp_hashes = 0x03;  ///< Hash Protocol Bitmask of an SSTP call's Ack: SHA-1 is 0x01, SHA-256 0x02
};

}  // namespace gateway
