// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/exit_code.hpp"
#include "probe/cli/request/input.hpp"
#include "probe/cli/request/options.hpp"
#include "probe/cli/request/usage_error.hpp"
#include "probe/policy/judge.hpp"
#include "probe/policy/policy.hpp"
#include "reports/report.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace probe::cli {

/// What to judge by, as the command line says it.
struct PolicyArguments {
  std::vector<std::string> policies;
  std::optional<std::string> waivers, as_of;
  bool allow_inconclusive = false, fail_on_warn = false, fail_on_stale_waivers = false;
};
void add_policy_options(Options& options, PolicyArguments& arguments);

/// A file as it was read.
struct SourceText {
  std::string name;  ///< of the policy, or "waivers"
  std::string text;
};

/// What to judge by, read and checked before anything is asked of a target.
struct PolicyRequest {
  std::vector<Policy> policies;
  JudgeOptions options;
  std::optional<std::chrono::sys_days> as_of;  ///< the day that the user gave; nothing: none
  std::vector<SourceText> sources;             ///< the policies in their order, then the waivers
};

/// Read::no: a file could not be read, and `environment.err` was told. The error is about what the user wrote, on the
/// command line or in a file ("FILE:LINE:COLUMN: ...").
Parsed<Read> read_policies(const PolicyArguments& arguments, PolicyRequest& request, Environment& environment);

/// A built-in policy by its name, or a file; `text` becomes its TOML.
Parsed<Read> read_policy_named(const std::string& word, Policy& policy, std::string& text, Environment& environment);

[[nodiscard]] std::vector<Judgement> judge_all(const PolicyRequest& request, const ScanRecord& record);

}  // namespace probe::cli
