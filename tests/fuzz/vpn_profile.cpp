// SPDX-License-Identifier: Apache-2.0
#include "probe/profile/profile.hpp"
#include "tests/fuzz/fuzz_support.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace probe::profile;
  const auto read = read_profile({reinterpret_cast<const char*>(data), size}, "f");
  const auto* profile = std::get_if<Profile>(&read);
  if (profile == nullptr) return 0;
  tls::fuzz::require(!profile->gateways.empty() && profile->gateways.size() <= kMostGateways);
  for (const auto& gateway : profile->gateways)
    tls::fuzz::require(!gateway.host.empty() && gateway.host.size() <= kMostTextOctets);
  return 0;
}
