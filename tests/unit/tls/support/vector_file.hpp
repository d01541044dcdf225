// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"

#include <string>
#include <string_view>

namespace tls::test {

/// The octets of tests/unit/tls/vectors/NAME.hex, whose comment tells who made them and how.
[[nodiscard]] Bytes vector_file(const std::string& name);

/// The same without the four octets of the handshake header.
[[nodiscard]] Bytes vector_body(const std::string& name);

/// "16 03 01": blanks are skipped.
[[nodiscard]] Bytes from_hex(std::string_view text);

}  // namespace tls::test
