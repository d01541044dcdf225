// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/policy_request.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/request/limits.hpp"
#include "probe/cli/request/nearest.hpp"
#include "probe/model/day.hpp"
#include "probe/policy/builtin.hpp"
#include "probe/policy/policy_reader.hpp"
#include "probe/policy/waivers.hpp"

#include <algorithm>

namespace probe::cli {
namespace {

constexpr std::size_t kLongestComplaint = 2000;

/// All of them, one a line: a file's words must not act on the terminal.
UsageError wrong_file(const PolicyErrors& errors) {
  std::string text;
  for (const auto& error : errors) text += (text.empty() ? "" : "\n") + printable(to_string(error), kLongestComplaint);
  return {text};
}

/// A waiver that means no rule is a mistake in its name. One of a built-in policy that is not asked for now is none.
PolicyErrors mistyped(const std::vector<Waiver>& waivers, const std::vector<Policy>& policies) {
  PolicyErrors errors;
  for (const auto& waiver : waivers) {
    const auto fits = [&](const Policy& policy) { return fits_a_rule(waiver.rule, policy); };
    const auto is_builtin = [&](const BuiltinPolicy& builtin) { return fits(read_builtin(builtin)); };
    if (std::any_of(policies.begin(), policies.end(), fits) ||
        std::any_of(builtin_policies().begin(), builtin_policies().end(), is_builtin))
      continue;
    errors.push_back({waiver.file, waiver.rule_line, waiver.rule_column,
                      "expected the id of a rule ('sstp-probe policies show NAME' lists them), or a pattern that fits "
                      "one; found " +
                          in_quotes(waiver.rule)});
  }
  return errors;
}

bool looks_like_a_path(const std::string& word) {
  return word == "-" || word.find_first_of("/\\") != std::string::npos || word.ends_with(".toml");
}

/// "; did you mean 'pci-dss-4'? Built in are ..."
std::string known_policies(std::string_view word) {
  std::vector<std::string> names;
  std::string known;
  for (const auto& builtin : builtin_policies()) {
    names.emplace_back(builtin.name);
    known += (known.empty() ? "" : ", ") + names.back();
  }
  const auto meant = did_you_mean(word, names);
  return (meant.empty() ? "; built" : meant + " Built") + " in are " + known;
}

Parsed<Read> read_waiver_file(const std::string& path, PolicyRequest& request, Environment& environment) {
  std::string text;
  if (read_text(path, limits::kPolicyOctets, text, environment) == Read::no) return Read::no;
  const auto waivers = read_waivers(text, path == "-" ? "standard input" : path);
  if (!waivers) return wrong_file(waivers.error());
  if (const auto errors = mistyped(*waivers, request.policies); !errors.empty()) return wrong_file(errors);
  request.options.waivers = *waivers;
  request.sources.push_back({"waivers", std::move(text)});
  return Read::yes;
}

std::chrono::sys_days today(const Environment& environment) {
  return std::chrono::floor<std::chrono::days>(environment.now());
}

}  // namespace

void add_policy_options(Options& options, PolicyArguments& arguments) {
  options.each({"--policy", "NAME|FILE",
                "judge by a built-in policy ('sstp-probe policies') or a policy file; may be repeated", kJudging},
               arguments.policies);
  options.value(
      {"--waivers", "FILE", "a TOML file that says which failures are tolerated, by whom, why and how long", kJudging},
      arguments.waivers);
  options.value(
      {"--as-of", "DATE",
       "judge as if it were that day (2027-03-31): certificates, waivers, and what Azure still serves", kJudging},
      arguments.as_of);
  options.flag({"--allow-inconclusive",
                "let through what could not be told; the report says so. Without it, nothing unknown passes", kJudging},
               arguments.allow_inconclusive);
  options.flag(
      {"--fail-on-warn", "a 'should' counts as a 'must', in every report and in the exit code; otherwise it only warns",
       kJudging},
      arguments.fail_on_warn);
  options.flag({"--fail-on-stale-waivers",
                "fail when a waiver has expired, means no target, or waives what no longer fails", kJudging},
               arguments.fail_on_stale_waivers);
}

Parsed<Read> read_policies(const PolicyArguments& arguments, PolicyRequest& request, Environment& environment) {
  request.options.as_of = today(environment);
  if (arguments.as_of) {
    request.as_of = day_from(*arguments.as_of);
    if (!request.as_of) return UsageError{"--as-of: " + quote(*arguments.as_of) + " is not a day such as 2026-12-31"};
    request.options.as_of = *request.as_of;
  }
  if (arguments.policies.empty()) {
    const bool stray =
        arguments.waivers || arguments.allow_inconclusive || arguments.fail_on_warn || arguments.fail_on_stale_waivers;
    if (stray)
      return UsageError{"--waivers, --allow-inconclusive, --fail-on-warn and --fail-on-stale-waivers want a --policy"};
    return Read::yes;
  }
  for (const auto& word : arguments.policies) {
    Policy policy;
    std::string text;
    const auto read = read_policy_named(word, policy, text, environment);
    if (!read || *read == Read::no) return read;
    const auto same = [&](const Policy& other) { return other.name == policy.name; };
    if (std::any_of(request.policies.begin(), request.policies.end(), same))
      return UsageError{"--policy: two policies are called " + quote(policy.name)};
    request.sources.push_back({policy.name, std::move(text)});
    request.policies.push_back(std::move(policy));
  }
  if (arguments.allow_inconclusive) request.options.inconclusive = Inconclusive::allowed;
  if (arguments.fail_on_warn) request.options.warnings = Warnings::fail;
  if (arguments.fail_on_stale_waivers) request.options.stale_waivers = StaleWaivers::fail;
  if (arguments.waivers) return read_waiver_file(*arguments.waivers, request, environment);
  return Read::yes;
}

Parsed<Read> read_policy_named(const std::string& word, Policy& policy, std::string& text, Environment& environment) {
  if (const auto* builtin = find_builtin_policy(word)) {
    policy = read_builtin(*builtin);
    text = builtin->text;
    return Read::yes;
  }
  if (!looks_like_a_path(word))
    return UsageError{quote(word) + " is no built-in policy and no path of a .toml file" + known_policies(word)};
  if (read_text(word, limits::kPolicyOctets, text, environment) == Read::no) return Read::no;
  auto read = read_policy(text, word == "-" ? "standard input" : word);
  if (!read) return wrong_file(read.error());
  policy = *std::move(read);
  if (word == "-") policy.file.clear();
  return Read::yes;
}

std::vector<Judgement> judge_all(const PolicyRequest& request, const ScanRecord& record) {
  std::vector<Judgement> judgements;
  for (const auto& policy : request.policies) judgements.push_back(judge_by(policy, record, request.options));
  note_stale_waivers(request.policies, record, request.options, judgements);
  return judgements;
}

}  // namespace probe::cli
