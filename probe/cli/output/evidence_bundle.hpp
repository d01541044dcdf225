// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/request/policy_request.hpp"
#include "probe/cli/request/seal_request.hpp"
#include "probe/engine/way_out.hpp"
#include "probe/evidence/file.hpp"
#include "probe/model/record.hpp"
#include "probe/model/target.hpp"
#include "reports/report.hpp"
#include "tls/client/x509/roots.hpp"

#include <chrono>
#include <string>
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

/// The files of a bundle that follow from its record and from its policies: made anew, for comparison. Throws
/// std::runtime_error with what is wrong with the policies that `bundle` holds.
[[nodiscard]] std::vector<evidence::File> evidence_again(const ScanRecord& record,
                                                         const std::vector<evidence::File>& bundle);

/// How a time-stamping authority is reached.
struct StampMeans {
  const WayOut& way_out;
  const tls::x509::Roots& roots;  ///< for an authority behind HTTPS
  std::chrono::milliseconds timeout;
};

/// What was made; and why the time stamp was not, when it was asked for and is not among the files.
struct Seals {
  std::vector<evidence::File> files;
  std::string problem;  ///< fit for a terminal
};

/// Signs the manifest in `files`, and has the signature stamped; without a signature the manifest.
[[nodiscard]] Seals make_seals(const std::vector<evidence::File>& files, const SealRequest& request,
                               const StampMeans& means, Environment& environment);

}  // namespace probe::cli
