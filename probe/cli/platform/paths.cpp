// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/platform/paths.hpp"

#include <fmt/core.h>

#include <array>
#include <cstdint>

namespace probe::cli {

std::filesystem::path native_path(const std::string& path) { return {std::u8string(path.begin(), path.end())}; }

std::string utf8_path(const std::filesystem::path& path) {
  const auto text = path.generic_u8string();
  return {text.begin(), text.end()};
}

std::filesystem::path beside(const std::filesystem::path& path, const RandomSource& random) {
  std::array<std::uint8_t, 4> octets{};
  random(octets);
  return path.parent_path() /
         fmt::format(".sstp-probe-{:02x}{:02x}{:02x}{:02x}.part", octets[0], octets[1], octets[2], octets[3]);
}

}  // namespace probe::cli
