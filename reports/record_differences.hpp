// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"

#include <string>
#include <vector>

namespace reports {

/// Where two records of one target differ, by the places of the JSON: "exchanges[3].response: the record says
/// "fatal_alert", the octets make it "server_hello"". Values are cut, and may be hostile.
[[nodiscard]] std::vector<std::string> record_differences(const probe::TargetRecord& said,
                                                          const probe::TargetRecord& seen);

}  // namespace reports
