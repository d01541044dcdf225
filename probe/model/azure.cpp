// SPDX-License-Identifier: Apache-2.0
#include "probe/model/azure.hpp"

#include "probe/model/day.hpp"

#include <algorithm>
#include <string>

namespace probe {

bool is_azure_gateway(std::string_view host) {
  std::string name(host);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; });
  if (name.ends_with('.')) name.pop_back();
  return name.ends_with(".vpn.azure.com") || name.ends_with(".cloudapp.net");
}

AzureStage azure_stage(std::chrono::sys_days day) {
  if (day > std::chrono::sys_days(kAzureNoSstp)) return AzureStage::ended;
  return day < std::chrono::sys_days(kAzureNoNewSstp) ? AzureStage::open : AzureStage::closed;
}

Message azure_retirement(std::chrono::sys_days day) {
  const auto left = (std::chrono::sys_days(kAzureNoSstp) - day).count();
  switch (azure_stage(day)) {
    case AzureStage::open:
      return message("azure.open", left, day_text(day));
    case AzureStage::closed:
      return left == 0 ? message("azure.last_day") : message("azure.closed", left, day_text(day));
    case AzureStage::ended:
      break;
  }
  return message("azure.ended");
}

}  // namespace probe
