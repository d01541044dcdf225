// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/client_profile.hpp"

#include "probe/model/words.hpp"

#include <array>

namespace probe {

std::span<const ClientState> states_of(const ClientProfile& profile) {
  static constexpr std::array kAll{ClientState::as_shipped, ClientState::updated, ClientState::registry_set};
  static constexpr std::array kTwo{ClientState::as_shipped, ClientState::registry_set};
  switch (profile.states) {
    case StateSet::shipped:
      return std::span(kAll).first(1);
    case StateSet::shipped_and_registry:
      return kTwo;
    case StateSet::all:
      return kAll;
  }
  return {};
}

std::string_view to_string(ClientState state) {
  static constexpr Word<ClientState> kWords[]{
      {ClientState::as_shipped, "as-shipped"},
      {ClientState::updated, "updated"},
      {ClientState::registry_set, "registry-set"},
  };
  return word_of(kWords, state);
}

tls::VersionSet outer_versions(const ClientProfile& profile, ClientState state) {
  return state == ClientState::registry_set ? profile.registry_outer : profile.outer;
}

tls::VersionSet inner_versions(const ClientProfile& profile, ClientState state) {
  using V = tls::ProtocolVersion;
  if (state == ClientState::registry_set) return profile.registry_inner;
  if (profile.inner.contains(V::TLSv1_3)) return {V::TLSv1_0, V::TLSv1_1, V::TLSv1_2, V::TLSv1_3};
  if (profile.inner.contains(V::TLSv1_2)) return {V::TLSv1_0, V::TLSv1_1, V::TLSv1_2};
  return profile.inner;
}

std::optional<tls::ProtocolVersion> newest(tls::VersionSet versions) {
  std::optional<tls::ProtocolVersion> found;
  for (const auto version : tls::kProtocolVersions)
    if (versions.contains(version)) found = version;
  return found;
}

}  // namespace probe
