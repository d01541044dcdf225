// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/error_code.hpp"
#include "reports/report.hpp"

#include <iosfwd>
#include <span>
#include <string_view>
#include <vector>

namespace reports {

/// What a code means to somebody whose SSTP VPN does not connect: each reading of it, the likeliest first. `written`
/// is what was asked for.
void write_explanation(std::ostream& out, std::string_view written, const std::vector<probe::CodeReading>& readings,
                       const TerminalStyle& style);

/// What `explain` finds, as formats take it. Borrowed.
struct Explanation {
  std::string_view written;
  const std::vector<probe::CodeReading>& readings;
};
/// {"written": "812", "readings": [{"value": 812, "domain": "ras", "name": ..., "causes": [...], ...}]}.
void write_explanation_json(std::ostream& out, const Explanation& explanation);
template <>
[[nodiscard]] std::span<const Format<Explanation>> formats<Explanation>();

}  // namespace reports
