// SPDX-License-Identifier: Apache-2.0
#include "probe/profile/profile.hpp"

#include "probe/model/text_encoding.hpp"
#include "probe/profile/readers.hpp"
#include "tls/wire/text.hpp"

#include <algorithm>

namespace probe::profile {

Read read_profile(std::string_view octets, const std::string& name) {
  if (octets.size() > kMostFileOctets) return Error{name + ": too large for a VPN profile"};
  if (octets.starts_with("PK\x03\x04")) return read_package(octets, name);
  if (octets.starts_with("MZ"))
    return Error{name +
                 ": this is the installer; take the zip that holds it, or the .cms and .pbk files that it "
                 "installs below %APPDATA%\\Microsoft\\Network\\Connections\\Cm"};
  const auto text = decode_text(octets);
  const auto first = text.find_first_not_of(" \t\r\n");
  const auto start = first == std::string::npos ? std::string_view() : std::string_view(text).substr(first);
  if (start.starts_with('<')) return read_xml(text, name);
  if (start.starts_with('{') || (start.starts_with('[') && start.find('{') != std::string_view::npos &&
                                 start.find_first_not_of(" \t\r\n", 1) == start.find('{')))
    return read_gateway_list(text, name);
  if (start == "[]") return read_gateway_list(text, name);
  if (text.find("[Connection Manager]") != std::string::npos) return read_connection_manager(text, name);
  if (text.find("PhoneNumber=") != std::string::npos) return read_phone_book(text, name);
  return Error{name +
               ": not a VPN profile: it is none of VpnSettings.xml, the zip that holds it, azurevpnconfig.xml, .pbk, "
               ".cms and the JSON of 'az network vnet-gateway list'"};
}

bool Gateway::says_sstp() const {
  return protocols.empty() || std::any_of(protocols.begin(), protocols.end(),
                                          [](const std::string& one) { return tls::lower_case(one) == "sstp"; });
}

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::vpn_settings:
      return "VpnSettings.xml";
    case Kind::package:
      return "a client profile package";
    case Kind::azure_vpn_config:
      return "azurevpnconfig.xml";
    case Kind::windows_profile:
      return "a ProfileXML of Windows";
    case Kind::phone_book:
      return "a phone book (.pbk)";
    case Kind::connection_manager:
      return "a Connection Manager profile (.cms)";
    case Kind::gateway_list:
      return "a list of gateways from az";
  }
  return {};
}

std::string bounded(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1).substr(0, kMostTextOctets));
}

std::vector<std::string> split_list(std::string_view text, char separator) {
  std::vector<std::string> words;
  while (!text.empty() && words.size() < kMostPins) {
    const auto end = std::min(text.find(separator), text.size());
    if (auto word = bounded(text.substr(0, end)); !word.empty()) words.push_back(std::move(word));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

}  // namespace probe::profile
