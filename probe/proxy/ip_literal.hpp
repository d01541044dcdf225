// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"

#include <optional>
#include <string_view>

namespace probe {

/// The 4 or 16 octets of an IPv4 or IPv6 address in its text form (RFC 4291 2.2), without brackets and zone; nothing
/// for any other text.
[[nodiscard]] std::optional<tls::Bytes> address_octets(std::string_view text);

}  // namespace probe
