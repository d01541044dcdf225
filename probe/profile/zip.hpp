// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace probe::profile {

/// A file in a zip (PKWARE APPNOTE 4.3). `name` has slashes, whatever the archive has, and is hostile.
struct ZipEntry {
  std::string name;
  std::uint16_t method = 0;  ///< 0 stored, 8 deflate
  bool is_encrypted = false;
  std::uint32_t crc = 0, packed = 0, size = 0;
  std::uint32_t offset = 0;  ///< of its local header
};

/// At most this much comes out of an entry, whatever it claims: a profile is a few thousand octets.
inline constexpr std::size_t kMostEntryOctets = 4U << 20U;

/// The central directory, which alone is believed. Nothing for what is no whole zip, and for zip64.
[[nodiscard]] std::optional<std::vector<ZipEntry>> open_zip(std::string_view octets);
/// The entry's content, when it is as large as it says and its checksum is right.
[[nodiscard]] std::optional<std::string> extract(std::string_view octets, const ZipEntry& entry);

}  // namespace probe::profile
