// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace probe {

/// Whether a host is to be reached without a proxy, by the value of the environment's no_proxy.
///
/// As curl reads it: entries between commas or white space; "*" is every host; "example.net" and ".example.net"
/// are that name and all below it; an address is itself, and "192.0.2.0/24" a network. Beyond curl an entry may name a
/// port ("example.net:443", "[2001:db8::1]:443") and then holds for that port alone. `host` has no brackets.
[[nodiscard]] bool bypasses_proxy(std::string_view no_proxy, std::string_view host, std::uint16_t port);

}  // namespace probe
