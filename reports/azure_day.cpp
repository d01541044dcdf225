// SPDX-License-Identifier: Apache-2.0
#include "reports/azure_day.hpp"

#include "probe/model/azure.hpp"

#include <algorithm>

namespace reports {

std::optional<std::chrono::sys_days> azure_day(const Subject& subject) {
  const auto is_azure = [](const probe::TargetRecord& target) {
    return probe::is_azure_gateway(target.target.host) ||
           (target.target.sni && probe::is_azure_gateway(*target.target.sni));
  };
  const auto& targets = subject.record.targets;
  if (std::none_of(targets.begin(), targets.end(), is_azure)) return std::nullopt;
  return subject.as_of.value_or(std::chrono::floor<std::chrono::days>(subject.record.finished));
}

}  // namespace reports
