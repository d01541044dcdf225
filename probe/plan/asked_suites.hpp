// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/scan_options.hpp"

#include <cstddef>
#include <vector>

namespace probe {

/// The suites that the options ask of one version, ascending: those of the registry that are defined for it, and codes
/// that no registry knows in every version of their length.
[[nodiscard]] std::vector<tls::CipherSuite> asked_suites(const ScanOptions& options, tls::ProtocolVersion version);

/// At most `count` of `suites`, those that servers are likeliest to have first. For hellos that must stay small.
[[nodiscard]] std::vector<tls::CipherSuite> likeliest(const std::vector<tls::CipherSuite>& suites, std::size_t count);

}  // namespace probe
