// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace probe::profile {

/// RFC 4648 section 4, with white space anywhere; empty for what is no base64.
[[nodiscard]] std::string decode_base64(std::string_view text);

}  // namespace probe::profile
