// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/finding_log.hpp"

#include <algorithm>
#include <utility>

namespace probe::judge {

void FindingLog::add(FindingKind kind, tls::ProtocolVersion version, const std::vector<tls::CipherSuite>& codes,
                     ExchangeId exchange, Message text) {
  auto found = std::find_if(findings_.begin(), findings_.end(),
                            [&](const Finding& each) { return each.kind == kind && each.version == version; });
  if (found == findings_.end()) {
    Finding finding;
    finding.kind = kind;
    finding.version = version;
    finding.text = std::move(text);
    found = findings_.insert(found, std::move(finding));
  }
  for (const auto code : codes) {
    const auto place = std::lower_bound(found->codes.begin(), found->codes.end(), code);
    if (place == found->codes.end() || *place != code) found->codes.insert(place, code);
  }
  auto& exchanges = found->exchanges;
  if (exchanges.size() < kMaxExchanges && std::find(exchanges.begin(), exchanges.end(), exchange) == exchanges.end())
    exchanges.push_back(exchange);
}

}  // namespace probe::judge
