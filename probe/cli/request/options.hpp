// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace probe::cli {

// Under what --help lists options.
inline constexpr const char* kOptions = "Options";
inline constexpr const char* kTargets = "Targets";
inline constexpr const char* kQuestions = "What is asked";
inline constexpr const char* kManners = "How hard";
inline constexpr const char* kJudging = "Judging";
inline constexpr const char* kSealing = "Sealing evidence";
inline constexpr const char* kOutput = "Output";

/// An option as --help, completions and the manual page tell it.
struct OptionText {
  const char* names;  ///< "-o,--output"
  const char* value;  ///< what stands behind it: "FORMAT=PATH". Words in small letters stand for themselves: "en|ja"
  std::string text;
  const char* group = kOptions;
};
struct FlagText {
  const char* names;
  std::string text;
  const char* group = kOptions;
};

/// What a command takes. Whoever reads an option declares it here, name, help and place together; what is filled must
/// stand still until the command line is parsed. What the words mean is found out afterwards.
class Options {
 public:
  explicit Options(CLI::App& app) : app_(app) {}

  /// Words that belong to no option, in the order in which they are declared. `name` stands in complaints.
  void word(const char* name, std::string& value);           ///< has to be there
  void optional_word(const char* name, std::string& value);  ///< may be missing
  void words(const char* name, std::vector<std::string>& values);

  void flag(const FlagText& option, bool& value);
  void value(const OptionText& option, std::optional<std::string>& value);   ///< once at most
  void last(const OptionText& option, std::optional<std::string>& value);    ///< the last of several counts
  void joined(const OptionText& option, std::optional<std::string>& value);  ///< several are one list, with commas
  /// Each takes one value, so that what follows it is a word of the command's again.
  void each(const OptionText& option, std::vector<std::string>& values);

 private:
  CLI::App& app_;
};

}  // namespace probe::cli
