// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/dial.hpp"
#include "probe/engine/recorder.hpp"
#include "probe/proxy/proxy_url.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <string>

namespace probe {

/// Asks the proxy at the other end of `socket` for a way to `host`. A proxy that grants none is a failed connection,
/// whatever its reason: it says nothing about the gateway's TLS.
[[nodiscard]] Awaitable<Dialed> open_tunnel(asio::ip::tcp::socket socket, const ProxyUrl& proxy, std::string host,
                                            std::uint16_t port, Alarm& alarm, Recorder* recorder = nullptr);

}  // namespace probe
