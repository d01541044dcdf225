// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/request/usage_error.hpp"
#include "probe/model/record.hpp"
#include "probe/policy/judgement.hpp"

#include <span>
#include <string>
#include <vector>

namespace probe::cli {

/// What the shell is told.
enum class ExitCode : int {
  complete = 0,       ///< every cell of every target is known, and every call that was asked for was made
  policy_failed = 1,  ///< what was demanded does not hold: of a policy, or of a command that tests something else
  inconclusive = 2,   ///< something could not be told; a target among several could not be reached
  could_not_run = 3,  ///< no target could be reached, a file could not be read or written
  usage = 64,         ///< EX_USAGE of sysexits.h
};

/// How --help tells the codes of a command that scans.
inline constexpr const char* kScanExitCodes =
    "Exit codes: 0 everything is known and every policy passed, 1 a policy failed, 2 something stayed inconclusive, a "
    "'must' or a 'should' stayed unknown, a call was never made or the scan was interrupted, 3 could not run (no "
    "target reachable, a file cannot be read or written), 64 the command line is wrong.";

/// The codes that `--exit-zero-on` takes, "1,2": what tells of a gateway. What tells of the command itself stays. An
/// empty text names none.
[[nodiscard]] Parsed<std::vector<ExitCode>> parse_exit_codes(const std::string& text);

/// What a scan that ended with this record means.
[[nodiscard]] ExitCode exit_code(const ScanRecord& record);

/// The same with what policies say of it. A failure that is certain counts more than anything unknown.
[[nodiscard]] ExitCode exit_code(const ScanRecord& record, std::span<const Judgement> judgements);

/// What --expect absent makes of it: success only where SSTP is absent everywhere, failure where it is served anywhere.
[[nodiscard]] ExitCode absence_exit_code(const ScanRecord& record);

/// What `clients` makes of it: success only where it is known of each client what becomes of it, be that for good or
/// bad.
[[nodiscard]] ExitCode clients_exit_code(const ScanRecord& record);

/// Of two answers about one record: a failure weighs more than what could not be told, and that more than success.
[[nodiscard]] ExitCode graver(ExitCode a, ExitCode b);

}  // namespace probe::cli
