// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/probe/agenda/scan_scenarios.hpp"

#include "probe/agenda/asked_suites.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

namespace probe::agenda::test {

using tls::CipherSuite;
using tls::ProtocolVersion;

std::set<CipherSuite> some(ProtocolVersion version, std::size_t count) {
  const auto all = asked_suites({}, version);
  std::set<CipherSuite> chosen;
  for (std::size_t i = 0; i < count && i < all.size(); ++i) chosen.insert(all[i * all.size() / count]);
  return chosen;
}

Truth like_jdk() {
  return {{ProtocolVersion::SSLv3, some(ProtocolVersion::SSLv3, 32)},
          {ProtocolVersion::TLSv1_0, some(ProtocolVersion::TLSv1_0, 32)},
          {ProtocolVersion::TLSv1_1, some(ProtocolVersion::TLSv1_1, 27)},
          {ProtocolVersion::TLSv1_2, some(ProtocolVersion::TLSv1_2, 43)},
          {ProtocolVersion::TLSv1_3, some(ProtocolVersion::TLSv1_3, 3)}};
}

Truth like_gateway() {
  return {
      {ProtocolVersion::TLSv1_0, {CipherSuite{0x002F}, CipherSuite{0x0035}, CipherSuite{0xC013}, CipherSuite{0xC014}}},
      {ProtocolVersion::TLSv1_2,
       {CipherSuite{0xC02F}, CipherSuite{0xC030}, CipherSuite{0xC027}, CipherSuite{0xC028}, CipherSuite{0x002F}}}};
}

const VersionResult& of(const Result& result, ProtocolVersion version) {
  return *std::find_if(result.versions.begin(), result.versions.end(),
                       [version](const auto& each) { return each.version == version; });
}

void check_adds_up(const ScanOptions& options, const Result& result) {
  REQUIRE(result.versions.size() == tls::kProtocolVersions.size());
  for (const auto& version : result.versions) {
    CAPTURE(to_string(version.version));
    std::vector<CipherSuite> listed;
    for (const auto& suite : version.accepted) listed.push_back(suite.code);
    for (const auto& group : version.refused) listed.insert(listed.end(), group.codes.begin(), group.codes.end());
    for (const auto& group : version.inconclusive) listed.insert(listed.end(), group.codes.begin(), group.codes.end());
    std::sort(listed.begin(), listed.end());
    CHECK(listed == asked_suites(options, version.version));
  }
}

}  // namespace probe::agenda::test
