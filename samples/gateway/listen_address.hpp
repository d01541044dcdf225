// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace gateway {

/// For CLI11: an empty text for a loopback address, the reason otherwise. A server that speaks RC4 and export ciphers
/// has no business on a network.
[[nodiscard]] std::string check_loopback(const std::string& address);

/// "127.0.0.1:4433", "[::1]:4433".
[[nodiscard]] std::string printable_endpoint(const std::string& address, std::uint16_t port);

}  // namespace gateway
