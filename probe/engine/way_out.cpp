// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/way_out.hpp"

#include "probe/proxy/no_proxy.hpp"

namespace probe {

std::optional<ProxyUrl> proxy_for(const WayOut& way_out, const Target& target) {
  const auto& host = target.connect ? target.connect->host : target.host;
  const auto port = target.connect ? target.connect->port.value_or(target.port) : target.port;
  if (bypasses_proxy(way_out.no_proxy, host, port)) return std::nullopt;
  return way_out.proxy;
}

}  // namespace probe
