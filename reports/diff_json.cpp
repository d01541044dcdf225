// SPDX-License-Identifier: Apache-2.0
#include "reports/catalogue.hpp"
#include "reports/diff.hpp"
#include "reports/escape.hpp"
#include "reports/json_values.hpp"

#include <nlohmann/json.hpp>

#include <ostream>

namespace reports {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const probe::CellState& state) {
  Json json{{"outcome", to_string(state.outcome)}, {"reason", to_string(state.reason)}};
  if (state.rung) json["rung"] = to_string(*state.rung);
  for (const auto need : state.needs) json["needs"].push_back(to_string(need));
  if (state.answers) json["answers"] = {{"accepted", state.answers->accepted}, {"refused", state.answers->refused}};
  if (state.uncalled) json["called"] = false;
  json["exchange"] = state.exchange;
  return json;
}

Json to_json(const std::vector<probe::LeafName>& leaves) {
  Json json = Json::array();
  for (const auto& leaf : leaves)
    json.push_back({{"sha256", valid_utf8(leaf.sha256)}, {"subject", valid_utf8(leaf.subject)}, {"key", leaf.key}});
  return json;
}

Json to_json(const probe::TargetDifference& target) {
  Json json{{"name", valid_utf8(target.name)}};
  if (!target.label.empty()) json["label"] = valid_utf8(target.label);
  if (target.presence) {
    json["change"] = to_string(*target.presence);
    return json;
  }
  json["before"] = {{"address", valid_utf8(target.before_address)}, {"status", to_string(target.before_status)}};
  json["after"] = {{"address", valid_utf8(target.after_address)}, {"status", to_string(target.after_status)}};
  Json counts = Json::object();
  for (const auto change : probe::changes())
    if (const auto times = probe::count(target, change); times != 0) counts[std::string(to_string(change))] = times;
  counts["same"] = target.same;
  counts["still_unknown"] = target.still_unknown;
  json["counts"] = std::move(counts);
  if (target.certificate_changed) {
    json["before"]["leaves"] = to_json(target.before_leaves);
    json["after"]["leaves"] = to_json(target.after_leaves);
  }
  json["cells"] = Json::array();
  for (const auto& cell : target.cells)
    json["cells"].push_back({{"change", to_string(cell.change)},
                             {"version", to_string(cell.version)},
                             {"code", code_string(cell.suite)},
                             {"name", to_string(cell.suite)},
                             {"before", to_json(cell.before)},
                             {"after", to_json(cell.after)}});
  json["facts"] = Json::array();
  for (const auto& fact : target.facts) {
    Json one{{"change", to_string(fact.change)}, {"name", valid_utf8(english(fact.name))}};
    if (!fact.before.empty()) one["before"] = valid_utf8(english(fact.before));
    if (!fact.after.empty()) one["after"] = valid_utf8(english(fact.after));
    json["facts"].push_back(std::move(one));
  }
  return json;
}

}  // namespace

void write_diff_json(std::ostream& out, const probe::Difference& difference) {
  Json json{{"schema_version", "1.2"},
            {"before", to_rfc3339(difference.before)},
            {"after", to_rfc3339(difference.after)},
            {"reversed", difference.is_reversed()},
            {"failed_on", Json::array()},
            {"targets", Json::array()}};
  for (const auto change : difference.failed_on) json["failed_on"].push_back(to_string(change));
  for (const auto& target : difference.targets) json["targets"].push_back(to_json(target));
  // DEL and the C1 controls are legal in JSON, and a terminal obeys some of them all the same.
  out << json.dump(2, ' ', true) << '\n';
}

}  // namespace reports
