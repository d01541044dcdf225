// SPDX-License-Identifier: Apache-2.0
// The text files of Windows' dialler: phone books (.pbk) and Connection Manager profiles (.cms).
#include "probe/clients/registry/registry_text.hpp"
#include "probe/profile/readers.hpp"
#include "tls/wire/text.hpp"

#include <algorithm>

namespace probe::profile {
namespace {

struct Section {
  std::string name;
  std::vector<std::pair<std::string, std::string>> values;  ///< names in lower case
  [[nodiscard]] std::string first(std::string_view wanted) const {
    for (const auto& [name_of_value, value] : values)
      if (name_of_value == wanted && !value.empty()) return value;
    return {};
  }
};

std::vector<Section> sections_of(std::string_view text) {
  std::vector<Section> sections;
  for (const auto line : registry::lines_of(text)) {
    const auto words = tls::trimmed(line);
    if (words.starts_with('[') && words.ends_with(']')) {
      if (sections.size() == kMostGateways) break;
      sections.push_back({bounded(words.substr(1, words.size() - 2)), {}});
      continue;
    }
    const auto equals = words.find('=');
    constexpr std::size_t kMostValues = 1000;
    if (equals == std::string_view::npos || sections.empty() || sections.back().values.size() == kMostValues) continue;
    auto value = words.substr(equals + 1);
    // A trusted root's hash stands in a long value, which is looked at as a whole.
    constexpr std::size_t kLongestValue = 16384;
    sections.back().values.emplace_back(tls::lower_case(bounded(words.substr(0, equals))),
                                        value.substr(0, kLongestValue));
  }
  return sections;
}

/// RasEntry's VpnStrategy and PreferredDevice: what of them is known says SSTP or not.
std::vector<std::string> protocols_of(const Section& entry) {
  const auto device = tls::lower_case(entry.first("preferreddevice"));
  if (device.find("(sstp)") != std::string::npos) return {"SSTP"};
  if (device.find("(ikev2)") != std::string::npos) return {"IkeV2"};
  if (device.find("(l2tp)") != std::string::npos) return {"L2TP"};
  if (device.find("(pptp)") != std::string::npos) return {"PPTP"};
  return {};
}

}  // namespace

Read read_phone_book(std::string_view text, const std::string& name) {
  Profile profile;
  profile.kind = Kind::phone_book;
  for (const auto& entry : sections_of(text)) {
    Gateway gateway;
    gateway.host = bounded(entry.first("phonenumber"));
    if (gateway.host.empty()) continue;
    gateway.label = entry.name;
    gateway.protocols = protocols_of(entry);
    if (!gateway.says_sstp())
      profile.notes.push_back("the entry '" + entry.name + "' prefers " + gateway.protocols.front() + " to SSTP");
    profile.gateways.push_back(std::move(gateway));
  }
  if (profile.gateways.empty()) return Error{name + ": no entry of the phone book has a PhoneNumber"};
  return profile;
}

Read read_connection_manager(std::string_view text, const std::string& name) {
  Profile profile;
  profile.kind = Kind::connection_manager;
  for (const auto& section : sections_of(text)) {
    if (tls::lower_case(section.name) != "connection manager") continue;
    Gateway gateway;
    gateway.host = bounded(section.first("tunneladdress"));
    gateway.label = bounded(section.first("servicename"));
    if (!gateway.host.empty()) profile.gateways.push_back(std::move(gateway));
  }
  if (profile.gateways.empty()) return Error{name + ": [Connection Manager] has no TunnelAddress"};
  return profile;
}

}  // namespace probe::profile
