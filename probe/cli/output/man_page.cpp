// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/man_page.hpp"

#include "tls/wire/text.hpp"

#include <fmt/core.h>

namespace probe::cli {
namespace {

/// man(7): a hyphen that is typed is "\-", and a line that begins with a dot or an apostrophe would be a request.
std::string roff(std::string_view text) {
  std::string out;
  bool at_start = true;
  for (const char character : text) {
    if (at_start && (character == '.' || character == '\'')) out += "\\&";
    if (character == '\\')
      out += "\\e";
    else if (character == '-')
      out += "\\-";
    else
      out += character;
    at_start = character == '\n';
  }
  return out;
}

/// Lines stay lines, and an empty one parts paragraphs.
std::string roff_paragraphs(std::string_view text) {
  std::string out;
  bool between = true;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.empty() ? 1 : line.size());
    if (line.empty()) {
      if (text.starts_with('\n')) out += ".PP\n";
      between = text.starts_with('\n');
      if (between) text.remove_prefix(1);
      continue;
    }
    if (!between) out += ".br\n";
    out += roff(line) + "\n";
    between = false;
  }
  return out;
}

/// The names bold, the value slanted.
std::string heading(const HelpEntry& entry) {
  std::string out;
  for (const auto& name : entry.names) out += (out.empty() ? "\\fB" : ", \\fB") + roff(name) + "\\fR";
  return entry.value.empty() ? out : out + " \\fI" + roff(entry.value) + "\\fR";
}

std::string entries(const HelpGroup& group) {
  std::string out;
  for (const auto& entry : group.entries) out += ".TP\n" + heading(entry) + "\n" + roff_paragraphs(entry.text);
  return out;
}

std::string examples(const HelpPage& page) {
  std::string out;
  for (const auto& example : page.examples)
    out += ".TP\n.nh\n\\fB" + roff(example.command) + "\\fR\n.hy\n" + roff_paragraphs(example.text);
  return out;
}

std::string synopsis(std::span<const CommandPage> pages) {
  std::string out;
  for (const auto& [command, page] : pages) {
    if (command.empty()) continue;
    out += (out.empty() ? "" : ".br\n") + roff(page.usage) + "\n";
  }
  return out;
}

std::string command_section(const CommandPage& command) {
  const auto& page = command.page;
  auto out = ".SH \"SSTP\\-PROBE " + roff(command.command) + "\"\n" + roff(page.usage) + "\n.PP\n" +
             roff_paragraphs(page.summary);
  for (const auto& group : page.groups) out += ".SS \"" + roff(group.title) + "\"\n" + entries(group);
  if (!page.examples.empty()) out += ".SS Examples\n" + examples(page);
  if (!page.ending.empty()) out += ".PP\n" + roff_paragraphs(page.ending);
  return out;
}

/// "tells which ...", as lists of pages have it.
std::string as_a_name(std::string summary) {
  summary.front() = tls::lower_case(summary.front());
  if (summary.ends_with('.')) summary.pop_back();
  return summary;
}

}  // namespace

std::string man_page(std::span<const CommandPage> pages, std::string_view version) {
  const auto& program = pages.front().page;
  auto out = fmt::format(".TH SSTP\\-PROBE 1 \"\" \"sstp\\-probe {}\" \"User Commands\"\n.ad l\n", roff(version));
  out += ".SH NAME\nsstp\\-probe \\- " + roff(as_a_name(program.summary)) + "\n.SH SYNOPSIS\n" + synopsis(pages);
  for (const auto& group : program.groups)
    out += ".SH " + (group.title == kCommandsTitle ? std::string("COMMANDS") : "\"" + roff(group.title) + "\"") + "\n" +
           entries(group);
  out += ".SH \"EXIT STATUS\"\n" + roff_paragraphs(program.ending) + ".SH EXAMPLES\n" + examples(program);
  for (const auto& command : pages.subspan(1)) out += command_section(command);
  return out;
}

}  // namespace probe::cli
