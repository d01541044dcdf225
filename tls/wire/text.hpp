// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace tls {

// Text as protocols have it: ASCII, whatever the locale.

[[nodiscard]] constexpr char lower_case(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}
/// Octets outside ASCII stay as they are.
[[nodiscard]] std::string lower_case(std::string_view text);

/// Without blanks and tabs at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace tls
