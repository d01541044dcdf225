// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/request/policy_request.hpp"
#include "probe/cli/request/seal_request.hpp"
#include "probe/evidence/file.hpp"
#include "probe/model/target.hpp"
#include "reports/report.hpp"

#include <string_view>
#include <vector>

namespace probe::cli {

/// All that a bundle holds but what seals it, in the order of the names: the files of the record, the targets as they
/// were asked for, the policies and waivers that judged, the tool and its libraries, what is to seal it, and the
/// manifest over them.
[[nodiscard]] std::vector<evidence::File> evidence_bundle(const reports::Subject& subject,
                                                          const std::vector<Target>& targets,
                                                          const PolicyRequest& policies, const SealRequest& seal,
                                                          const Environment& environment);

/// Those among them that follow from the record, the targets and the policies, in no order.
[[nodiscard]] std::vector<evidence::File> files_of_record(const reports::Subject& subject,
                                                          const std::vector<Target>& targets,
                                                          const PolicyRequest& policies);

// Lines of policies/judged.txt. "judged by NAME.toml, read from PATH".
inline constexpr std::string_view kJudgedAsOf = "judged as of ", kJudgedBy = "judged by ", kWaivedBy = "waived by ",
                                  kReadFrom = ", read from ", kAllowInconclusive = "--allow-inconclusive",
                                  kFailOnWarn = "--fail-on-warn", kFailOnStaleWaivers = "--fail-on-stale-waivers",
                                  kAsOf = "--as-of ", kLanguage = "--lang ";

}  // namespace probe::cli
