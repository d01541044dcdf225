// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/judge/judge.hpp"
#include "probe/model/record.hpp"
#include "probe/model/scan_options.hpp"

#include <vector>

namespace probe::judge {

/// The suites that the options ask of one version, ascending: those of the registry that are defined for it, and codes
/// that no registry knows in every version of their length.
[[nodiscard]] std::vector<tls::CipherSuite> asked_suites(const ScanOptions& options, tls::ProtocolVersion version);

/// The cells that a scan with these options asks for.
[[nodiscard]] Docket docket_of(const ScanOptions& options);

/// A judge who was told a record's exchanges, in the order in which they ended.
[[nodiscard]] Judge judge_again(const TargetRecord& target, const ScanOptions& options);

}  // namespace probe::judge
