// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/features/ground.hpp"

#include <algorithm>
#include <utility>

namespace probe::agenda {

Ground::Ground(const std::vector<VersionResult>& versions, const std::vector<ExchangeSummary>& exchanges,
               std::map<tls::ProtocolVersion, HelloShape> shapes, const ScanOptions& options,
               std::optional<std::string> sni)
    : versions_(versions),
      exchanges_(exchanges),
      shapes_(std::move(shapes)),
      all_suites_asked_(options.suites.empty()),
      sni_(std::move(sni)) {}

std::optional<tls::ProtocolVersion> Ground::newest(tls::VersionSet versions, const SuiteFilter& filter) const {
  for (const auto version : spoken())
    if (versions.contains(version) && !accepted(version, filter).empty()) return version;
  return std::nullopt;
}

std::vector<tls::CipherSuite> Ground::accepted(tls::ProtocolVersion version, const SuiteFilter& filter) const {
  std::vector<tls::CipherSuite> suites;
  const auto* const result = find(version);
  if (result == nullptr) return suites;
  for (const auto& suite : result->accepted) {
    const auto* const info = tls::find_cipher_suite(suite.code);
    // What needs more than the usual hello would be refused for that.
    const bool usual =
        std::all_of(suite.needs.begin(), suite.needs.end(), [](Need need) { return need == Need::small_hello; });
    if (info != nullptr && usual && filter(*info)) suites.push_back(suite.code);
  }
  return suites;
}

Offer Ground::offer(tls::ProtocolVersion version, const SuiteFilter& filter) const {
  Offer offer;
  offer.version = version;
  offer.suites = accepted(version, filter);
  offer.sni = sni_;
  if (const auto shape = shapes_.find(version); shape != shapes_.end()) offer.shape = shape->second;
  return offer;
}

Support Ground::without_cells(tls::VersionSet versions) const {
  const bool open = std::any_of(versions_.begin(), versions_.end(), [&](const VersionResult& result) {
    return versions.contains(result.version) &&
           (!result.inconclusive.empty() || result.outcome == Outcome::not_tested ||
            result.outcome == Outcome::inconclusive);
  });
  return open || !all_suites_asked_ ? Support::unknown : Support::not_applicable;
}

std::vector<tls::ProtocolVersion> Ground::spoken() const {
  std::vector<tls::ProtocolVersion> versions;
  for (const auto& result : versions_)
    if (!result.accepted.empty() && result.version != tls::ProtocolVersion::SSLv2) versions.push_back(result.version);
  std::sort(versions.rbegin(), versions.rend());
  return versions;
}

const VersionResult* Ground::find(tls::ProtocolVersion version) const {
  const auto found = std::find_if(versions_.begin(), versions_.end(),
                                  [version](const VersionResult& result) { return result.version == version; });
  return found == versions_.end() ? nullptr : &*found;
}

bool any_suite(const tls::CipherSuiteInfo& /*suite*/) { return true; }

bool is_ecdhe(const tls::CipherSuiteInfo& suite) { return suite.key_exchange == tls::KeyExchange::ecdhe; }

bool is_signed(const tls::CipherSuiteInfo& suite) {
  using tls::Authentication;
  const bool ephemeral = suite.key_exchange == tls::KeyExchange::dhe || suite.key_exchange == tls::KeyExchange::ecdhe;
  return ephemeral && (suite.authentication == Authentication::rsa || suite.authentication == Authentication::dss ||
                       suite.authentication == Authentication::ecdsa);
}

bool is_cbc(const tls::CipherSuiteInfo& suite) { return suite.mode == tls::CipherMode::cbc; }

}  // namespace probe::agenda
