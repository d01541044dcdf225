// SPDX-License-Identifier: Apache-2.0
// `az network vnet-gateway list -o json` (an array) and `show` (an object). The fields stand in each gateway itself, as
// the command prints them, or below "properties", as the REST interface has them.
#include "probe/profile/readers.hpp"

#include <nlohmann/json.hpp>

namespace probe::profile {
namespace {

using Json = nlohmann::json;

const Json& member(const Json& object, const char* name) {
  static const Json nothing;
  if (!object.is_object()) return nothing;
  const auto found = object.find(name);
  return found == object.end() ? nothing : *found;
}

const Json& field(const Json& gateway, const char* name) {
  const auto& own = member(gateway, name);
  return own.is_null() ? member(member(gateway, "properties"), name) : own;
}

std::string text_of(const Json& value) { return value.is_string() ? bounded(value.get_ref<const std::string&>()) : ""; }

std::vector<std::string> texts_of(const Json& list) {
  std::vector<std::string> texts;
  if (!list.is_array()) return texts;
  for (const auto& item : list)
    if (item.is_string() && texts.size() < kMostPins) texts.push_back(text_of(item));
  return texts;
}

std::vector<std::string> addresses_of(const Json& gateway) {
  std::vector<std::string> addresses;
  const auto& peers = member(field(gateway, "bgpSettings"), "bgpPeeringAddresses");
  if (!peers.is_array()) return addresses;
  for (const auto& peer : peers) {
    for (auto& address : texts_of(member(peer, "tunnelIpAddresses")))
      if (addresses.size() < kMostPins) addresses.push_back(std::move(address));
  }
  return addresses;
}

void read_gateway(const Json& item, Profile& profile) {
  const auto label = text_of(member(item, "name"));
  const auto quoted = "'" + label + "'";
  const auto& configuration = field(item, "vpnClientConfiguration");
  const auto protocols = texts_of(member(configuration, "vpnClientProtocols"));
  if (text_of(field(item, "gatewayType")) == "ExpressRoute") {
    profile.notes.push_back(quoted + " is an ExpressRoute gateway and has no VPN clients");
    return;
  }
  if (configuration.is_null()) profile.notes.push_back(quoted + " has no point-to-site configuration");
  for (auto& address : addresses_of(item)) {
    if (profile.gateways.size() >= kMostGateways) return;
    Gateway gateway;
    gateway.host = std::move(address);
    gateway.label = label;
    gateway.protocols = protocols;
    if (!gateway.says_sstp()) profile.notes.push_back(quoted + " does not list SSTP among its protocols");
    profile.gateways.push_back(std::move(gateway));
  }
}

/// Nesting is bounded: the parser and the destructor are not afraid of depth, but what is below 32 is no gateway.
bool too_deep(std::string_view text) {
  constexpr int kMostDepth = 64;
  int depth = 0;
  for (const char letter : text) {
    if (letter == '{' || letter == '[') ++depth;
    if (letter == '}' || letter == ']') --depth;
    if (depth > kMostDepth) return true;
  }
  return false;
}

std::string place_of(std::string_view text, std::size_t octet) {
  const auto before = text.substr(0, std::min(octet == 0 ? 0 : octet - 1, text.size()));
  std::size_t line = 1, column = 1;
  for (const char letter : before) {
    ++column;
    if (letter == '\n') ++line, column = 1;
  }
  return std::to_string(line) + ":" + std::to_string(column);
}

}  // namespace

Read read_gateway_list(std::string_view text, const std::string& name) {
  if (too_deep(text)) return Error{name + ": nested too deeply for the JSON of az"};
  Json json;
  try {
    json = Json::parse(text);
  } catch (const Json::parse_error& error) {
    return Error{name + ":" + place_of(text, error.byte) + ": not JSON"};
  } catch (const Json::exception& error) {
    // "[json.exception.out_of_range.406] number overflow parsing '1e999'"
    const std::string_view what = error.what();
    return Error{name + ": not JSON that can be read: " + bounded(what.substr(what.find(']') + 1))};
  }
  Profile profile;
  profile.kind = Kind::gateway_list;
  if (json.is_array()) {
    if (json.size() > kMostGateways)
      return Error{name + ": more than " + std::to_string(kMostGateways) + " gateways stand in it: split it"};
    for (const auto& item : json) read_gateway(item, profile);
  } else {
    read_gateway(json, profile);
  }
  if (profile.gateways.empty())
    return Error{name +
                 ": no gateway with a public address (bgpSettings.bgpPeeringAddresses[].tunnelIpAddresses) "
                 "stands in it; the name of a gateway is in its client profile package alone"};
  profile.notes.emplace_back(
      "az tells addresses and no names: the scan sends no server_name; the name stands in the client profile package");
  return profile;
}

}  // namespace probe::profile
