// SPDX-License-Identifier: Apache-2.0
#include "probe/model/azure.hpp"

#include <algorithm>

namespace probe {

bool is_azure_gateway(std::string_view host) {
  std::string name(host);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; });
  if (name.ends_with('.')) name.pop_back();
  return name.ends_with(".vpn.azure.com") || name.ends_with(".cloudapp.net");
}

std::string azure_retirement(UtcTime day) {
  const auto days = std::chrono::floor<std::chrono::days>(day);
  const auto left = (std::chrono::sys_days(kAzureNoSstp) - days).count();
  const std::string instead = " Give its clients a profile for IKEv2 or OpenVPN";
  if (left < 0)
    return "Azure ended SSTP on 2027-03-31: no gateway of theirs serves it any more." + instead +
           "; --expect absent proves that this one does not.";
  std::string text = "Azure retires SSTP: existing gateways stop serving it on 2027-03-31";
  text += left == 0 ? ", which is the day of this scan."
                    : ", " + std::to_string(left) + (left == 1 ? " day" : " days") + " after this scan.";
  text += days < std::chrono::sys_days(kAzureNoNewSstp)
              ? " From 2026-03-31 on it cannot be enabled any more."
              : " It cannot be enabled since 2026-03-31: once switched off, it stays off.";
  return text + instead + " before that day.";
}

}  // namespace probe
