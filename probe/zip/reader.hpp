// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace probe::zip {

/// A file in a zip (PKWARE APPNOTE 4.3). `name` has slashes, whatever the archive has, and is hostile.
struct Entry {
  std::string name;
  std::uint16_t method = 0;  ///< 0 stored, 8 deflate
  bool is_encrypted = false;
  std::uint32_t crc = 0, packed = 0, size = 0;
  std::uint32_t offset = 0;  ///< of its local header
};

/// The central directory, which alone is believed. Nothing for what is no whole zip, and for zip64.
[[nodiscard]] std::optional<std::vector<Entry>> open(std::string_view octets);
/// The entry's content, when it is no larger than `most` octets and as large as it says, its checksum is right and its
/// local header names it so too.
[[nodiscard]] std::optional<std::string> extract(std::string_view octets, const Entry& entry, std::size_t most);

}  // namespace probe::zip
