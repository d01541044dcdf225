// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/policy_request.hpp"
#include "probe/cli/seal_request.hpp"
#include "probe/evidence/file.hpp"
#include "probe/model/target.hpp"
#include "reports/report.hpp"

#include <vector>

namespace probe {

/// All that a bundle holds but what seals it, in the order of the names: the files of the record, the targets as they
/// were asked for, the policies and waivers that judged, the tool and its libraries, what is to seal it, and the
/// manifest over them.
[[nodiscard]] std::vector<evidence::File> evidence_bundle(const reports::Subject& subject,
                                                          const std::vector<Target>& targets,
                                                          const PolicyRequest& policies, const SealRequest& seal,
                                                          const Environment& environment);

}  // namespace probe
