// SPDX-License-Identifier: Apache-2.0
#include "probe/zip/names.hpp"

#include "tls/wire/text.hpp"

#include <algorithm>
#include <set>

namespace probe::zip {
namespace {

/// The parts between the slashes: each a name that every file system takes for itself.
bool has_plain_parts(std::string_view path) {
  constexpr std::size_t kMostParts = 8;
  for (std::size_t count = 1;; ++count) {
    const auto slash = path.find('/');
    const auto part = path.substr(0, slash);
    // Windows drops a full stop at the end of a name.
    if (part.empty() || part.ends_with('.') || count > kMostParts) return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

bool is_plain(std::string_view name) {
  constexpr std::size_t kLongest = 255;
  constexpr std::string_view kMeantOtherwise = "\\:*?\"<>|";
  const auto is_odd = [&](unsigned char c) {
    return c <= 0x20 || c >= 0x7F || kMeantOtherwise.find(static_cast<char>(c)) != std::string_view::npos;
  };
  return !name.empty() && name.size() <= kLongest && std::none_of(name.begin(), name.end(), is_odd) &&
         has_plain_parts(name);
}

}  // namespace

std::optional<Error> check_names(std::span<const std::string> names) {
  // Ordered, not hashed: names that share a hash would make it slow.
  std::set<std::string> all, folders;
  const auto quoted = [](const std::string& name) { return "'" + name + "'"; };
  for (const auto& name : names) {
    auto path = tls::lower_case(name);
    const bool is_folder = path.ends_with('/');
    if (is_folder) path.pop_back();
    if (!is_plain(path)) return Error{quoted(name) + " is no name that a file of a bundle can have"};
    if (!all.insert(path).second) return Error{quoted(name) + " is in it twice, if not in the same letters"};
    if (is_folder) folders.insert(path);
    for (auto slash = path.rfind('/'); slash != std::string::npos; slash = path.rfind('/')) {
      path.resize(slash);
      if (!folders.insert(path).second) break;
    }
  }
  for (const auto& name : names)
    if (!name.ends_with('/') && folders.contains(tls::lower_case(name)))
      return Error{quoted(name) + " is in it as a file and as a folder"};
  return std::nullopt;
}

}  // namespace probe::zip
