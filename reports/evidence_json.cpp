// SPDX-License-Identifier: Apache-2.0
#include "reports/evidence_json.hpp"

#include "reports/escape.hpp"

#include <nlohmann/json.hpp>

#include <ostream>

namespace reports {

void write_evidence_json(std::ostream& out, const probe::evidence::Report& report) {
  using Json = nlohmann::ordered_json;
  Json json{{"verdict", to_string(report.verdict())}, {"statements", Json::array()}};
  for (const auto& [mark, text] : report.statements())
    json["statements"].push_back({{"mark", to_string(mark)}, {"text", valid_utf8(text)}});
  // ASCII alone, so that nothing in it can act on a terminal.
  out << json.dump(2, ' ', true) << '\n';
}

}  // namespace reports
