// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"

#include <cstdint>
#include <vector>

namespace probe {

/// Whose order of suites decides at a server.
enum class SuiteOrder : std::uint8_t { server, client, unknown };
[[nodiscard]] SuiteOrder suite_order(const TargetRecord& target);

/// Those of `common` (which server and client both have, in the client's order) that the server may choose. What it
/// chose in the scan's own hellos tells its order as far as they compared suites: when it chose one of several, it
/// likes the others less.
[[nodiscard]] std::vector<tls::CipherSuite> likely_choices(const TargetRecord& target, tls::ProtocolVersion version,
                                                           const std::vector<tls::CipherSuite>& common);

}  // namespace probe
