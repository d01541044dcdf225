// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace probe::zip {

/// What raw deflate data (RFC 1951) stand for, when they are one whole stream, end with its last octet, and become
/// exactly `size` octets; nothing otherwise. Room is taken as it is filled, never for what is only claimed.
[[nodiscard]] std::optional<std::string> inflate(std::string_view packed, std::size_t size);

}  // namespace probe::zip
