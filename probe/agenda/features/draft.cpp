// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/features/draft.hpp"

#include <algorithm>

namespace probe::agenda {

Draft::Draft() {
  for (int i = 0; i <= static_cast<int>(kLastFeatureKind); ++i) features_[static_cast<FeatureKind>(i)] = {};
}

void Draft::set(FeatureKind kind, Support support, ExchangeId exchange) { features_[kind] = {support, exchange}; }

void Draft::sign(tls::SignatureScheme scheme, ExchangeId exchange) {
  const auto [known, added] = schemes_.emplace(scheme, exchange);
  if (!added) known->second = std::min(known->second, exchange);
}

ServerFeatures Draft::features() const {
  ServerFeatures result{features_, families_, preferred_groups_, {}};
  for (const auto& [scheme, exchange] : schemes_) result.schemes.push_back({scheme, exchange});
  return result;
}

}  // namespace probe::agenda
