// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/policies_command.hpp"

#include "probe/cli/policy_request.hpp"
#include "probe/cli/printable.hpp"
#include "probe/cli/report_outputs.hpp"
#include "probe/policy/builtin.hpp"
#include "probe/policy/policy_text.hpp"

#include <algorithm>

namespace probe {
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

}  // namespace

Parsed<ExitCode> policies_command(const PoliciesArguments& arguments, Environment& environment) {
  const auto& words = arguments.words;
  std::string text;
  if (words.empty()) {
    text = list_of_policies();
  } else if (words.front() != "show" || words.size() != 2) {
    return UsageError{"write 'sstp-probe policies' or 'sstp-probe policies show NAME'"};
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

}  // namespace probe
