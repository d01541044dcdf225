// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/observed.hpp"

#include "probe/clients/client_offer.hpp"
#include "probe/judge/docket.hpp"

#include <algorithm>
#include <vector>

namespace probe {
Observed observed(const TargetRecord& target, const Forecast& forecast) {
  Observed seen;
  const auto name = offer_name(*forecast.profile, forecast.state);
  const auto last = std::find_if(target.exchanges.rbegin(), target.exchanges.rend(), [&](const auto& exchange) {
    return exchange.purpose == Purpose::client && exchange.client == name;
  });
  if (last == target.exchanges.rend()) return seen;
  const auto belief = judge::judge_again(target, {}).hello(*last);
  const auto answer = std::find_if(target.exchanges.begin(), target.exchanges.end(),
                                   [&](const auto& exchange) { return exchange.id == belief.exchange; });
  seen.exchange = belief.exchange;
  seen.kind = Observed::Kind::unclear;
  if (answer == target.exchanges.end()) return seen;
  seen.version = answer->selected_version;
  if (!answer->selected.empty()) seen.suite = answer->selected.front();
  seen.alert = answer->alert;
  if (belief.outcome == Outcome::accepted) seen.kind = Observed::Kind::selected;
  if (belief.outcome != Outcome::refused) return seen;
  switch (judge::read(*answer).answer) {
    case judge::Answer::closed:
      seen.kind = Observed::Kind::closed;
      break;
    case judge::Answer::silent:
      seen.kind = Observed::Kind::silent;
      break;
    case judge::Answer::accepted:
    case judge::Answer::other_version:
    case judge::Answer::unoffered_suite:
    case judge::Answer::refusal:
    case judge::Answer::unclear_alert:
    case judge::Answer::nothing:
    case judge::Answer::no_connection:
      seen.kind = Observed::Kind::alert;
      break;
  }
  return seen;
}

namespace {

using Kind = Observed::Kind;

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
