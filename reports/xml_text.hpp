// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace reports {

/// Hostile text as XML 1.0 takes it, in an attribute and between tags: without the characters that section 2.2 forbids,
/// and on one line.
[[nodiscard]] std::string xml_text(std::string_view hostile);

}  // namespace reports
