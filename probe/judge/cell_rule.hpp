// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/judge/entry.hpp"
#include "probe/judge/signs.hpp"
#include "probe/judge/support.hpp"
#include "probe/judge/version_case.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <vector>

namespace probe::judge {

/// What a ruling on one cell needs to know of the whole history.
struct Case {
  const Support& support;
  const Signs& signs;
  bool strict = false;
  std::size_t retries = 2;
  bool controls_hold = true;
  std::array<std::size_t, 4> largest{};  ///< octets of the largest usual hello of each shape that drew a ServerHello
  std::array<std::size_t, 4> most_suites{};  ///< in such a hello
};

/// Rules on a cell that no ServerHello selected. `entries`: all usual hellos that offered it, in the order in which
/// they ended.
[[nodiscard]] CellBelief rule_on_cell(tls::CipherSuite code, const std::vector<const Entry*>& entries,
                                      const Case& common, const VersionCase& version);

/// The same rule for a hello that is no cell's: `entries` put one and the same, and drew no ServerHello.
[[nodiscard]] Judge::HelloBelief rule_on_hello(const std::vector<const Entry*>& entries, const Case& common);

/// Refusals of small hellos for supported_groups to be ruled out.
inline constexpr std::size_t kSmallOnesForGroups = 2;

/// Whether a server may refuse the suite for want of supported_groups alone.
[[nodiscard]] bool rests_on_groups(tls::CipherSuite suite);

/// Suites that some servers pick although they cannot use them: they stand in hellos of their own.
[[nodiscard]] bool stands_apart(tls::CipherSuite suite);

}  // namespace probe::judge
