// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/registry_text.hpp"

#include <algorithm>

namespace probe::registry {

std::string regedit_text(std::string_view text) {
  std::string octets = "\xFF\xFE";
  for (const char letter : text) {
    if (letter == '\n') octets += std::string_view("\r\0", 2);
    octets += letter;
    octets += '\0';
  }
  return octets;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace probe::registry
