// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/policy_reader.hpp"

#include "probe/policy/condition_reader.hpp"
#include "probe/policy/waivers.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace probe {
namespace {

Rule read_rule(TomlCursor& cursor, const toml::table& table, SourceKind source_kind);
Waiver read_waiver(TomlCursor& cursor, const toml::table& table, const std::string& file);
std::string read_id(TomlCursor& cursor, const toml::table& table, std::string_view key);
SourceKind read_source_kind(TomlCursor& cursor, const toml::table& table, SourceKind otherwise);

}  // namespace

PolicyResult<Policy> read_policy(std::string_view text, std::string file) {
  TomlCursor cursor(file);
  const auto root = cursor.parse(text);
  if (!root) return cursor.errors();
  cursor.check_keys(*root, {"name", "title", "source", "source-kind", "url", "note", "rule", "waiver"});
  Policy policy;
  policy.file = file;
  policy.name = read_id(cursor, *root, "name");
  policy.title = cursor.text(*root, "title");
  policy.source = cursor.text_or_nothing(*root, "source");
  const auto source_kind = read_source_kind(cursor, *root, SourceKind::primary);
  policy.url = cursor.text_or_nothing(*root, "url");
  policy.note = cursor.text_or_nothing(*root, "note");
  const auto rules = cursor.tables(*root, "rule");
  if (rules.empty() && !root->contains("rule")) cursor.fail(*root, "expected at least one [[rule]]");
  for (const auto* table : rules) {
    auto rule = read_rule(cursor, *table, source_kind);
    const auto same = [&](const Rule& other) { return other.id == rule.id; };
    if (!rule.id.empty() && std::any_of(policy.rules.begin(), policy.rules.end(), same))
      cursor.fail(*table->get("id"), "expected an id that no other rule has; found " + in_quotes(rule.id));
    policy.rules.push_back(std::move(rule));
  }
  for (const auto* table : cursor.tables(*root, "waiver")) {
    policy.waivers.push_back(read_waiver(cursor, *table, file));
    const auto& waiver = policy.waivers.back();
    if (!waiver.rule.empty() && !fits_a_rule(waiver.rule, policy))
      cursor.fail(*table->get("rule"), "expected the id of a rule of this policy, or a pattern that fits one; found " +
                                           in_quotes(waiver.rule));
  }
  if (cursor.failed()) return cursor.errors();
  return policy;
}

bool is_policy_name(std::string_view text) {
  constexpr std::size_t kMost = 80;
  return !text.empty() && text.size() <= kMost && std::all_of(text.begin(), text.end(), [](char one) {
    return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9') || one == '-' ||
           one == '_' || one == '.';
  });
}

PolicyResult<std::vector<Waiver>> read_waivers(std::string_view text, std::string file) {
  TomlCursor cursor(file);
  const auto root = cursor.parse(text);
  if (!root) return cursor.errors();
  cursor.check_keys(*root, {"waiver"});
  std::vector<Waiver> waivers;
  for (const auto* table : cursor.tables(*root, "waiver")) waivers.push_back(read_waiver(cursor, *table, file));
  if (waivers.empty() && !cursor.failed()) cursor.fail(*root, "expected at least one [[waiver]]");
  if (cursor.failed()) return cursor.errors();
  return waivers;
}

void throw_exception_from_error(const PolicyErrors& errors, const boost::source_location&) {
  throw std::logic_error("errors were not looked at: " + to_string(errors));
}

