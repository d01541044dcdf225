// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace reports {

/// FIPS 180-4, in lower-case hexadecimal: reports are made where there is no OpenSSL, too. It names a file and protects
/// nothing.
[[nodiscard]] std::string sha256(std::string_view octets);

}  // namespace reports
