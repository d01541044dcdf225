// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace probe::cli {

/// Looks an environment variable up.
using Variables = std::function<std::optional<std::string>(const char* name)>;

/// Whether the locale's character set is UTF-8: the first of LC_ALL, LC_CTYPE and LANG that is set and not empty
/// decides, as POSIX has it (XBD 8.2).
[[nodiscard]] bool locale_is_utf8(const Variables& variables);

/// Whether TERM says that the terminal knows no escape sequence.
[[nodiscard]] bool is_dumb_terminal(const Variables& variables);

}  // namespace probe::cli
