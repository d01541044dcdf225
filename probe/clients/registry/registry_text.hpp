// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace probe::registry {

/// UTF-16 as Windows writes it, little end first, to UTF-8. Lone surrogates and an odd last octet become U+FFFD.
[[nodiscard]] std::string utf8_of_utf16(std::string_view octets);

/// A file's text as UTF-8 without its byte order mark: UTF-16LE (what regedit writes), or UTF-8 with or without a
/// mark. REGEDIT4 files are in the code page of whoever wrote them; what is looked for in them is ASCII.
[[nodiscard]] std::string decode_text(std::string_view octets);
/// ASCII alone: nothing that is looked for here has other letters.
[[nodiscard]] std::string lower(std::string_view text);


/// UTF-16LE with a byte order mark and CRLF for each LF, as regedit writes and reads it. `text` is ASCII.
[[nodiscard]] std::string regedit_text(std::string_view text);

/// Lines without their ends: LF or CRLF. The last line may lack one.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

/// Without blanks and tabs at either end.
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace probe::registry
