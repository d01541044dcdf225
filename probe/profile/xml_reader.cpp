// SPDX-License-Identifier: Apache-2.0
// VpnSettings.xml, azurevpnconfig.xml and Windows' ProfileXML. pugixml resolves no entity of a document type, and
// fetches nothing.
#include "probe/profile/readers.hpp"
#include "tls/wire/base64.hpp"
#include "tls/wire/text.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace probe::profile {
namespace {

/// The element's name without its namespace's prefix, in lower case: Azure's files differ in both.
std::string local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return tls::lower_case(colon == std::string_view::npos ? name : name.substr(colon + 1));
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
  for (const auto& node : parent.children())
    if (local_name(node) == name) return node;
  return {};
}

std::string text_of(const pugi::xml_node& parent, std::string_view name) {
  return bounded(child(parent, name).text().get());
}

/// Base64 over several lines; nothing for what is none.
std::optional<std::string> octets_of(std::string text) {
  std::erase_if(text, [](char letter) { return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n'; });
  const auto octets = tls::from_base64(text);
  if (!octets || octets->empty()) return std::nullopt;
  return std::string(octets->begin(), octets->end());
}

/// The texts of <Thing>text</Thing>, and of <Things><string>text</string>...</Things>.
std::vector<std::string_view> texts_of(const pugi::xml_node& parent, std::string_view one, std::string_view many) {
  std::vector<std::string_view> texts;
  const auto add = [&](const pugi::xml_node& node) {
    const std::string_view text = node.text().get();
    if (!text.empty() && texts.size() < kMostPins) texts.push_back(text);
  };
  for (const auto& node : parent.children()) {
    const auto name = local_name(node);
    if (name == one) add(node);
    if (name != many) continue;
    for (const auto& inner : node.children())
      if (inner.type() == pugi::node_element) add(inner);
  }
  return texts;
}

std::vector<std::string> bounded_texts(const std::vector<std::string_view>& texts) {
  std::vector<std::string> result;
  for (const auto text : texts) result.push_back(bounded(text));
  return result;
}

Read read_vpn_settings(const pugi::xml_node& root, const std::string& name) {
  Profile profile;
  profile.kind = Kind::vpn_settings;
  Gateway gateway;
  gateway.host = text_of(root, "vpnserver");
  if (gateway.host.empty()) return Error{name + ": <VpnProfile> has no <VpnServer>"};
  gateway.label = text_of(root, "vnetname");
  gateway.protocols = split_list(text_of(root, "vpntype"), ',');
  gateway.root_names = bounded_texts(texts_of(root, "servercertrootcn", "servercertsrootcn"));
  gateway.issuer_names = bounded_texts(texts_of(root, "servercertissuercn", "servercertsissuercn"));
  for (const auto text : texts_of(root, "cacert", "cacerts")) {
    if (auto der = octets_of(std::string(text)))
      gateway.certificates.push_back(*std::move(der));
    else
      profile.notes.push_back("one <CaCert> is no base64, and is left out");
  }
  if (!gateway.says_sstp())
    profile.notes.push_back("the profile is for " + text_of(root, "vpntype") + ", not for SSTP");
  profile.gateways.push_back(std::move(gateway));
  return profile;
}

/// The OpenVPN profile of the Azure VPN Client. <serversecret> is its tls-auth key: never looked at.
Read read_azure_vpn_config(const pugi::xml_node& root, const std::string& name) {
  Profile profile;
  profile.kind = Kind::azure_vpn_config;
  profile.notes.emplace_back(
      "azurevpnconfig.xml is a profile for OpenVPN, not SSTP: the scan shows the TLS of that port");
  const auto validation = child(root, "servervalidation");
  std::vector<std::string> hashes;
  if (auto hash = text_of(child(validation, "cert"), "hash"); !hash.empty()) {
    std::transform(hash.begin(), hash.end(), hash.begin(), [](char letter) {
      return letter >= 'a' && letter <= 'f' ? static_cast<char>(letter - 32) : letter;
    });
    hashes.push_back(std::move(hash));
  }
  for (const auto& entry : child(root, "serverlist").children()) {
    Gateway gateway;
    gateway.host = text_of(entry, "fqdn");
    if (gateway.host.empty() || profile.gateways.size() >= kMostGateways) continue;
    gateway.label = text_of(root, "name");
    gateway.protocols = {"OpenVPN"};
    gateway.hashes = hashes;
    profile.gateways.push_back(std::move(gateway));
  }
  if (profile.gateways.empty()) return Error{name + ": <AzVpnProfile> has no <serverlist> with a <fqdn>"};
  return profile;
}

/// "vpn.example.net;Head office,vpn2.example.net": names behind a semicolon are for people.
void add_servers(std::string_view list, const Gateway& like, Profile& profile) {
  for (const auto& server : split_list(list, ',')) {
    auto gateway = like;
    gateway.host = bounded(server.substr(0, server.find(';')));
    const auto is_same = [&](const Gateway& other) { return other.host == gateway.host; };
    if (gateway.host.empty() || profile.gateways.size() >= kMostGateways ||
        std::any_of(profile.gateways.begin(), profile.gateways.end(), is_same))
      continue;
    profile.gateways.push_back(std::move(gateway));
  }
}

/// ProfileXML of Windows' VPNv2 CSP (Microsoft, "VPNv2 CSP", "ProfileXML XSD"): what Intune and PowerShell hand out.
Read read_windows_profile(const pugi::xml_node& root, const std::string& name) {
  Profile profile;
  profile.kind = Kind::windows_profile;
  const auto native = child(root, "nativeprofile"), plugin = child(root, "pluginprofile");
  if (native) {
    Gateway like;
    if (const auto type = text_of(native, "nativeprotocoltype");
        !type.empty() && tls::lower_case(type) != "automatic" && tls::lower_case(type) != "protocollist")
      like.protocols = {type};
    for (const auto& each : child(child(native, "protocollist"), "nativeprotocollist").children())
      if (local_name(each) == "type" && like.protocols.size() < kMostPins)
        like.protocols.push_back(bounded(each.text().get()));
    add_servers(text_of(native, "servers"), like, profile);
    if (!like.says_sstp())
      profile.notes.push_back("the profile is for " + text_of(native, "nativeprotocoltype") + ", not for SSTP");
  } else {
    Gateway like;
    like.protocols = {"OpenVPN"};
    profile.notes.emplace_back("the profile is for a VPN app, not for SSTP: the scan shows the TLS of that port");
    add_servers(text_of(plugin, "serverurllist"), like, profile);
    for (const auto& entry : child(child(plugin, "customconfiguration"), "serverlist").children())
      add_servers(text_of(entry, "fqdn"), like, profile);
  }
  if (profile.gateways.empty()) return Error{name + ": <VPNProfile> has no <Servers> and no <ServerUrlList>"};
  return profile;
}

}  // namespace

Read read_xml(std::string_view text, const std::string& name) {
  pugi::xml_document document;
  const auto parsed = document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!parsed) {
    const auto before = text.substr(0, std::min(static_cast<std::size_t>(parsed.offset), text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto column = before.size() - (before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1) + 1;
    return Error{name + ":" + std::to_string(line) + ":" + std::to_string(column) +
                 ": not XML: " + parsed.description()};
  }
  const auto root = document.document_element();
  if (local_name(root) == "vpnprofile" && (child(root, "nativeprofile") || child(root, "pluginprofile")))
    return read_windows_profile(root, name);
  if (local_name(root) == "vpnprofile") return read_vpn_settings(root, name);
  if (local_name(root) == "azvpnprofile") return read_azure_vpn_config(root, name);
  return Error{name + ": <" + bounded(root.name()) + "> is no VPN profile: <VpnProfile> and <AzVpnProfile> are"};
}

}  // namespace probe::profile
