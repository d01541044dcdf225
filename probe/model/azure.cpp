// SPDX-License-Identifier: Apache-2.0
#include "probe/model/azure.hpp"

#include "probe/model/day.hpp"

#include <algorithm>

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

std::string_view to_string(AzureStage stage) {
  switch (stage) {
    case AzureStage::open:
      return "open";
    case AzureStage::closed:
      return "closed";
    case AzureStage::ended:
      return "ended";
  }
  return {};
}

std::string azure_retirement(std::chrono::sys_days day) {
  const auto stage = azure_stage(day);
  const std::string instead = " Give its clients a profile for IKEv2 or OpenVPN";
  if (stage == AzureStage::ended)
    return "Azure ended SSTP on 2027-03-31: no gateway of theirs serves it any more." + instead +
           "; --expect absent proves that this one does not.";
  const auto left = (std::chrono::sys_days(kAzureNoSstp) - day).count();
  std::string text = "Azure retires SSTP: existing gateways stop serving it on 2027-03-31";
  text += left == 0 ? ", the very day that is looked at."
                    : ", " + std::to_string(left) + (left == 1 ? " day" : " days") + " after " + day_text(day) + ".";
  text += stage == AzureStage::open ? " From 2026-03-31 on it cannot be enabled any more."
                                    : " It cannot be enabled since 2026-03-31: once switched off, it stays off.";
  return text + instead + " before that day.";
}

}  // namespace probe
