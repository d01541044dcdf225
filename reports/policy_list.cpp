// SPDX-License-Identifier: Apache-2.0
#include "reports/policy_list.hpp"

#include "probe/model/day.hpp"
#include "reports/escape.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <ostream>
#include <utility>

namespace reports {
namespace {

using Json = nlohmann::ordered_json;

void add(Json& json, const char* name, std::string_view text) {
  if (!text.empty()) json[name] = valid_utf8(text);
}

Json to_json(const probe::Rule& rule) {
  Json json;
  add(json, "id", rule.id);
  add(json, "title", rule.title);
  json["severity"] = to_string(rule.severity);
  if (rule.allowed_until) json["allowed_until"] = probe::day_text(*rule.allowed_until);
  add(json, "rule", rule.words);
  auto scope = Json::array();
  for (const auto version : rule.scope) scope.push_back(to_string(version));
  if (!scope.empty()) json["scope"] = std::move(scope);
  add(json, "clause", rule.clause);
  add(json, "source", rule.source);
  add(json, "remedy", rule.remedy);
  return json;
}

Json to_json(const probe::Policy& policy) {
  Json json;
  add(json, "name", policy.name);
  add(json, "title", policy.title);
  add(json, "source", policy.source);
  add(json, "url", policy.url);
  add(json, "note", policy.note);
  auto rules = Json::array();
  for (const auto& rule : policy.rules) rules.push_back(to_json(rule));
  json["rules"] = std::move(rules);
  return json;
}

}  // namespace

void write_policies_json(std::ostream& out, const PolicyList& list) {
  auto policies = Json::array();
  for (const auto& policy : list.policies) policies.push_back(to_json(policy));
  out << Json{{"policies", std::move(policies)}}.dump(2, ' ', true) << '\n';
}

template <>
std::span<const Format<PolicyList>> formats<PolicyList>() {
  static constexpr std::array kFormats{
      Format<PolicyList>{{.word = "json", .summary = "policies and their rules, for programs"}, write_policies_json}};
  return kFormats;
}

}  // namespace reports
