// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tls {

/// RFC 4648 section 4, with padding.
[[nodiscard]] std::string to_base64(BytesView octets);
/// Nothing for what is not exactly that.
[[nodiscard]] std::optional<Bytes> from_base64(std::string_view text);

}  // namespace tls