namespace {

/// Empty, and the error told, where there is none.
std::string read_id(TomlCursor& cursor, const toml::table& table, std::string_view key) {
  auto id = cursor.text(table, key);
  if (id.empty() || is_policy_name(id)) return id;
  cursor.fail(*table.get(key), "expected letters, digits, '-', '_' and '.'; found " + in_quotes(id));
  return {};
}

Severity read_severity(TomlCursor& cursor, const toml::table& table) {
  const auto* node = table.get("severity");
  if (node == nullptr) return Severity::must;
  const auto word = cursor.text(*node);
  const auto severity = severity_from(word);
  if (!severity && !word.empty())
    cursor.fail(*node, "expected a severity: must, should or info; found " + in_quotes(word));
  return severity.value_or(Severity::must);
}

SourceKind read_source_kind(TomlCursor& cursor, const toml::table& table, SourceKind otherwise) {
  const auto* node = table.get("source-kind");
  if (node == nullptr) return otherwise;
  const auto word = cursor.text(*node);
  const auto kind = source_kind_from(word);
  if (!kind && !word.empty())
    cursor.fail(*node, "expected a kind of source: primary or secondary; found " + in_quotes(word));
  return kind.value_or(otherwise);
}

void read_horizon(TomlCursor& cursor, const toml::table& table, Rule& rule) {
  if (!table.contains("allowed-until")) return;
  rule.allowed_until = cursor.day(table, "allowed-until");
  if (rule.severity == Severity::info)
    cursor.fail(*table.get("allowed-until"), "expected allowed-until beside must or should: info never weighs");
}

Rule read_rule(TomlCursor& cursor, const toml::table& table, SourceKind source_kind) {
  cursor.check_keys(table, {"id", "title", "severity", "allowed-until", "clause", "source", "source-kind", "remedy",
                            "scope", "require", "forbid", "allow-only"});
  Rule rule;
  rule.line = table.source().begin.line;
  rule.id = read_id(cursor, table, "id");
  rule.title = cursor.text(table, "title");
  rule.severity = read_severity(cursor, table);
  read_horizon(cursor, table, rule);
  rule.source = cursor.text_or_nothing(table, "source");
  rule.source_kind = read_source_kind(cursor, table, source_kind);
  rule.clause = cursor.text_or_nothing(table, "clause");
  rule.remedy = cursor.text_or_nothing(table, "remedy");
  constexpr std::pair<std::string_view, Demand> kDemands[] = {
      {"require", Demand::require}, {"forbid", Demand::forbid}, {"allow-only", Demand::allow_only}};
  const toml::node* found = nullptr;
  for (const auto& [word, demand] : kDemands) {
    const auto* node = table.get(word);
    if (node == nullptr) continue;
    if (found != nullptr) cursor.fail(*node, "expected one condition a rule: require, forbid or allow-only");
    found = node;
    rule.demand = demand;
  }
  // The condition is held against it.
  const auto* const scope = table.get("scope");
  if (scope != nullptr) rule.scope = read_versions(cursor, *scope);
  if (found == nullptr) {
    cursor.fail(table, "expected a condition: require, forbid or allow-only");
  } else if (!found->is_table()) {
    cursor.fail(*found, "expected a table such as { versions = [\"TLSv1.0\"] }");
  } else {
    read_condition(cursor, *found->as_table(), rule);
  }
  if (scope != nullptr && found != nullptr && !std::holds_alternative<CellCondition>(rule.condition))
    cursor.fail(*scope, "expected scope beside a condition on versions and suites alone");
  return rule;
}

Waiver read_waiver(TomlCursor& cursor, const toml::table& table, const std::string& file) {
  cursor.check_keys(table, {"rule", "target", "owner", "reason", "expires"});
  Waiver waiver;
  waiver.file = file;
  waiver.line = table.source().begin.line;
  if (const auto* rule = table.get("rule")) {
    waiver.rule_line = rule->source().begin.line;
    waiver.rule_column = rule->source().begin.column;
  }
  waiver.rule = cursor.text(table, "rule");
  waiver.target = table.contains("target") ? cursor.text(table, "target") : "*";
  waiver.owner = cursor.text(table, "owner");
  waiver.reason = cursor.text(table, "reason");
  waiver.expires = cursor.day(table, "expires");
  return waiver;
}

}  // namespace
}  // namespace probe
