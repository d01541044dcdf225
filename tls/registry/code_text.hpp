// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tls {

/// "0x00FF": upper case, at least `digits` hexadecimal digits.
[[nodiscard]] std::string hex_code(std::uint32_t value, std::size_t digits);

/// The value of 1 to 8 hexadecimal digits and nothing else.
[[nodiscard]] std::optional<std::uint32_t> hex_value(std::string_view digits);

/// Equal but for the case of ASCII letters, whatever the locale.
[[nodiscard]] bool equal_ignoring_case(std::string_view left, std::string_view right);

}  // namespace tls
