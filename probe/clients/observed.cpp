// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/observed.hpp"

#include "probe/clients/client_offer.hpp"

#include <algorithm>
#include <vector>

namespace probe {
namespace {

using Kind = Observed::Kind;
using Exchanges = std::vector<const ExchangeSummary*>;

bool is_answered_control(const ExchangeSummary& exchange) {
  return exchange.purpose == Purpose::control && exchange.response == Response::server_hello;
}

/// A close counts when it came each time, with a control that was answered between the first and the last and one
/// behind the last.
Kind silent_or_closed(const TargetRecord& target, const Exchanges& tries) {
  const auto response = tries.front()->response;
  if (response != Response::closed && response != Response::silent) return Kind::unclear;
  for (const auto* one : tries)
    if (one->response != response) return Kind::unclear;
  bool between = false, behind = false;
  for (const auto& exchange : target.exchanges) {
    if (!is_answered_control(exchange)) continue;
    between = between || (exchange.id > tries.front()->id && exchange.id < tries.back()->id);
    behind = behind || exchange.id > tries.back()->id;
  }
  if (!between || !behind) return Kind::unclear;
  return response == Response::closed ? Kind::closed : Kind::silent;
}

}  // namespace

Observed observed(const TargetRecord& target, const Forecast& forecast) {
  Observed seen;
  const auto name = offer_name(*forecast.profile, forecast.state);
  Exchanges tries;
  for (const auto& exchange : target.exchanges)
    if (exchange.purpose == Purpose::client && exchange.client == name) tries.push_back(&exchange);
  if (tries.empty()) return seen;
  const auto answers = [](const ExchangeSummary* one) {
    return one->response == Response::server_hello || one->response == Response::fatal_alert;
  };
  const auto decisive = std::find_if(tries.begin(), tries.end(), answers);
  if (decisive == tries.end()) {
    seen.kind = silent_or_closed(target, tries);
    seen.exchange = tries.back()->id;
    return seen;
  }
  const auto& answer = **decisive;
  seen.exchange = answer.id;
  seen.kind = answer.response == Response::server_hello ? Kind::selected : Kind::alert;
  seen.version = answer.selected_version;
  if (!answer.selected.empty()) seen.suite = answer.selected.front();
  seen.alert = answer.alert;
  return seen;
}

namespace {

Agreement compare_selection(const Forecast& forecast, const Observed& seen) {
  if (forecast.verdict == Verdict::cut_off_outside) return Agreement::mismatch;
  if (!forecast.version || !seen.suite) return Agreement::not_compared;
  const bool same_version = seen.version == forecast.version;
  const auto& suites = forecast.suites;
  const bool foreseen = std::find(suites.begin(), suites.end(), *seen.suite) != suites.end();
  const bool may_be_another = std::find(forecast.inferences.begin(), forecast.inferences.end(),
                                        Inference::open_suites) != forecast.inferences.end();
  return same_version && (foreseen || may_be_another) ? Agreement::agrees : Agreement::mismatch;
}

bool tunnel_was_foreseen(const Forecast& forecast) {
  return forecast.verdict == Verdict::connects || forecast.verdict == Verdict::cut_off_inside;
}

}  // namespace

Agreement compare(const Forecast& forecast, const Observed& seen) {
  switch (seen.kind) {
    case Kind::not_sent:
    case Kind::unclear:
      return Agreement::not_compared;
    case Kind::selected:
      return compare_selection(forecast, seen);
    case Kind::alert:
    case Kind::closed:
    case Kind::silent:
      if (tunnel_was_foreseen(forecast)) return Agreement::mismatch;
      return forecast.verdict == Verdict::cut_off_outside ? Agreement::agrees : Agreement::not_compared;
  }
  return Agreement::not_compared;
}

}  // namespace probe
