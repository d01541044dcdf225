// SPDX-License-Identifier: Apache-2.0
#include "probe/model/text_encoding.hpp"
#include "probe/profile/readers.hpp"
#include "probe/zip/reader.hpp"
#include "tls/wire/text.hpp"

#include <algorithm>
#include <iterator>

namespace probe::profile {
namespace {

/// What of a package tells gateways, the best first: how its name begins, behind folders, and how it ends. Azure names
/// its configurations after the kind of login where there are several (azurevpnconfig_aad.xml). Any other XML may be
/// Windows' <VPNProfile>.
struct Wanted {
  std::string_view start, end;
  [[nodiscard]] bool fits(std::string_view path) const {
    const auto slash = path.rfind('/');
    const auto name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    return name.starts_with(start) && name.ends_with(end);
  }
};
constexpr Wanted kWanted[] = {
    {"vpnsettings", ".xml"}, {"azurevpnconfig", ".xml"}, {"", ".cms"}, {"", ".pbk"}, {"", ".xml"}};

/// Of an unpacked entry, whatever it claims: a profile is a few thousand octets.
constexpr std::size_t kMostEntryOctets = 4U << 20U;
/// A package has a dozen entries, and an installer for each architecture.
constexpr zip::Bounds kMost{1000, 1U << 30U};

/// APPNOTE 4.4.17 wants slashes; Azure writes backslashes.
std::string shown(std::string_view name) {
  std::string path(bounded(name));
  std::replace(path.begin(), path.end(), '\\', '/');
  return path;
}

}  // namespace

Read read_package(std::string_view octets, const std::string& name) {
  const auto archive = zip::open(octets, kMost);
  if (!archive) return Error{name + ": this zip cannot be read as a profile package: " + archive.error().text};
  bool has_installer = false;
  for (const auto& wanted : kWanted) {
    for (const auto& entry : *archive) {
      const auto path = tls::lower_case(shown(entry.name));
      has_installer = has_installer || path.ends_with(".exe");
      if (!wanted.fits(path)) continue;
      const auto inner = name + ": " + shown(entry.name);
      const auto content = zip::extract(octets, entry, kMostEntryOctets);
      if (!content) return Error{name + ": " + content.error().text};
      // Not through read_profile(): no package stands in a package.
      const auto text = decode_text(*content);
      auto read = wanted.end == ".cms"   ? read_connection_manager(text, inner)
                  : wanted.end == ".pbk" ? read_phone_book(text, inner)
                                         : read_xml(text, inner);
      if (&wanted == std::end(kWanted) - 1 && std::holds_alternative<Error>(read)) continue;
      if (auto* profile = std::get_if<Profile>(&read)) {
        profile->notes.insert(profile->notes.begin(), "read from " + shown(entry.name));
        profile->kind = Kind::package;
      }
      return read;
    }
  }
  return Error{name + (has_installer
                           ? ": no VpnSettings.xml in it: packages for SSTP alone have the gateway's name in the "
                             "installer only. Install it, and take the .cms file below "
                             "%APPDATA%\\Microsoft\\Network\\Connections\\Cm"
                           : ": a zip without a VPN profile in it")};
}

}  // namespace probe::profile
