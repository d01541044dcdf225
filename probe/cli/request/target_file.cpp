// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/target_file.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/request/target_text.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace probe::cli {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlank = " \t";
constexpr std::size_t kLongestUsersWord = 200;

/// What a target is called, and what else the user says of it.
constexpr std::pair<std::string_view, std::string Target::*> kUsersWords[] = {
    {"label", &Target::label}, {"purpose", &Target::purpose}, {"owner", &Target::owner}, {"site", &Target::site}};

Parsed<std::vector<std::string>> split_fields(std::string_view line);
Parsed<ListedTarget> parse_fields(const std::vector<std::string>& fields);

}  // namespace

Parsed<std::vector<ListedTarget>> parse_target_file(std::string_view text, const std::string& name) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::vector<ListedTarget> targets;
  for (std::size_t number = 1; !text.empty(); ++number) {
    auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto here = [&](const UsageError& error) {
      return UsageError{printable(name) + ":" + std::to_string(number) + ": " + error.text};
    };
    const auto fields = split_fields(line);
    if (!fields) return here(fields.error());
    if (fields->empty()) continue;
    auto listed = parse_fields(*fields);
    if (!listed) return here(listed.error());
    targets.push_back(*std::move(listed));
    targets.back().target.origin = TargetOrigin{name, number};
  }
  return targets;
}

namespace {

/// What stands between the blanks, up to a comment. Quotes keep blanks and '#' together and do not stay; within them
/// \" and \\ stand for themselves.
Parsed<std::vector<std::string>> split_fields(std::string_view line) {
  std::vector<std::string> fields;
  for (std::size_t at = line.find_first_not_of(kBlank); at < line.size(); at = line.find_first_not_of(kBlank, at)) {
    if (line[at] == '#') break;
    std::string field;
    bool in_quotes = false;
    for (; at < line.size() && (in_quotes || kBlank.find(line[at]) == std::string_view::npos); ++at) {
      const bool is_escape =
          in_quotes && line[at] == '\\' && at + 1 < line.size() && (line[at + 1] == '"' || line[at + 1] == '\\');
      if (is_escape) ++at;
      if (line[at] == '"' && !is_escape) {
        in_quotes = !in_quotes;
      } else {
        field += line[at];
      }
    }
    if (in_quotes) return UsageError{"a quote is opened and never closed"};
    fields.push_back(std::move(field));
  }
  return fields;
}

std::optional<UsageError> read_field(std::string_view key, const std::string& value, ListedTarget& listed) {
  for (const auto& [name, member] : kUsersWords) {
    if (key != name) continue;
    const bool has_control =
        std::any_of(value.begin(), value.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
    if (has_control) return UsageError{std::string(name) + "=" + printable(value) + " holds a control character"};
    if (value.size() > kLongestUsersWord) return UsageError{std::string(name) + "= is longer than 200 letters"};
    listed.target.*member = value;
    return std::nullopt;
  }
  if (key == "sni") {
    if (listed.names_sni) return UsageError{"sni= stands here twice"};
    listed.names_sni = true;
    listed.target.sni = std::nullopt;
    if (value == "-") return std::nullopt;
    const auto sni = parse_sni(value);
    if (!sni) return UsageError{"sni=: " + sni.error().text};
    listed.target.sni = *sni;
    return std::nullopt;
  }
  if (key == "connect") {
    if (listed.names_connect) return UsageError{"connect= stands here twice"};
    listed.names_connect = true;
    const auto connect = parse_connect(value);
    if (!connect) return UsageError{"connect=: " + connect.error().text};
    listed.target.connect = *connect;
    return std::nullopt;
  }
  return UsageError{quote(key) + " is not a field: sni=, connect=, label=, purpose=, owner= and site= are"};
}

Parsed<ListedTarget> parse_fields(const std::vector<std::string>& fields) {
  const auto target = parse_target(fields.front());
  if (!target) return target.error();
  ListedTarget listed{*target};
  for (std::size_t at = 1; at < fields.size(); ++at) {
    const auto& field = fields[at];
    const auto equals = field.find('=');
    if (equals == std::string::npos) {
      return UsageError{quote(field) +
                        " stands behind the target: one target a line, then sni=, connect=, label= and others"};
    }
    if (const auto error = read_field(std::string_view(field).substr(0, equals), field.substr(equals + 1), listed)) {
      return *error;
    }
  }
  return listed;
}

std::string quoted_field(std::string_view key, const std::string& value) {
  std::string text = " " + std::string(key) + "=\"";
  for (const char letter : printable(value, kLongestUsersWord)) {
    if (letter == '"' || letter == '\\') text += '\\';
    text += letter;
  }
  return text + '"';
}

}  // namespace

std::string target_file_text(const std::vector<Target>& targets) {
  std::string text;
  for (const auto& target : targets) {
    text += to_string(target);
    if (target.sni != default_sni(target.host)) text += " sni=" + target.sni.value_or("-");
    if (const auto& connect = target.connect) {
      Target there;
      there.host = connect->host;
      there.port = connect->port.value_or(target.port);
      text += " connect=" + to_string(there);
    }
    for (const auto& [name, member] : kUsersWords)
      if (const auto& word = target.*member; !word.empty()) text += quoted_field(name, word);
    text += '\n';
  }
  return text;
}

}  // namespace probe::cli
