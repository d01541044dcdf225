// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace probe::cli {

/// The text as a terminal may be given it: control octets, malformed UTF-8 and characters that reorder or hide text
/// become "\x1b" and the like. Messages quote file names, arguments and files through this. At most `limit` octets of
/// `text` are shown, then "...".
[[nodiscard]] std::string printable(std::string_view text, std::size_t limit = 200);

/// Lines for a terminal of ASCII alone: every octet outside of it becomes "\xc3" and the like; nothing else changes.
[[nodiscard]] std::string in_ascii(std::string_view lines);

/// printable() between single quotes: 'vpn.example.net'.
[[nodiscard]] std::string quote(std::string_view text);

}  // namespace probe::cli
