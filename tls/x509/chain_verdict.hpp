// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tls::x509 {

/// What stands against a chain. Several can be true at once; the graver comes first.
enum class ChainProblem : std::uint8_t {
  unreadable,        ///< no chain, or a certificate in it that is none
  bad_signature,     ///< a signature in the chain is wrong
  self_signed,       ///< the leaf vouches for itself, and is no trusted root
  untrusted_root,    ///< the chain ends in a root that is not trusted
  incomplete_chain,  ///< an issuer is neither in the chain nor among the roots
  bad_issuer,        ///< an issuer may not sign certificates, or not such ones
  expired,           ///< some certificate of the chain, the leaf or another
  not_yet_valid,
  name_mismatch,   ///< the leaf is for other names
  wrong_purpose,   ///< the chain is not for TLS servers
  weak_signature,  ///< MD2, MD5 or SHA-1, on a certificate below the root
  weak_key,        ///< RSA, DSA or DH below 2048 bits, or a curve below 224 (NIST SP 800-131A)
  other,           ///< `detail` says what
  no_roots,        ///< there is nothing to trust on this computer: whether others would is unknown
};

/// Which of the leaf's names fits.
enum class NameMatch : std::uint8_t {
  not_asked,
  alternative_name,
  common_name,  ///< the leaf has no alternative name of that kind: old clients take it, new ones do not
  mismatch,
};

/// Whether a TLS client that trusts certain roots would believe a chain.
struct ChainVerdict {
  std::vector<ChainProblem> problems;  ///< ascending, each once; none: trusted
  NameMatch name_match = NameMatch::not_asked;
  std::string name;    ///< that was looked for
  std::string detail;  ///< the library's words for the first problem that it found itself; empty when it found none

  [[nodiscard]] bool trusted() const { return problems.empty(); }
  friend bool operator==(const ChainVerdict&, const ChainVerdict&) = default;
};

}  // namespace tls::x509
