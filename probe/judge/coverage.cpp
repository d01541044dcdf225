// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/coverage.hpp"

#include <algorithm>

namespace probe::judge {
namespace {

/// Octets that one suite more takes.
std::size_t suite_size(tls::ProtocolVersion version) { return version == tls::ProtocolVersion::SSLv2 ? 3 : 2; }

std::size_t size_of_one(const Entry& entry, const VersionCase& version) {
  return entry.exchange.sent - suite_size(version.version) * (entry.exchange.codes.size() - 1);
}

std::size_t largest_answered(const Case& common, const VersionCase& version) {
  return common.largest[index(version.shape)];
}

/// A server that takes small hellos alone may mean the number of their suites, not that of their octets.
bool counts_suites(HelloShape shape) { return shape == HelloShape::small; }

}  // namespace

bool is_covered(const Entry& entry, const Case& common, const VersionCase& version) {
  const auto& exchange = entry.exchange;
  const auto reason = entry.reading.reason;
  const bool absent = is_absence(entry.reading.answer);
  if (!absent && exchange.codes.size() == 1) return true;
  if (!absent && !version.any_accepted &&
      (reason == Reason::alert_protocol_version || reason == Reason::ssl2_error ||
       reason == Reason::no_shared_cipher_kind || reason == Reason::negotiated_other_version))
    return true;
  const auto& largest = common.largest;
  if (version.version == tls::ProtocolVersion::SSLv2)
    return exchange.sent <= *std::max_element(largest.begin(), largest.end());
  if (counts_suites(exchange.shape) && exchange.codes.size() > common.most_suites[index(exchange.shape)]) return false;
  return exchange.sent <= largest[index(exchange.shape)];
}

bool can_be_covered(const Entry& uncovered, const Case& common, const VersionCase& version) {
  return size_of_one(uncovered, version) <= largest_answered(common, version);
}

std::size_t covered_suites(const Entry& uncovered, const Case& common, const VersionCase& version) {
  if (!can_be_covered(uncovered, common, version)) return 1;
  const auto by_size =
      1 + (largest_answered(common, version) - size_of_one(uncovered, version)) / suite_size(version.version);
  if (!counts_suites(version.shape)) return by_size;
  return std::max<std::size_t>(std::min(by_size, common.most_suites[index(version.shape)]), 1);
}

}  // namespace probe::judge
