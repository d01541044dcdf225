// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace reports {

/// Text that may carry a peer's octets, made fit to be shown on one line: control characters (C0, DEL, C1), line and
/// paragraph separators, bidirectional overrides and isolates, zero-width characters and octets that are not UTF-8
/// become visible escapes ("\x1b", "\u{202e}"). Everything else stays. Applied twice it changes nothing more.
[[nodiscard]] std::string visible(std::string_view text);

/// Only octets that are not UTF-8 become escapes: for formats that can carry every character, such as JSON. What
/// visible() makes of the result is what it makes of the text itself.
[[nodiscard]] std::string valid_utf8(std::string_view text);

/// visible() in ASCII alone: every other character becomes an escape.
[[nodiscard]] std::string visible_ascii(std::string_view text);

}  // namespace reports
