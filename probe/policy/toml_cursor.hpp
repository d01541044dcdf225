// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <toml++/toml.h>

#include <chrono>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace probe {

/// Where a file is wrong, and what was expected there. The message may carry words of the file: hostile.
struct PolicyError {
  std::string file;
  std::size_t line = 0, column = 0;
  std::string message;
};
/// "file:line:column: message"
[[nodiscard]] std::string to_string(const PolicyError& error);

/// All that is wrong with a file, in its order; never empty.
using PolicyErrors = std::vector<PolicyError>;
/// One a line, without a line feed behind the last.
[[nodiscard]] std::string to_string(const PolicyErrors& errors);

/// Reads values of a TOML file. Every error is kept, up to kMostErrors; what is wrong reads as nothing, so that the
/// rest can be looked at too. Only what is no TOML at all ends at its first error.
class TomlCursor {
 public:
  explicit TomlCursor(std::string file) : file_(std::move(file)) {}

  /// Nothing, with an error, when the text is not TOML.
  [[nodiscard]] std::optional<toml::table> parse(std::string_view text);

  void check_keys(const toml::table& table, std::initializer_list<std::string_view> known);
  /// A text of at most kMostText octets; empty, and the error told, where there is none.
  std::string text(const toml::table& table, std::string_view key);
  std::string text_or_nothing(const toml::table& table, std::string_view key);
  std::string text(const toml::node& node);
  std::size_t count(const toml::node& node);
  /// A date, without quotation marks or within.
  std::chrono::sys_days day(const toml::table& table, std::string_view key);
  /// One text or a list of them, never empty.
  std::vector<const toml::node*> list(const toml::node& node);
  /// The tables of [[key]].
  std::vector<const toml::table*> tables(const toml::table& table, std::string_view key);

  void fail(const toml::node& node, std::string message) { fail_at(node.source(), std::move(message)); }
  void fail_at(const toml::source_region& where, std::string message);
  [[nodiscard]] bool failed() const { return !errors_.empty(); }
  /// By place.
  [[nodiscard]] PolicyErrors errors() const;
  [[nodiscard]] std::size_t error_count() const { return errors_.size(); }

  static constexpr std::size_t kMostText = 2000;
  static constexpr std::size_t kMostItems = 2000;
  static constexpr std::size_t kMostErrors = 100;

 private:
  std::string file_;
  PolicyErrors errors_;
};

[[nodiscard]] std::string in_quotes(std::string_view word);

}  // namespace probe
