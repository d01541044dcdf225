// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/forecast.hpp"
#include "probe/model/record.hpp"

#include <chrono>
#include <map>
#include <string_view>
#include <vector>

namespace probe::test {

using Codes = std::vector<unsigned>;

// What an old Windows gateway takes, and what Azure documents since 2024.
inline const Codes kOld{0x002F, 0x0035, 0x000A, 0x0005, 0x0004, 0xC013, 0xC014};
inline const Codes kAzure2024{0xC030, 0xC02F, 0xC028, 0xC027};

/// When the gateways were scanned.
inline constexpr std::chrono::sys_seconds kNow =
    std::chrono::sys_days(std::chrono::year{2026} / 11 / 30) + std::chrono::hours(15);

/// That every client believes.
CertificateChain rsa_chain();

/// A gateway with an RSA certificate, shown in exchange 1, and P-256, P-384 and x25519, whose calls go through; every
/// suite that it does not accept is refused.
TargetRecord gateway(const std::map<tls::ProtocolVersion, Codes>& accepted, Reason refusal);

/// TLS 1.2 alone, with kAzure2024.
TargetRecord azure_2024();
VersionResult& version_of(TargetRecord& target, tls::ProtocolVersion version);

ScanRecord record_of(const TargetRecord& target);
std::vector<Forecast> rows_of(const TargetRecord& target);
/// Throws when there is none.
Forecast row_of(const TargetRecord& target, std::string_view id, ClientState state);

}  // namespace probe::test
