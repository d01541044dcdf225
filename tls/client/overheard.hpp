// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/registry/signature_scheme.hpp"
#include "tls/wire/bytes.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tls {

/// Secrets of connections in the format of NSS's key log, which Wireshark reads: a label, the client's random, a
/// secret.
class KeyLog {
 public:
  /// Lines that are none are left out.
  explicit KeyLog(std::string_view text);
  [[nodiscard]] bool empty() const { return secrets_.empty(); }
  /// Null when there is none.
  [[nodiscard]] const Bytes* find(std::string_view label, BytesView client_random) const;

 private:
  std::map<std::pair<std::string, Bytes>, Bytes> secrets_;
};

/// What whoever has the secrets of a connection reads on it. Every record's MAC or tag was right.
struct Overheard {
  bool is_open = false;                   ///< there were secrets, and they open the first encrypted record of each side
  bool is_finished = false;               ///< a Finished came from both sides
  bool is_all_sent_open = false;          ///< no record that we sent stayed closed; one that is cut is none
  Bytes sent;                             ///< application data
  std::vector<Bytes> received;            ///< the same, record by record
  std::vector<Bytes> certificates;        ///< that came encrypted: of TLS 1.3. DER, leaf first
  std::optional<SignatureScheme> scheme;  ///< of the CertificateVerify that did
  bool certificate_requested = false;     ///< in TLS 1.3
};

/// Opens a connection of SSL 3.0 to TLS 1.3, as far as its records can be opened: what is wrong ends it, and what came
/// before stays. Total: `sent` and `received` may be anything.
[[nodiscard]] Overheard overhear(BytesView sent, BytesView received, const KeyLog& secrets);

/// Whether overhear() knows the records of that suite.
[[nodiscard]] bool can_overhear(ProtocolVersion version, CipherSuite suite);

/// Whether a CertificateRequest is among the messages that a server sent in the clear: of SSL 3.0 to TLS 1.2.
[[nodiscard]] bool requests_certificate(BytesView received);

}  // namespace tls
