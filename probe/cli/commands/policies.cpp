// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/commands/policies.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/request/policy_request.hpp"
#include "probe/policy/builtin.hpp"
#include "probe/policy/new_policy.hpp"
#include "probe/policy/policy_reader.hpp"
#include "probe/policy/policy_text.hpp"

#include <algorithm>

namespace probe::cli {
namespace {

std::string list_of_policies() {
  std::size_t width = 0;
  for (const auto& builtin : builtin_policies()) width = std::max(width, builtin.name.size());
  std::string list;
  for (const auto& builtin : builtin_policies()) {
    std::string name(builtin.name);
    name.resize(width + 2, ' ');
    list += name + read_builtin(builtin).title + "\n";
  }
  return list;
}

/// Line by line: a file's words must not act on the terminal.
std::string shown(const std::string& text) {
  std::string out;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const auto end = std::min(text.find('\n', begin), text.size());
    out += printable(text.substr(begin, end - begin)) + "\n";
    begin = end + 1;
  }
  return out;
}

/// What goes into a file: to the octet, and ours alone, so that nothing of it has to be made harmless.
Parsed<std::string> builtin_text(const std::string& name) {
  if (const auto* const builtin = find_builtin_policy(name)) return std::string(builtin->text);
  return UsageError{quote(name) +
                    " is not built in: --toml prints a policy that is, and 'sstp-probe policies' lists them"};
}

Parsed<std::string> text_of_new(const std::string& name) {
  if (!is_policy_name(name))
    return UsageError{"a policy's name has letters, digits, '-', '_' and '.'; found " + quote(name)};
  if (find_builtin_policy(name) != nullptr)
    return UsageError{quote(name) + " is built in: choose another name, or print that one with 'policies show " + name +
                      " --toml'"};
  return new_policy(name);
}

}  // namespace

Parsed<ExitCode> policies_command(const PoliciesArguments& arguments, Environment& environment) {
  const auto& words = arguments.words;
  std::string text;
  const bool shows = words.size() == 2 && words.front() == "show";
  if (words.empty() && !arguments.toml) {
    text = list_of_policies();
  } else if (words.size() == 2 && words.front() == "new" && !arguments.toml) {
    const auto made = text_of_new(words.back());
    if (!made) return made.error();
    text = *made;
  } else if (shows && arguments.toml) {
    const auto builtin = builtin_text(words.back());
    if (!builtin) return builtin.error();
    text = *builtin;
  } else if (!shows) {
    return UsageError{
        "write 'sstp-probe policies', 'sstp-probe policies show NAME', 'sstp-probe policies show NAME --toml' or "
        "'sstp-probe policies new NAME'"};
  } else {
    Policy policy;
    const auto read = read_policy_named(words.back(), policy, text, environment);
    if (!read) return read.error();
    if (*read == Read::no) return ExitCode::could_not_run;
    text = shown(policy_text(policy));
  }
  const auto error = stdout_file(environment.out)->write(text);
  if (!error) return ExitCode::complete;
  tell_write_error(environment.err, "standard output", error);
  return ExitCode::could_not_run;
}

}  // namespace probe::cli
