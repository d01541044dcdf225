// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/policy_request.hpp"

#include "probe/cli/limits.hpp"
#include "probe/cli/printable.hpp"
#include "probe/model/day.hpp"
#include "probe/policy/builtin.hpp"
#include "probe/policy/policy_reader.hpp"

#include <algorithm>

namespace probe {
namespace {

constexpr std::size_t kLongestComplaint = 2000;

UsageError wrong_file(const PolicyError& error) { return {printable(to_string(error), kLongestComplaint)}; }

bool looks_like_a_path(const std::string& word) {
  return word == "-" || word.find_first_of("/\\") != std::string::npos || word.ends_with(".toml");
}

std::string known_policies() {
  std::string known;
  for (const auto& builtin : builtin_policies()) known += (known.empty() ? "" : ", ") + std::string(builtin.name);
  return known;
}

Parsed<Read> read_waiver_file(const std::string& path, PolicyRequest& request, Environment& environment) {
  std::string text;
  if (read_input(path, limits::kPolicyOctets, text, environment) == Read::no) return Read::no;
  const auto waivers = read_waivers(text, path == "-" ? "standard input" : path);
  if (!waivers) return wrong_file(waivers.error());
  request.options.waivers = *waivers;
  request.sources.push_back({"waivers", std::move(text)});
  return Read::yes;
}

std::chrono::sys_days today(const Environment& environment) {
  return std::chrono::floor<std::chrono::days>(environment.now());
}

}  // namespace

Parsed<Read> read_policies(const PolicyArguments& arguments, PolicyRequest& request, Environment& environment) {
  request.options.as_of = today(environment);
  if (arguments.as_of) {
    request.as_of = day_from(*arguments.as_of);
    if (!request.as_of) return UsageError{"--as-of: " + quote(*arguments.as_of) + " is not a day such as 2026-12-31"};
    request.options.as_of = *request.as_of;
  }
  if (arguments.policies.empty()) {
    const bool stray = arguments.waivers || arguments.allow_inconclusive || arguments.fail_on_warn;
    if (stray) return UsageError{"--waivers, --allow-inconclusive and --fail-on-warn want a --policy"};
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
    return UsageError{quote(word) + " is no built-in policy and no path of a .toml file; built in are " +
                      known_policies()};
  if (read_input(word, limits::kPolicyOctets, text, environment) == Read::no) return Read::no;
  auto read = read_policy(text, word == "-" ? "standard input" : word);
  if (!read) return wrong_file(read.error());
  policy = *std::move(read);
  if (word == "-") policy.file.clear();
  return Read::yes;
}

std::vector<Judgement> judge_all(const PolicyRequest& request, const ScanRecord& record) {
  std::vector<Judgement> judgements;
  for (const auto& policy : request.policies) judgements.push_back(judge_by(policy, record, request.options));
  return judgements;
}

}  // namespace probe
