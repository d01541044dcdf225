// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/client_offer.hpp"

#include <algorithm>

namespace probe {
namespace {

const ClientShape& shape_of(const ClientProfile& profile, tls::ProtocolVersion version) {
  return version < tls::ProtocolVersion::TLSv1_2 ? profile.legacy_shape : profile.shape;
}

bool is_offered(const ClientSuite& suite, tls::VersionSet versions) {
  return std::any_of(tls::kProtocolVersions.begin(), tls::kProtocolVersions.end(), [&](tls::ProtocolVersion version) {
    return versions.contains(version) && suite.versions.contains(version);
  });
}

std::string name_of(const ClientProfile& profile, ClientState state) {
  return std::string(profile.id) + "/" + std::string(to_string(state));
}

}  // namespace

Offer client_offer(const ClientProfile& profile, ClientState state, const std::optional<std::string>& sni) {
  const auto versions = outer_versions(profile, state);
  Offer offer;
  offer.version = newest(versions).value_or(tls::ProtocolVersion::SSLv3);
  for (const auto& suite : profile.suites)
    if (is_offered(suite, versions)) offer.suites.push_back(suite.code);
  offer.sni = sni;
  offer.groups.assign(profile.groups.begin(), profile.groups.end());
  offer.schemes.assign(profile.schemes.begin(), profile.schemes.end());
  const auto& extensions = shape_of(profile, offer.version).extensions;
  offer.layout = ClientLayout{{extensions.begin(), extensions.end()}};
  if (offer.version != tls::ProtocolVersion::TLSv1_3) return offer;
  // RFC 8446 4.2.1: "A list of versions in preference order, with the most preferred version first."
  for (auto at = tls::kProtocolVersions.rbegin(); at != tls::kProtocolVersions.rend(); ++at)
    if (*at != offer.version && versions.contains(*at)) offer.layout->older.push_back(*at);
  return offer;
}

std::string_view shape_source(const ClientProfile& profile, ClientState state) {
  return shape_of(profile, newest(outer_versions(profile, state)).value_or(tls::ProtocolVersion::SSLv3)).capture;
}

std::vector<NamedOffer> distinct_client_offers(const std::optional<std::string>& sni) {
  std::vector<NamedOffer> all;
  for (const auto& profile : client_profiles())
    for (const auto state : states_of(profile)) {
      auto offer = client_offer(profile, state, sni);
      const auto same = [&](const NamedOffer& other) { return other.offer == offer; };
      if (std::none_of(all.begin(), all.end(), same)) all.push_back({name_of(profile, state), std::move(offer)});
    }
  return all;
}

std::string offer_name(const ClientProfile& profile, ClientState state) {
  const auto offer = client_offer(profile, state, std::nullopt);
  for (const auto& other : client_profiles())
    for (const auto other_state : states_of(other))
      if (client_offer(other, other_state, std::nullopt) == offer) return name_of(other, other_state);
  return name_of(profile, state);
}

}  // namespace probe
