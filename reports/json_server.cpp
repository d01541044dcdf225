// SPDX-License-Identifier: Apache-2.0
#include "reports/json_server.hpp"

#include "reports/json_list.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reports {
namespace {

using Json = nlohmann::ordered_json;
using probe::ExchangeId;
using probe::FeatureKind;

Json to_json(const probe::Feature& feature) {
  return {{"support", to_string(feature.support)}, {"exchange", feature.exchange}};
}

Json to_json(const probe::AcceptedGroup& accepted) {
  return {{"group", to_string(accepted.group)}, {"exchange", accepted.exchange}};
}

Json to_json(const probe::SigningScheme& scheme) {
  return {{"scheme", to_string(scheme.scheme)}, {"exchange", scheme.exchange}};
}

Json to_json(const probe::GroupFamily& family);

Json to_json(const probe::GroupFamily& family) {
  return {{"version", to_string(family.version)},
          {"kind", probe::to_string(family.kind)},
          {"accepted", list_of(family.accepted, to_json)},
          {"others", to_json(family.others)}};
}

ExchangeId exchange_of(const Place& place) { return place.at("exchange").integer<ExchangeId>(); }

probe::Feature read_feature(const Place& place) {
  return {place.at("support").word(probe::support_from, "yes, no, unknown or not_applicable"), exchange_of(place)};
}

std::vector<probe::AcceptedGroup> read_groups(const Place& place) {
  std::vector<probe::AcceptedGroup> groups;
  for (const auto& element : place.elements())
    groups.push_back({read_group(element.at("group")), exchange_of(element)});
  return groups;
}

probe::GroupFamily read_family(const Place& place) {
  probe::GroupFamily family;
  family.version = place.at("version").word(tls::protocol_version_from, "a protocol version");
  family.kind = place.at("kind").word(probe::group_kind_from, "a kind of group");
  family.accepted = read_groups(place.at("accepted"));
  family.others = read_feature(place.at("others"));
  return family;
}

std::optional<std::uint16_t> hexadecimal(std::string_view text) {
  unsigned value = 0;
  const char* const end = text.data() + text.size();
  if (text.size() != 6 || text.substr(0, 2) != "0x" || std::from_chars(text.data() + 2, end, value, 16).ptr != end)
    return std::nullopt;
  return static_cast<std::uint16_t>(value);
}

std::optional<tls::NamedGroup> group_from(std::string_view text) {
  if (const auto known = tls::named_group_from(text)) return known;
  if (const auto value = hexadecimal(text)) return tls::NamedGroup{*value};
  return std::nullopt;
}

std::optional<tls::SignatureScheme> scheme_from(std::string_view text) {
  for (const auto& row : tls::signature_schemes())
    if (row.name == text) return row.code;
  if (const auto value = hexadecimal(text)) return tls::SignatureScheme{*value};
  return std::nullopt;
}

}  // namespace

nlohmann::ordered_json server_to_json(const probe::ServerFeatures& server) {
  Json json = Json::object();
  if (!server.asked()) return json;
  for (const auto& [kind, feature] : server.features) json["features"][std::string(to_string(kind))] = to_json(feature);
  json["groups"] = list_of(server.groups, to_json);
  json["preferred_groups"] = list_of(server.preferred_groups, to_json);
  json["signature_schemes"] = list_of(server.schemes, to_json);
  return json;
}

probe::ServerFeatures read_server(const Place& place) {
  probe::ServerFeatures server;
  if (!place.has("features")) return server;
  const auto features = place.at("features");
  for (int i = 0; i <= static_cast<int>(probe::kLastFeatureKind); ++i) {
    const auto kind = static_cast<FeatureKind>(i);
    const std::string name(to_string(kind));
    // What an older program did not ask is not known.
    server.features[kind] = features.has(name.c_str()) ? read_feature(features.at(name.c_str())) : probe::Feature{};
  }
  for (const auto& element : place.at("groups").elements()) server.groups.push_back(read_family(element));
  server.preferred_groups = read_groups(place.at("preferred_groups"));
  for (const auto& element : place.at("signature_schemes").elements())
    server.schemes.push_back({read_scheme(element.at("scheme")), exchange_of(element)});
  return server;
}

nlohmann::ordered_json extensions_to_json(const std::vector<tls::ExtensionType>& extensions) {
  Json list = Json::array();
  for (const auto type : extensions) list.push_back(static_cast<std::uint16_t>(type));
  return list;
}

std::vector<tls::ExtensionType> read_extensions(const Place& place) {
  std::vector<tls::ExtensionType> extensions;
  for (const auto& element : place.elements())
    extensions.push_back(tls::ExtensionType{element.integer<std::uint16_t>()});
  return extensions;
}

tls::NamedGroup read_group(const Place& place) { return place.word(group_from, "a named group"); }
tls::SignatureScheme read_scheme(const Place& place) { return place.word(scheme_from, "a signature scheme"); }

}  // namespace reports
