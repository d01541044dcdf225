// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/commands/table.hpp"
#include "probe/cli/output/printable.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/request/policy_request.hpp"
#include "probe/policy/builtin.hpp"
#include "probe/policy/new_policy.hpp"
#include "probe/policy/policy_reader.hpp"
#include "reports/policy_list.hpp"
#include "reports/policy_text.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace probe::cli {
namespace {

/// `policies`, `policies show NAME [--toml]` and `policies new NAME`.
struct Policies {
  std::vector<std::string> words;
  bool toml = false;

  void declare(Options& options) {
    options.words("WORDS", words);
    options.flag({"--toml", "print the file that the built-in policy is made of, to start from"}, toml);
  }
  Parsed<ExitCode> run(const OutputRequest& output, Environment& environment) const;
};

HelpPage policies_page() {
  HelpPage page;
  page.usage = "sstp-probe policies [show NAME|FILE | show NAME --toml | new NAME]";
  page.summary =
      "Lists the policies that are built in; 'show' prints the rules of one, each with its clause, and with --toml the "
      "file that it is made of. 'new' prints a file to start from, with every key there is in its comments.";
  page.examples = {
      {"sstp-probe policies", "names and titles"},
      {"sstp-probe policies show azure-p2s-2018", "its rules"},
      {"sstp-probe policies new ours > ours.toml", "a policy of your own; 'scan --policy ours.toml' goes by it"},
      {"sstp-probe policies show pci-dss-4 --toml > ours.toml", "the same, from one that is built in"},
  };
  return page;
}

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

ExitCode print_list(const reports::PolicyList& list, const std::string& text, const OutputRequest& output,
                    Environment& environment) {
  ReportOutputs outputs(output, environment);
  if (outputs.open() == Written::no) return ExitCode::could_not_run;
  auto written = outputs.finish(list);
  if (outputs.show_text(text) == Written::no) written = Written::no;
  return written == Written::yes ? ExitCode::complete : ExitCode::could_not_run;
}

/// A file to begin with is printed as it is, whatever else is wanted of what is printed.
Parsed<ExitCode> print_file(const Parsed<std::string>& text, const OutputRequest& output, Environment& environment) {
  if (!text) return text.error();
  if (!output.destinations.empty()) return UsageError{"-o and a policy's file contradict each other: leave one out"};
  return print_text(*text, environment) == Written::yes ? ExitCode::complete : ExitCode::could_not_run;
}

Parsed<ExitCode> Policies::run(const OutputRequest& output, Environment& environment) const {
  if (words.empty() && !toml) {
    reports::PolicyList list;
    for (const auto& builtin : builtin_policies()) list.policies.push_back(read_builtin(builtin));
    return print_list(list, list_of_policies(), output, environment);
  }
  if (words.size() == 2 && words.front() == "new" && !toml)
    return print_file(text_of_new(words.back()), output, environment);
  if (words.size() != 2 || words.front() != "show") {
    return UsageError{
        "write 'sstp-probe policies', 'sstp-probe policies show NAME', 'sstp-probe policies show NAME --toml' or "
        "'sstp-probe policies new NAME'"};
  }
  if (toml) return print_file(builtin_text(words.back()), output, environment);
  Policy policy;
  std::string text;
  const auto read = read_policy_named(words.back(), policy, text, environment);
  if (!read) return read.error();
  if (*read == Read::no) return ExitCode::could_not_run;
  return print_list({{policy}}, shown(reports::policy_text(policy)), output, environment);
}

}  // namespace

Command policies_command() {
  return {"policies",          "list the policies that are built in, or show one",
          Command::Ends::done, {formats_of<reports::PolicyList>},
          policies_page,       prepare<Policies>};
}

}  // namespace probe::cli
