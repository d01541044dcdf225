// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/message.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace probe {

// Microsoft, "Transition to OpenVPN protocol or IKEv2 from SSTP" (azure-docs, ikev2-openvpn-from-sstp): SSTP cannot be
// enabled since the first day; what has it stops on the second.
inline constexpr std::chrono::year_month_day kAzureNoNewSstp{std::chrono::year(2026), std::chrono::month(3),
                                                             std::chrono::day(31)};
inline constexpr std::chrono::year_month_day kAzureNoSstp{std::chrono::year(2027), std::chrono::month(3),
                                                          std::chrono::day(31)};

/// Whether the name is one of Azure's VPN gateways: below vpn.azure.com or cloudapp.net.
[[nodiscard]] bool is_azure_gateway(std::string_view host);

enum class AzureStage : std::uint8_t {
  open,    ///< gateways serve SSTP, and it can be enabled
  closed,  ///< gateways that have it serve it on
  ended,
};
[[nodiscard]] AzureStage azure_stage(std::chrono::sys_days day);

/// What the end of SSTP at Azure means on that day: two or three sentences.
[[nodiscard]] Message azure_retirement(std::chrono::sys_days day);

}  // namespace probe
