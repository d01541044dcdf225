// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/help_page.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace probe::cli {
namespace {

constexpr std::size_t kTextColumn = 28;

std::string render_entry(const HelpEntry& entry) {
  std::string text;
  std::string left = "  " + left_side(entry);
  // A left side that is too long has its line to itself.
  if (left.size() + 2 > kTextColumn) {
    text = left + "\n";
    left.clear();
  }
  for (const auto& line : wrap(entry.text, kHelpColumns - kTextColumn)) {
    text += fmt::format("{:<{}}{}\n", left, kTextColumn, line);
    left.clear();
  }
  return text;
}

std::string paragraphs(std::string_view text) {
  std::string result;
  for (const auto& line : wrap(text, kHelpColumns)) result += line + "\n";
  return result;
}

}  // namespace

std::string render(const HelpPage& page) {
  std::string text = "Usage: " + page.usage + "\n\n" + paragraphs(page.summary);
  for (const auto& group : page.groups) {
    text += "\n" + group.title + ":\n";
    for (const auto& entry : group.entries) text += render_entry(entry);
  }
  if (!page.examples.empty()) text += "\nExamples:\n";
  for (const auto& example : page.examples) {
    for (const auto& line : wrap(example.text, kHelpColumns - 4)) text += "  # " + line + "\n";
    text += "  " + example.command + "\n";
  }
  if (!page.ending.empty()) text += "\n" + paragraphs(page.ending);
  return text;
}

std::string left_side(const HelpEntry& entry) {
  std::string left;
  for (const auto& name : entry.names) left += (left.empty() ? "" : ", ") + name;
  return entry.value.empty() ? left : left + " " + entry.value;
}

std::vector<std::string> wrap(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines(1);
  bool at_start = true;
  while (!text.empty()) {
    if (text[0] == '\n') {
      lines.emplace_back();
      at_start = true;
      text.remove_prefix(1);
      continue;
    }
    if (text[0] == ' ' && !at_start) {
      text.remove_prefix(1);
      continue;
    }
    // Blanks at a line's start are its indent, and stay.
    const auto indent = std::min(text.find_first_not_of(' '), text.size());
    const auto word = text.substr(0, text.find_first_of(" \n", indent));
    if (!at_start && lines.back().size() + 1 + word.size() > columns) lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + std::string(word);
    at_start = false;
    text.remove_prefix(word.size());
  }
  return lines;
}

}  // namespace probe::cli
