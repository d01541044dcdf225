// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace probe {

enum class ByteOrder : std::uint8_t { little, big };

/// UTF-16 to UTF-8, without looking for a mark. Lone surrogates and an odd last octet become U+FFFD.
[[nodiscard]] std::string utf8_of_utf16(std::string_view octets, ByteOrder order = ByteOrder::little);

/// The text of a file that people or their programs wrote, as UTF-8 without its byte order mark: UTF-16 with a mark
/// (what regedit, Notepad and '>' in Windows PowerShell 5.1 write), else UTF-8 with a mark or without.
[[nodiscard]] std::string decode_text(std::string_view octets);

}  // namespace probe
