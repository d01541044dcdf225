// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/finding.hpp"
#include "probe/model/offer.hpp"

#include <vector>

namespace probe::judge {

/// Collects findings: one of a kind and version, with all its cells and the first exchanges that showed it.
class FindingLog {
 public:
  void add(FindingKind kind, tls::ProtocolVersion version, const std::vector<tls::CipherSuite>& codes,
           ExchangeId exchange, Message text);
  [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }

 private:
  static constexpr std::size_t kMaxExchanges = 16;  // a peer that always misbehaves must not fill the record
  std::vector<Finding> findings_;
};

}  // namespace probe::judge
