// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/version_sets.hpp"

#include "probe/clients/registry/settings.hpp"

namespace probe::registry {
namespace {

template <typename Keep>
tls::VersionSet filter(Keep keep) {
  using V = tls::ProtocolVersion;
  tls::VersionSet result;
  // VersionSet takes versions at its birth alone: this adds them one by one.
  bool kept[tls::kProtocolVersions.size()];
  for (std::size_t at = 0; at < tls::kProtocolVersions.size(); ++at) kept[at] = keep(tls::kProtocolVersions[at]);
  const auto choose = [&](std::size_t at) { return kept[at] ? tls::kProtocolVersions[at] : V{}; };
  result = {choose(0), choose(1), choose(2), choose(3), choose(4), choose(5)};
  return result;
}

}  // namespace

tls::VersionSet with(tls::VersionSet set, tls::ProtocolVersion version) {
  return filter([&](tls::ProtocolVersion one) { return one == version || set.contains(one); });
}

tls::VersionSet without(tls::VersionSet set, tls::ProtocolVersion version) {
  return filter([&](tls::ProtocolVersion one) { return one != version && set.contains(one); });
}

tls::VersionSet common(tls::VersionSet one, tls::VersionSet other) {
  return filter([&](tls::ProtocolVersion version) { return one.contains(version) && other.contains(version); });
}

std::string sentence(tls::VersionSet set) {
  std::string text;
  std::string_view last;
  for (const auto version : tls::kProtocolVersions) {
    if (!set.contains(version)) continue;
    if (!last.empty()) text += (text.empty() ? "" : ", ") + std::string(last);
    last = schannel_name(version);
  }
  if (last.empty()) return "no version";
  return text.empty() ? std::string(last) : text + " and " + std::string(last);
}

}  // namespace probe::registry
