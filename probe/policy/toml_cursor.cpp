// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/toml_cursor.hpp"

#include "probe/model/day.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace probe {
std::string to_string(const PolicyError& error) {
  return fmt::format("{}:{}:{}: {}", error.file, error.line, error.column, error.message);
}

std::string to_string(const PolicyErrors& errors) {
  std::string text;
  for (const auto& error : errors) text += (text.empty() ? "" : "\n") + to_string(error);
  return text;
}

PolicyErrors TomlCursor::errors() const {
  auto errors = errors_;
  std::stable_sort(errors.begin(), errors.end(), [](const PolicyError& a, const PolicyError& b) {
    return std::tie(a.line, a.column) < std::tie(b.line, b.column);
  });
  return errors;
}

std::string in_quotes(std::string_view word) {
  constexpr std::size_t kMost = 60;
  return "\"" + std::string(word.substr(0, kMost)) + (word.size() > kMost ? "...\"" : "\"");
}

namespace {

/// Where a key of more parts than anybody writes begins: each is a table in a table, and the library walks them by
/// recursion without a bound. Its values are bounded.
std::optional<toml::source_region> endless_key(std::string_view text) {
  constexpr std::size_t kMostParts = 200;
  constexpr std::string_view kOfKeys = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_\"' \t";
  toml::source_index line = 1, column = 1, begins = 1;
  std::size_t parts = 0;
  char before = '.';
  for (const char c : text) {
    if (c == '.' && before != '.') {
      if (++parts > kMostParts) return toml::source_region{{line, begins}, {line, column}, nullptr};
    } else if (c == '.' || kOfKeys.find(c) == std::string_view::npos) {
      parts = 0;
      begins = column + 1;
    }
    ++column;
    before = c;
    if (c == '\n') {
      ++line;
      column = begins = 1;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<toml::table> TomlCursor::parse(std::string_view text) {
  if (const auto where = endless_key(text)) {
    fail_at(*where, "expected a key of at most 200 parts");
    return std::nullopt;
  }
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    fail_at(error.source(), std::string(error.description()));
    return std::nullopt;
  }
}

void TomlCursor::check_keys(const toml::table& table, std::initializer_list<std::string_view> known) {
  for (const auto& [key, value] : table) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    std::string expected;
    for (const auto word : known) expected += (expected.empty() ? "" : ", ") + std::string(word);
    fail_at(key.source(), "expected one of " + expected + "; found " + in_quotes(key.str()));
  }
}

std::string TomlCursor::text(const toml::table& table, std::string_view key) {
  const auto* node = table.get(key);
  if (node != nullptr) return text(*node);
  fail(table, "expected " + std::string(key) + " = \"...\" here");
  return {};
}

std::string TomlCursor::text_or_nothing(const toml::table& table, std::string_view key) {
  const auto* node = table.get(key);
  return node == nullptr ? std::string() : text(*node);
}

std::string TomlCursor::text(const toml::node& node) {
  auto value = node.value<std::string>();
  if (!value)
    fail(node, "expected a text in quotation marks");
  else if (value->empty())
    fail(node, "expected a text that is not empty");
  else if (value->size() > kMostText)
    fail(node, fmt::format("expected {} octets of text at most", kMostText));
  else
    return *std::move(value);
  return {};
}

std::size_t TomlCursor::count(const toml::node& node) {
  constexpr std::int64_t kMost = 100'000;
  const auto value = node.is_integer() ? node.value_or(std::int64_t{0}) : std::int64_t{0};
  if (value < 1 || value > kMost) fail(node, fmt::format("expected a number from 1 to {}", kMost));
  return static_cast<std::size_t>(std::clamp<std::int64_t>(value, 1, kMost));
}

std::chrono::sys_days TomlCursor::day(const toml::table& table, std::string_view key) {
  const auto* node = table.get(key);
  if (node == nullptr) {
    fail(table, "expected " + std::string(key) + " = YYYY-MM-DD here");
    return {};
  }
  if (const auto date = node->value<toml::date>()) {
    if (const auto parsed = day_from(fmt::format("{:04}-{:02}-{:02}", date->year, date->month, date->day)))
      return *parsed;
  }
  if (const auto word = node->value<std::string>()) {
    if (const auto parsed = day_from(*word)) return *parsed;
  }
  fail(*node, "expected a day such as 2026-12-31");
  return {};
}

std::vector<const toml::node*> TomlCursor::list(const toml::node& node) {
  if (!node.is_array()) return {&node};
  std::vector<const toml::node*> items;
  for (const auto& item : *node.as_array()) items.push_back(&item);
  if (items.empty()) fail(node, "expected a list that is not empty");
  if (items.size() > kMostItems) fail(node, fmt::format("expected {} entries at most", kMostItems));
  return items;
}

std::vector<const toml::table*> TomlCursor::tables(const toml::table& table, std::string_view key) {
  std::vector<const toml::table*> found;
  const auto* node = table.get(key);
  if (node == nullptr) return found;
  if (!node->is_array()) {
    fail(*node, fmt::format("expected [[{}]], in two brackets", key));
    return found;
  }
  for (const auto& item : *node->as_array()) {
    if (!item.is_table()) {
      fail(item, fmt::format("expected a table: [[{}]]", key));
      break;
    }
    found.push_back(item.as_table());
  }
  if (found.size() > kMostItems) fail(*node, fmt::format("expected {} entries at most", kMostItems));
  return found;
}

void TomlCursor::fail_at(const toml::source_region& where, std::string message) {
  if (errors_.size() == kMostErrors) return;
  errors_.push_back({file_, where.begin.line, where.begin.column, std::move(message)});
  if (errors_.size() == kMostErrors) errors_.back().message += "; and there may be more errors than these";
}

}  // namespace probe
