// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace probe::cli {

/// An option or a command, and what it does.
struct HelpEntry {
  std::vector<std::string> names;  ///< {"-o", "--output"}, {"scan"}
  std::string value;               ///< what stands behind the name: "FORMAT=PATH"; empty: nothing does
  std::string text;
};

struct HelpGroup {
  std::string title;
  std::vector<HelpEntry> entries;
};

struct HelpExample {
  std::string command;
  std::string text;  ///< what it is good for
};

struct HelpPage {
  std::string usage;    ///< "sstp-probe scan [OPTIONS] TARGET..."
  std::string summary;  ///< paragraphs, parted by newlines
  std::vector<HelpGroup> groups;
  std::vector<HelpExample> examples;
  std::string ending;
};

/// The title of the group that lists the program's commands; all others list options.
inline constexpr const char* kCommandsTitle = "Commands";

/// A command, by its name, and its page. The program itself has no name.
struct CommandPage {
  std::string command;
  HelpPage page;
};

/// "-o, --output FORMAT=PATH".
[[nodiscard]] std::string left_side(const HelpEntry& entry);

inline constexpr std::size_t kHelpColumns = 80;

/// The page as text, no line wider than kHelpColumns as long as no word is.
[[nodiscard]] std::string render(const HelpPage& page);

/// Breaks `text` at blanks into lines of at most `columns`; newlines stay.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t columns);

}  // namespace probe::cli
