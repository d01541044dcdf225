// SPDX-License-Identifier: Apache-2.0
#include "reports/catalogue.hpp"

#include "probe/model/call_outcome.hpp"
#include "probe/model/certificate_facts.hpp"
#include "probe/model/outcome.hpp"
#include "reports/embedded.hpp"
#include "reports/words.hpp"

#include <fmt/args.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>

namespace reports {
namespace {

void flatten(const nlohmann::json& node, const std::string& id, std::map<std::string, std::string>& texts) {
  if (node.is_string()) {
    texts.emplace(id, node.get<std::string>());
    return;
  }
  for (const auto& [key, child] : node.items()) flatten(child, id.empty() ? key : id + "." + key, texts);
}

/// "{0} of {1}" -> "", " of ", "".
std::vector<std::string> literals_of(std::string_view pattern) {
  std::vector<std::string> literals(1);
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const auto end = pattern[at] == '{' ? pattern.find('}', at) : std::string_view::npos;
    if (end == std::string_view::npos) {
      literals.back() += pattern[at];
    } else {
      at = end;
      literals.emplace_back();
    }
  }
  return literals;
}

std::size_t literal_size(const std::vector<std::string>& literals) {
  return std::accumulate(literals.begin(), literals.end(), std::size_t{0},
                         [](std::size_t sum, const std::string& literal) { return sum + literal.size(); });
}

/// What stands in the places of the placeholders; nothing: the text is another one.
std::optional<std::vector<std::string>> fit(const std::vector<std::string>& literals, std::string_view text) {
  if (text.substr(0, literals.front().size()) != literals.front()) return std::nullopt;
  text.remove_prefix(literals.front().size());
  std::vector<std::string> values;
  for (std::size_t at = 1; at < literals.size(); ++at) {
    const auto& literal = literals[at];
    const bool is_last = at + 1 == literals.size();
    if (is_last && text.size() < literal.size()) return std::nullopt;
    const auto found = is_last ? text.size() - literal.size() : text.find(literal);
    if (found == std::string_view::npos || text.substr(found, literal.size()) != literal) return std::nullopt;
    values.emplace_back(text.substr(0, found));
    text.remove_prefix(found + literal.size());
  }
  if (!text.empty()) return std::nullopt;
  return values;
}

}  // namespace

Words::Words(Language language) : language_(language), table_(&table_of(language)) {}

const Words::Table& Words::table_of(Language language) {
  static const Table english = read(embedded::words_en);
  static const Table japanese = read(embedded::words_ja);
  return language == Language::ja ? japanese : english;
}

Words::Table Words::read(std::string_view json) {
  Table table;
  flatten(nlohmann::json::parse(json), "", table.texts);
  table.patterns = patterns_of(table.texts);
  return table;
}

std::vector<Words::Pattern> Words::patterns_of(const std::map<std::string, std::string>& texts) {
  constexpr std::string_view kGroup = "told.";
  std::vector<Pattern> patterns;
  for (auto each = texts.lower_bound(std::string(kGroup));
       each != texts.end() && each->first.compare(0, kGroup.size(), kGroup) == 0; ++each)
    patterns.push_back({literals_of(each->first.substr(kGroup.size())), each->second});
  const auto add_all = [&](const char* group, auto value) {
    using Enum = decltype(value);
    for (std::uint8_t at = 0; !probe::explain(static_cast<Enum>(at)).empty(); ++at) {
      const auto found = texts.find(fmt::format("{}.{}", group, probe::to_string(static_cast<Enum>(at))));
      if (found != texts.end())
        patterns.push_back({{std::string(probe::explain(static_cast<Enum>(at)))}, found->second});
    }
  };
  add_all("reason", probe::Reason{});
  add_all("problem", probe::ChainProblem{});
  add_all("call", probe::CallOutcome{});
  std::stable_sort(patterns.begin(), patterns.end(), [](const Pattern& one, const Pattern& other) {
    return literal_size(one.literals) > literal_size(other.literals);
  });
  return patterns;
}

std::string Words::told(const std::string& english) const { return told(english, 0); }

std::optional<std::string> Words::told_list(const std::string& english, std::size_t depth) const {
  if (english.find(", ") == std::string::npos) return std::nullopt;
  std::vector<std::string> parts;
  for (std::size_t at = 0; at != std::string::npos;) {
    const auto comma = english.find(", ", at);
    const auto part = english.substr(at, comma - at);
    parts.push_back(told(part, depth + 1));
    if (parts.back() == part) return std::nullopt;
    at = comma == std::string::npos ? comma : comma + 2;
  }
  return joined(parts);
}

std::string Words::told(const std::string& english, std::size_t depth) const {
  constexpr std::size_t kMostDepth = 6;  // a peer's words may look like anything
  if (depth == kMostDepth) return english;
  if (auto list = told_list(english, depth)) return *std::move(list);
  for (const auto& pattern : table_->patterns) {
    const auto values = fit(pattern.literals, english);
    if (!values) continue;
    fmt::dynamic_format_arg_store<fmt::format_context> arguments;
    for (const auto& value : *values) arguments.push_back(told(value, depth + 1));
    return fmt::vformat(pattern.text, arguments);
  }
  return english;
}

const std::string& Words::operator()(const std::string& id) const {
  const auto found = table_->texts.find(id);
  return found == table_->texts.end() ? id : found->second;
}

std::string Words::counted(std::string_view what, std::size_t count) const {
  return with(fmt::format("count.{}.{}", what, count == 1 ? "one" : "many"), count);
}

std::string Words::of(std::string_view group, std::string_view value, std::string_view english) const {
  const auto found = table_->texts.find(fmt::format("{}.{}", group, value));
  return found == table_->texts.end() ? std::string(english) : found->second;
}

std::string Words::of_policy(const std::string& english) const { return of("policy_text", english, english); }

std::string Words::joined(const std::vector<std::string>& parts) const {
  return language_ == Language::ja ? fmt::format("{}", fmt::join(parts, "、")) : reports::joined(parts);
}

}  // namespace reports
