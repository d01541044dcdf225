// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace probe {

/// Whether `text` is `pattern`, in which each '*' stands for any characters or none. ASCII letters of any case are
/// alike.
[[nodiscard]] bool matches_glob(std::string_view pattern, std::string_view text);

}  // namespace probe
