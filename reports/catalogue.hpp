// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/message.hpp"
#include "reports/language.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <map>
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
  /// The same of one that the program has no words for: every catalogue has them.
  [[nodiscard]] std::string term(std::string_view group, std::string_view value) const;
  /// What a built-in policy says, in the catalogue's language; any other text stays as it is.
  [[nodiscard]] std::string of_policy(const std::string& english) const;
  /// What a room below says, in the catalogue's language; nothing for an empty message. May carry a peer's words.
  [[nodiscard]] std::string say(const probe::Message& message) const;
  /// What stands between two sentences.
  [[nodiscard]] const std::string& gap() const { return (*this)("gap"); }
  /// "a, b and c"
  [[nodiscard]] std::string joined(const std::vector<std::string>& parts) const;

  /// Every text by its id.
  [[nodiscard]] const std::map<std::string, std::string>& all() const { return *texts_; }

 private:
  using Texts = std::map<std::string, std::string>;
  static const Texts& texts_of(Language language);
  [[nodiscard]] std::string say(const probe::Parameter& parameter, const probe::Argument& argument) const;

  Language language_;
  const Texts* texts_;
};

/// In the language of files that programs read.
[[nodiscard]] std::string english(const probe::Message& message);

}  // namespace reports
