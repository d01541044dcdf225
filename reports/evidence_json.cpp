// SPDX-License-Identifier: Apache-2.0
#include "reports/evidence_json.hpp"

#include "reports/escape.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <ostream>
#include <utility>

namespace reports {

void write_evidence_json(std::ostream& out, const probe::evidence::Report& report) {
  auto statements = nlohmann::ordered_json::array();
  for (const auto& [mark, text] : report.statements())
    statements.push_back({{"mark", to_string(mark)}, {"text", valid_utf8(text)}});
  const nlohmann::ordered_json json{{"verdict", to_string(report.verdict())}, {"statements", std::move(statements)}};
  // ASCII alone, so that nothing in it can act on a terminal.
  out << json.dump(2, ' ', true) << '\n';
}

template <>
std::span<const Format<probe::evidence::Report>> formats<probe::evidence::Report>() {
  static constexpr std::array kFormats{Format<probe::evidence::Report>{
      {.word = "json", .summary = "what 'verify' found, for programs"}, write_evidence_json}};
  return kFormats;
}

}  // namespace reports
