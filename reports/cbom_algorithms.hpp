// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/named_group.hpp"
#include "tls/registry/signature_scheme.hpp"
#include "tls/x509/certificate_facts.hpp"

#include <optional>
#include <string>
#include <vector>

namespace reports {

/// An algorithm as CycloneDX 1.7 describes one (cryptoProperties.algorithmProperties). Empty: not said there.
struct Algorithm {
  std::string name;                       ///< tells it from every other; never a peer's words
  std::string primitive;                  ///< "ae", "key-agree"
  std::string family = {};                ///< of cryptography-defs: "AES", "RSASSA-PSS"
  std::string parameter_set = {};         ///< "128", "secp256r1"
  std::string mode = {};                  ///< "gcm"
  std::string padding = {};               ///< "pkcs1v15"
  std::string curve = {};                 ///< of cryptography-defs: "secg/secp256r1"
  std::string oid = {};                   ///< "2.16.840.1.101.3.4.1.6"
  std::optional<unsigned> bits = {};      ///< classical strength, where there is an agreed figure
  std::optional<unsigned> category = {};  ///< NIST's for post-quantum security; 0: none of them
};

/// What one accepted cell is made of, and whether that is all of it.
struct CellAlgorithms {
  std::vector<Algorithm> algorithms;
  std::vector<std::string> groups;   ///< IANA's names of those that are known to be taken for this cell
  std::vector<std::string> schemes;  ///< the same of what its key exchange was seen signed with
  bool whole = true;                 ///< false: the group, the size of the key or the signature was not seen
};
[[nodiscard]] CellAlgorithms algorithms_of(const probe::TargetRecord& target, tls::ProtocolVersion version,
                                           const probe::AcceptedSuite& cell);

/// What a certificate is signed with; nothing for what no registry knows.
[[nodiscard]] std::optional<Algorithm> signature_of(const tls::x509::CertificateFacts& facts);
/// What its key is for; nothing for a key of another kind or one that cannot be read.
[[nodiscard]] std::optional<Algorithm> key_of(const tls::x509::CertificateFacts& facts);

}  // namespace reports
