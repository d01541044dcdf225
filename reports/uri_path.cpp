// SPDX-License-Identifier: Apache-2.0
#include "reports/uri_path.hpp"

#include <fmt/format.h>

namespace reports {

std::string uri_of_path(std::string_view path) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  const bool has_drive = path.size() > 2 && is_letter(path[0]) && path[1] == ':' && (path[2] == '/' || path[2] == '\\');
  std::string uri = path.starts_with('/') ? "file://" : "";
  if (has_drive) {
    uri = "file:///" + std::string(path.substr(0, 2));
    path.remove_prefix(2);
  }
  for (const char c : path) {
    if (c == '\\')
      uri += '/';
    else if (kPlain.find(c) != std::string_view::npos)
      uri += c;
    else
      uri += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return uri;
}

}  // namespace reports
