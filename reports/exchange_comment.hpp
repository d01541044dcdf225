// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"

#include <string>

namespace reports {

/// What one exchange was for and what the record makes of it, for whoever looks at its packets: "vpn.example.net:443,
/// exchange 12, climb: TLSv1.2 TLS_RSA_WITH_RC4_128_SHA: server_hello, rung sstp". Nothing in it can act on a terminal.
[[nodiscard]] std::string exchange_comment(const probe::TargetRecord& target, probe::ExchangeId exchange);

}  // namespace reports
