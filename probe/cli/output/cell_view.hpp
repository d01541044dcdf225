// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/request/usage_error.hpp"
#include "probe/evidence/cell_proof.hpp"
#include "probe/model/record.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace probe::cli {

/// "1.2/C02F", "tls1.2/0xC02F", "1.2/ECDHE-RSA-AES128-GCM-SHA256": a version, a slash, and a suite's code or name.
[[nodiscard]] Parsed<std::pair<tls::ProtocolVersion, tls::CipherSuite>> parse_cell(std::string_view text);

/// What a bundle's record says of one cell, the rule behind it, and the exchanges that are about it, their octets in
/// words and by the numbers that Wireshark gives the packets. Fit for a terminal.
[[nodiscard]] std::string cell_view(const TargetRecord& target, tls::ProtocolVersion version, tls::CipherSuite code,
                                    const evidence::CellProof& proof);

}  // namespace probe::cli
