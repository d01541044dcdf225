// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/client.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tls::test {

/// What to offer for a cell: groups and schemes are named, so that hellos don't depend on the OpenSSL in use.
[[nodiscard]] ClientConfig cell_config(ProtocolVersion version, CipherSuite suite);

struct CellName {
  ProtocolVersion version{};
  const CipherSuiteInfo* suite = nullptr;
};
[[nodiscard]] std::string to_string(const CellName& cell);

/// Every cell of the registry that both our own client and libssl carry.
[[nodiscard]] std::vector<CellName> cells_of_both();

[[nodiscard]] BytesView octets(std::string_view text);
[[nodiscard]] std::string text(BytesView octets);

/// The failure in the report, or "no failure".
[[nodiscard]] std::string why(const HandshakeReport& report);

}  // namespace tls::test
