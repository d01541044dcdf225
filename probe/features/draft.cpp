// SPDX-License-Identifier: Apache-2.0
#include "probe/features/draft.hpp"

#include <algorithm>

namespace probe {

bool Reply::refused() const {
  if (closed_for_good) return true;
  if (!alert) return false;
  return *alert == tls::AlertDescription::handshake_failure || *alert == tls::AlertDescription::protocol_version ||
         *alert == tls::AlertDescription::insufficient_security;
}

Reply reply_of(const Offer& offer, ExchangeId id, const Observation& observation) {
  Reply reply;
  reply.id = id;
  if (observation.response == Response::fatal_alert && observation.alert) reply.alert = observation.alert->description;
  if (observation.response != Response::server_hello || !observation.selection) return reply;
  const auto& selection = *observation.selection;
  if (selection.version != offer.version || selection.suites.empty()) return reply;
  if (std::find(offer.suites.begin(), offer.suites.end(), selection.suites.front()) != offer.suites.end())
    reply.selection = selection;
  return reply;
}

Draft::Draft() {
  for (int i = 0; i <= static_cast<int>(kLastFeatureKind); ++i) features_[static_cast<FeatureKind>(i)] = {};
}

void Draft::set(FeatureKind kind, Support support, ExchangeId exchange) { features_[kind] = {support, exchange}; }

void Draft::refuse(FeatureKind kind, ExchangeId exchange) {
  set(kind, Support::no, exchange);
  by_refusal_.insert(kind);
}

void Draft::refuse_others(std::size_t family, ExchangeId exchange) {
  families_.at(family).others = {Support::no, exchange};
  families_by_refusal_.insert(family);
}

void Draft::sign(tls::SignatureScheme scheme, ExchangeId exchange) {
  const auto [known, added] = schemes_.emplace(scheme, exchange);
  if (!added) known->second = std::min(known->second, exchange);
}

void Draft::control_succeeded() {
  by_refusal_.clear();
  families_by_refusal_.clear();
}

ServerFeatures Draft::features() const {
  ServerFeatures result{features_, families_, preferred_groups_, {}};
  for (const auto kind : by_refusal_) result.features[kind].support = Support::unknown;
  for (const auto family : families_by_refusal_) result.groups[family].others.support = Support::unknown;
  for (const auto& [scheme, exchange] : schemes_) result.schemes.push_back({scheme, exchange});
  return result;
}

}  // namespace probe
