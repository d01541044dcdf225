// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace probe::zip {

/// A file to be put into a zip. Borrowed.
struct Source {
  std::string_view name;  ///< ASCII, with slashes, without any at its ends
  std::string_view content;
};

/// A zip (PKWARE APPNOTE 4.3) of the files in this order, deflated where that makes them smaller, all of the same time:
/// the same arguments make the same octets. Nothing when it would need zip64: 65535 files, or 4 GiB.
[[nodiscard]] std::optional<std::string> write(std::span<const Source> files, std::chrono::sys_seconds when);

}  // namespace probe::zip
