// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace probe {

/// One line of a help page: an option or a command, and what it does.
struct HelpRow {
  std::string left;
  std::string text;
};

struct HelpGroup {
  std::string title;
  std::vector<HelpRow> rows;
};

struct HelpPage {
  std::string usage;    ///< "sstp-probe scan [OPTIONS] TARGET..."
  std::string summary;  ///< paragraphs, parted by newlines
  std::vector<HelpGroup> groups;
  std::vector<HelpRow> examples;  ///< `left` is the command, `text` what it is good for
  std::string ending;
};

inline constexpr std::size_t kHelpColumns = 80;

/// The page as text, no line wider than kHelpColumns as long as no word is.
[[nodiscard]] std::string render(const HelpPage& page);

/// Breaks `text` at blanks into lines of at most `columns`; newlines stay.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t columns);

}  // namespace probe
