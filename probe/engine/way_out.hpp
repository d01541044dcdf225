// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/target.hpp"
#include "probe/proxy/proxy_url.hpp"

#include <optional>
#include <string>

namespace probe {

/// How connections leave this machine. Apart from ScanOptions, which go into records: a proxy's URL may hold a
/// password.
struct WayOut {
  std::optional<ProxyUrl> proxy;
  std::string no_proxy;  ///< hosts that are reached without it, as in the environment's no_proxy
};

/// The proxy for that target; nothing when it is reached without one.
[[nodiscard]] std::optional<ProxyUrl> proxy_for(const WayOut& way_out, const Target& target);

}  // namespace probe
