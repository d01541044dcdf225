// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/language.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reports {

/// The catalogue of one language: words/en.json or words/ja.json, by their ids ("families.note"). Cheap to make and to
/// copy: the file is read once.
class Words {
 public:
  explicit Words(Language language);

  [[nodiscard]] Language language() const { return language_; }
  /// An id that no catalogue has is returned itself: a test looks for those.
  [[nodiscard]] const std::string& operator()(const std::string& id) const;
  /// The same with "{0}", "{1}" filled in.
  template <class... Values>
  [[nodiscard]] std::string with(const std::string& id, const Values&... values) const {
    return fmt::vformat((*this)(id), fmt::make_format_args(values...));
  }
  /// "1 suite", "12 suites": `what` is an id below "count".
  [[nodiscard]] std::string counted(std::string_view what, std::size_t count) const;
  /// The words for a value of an enumeration: the catalogue's, or those that the program has in English anyway.
  [[nodiscard]] std::string of(std::string_view group, std::string_view value, std::string_view english) const;
  /// What a built-in policy says, in the catalogue's language; any other text stays as it is.
  [[nodiscard]] std::string of_policy(const std::string& english) const;
  /// A sentence that another layer made, in English, of its words and of a peer's: by the patterns below "told", whose
  /// "{0}", "{1}" stand for anything, told in the same way. Lists are told part by part. What no pattern fits stays as
  /// it is.
  [[nodiscard]] std::string told(const std::string& english) const;
  /// What stands between two sentences.
  [[nodiscard]] std::string_view gap() const { return language_ == Language::ja ? "" : " "; }
  /// "a, b and c"
  [[nodiscard]] std::string joined(const std::vector<std::string>& parts) const;

  /// Every text by its id.
  [[nodiscard]] const std::map<std::string, std::string>& all() const { return table_->texts; }

 private:
  struct Pattern {
    std::vector<std::string> literals;  ///< of the English: what stands before, between and after the placeholders
    std::string text;                   ///< the same in the catalogue's language
  };
  struct Table {
    std::map<std::string, std::string> texts;
    std::vector<Pattern> patterns;  ///< the more literal first
  };
  static Table read(std::string_view json);
  static std::vector<Pattern> patterns_of(const std::map<std::string, std::string>& texts);
  static const Table& table_of(Language language);
  [[nodiscard]] std::string told(const std::string& english, std::size_t depth) const;
  /// Of "a, b, c" where each of them can be told.
  [[nodiscard]] std::optional<std::string> told_list(const std::string& english, std::size_t depth) const;

  Language language_;
  const Table* table_;
};

}  // namespace reports
