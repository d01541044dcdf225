// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"

#include <cstddef>
#include <optional>

namespace probe {

/// A cell, and how it compares with others.
struct RankedCell {
  tls::ProtocolVersion version{};
  tls::CipherSuite suite{};
  std::optional<std::size_t> key_bits;  ///< of the ephemeral key, as AcceptedSuite has it
};

/// Whether an attacker has it easier with `a`. In this order: no authentication of the server; the effective
/// bits of cipher and ephemeral key, where RC4 counts as broken (RFC 7465), three-key 3DES as 112, and a DH or export
/// key below 2048 bits as 80 or less (NIST SP 800-57 part 1, table 2); records without an AEAD (RFC 9325 section 4.2);
/// no forward secrecy; the older version; the record MAC.
[[nodiscard]] bool is_weaker(const RankedCell& a, const RankedCell& b);

/// The best and the weakest of the cells that reached at least that rung; nothing when none did.
struct CellRange {
  RankedCell best, weakest;
};
[[nodiscard]] std::optional<CellRange> cells_at(const TargetRecord& target, Rung rung);

}  // namespace probe
